"""Compares `lodex eval` with trec_eval, through pytrec_eval, on random judgments and runs.

Run with pytest. Needs pytrec-eval-terrier (PyPI), and the command in the environment variable
LODEX_COMMAND; skips without them. LODEX_TEST_SEED repeats a failure, which prints its seed.
"""

import os
import random
import subprocess

import pytest

pytrec_eval = pytest.importorskip("pytrec_eval", reason="pytrec-eval-terrier is not installed")

ROUNDS = 20
TOLERANCE = 1e-9

# Our spelling: (trec_eval's spelling, its key in the results, its least relevant grade, documents
# of the run that count; all where None).
MEASURES = {
    "nDCG": ("ndcg", "ndcg", 1, None),
    "nDCG@1": ("ndcg_cut.1", "ndcg_cut_1", 1, None),
    "nDCG@10": ("ndcg_cut.10", "ndcg_cut_10", 1, None),
    "nDCG@1000": ("ndcg_cut.1000", "ndcg_cut_1000", 1, None),
    "AP": ("map", "map", 1, None),
    "AP@5": ("map_cut.5", "map_cut_5", 1, None),
    "AP(rel=2)": ("map", "map", 2, None),
    "AP(rel=3)@7": ("map_cut.7", "map_cut_7", 3, None),
    "RR": ("recip_rank", "recip_rank", 1, None),
    "RR(rel=2)": ("recip_rank", "recip_rank", 2, None),
    "RR@3": ("recip_rank", "recip_rank", 1, 3),
    "P": ("set_P", "set_P", 1, None),
    "P@1": ("P.1", "P_1", 1, None),
    "P@20": ("P.20", "P_20", 1, None),
    "P(rel=2)@5": ("P.5", "P_5", 2, None),
    "R": ("set_recall", "set_recall", 1, None),
    "R@10": ("recall.10", "recall_10", 1, None),
    "R(rel=2)@10": ("recall.10", "recall_10", 2, None),
    "Success@1": ("success.1", "success_1", 1, None),
    "Success(rel=2)@5": ("success.5", "success_5", 2, None),
    "map": ("map", "map", 1, None),
    "ndcg_cut_5": ("ndcg_cut.5", "ndcg_cut_5", 1, None),
}


@pytest.fixture(scope="session")
def command():
    path = os.environ.get("LODEX_COMMAND")
    if not path:
        pytest.skip("LODEX_COMMAND does not name the command lodex")
    return path


@pytest.fixture(scope="session")
def first_seed():
    given = os.environ.get("LODEX_TEST_SEED")
    return int(given) if given else random.SystemRandom().randrange(2**32)


def random_score(rng):
    """Often equal to another one, or different only in double precision."""
    kind = rng.randrange(4)
    if kind == 0:
        return float(rng.randrange(5))
    if kind == 1:
        return rng.randrange(5) + rng.randrange(4) * 2e-8
    if kind == 2:
        return rng.uniform(-1, 20)
    return rng.choice([0.0, -0.0, 1e-40, -3.5, 1e30, 123456789.0])


def random_case(rng):
    documents = [f"d{number}" for number in range(60)] + ["é", "Z", "a/b.md#1"]
    queries = [f"q{number}" for number in range(12)]
    grades = [-1, 0, 0, 1, 1, 2, 3]
    qrels = {
        query: {
            document: rng.choice(grades)
            for document in rng.sample(documents, rng.randrange(1, 30))
        }
        for query in queries[:10]
    }
    for judged in qrels.values():
        # trec_eval reads outside its arrays, and at times never ends, where all grades are negative.
        if max(judged.values()) < 0:
            judged[next(iter(judged))] = 0
    run = {
        query: {
            document: random_score(rng)
            for document in rng.sample(documents, rng.randrange(1, len(documents)))
        }
        for query in queries[2:]  # two queries are missing, two are not judged
    }
    return qrels, run


def write_case(folder, rng, qrels, run):
    tabs = rng.random() < 0.5
    with open(folder / "qrels", "w", encoding="utf-8") as out:
        for query, documents in qrels.items():
            for document, grade in documents.items():
                out.write(
                    f"{query}\t{document}\t{grade}\n" if tabs else f"{query} 0  {document}\t{grade}\n"
                )
    lines = [
        f"{query} Q0 {document} 1 {score!r} random\n"
        for query, documents in run.items()
        for document, score in documents.items()
    ]
    rng.shuffle(lines)
    (folder / "run").write_text("".join(lines), encoding="utf-8")


def best(documents, count):
    """The first documents in the order of trec_eval, whose recip_rank has no cutoff: it tells the
    rank of a document that is the only relevant one."""

    def inverse_rank(name):
        evaluator = pytrec_eval.RelevanceEvaluator({"q": {name: 1}}, {"recip_rank"})
        return evaluator.evaluate({"q": documents})["q"]["recip_rank"]

    names = sorted(documents, key=inverse_rank, reverse=True)[:count]
    return {name: documents[name] for name in names}


def expected(qrels, run, measure):
    """The mean over the queries with a relevant document."""
    spelling, key, grade, cutoff = MEASURES[measure]
    if cutoff is not None:
        run = {query: best(documents, cutoff) for query, documents in run.items()}
    evaluator = pytrec_eval.RelevanceEvaluator(qrels, {spelling}, relevance_level=grade)
    results = evaluator.evaluate(run)
    counted = [query for query, documents in qrels.items() if max(documents.values()) >= 1]
    values = [results[query][key] if query in results else 0.0 for query in counted]
    return sum(values) / len(values)


def printed(command, folder, measures):
    result = subprocess.run(
        [command, "eval", str(folder / "qrels"), str(folder / "run"), "-m", ",".join(measures)],
        check=True,
        capture_output=True,
        text=True,
    )
    lines = [line.split("\t") for line in result.stdout.splitlines()]
    assert all(len(line) == 3 for line in lines), result.stdout
    return [(measure, float(value)) for _, measure, value in lines]


@pytest.mark.parametrize("number", range(ROUNDS))
def test_values_are_those_of_trec_eval(command, first_seed, tmp_path, number):
    seed = first_seed + number
    print(f"LODEX_TEST_SEED={seed}")
    rng = random.Random(seed)
    qrels, run = random_case(rng)
    write_case(tmp_path, rng, qrels, run)
    values = printed(command, tmp_path, MEASURES)
    assert len(values) == len(MEASURES)
    for (_, value), measure in zip(values, MEASURES):
        assert value == pytest.approx(expected(qrels, run, measure), abs=TOLERANCE), measure


def test_judged_is_the_part_of_the_ranking_that_has_a_grade(command, tmp_path):
    """trec_eval has no such measure; ir_measures defines it."""
    (tmp_path / "qrels").write_text("q 0 a 1\nq 0 b 0\nq 0 c -1\n", encoding="utf-8")
    run = "".join(f"q Q0 {name} 1 {10 - rank} x\n" for rank, name in enumerate("axbyc"))
    (tmp_path / "run").write_text(run, encoding="utf-8")
    values = dict(printed(command, tmp_path, ["Judged@2", "Judged@10"]))
    assert values == pytest.approx({"Judged@2": 0.5, "Judged@10": 0.6}, abs=TOLERANCE)
