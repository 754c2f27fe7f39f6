"""lodex run and lodex eval."""
import pytest


@pytest.fixture
def judged(index):
    index.write("queries.tsv", "q1\tprice\nq2\tvideo latency\nq3\tzebra\n")
    index.write("qrels.tsv", "q1\ta\t1\nq1\tb\t0\nq2\tc\t2\nq3\ta\t1\n")
    assert index("run", "queries.tsv", "-d", "idx", "-o", "out.run", "--tag", "mine").status == 0
    return index


def test_a_run_is_in_trec_form(judged):
    lines = [line.split() for line in (judged.folder / "out.run").read_text().splitlines()]
    assert [line[:4] for line in lines] == [["q1", "Q0", "b", "1"], ["q1", "Q0", "a", "2"], ["q2", "Q0", "c", "1"]]
    assert all(line[5] == "mine" for line in lines)
    assert float(lines[0][4]) > float(lines[1][4])


def test_k_limits_and_output_goes_to_standard_output(judged):
    assert len(judged("run", "queries.tsv", "-d", "idx", "-k", "1").lines) == 2
    assert len(judged("run", "-", "-d", "idx", stdin="x\tprice\n").lines) == 2


def test_scores_of_ties_strictly_fall(lodex):
    lodex.write("docs.jsonl", "".join(f'{{"id":"{i}","body":"same"}}\n' for i in range(50)))
    lodex("index", "docs.jsonl", "-d", "idx")
    scores = [float(line.split()[4]) for line in lodex("run", "-", "-d", "idx", stdin="q\tsame\n").lines]
    assert len(scores) == 50 and all(a > b for a, b in zip(scores, scores[1:]))


def test_measures_are_printed_one_a_line(judged):
    done = judged("eval", "qrels.tsv", "out.run", "-m", "RR,Success@1,map,P@1")
    rows = [line.split("\t") for line in done.lines]
    assert [row[:2] for row in rows] == [["out.run", "RR"], ["out.run", "Success@1"], ["out.run", "AP"], ["out.run", "P@1"]]
    assert [float(row[2]) for row in rows] == pytest.approx([0.5, 1 / 3, 0.5, 1 / 3])


def test_values_by_query(judged):
    rows = [line.split("\t") for line in judged("eval", "qrels.tsv", "out.run", "-m", "RR", "--by-query").lines]
    assert {row[3]: float(row[2]) for row in rows[:3]} == {"q1": 0.5, "q2": 1, "q3": 0}


def test_bad_files_are_named(judged):
    judged.write("bad.run", "q1 Q0 a one 1.0 tag\nnonsense\n")
    done = judged("eval", "qrels.tsv", "bad.run")
    assert done.status == 3 and "bad.run" in done.err
    assert judged("eval", "none", "out.run").status == 3
    assert judged("eval", "qrels.tsv", "out.run", "-m", "goodness").status == 2
    judged.write("bad.tsv", "no tab\n")
    done = judged("run", "bad.tsv", "-d", "idx")
    assert done.status == 3 and "bad.tsv:1" in done.err


def test_the_corpus_is_answered_well(lodex):
    """The 30 articles with default settings, as the README states it."""
    import pathlib
    corpus = pathlib.Path(__file__).resolve().parent.parent.parent / "corpus"
    assert lodex("index", corpus / "articles", "-d", "idx").status == 0
    assert lodex("run", corpus / "queries.tsv", "-d", "idx", "-o", "r").status == 0
    values = dict(line.split("\t")[1:] for line in
                  lodex("eval", corpus / "qrels.tsv", "r", "-m", "Success@1,nDCG@10").lines)
    assert float(values["Success@1"]) >= 0.80
    assert float(values["nDCG@10"]) >= 0.85
