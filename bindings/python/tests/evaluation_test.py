"""Runs, judgments and measures, compared with pytrec_eval."""

from __future__ import annotations

import pickle
import random
from pathlib import Path
from typing import Any

import pytest
import pytrec_eval

import lodex

MEASURES = ["map", "ndcg", "ndcg_cut_10", "recip_rank", "P_5", "recall_100", "success_1"]


def reference(qrels: lodex.Qrels, run: lodex.Run) -> dict[str, dict[str, float]]:
    evaluator = pytrec_eval.RelevanceEvaluator(dict(qrels), set(MEASURES))
    values: dict[str, dict[str, float]] = evaluator.evaluate(dict(run))
    return values


def test_values_are_those_of_trec_eval(articles: lodex.Index, corpus: Path) -> None:
    qrels = lodex.Qrels.load(corpus / "qrels.tsv")
    run = articles.search_all(lodex.load_queries(corpus / "queries.tsv"))
    expected = reference(qrels, run)
    values = lodex.evaluate_by_query(qrels, run, MEASURES)
    assert values.keys() == expected.keys()
    for query, measures in values.items():
        assert measures == pytest.approx(expected[query], abs=1e-12), query
    for measure, mean in lodex.evaluate(qrels, run, MEASURES).items():
        each = [row[measure] for row in expected.values()]
        assert mean == pytest.approx(sum(each) / len(each), abs=1e-12)


@pytest.mark.parametrize("seed", range(20))
def test_ties_and_grades_are_treated_like_trec_eval_does(seed: int) -> None:
    random_ = random.Random(seed)
    documents = [f"d{n}" for n in range(40)]
    qrels: dict[str, dict[str, int]] = {}
    rankings: dict[str, dict[str, float]] = {}
    for n in range(8):
        judged = random_.sample(documents, 15)
        qrels[f"q{n}"] = {d: random_.choice([-1, 0, 0, 1, 2, 3]) for d in judged} | {"d0": 1}
        found = random_.sample(documents, random_.randint(1, 40))
        rankings[f"q{n}"] = {d: random_.choice([0.5, 1, 1 + 1e-9, 2.25, -3]) for d in found}
    expected = reference(lodex.Qrels(qrels), lodex.Run(rankings))
    values = lodex.evaluate_by_query(qrels, rankings, MEASURES)
    for query, measures in values.items():
        assert measures == pytest.approx(expected[query], abs=1e-12), (seed, query)


def test_queries_missing_from_the_run_count_as_nothing() -> None:
    qrels = {"a": {"d": 1}, "b": {"d": 1}, "c": {"d": 0}}
    assert lodex.evaluate(qrels, {"a": {"d": 1.0}}, "AP") == {"AP": 0.5}
    assert lodex.evaluate_by_query(qrels, {"a": {"d": 1.0}}, ["AP", "P@1"]) == {
        "a": {"AP": 1.0, "P@1": 1.0},
        "b": {"AP": 0.0, "P@1": 0.0},
    }
    assert lodex.evaluate({}, {}, "AP") == {"AP": 0.0}


def test_measures_have_two_spellings() -> None:
    qrels = {"a": {"d": 2, "e": 1}}
    run = {"a": {"x": 3.0, "e": 2.0, "d": 1.0}}
    values = lodex.evaluate(qrels, run, ["nDCG@10", "ndcg_cut_10", "AP", "map", "Judged@3"])
    assert list(values) == ["nDCG@10", "ndcg_cut_10", "AP", "map", "Judged@3"]
    assert values["nDCG@10"] == values["ndcg_cut_10"]
    assert values["AP"] == values["map"] == pytest.approx((1 / 2 + 2 / 3) / 2)
    assert values["Judged@3"] == pytest.approx(2 / 3)
    assert lodex.evaluate(qrels, run).keys() == {"nDCG@10", "AP"}
    with pytest.raises(lodex.QueryError, match="bogus"):
        lodex.evaluate(qrels, run, "bogus")


def test_runs_are_written_and_read(tmp_path: Path, articles: lodex.Index, corpus: Path) -> None:
    run = articles.search_all(lodex.load_queries(corpus / "queries.tsv"), limit=5, name="mine")
    run.save(tmp_path / "run")
    again = lodex.Run.load(tmp_path / "run")
    assert {query: list(ranking) for query, ranking in again.items()} == {
        query: list(ranking) for query, ranking in run.items() if ranking
    }
    assert (tmp_path / "run").read_text().splitlines()[0].split()[-1] == "mine"
    run.save(tmp_path / "other", tag="tag")
    assert (tmp_path / "other").read_text().splitlines()[0].split()[-1] == "tag"
    by_path = lodex.evaluate(corpus / "qrels.tsv", tmp_path / "run", "nDCG@5")
    assert by_path == lodex.evaluate(lodex.Qrels.load(corpus / "qrels.tsv"), run, "nDCG@5")


def test_runs_and_judgments_are_mappings() -> None:
    run = lodex.Run({"q": {"a": 1, "b": 0.5}}, name="mine")
    assert (run.name, len(run), list(run), run["q"]) == ("mine", 1, ["q"], {"a": 1.0, "b": 0.5})
    assert repr(run) == "Run('mine', 1 queries)"
    with pytest.raises(KeyError):
        run["none"]
    table = run.to_pandas()
    assert table.to_dict("list") == {
        "query": ["q", "q"], "document": ["a", "b"], "rank": [1, 2], "score": [1.0, 0.5]
    }  # fmt: skip
    qrels = lodex.Qrels({"q": {"a": 2, "b": 0}})
    assert dict(qrels) == {"q": {"a": 2, "b": 0}}
    assert repr(qrels) == "Qrels(1 queries, 2 judgments)"
    for value in (run, qrels):
        assert dict(pickle.loads(pickle.dumps(value))) == dict(value)


@pytest.mark.parametrize(
    ("make", "error"),
    [
        (lambda: lodex.Qrels({"q": {"d": "x"}}), TypeError),
        (lambda: lodex.Qrels({"q": {"d": 1.5}}), TypeError),
        (lambda: lodex.Qrels({"q": {"d": 2**40}}), TypeError),
        (lambda: lodex.Qrels({"q": {1: 1}}), TypeError),
        (lambda: lodex.Run({1: {"d": 1}}), TypeError),
        (lambda: lodex.Run({"q": {"d": "x"}}), TypeError),
        (lambda: lodex.Run({"q": {"d": float("nan")}}), lodex.DocumentError),
    ],
)
def test_what_is_no_grade_or_score_is_an_error(make: Any, error: type[Exception]) -> None:
    with pytest.raises(error):
        make()


def test_files_are_checked(tmp_path: Path) -> None:
    path = tmp_path / "file"
    with pytest.raises(lodex.IoError):
        lodex.Run.load(path)
    with pytest.raises(lodex.IoError):
        lodex.Run({"q": {"d": 1}}).save(tmp_path / "no" / "folder")
    path.write_text("just one line\n")
    for load in (lodex.Run.load, lodex.Qrels.load):
        with pytest.raises(lodex.DocumentError, match="1"):
            load(path)
    path.write_text("q1\tfirst\nq1\tagain\n")
    with pytest.raises(ValueError, match="same id"):
        lodex.load_queries(path)
    path.write_text("q1\tfirst\n\nq2\tsecond one\n")
    assert lodex.load_queries(path) == {"q1": "first", "q2": "second one"}
