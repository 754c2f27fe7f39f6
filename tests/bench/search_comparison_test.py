"""The comparison of search engines (bench/search), with engines that the tests make up."""
import json
import pathlib
import re
import subprocess
import sys

import pytest

SEARCH = pathlib.Path(__file__).resolve().parent.parent.parent / "bench" / "search"
sys.path.insert(0, str(SEARCH))

import answers  # noqa: E402
import figures  # noqa: E402
import tables  # noqa: E402
from engine import Answer  # noqa: E402

# An engine that knows the documents by heart: `--us N` is the time that each query takes, one more with each hit wanted;
# `--mute` writes no answers, `--wrong` counts one too many, `--inexact` gives other scores when it scores everything, `--no KIND` does not know a kind.
FAKE = '''
import argparse, json, pathlib, sys
p = argparse.ArgumentParser()
p.add_argument("--us", type=float, default=1); p.add_argument("--wrong", action="store_true")
p.add_argument("--inexact", action="store_true"); p.add_argument("--mute", action="store_true")
p.add_argument("--no", default="")
p.add_argument("command"); p.add_argument("first"); p.add_argument("second")
p.add_argument("--k", type=int, default=10); p.add_argument("--rounds", type=int, default=5)
p.add_argument("--threads", type=int, default=1); p.add_argument("--exhaustive", type=int, default=0)
p.add_argument("--warm", type=int, default=0); p.add_argument("--out")
a = p.parse_args()
log = pathlib.Path(sys.argv[0]).with_suffix(".log").open("a")
print(*sys.argv[1:], file=log)
if a.command == "build":
    text = pathlib.Path(a.first).read_text()
    pathlib.Path(a.second).write_text(text)
    print(json.dumps({"engine": "fake", "version": "1.5", "docs": len(text.splitlines()), "build_s": 3.0 / a.threads,
                      "merge_s": 1.0 / a.threads, "index_bytes": int(2e6 * a.us), "peak_rss_kb": 7000}))
    sys.exit()
documents = [json.loads(line) for line in open(a.first)]
def matches(kind, query, body):
    words = body.split()
    if kind == "phrase":
        return f" {query} " in f" {body} "
    return (any if kind == "or" else all)(word in words for word in query.split())
with open(a.out, "w") as out:
    for line in [] if a.mute else open(a.second):
        kind, query = line.rstrip("\\n").split("\\t")
        row = {"kind": kind, "query": query}
        found = [[d["id"], 1.0 + (a.inexact and a.exhaustive)] for d in documents if matches(kind, query, d["body"])]
        if kind != a.no:
            row["us"] = a.us * len(documents) + (a.k if a.command == "query" else 0)
            if a.command == "count":
                row["count"] = len(found) + a.wrong
            else:
                row["hits"] = found[:a.k]
        print(json.dumps(row), file=out)
print("a line of progress")
print(json.dumps({"engine": "fake"}))
'''
BODIES = ["red fox", "red hen", "a red fox ran", "the hen"]
QUERIES = "and\tred fox\nor\tfox hen\nphrase\tred fox\nterm\tred\n"


class Bench:
    def __init__(self, folder):
        self.folder = folder
        self.fake("lodex")
        (folder / "plain.jsonl").write_text("".join(
            json.dumps({"id": f"d{i}", "title": "", "body": body}) + "\n" for i, body in enumerate(BODIES)))
        (folder / "web.tsv").write_text(QUERIES)
        (folder / "sbg.tsv").write_text("and\tthe hen\n")

    def fake(self, name, *options):
        """The command of an engine, made up."""
        (self.folder / f"{name}.py").write_text(FAKE)
        return " ".join([sys.executable, str(self.folder / f"{name}.py"), *options])

    def calls(self, name):
        log = self.folder / f"{name}.log"
        return [line.split() for line in log.read_text().splitlines()] if log.exists() else []

    def __call__(self, *words, lodex=()):
        return subprocess.run([sys.executable, str(SEARCH / "compare.py"), "plain.jsonl", "web.tsv", "sbg.tsv",
                               "--lodex", self.fake("lodex", *lodex), "--work", "work", *words],
                              cwd=self.folder, capture_output=True, text=True, timeout=60)

@pytest.fixture
def bench(tmp_path):
    return Bench(tmp_path)


def answer(kind="and", query="q", micros=1.0, count=None, hits=None):
    return Answer(kind, query, micros, count, hits)


def rows_of(text, head):
    """The cells of the table whose head begins so."""
    lines = text.splitlines()
    first = next(i for i, line in enumerate(lines) if line.startswith(f"| {head}"))
    last = next(i for i in range(first, len(lines) + 1) if i == len(lines) or not lines[i].startswith("|"))
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in [lines[first], *lines[first + 2:last]]]


# Arithmetic.

@pytest.mark.parametrize("values, share, wanted", [
    ([7], 0.99, 7), (range(1, 101), 0.99, 99), (range(1, 1001), 0.99, 990), ([3, 1, 2], 0.5, 2), ([4, 1, 3, 2], 0.5, 2),
    ([5, 6], 1.0, 6), ([5, 6], 0.0, 5)])
def test_percentiles_are_nearest_ranks(values, share, wanted):
    assert figures.percentile(list(values), share) == wanted


def test_figures_are_by_kind_and_leave_out_what_has_no_time():
    found = figures.by_kind([answer("and", micros=1.0), answer("and", micros=5.0), answer("or", micros=2.5),
                             answer("phrase", micros=None)])
    assert found == {"and": {"n": 2, "mean": 3.0, "p99": 5.0}, "or": {"n": 1, "mean": 2.5, "p99": 2.5}}


def passes(*means):
    return [{"and": {"n": 1, "mean": mean, "p99": 2 * mean}} for mean in means]


def test_ratios_are_taken_pass_by_pass():
    assert figures.median(passes(3, 1, 2), "and", "mean") == 2
    # The machine was slow in the second pass for both: the ratio of the medians would be 20 / 10.
    assert figures.ratios(passes(20, 90, 10), passes(10, 30, 10), "and", "mean") == (1.0, 2.0, 3.0)


def test_a_peer_with_fewer_passes_is_compared_in_these():
    assert figures.ratios(passes(30), passes(10, 100, 100), "and", "p99") == (3.0, 3.0, 3.0)


def test_there_is_no_ratio_without_queries_of_the_kind():
    assert figures.ratios(passes(30), passes(10), "or", "mean") is None
    assert figures.median(passes(30), "or", "mean") is None
    assert figures.fastest({"a": passes(30)}, passes(10), "or", "mean") is None


def test_the_fastest_is_that_of_the_least_median():
    name, compared = figures.fastest({"a": passes(5, 50, 50), "b": passes(20, 30, 60)}, passes(10, 10, 10), "and", "mean")
    assert (name, compared) == ("b", (2.0, 3.0, 6.0))


# Answers.

def test_hits_have_to_be_the_same_to_the_last_bit():
    ours = [answer(hits=(("a", 1.0), ("b", 0.5))), answer(query="r", hits=())]
    assert answers.hits(ours, ours) == {"queries": 2, "different": []}
    for other in [(("b", 0.5), ("a", 1.0)), (("a", 1.0), ("b", 0.5000000001)), (("a", 1.0),), None]:
        assert answers.hits(ours, [answer(micros=9.0, hits=other), ours[1]])["different"] == ["and: q"]


def test_answers_to_other_queries_are_not_compared():
    with pytest.raises(ValueError):
        answers.hits([answer()], [])
    with pytest.raises(ValueError):
        answers.hits([answer(query="q")], [answer(query="r")])


def test_counts_are_compared_where_both_have_one():
    ours = [answer(query="q", count=3), answer(query="r", count=4), answer(query="s", count=5)]
    theirs = [answer(query="q", count=3), answer(query="r", count=5), answer(query="s"), answer(query="t", count=1)]
    assert answers.counts(ours, theirs) == {"queries": 2, "different": ["and: r"]}


def test_shared_hits_do_not_look_at_order():
    ours = [answer(hits=(("a", 1.0), ("b", 0.5))), answer(query="r", hits=(("c", 1.0),))]
    theirs = [answer(hits=(("b", 9.0), ("x", 8.0))), answer(query="r", hits=(("c", 1.0),)), answer(query="none", hits=())]
    assert answers.shared_hits(ours, theirs) == 0.75
    assert answers.shared_hits(ours, [answer(hits=None)]) is None


# Tables.

@pytest.mark.parametrize("value, text", [(None, "–"), (0.04, "0.0"), (9.94, "9.9"), (9.96, "10"), (1234.5, "1,234")])
def test_numbers(value, text):
    assert tables.number(value) == text


def test_ratio_of_one_pass_is_one_number():
    assert tables.ratio((2.0, 2.0, 2.0)) == "2.00"
    assert tables.ratio((1.9, 2.0, 2.456)) == "2.00 (1.90–2.46)"


def test_the_least_is_bold():
    assert tables.bold_least([30.0, None, 20.0]) == ["30", "–", "**20**"]


# The whole.

def test_report(bench):
    done = bench("--peer", "rival=" + bench.fake("rival", "--us", "25"), "--measures", "10,20,count", "--passes", "2",
                 lodex=["--us", "10"])
    assert done.returncode == 0, done.stderr
    # 4 documents: 10 · 4 + 10 and 25 · 4 + 10 µs.
    head, ours, theirs = rows_of(done.stdout, "engine")
    assert head[1:3] == ["web.tsv (4 queries), AND / OR / phrase / term", "sbg.tsv (1 queries), AND"]
    assert ours[:3] == ["lodex 1.5", "**50** / **50** / **50** / **50**", "**50**"]
    assert theirs[:3] == ["rival 1.5", "110 / 110 / 110 / 110", "110"]
    assert (ours[4:], theirs[4:]) == (["**20**", "**7.0**"], ["50", "**7.0**"])  # megabytes
    _, row, *_ = rows_of(done.stdout, "web.tsv, k = 20")
    assert row == ["AND", "1", "60 / 60", "120 / 120 · 2.00", "rival 2.00", "rival 2.00"]
    _, row, *_ = rows_of(done.stdout, "web.tsv, counting")
    assert row == ["AND", "1", "40 / 40", "100 / 100 · 2.50", "rival 2.50", "rival 2.50"]
    assert "web.tsv, k = 10: 0 of 4 differ between hits with scores and those of scoring every match" in done.stdout
    assert "web.tsv, rival: counts: 0 of 4 differ; 100.0% of its hits shared" in done.stdout
    assert re.search(r"```\n\S*compare\.py plain\.jsonl web\.tsv sbg\.tsv .*--passes 2\n```", done.stdout)
    assert "¹" not in done.stdout


def test_engines_run_in_turn(bench):
    done = bench("--peer", "rival=" + bench.fake("rival"), "--measures", "10,count", "--passes", "3")
    turns = [line.split()[-1] for line in done.stderr.splitlines() if line.startswith("pass ")]
    assert turns == ["lodex", "rival"] * (3 * 2 * 2)
    compared = done.stderr.index("compare web.tsv")
    assert done.stderr.index("pass 1") < compared < done.stderr.index("pass 2")


def test_a_slow_engine_gets_one_pass_of_one_round(bench):
    done = bench("--peer", "snail=" + bench.fake("snail", "--us", "500"), "--slow", "snail", "--passes", "3", "--rounds", "7", "--measures", "10,count")
    asked = [call for call in bench.calls("snail") if "query" in call or "count" in call]
    assert len(asked) == 2 * 2
    assert all(call[call.index("--rounds") + 1] == "1" for call in asked)
    assert len([call for call in bench.calls("lodex") if "count" in call]) == 3 * 2
    assert "snail 1.5 ¹" in done.stdout
    assert "¹ slow: one pass of one round" in done.stdout


def test_an_engine_without_a_kind_has_a_dash_there(bench):
    done = bench("--peer", "bag=" + bench.fake("bag", "--no", "phrase"), "--measures", "10,count", "--passes", "1")
    assert rows_of(done.stdout, "engine")[2][1] == "**14** / **14** / – / **14**"
    phrase = rows_of(done.stdout, "web.tsv, k = 10")[3]
    assert phrase[3:] == ["–", "–", "–"]
    assert "web.tsv, bag: counts: 0 of 3 differ" in done.stdout


def test_other_counts_are_told(bench):
    done = bench("--peer", "liar=" + bench.fake("liar", "--wrong"), "--passes", "1", "--measures", "count")
    assert done.returncode == 0
    assert "web.tsv, liar: counts: 4 of 4 differ, e.g. `and: red fox`" in done.stdout


def test_an_inexact_lodex_ends_the_comparison_before_the_second_pass(bench):
    done = bench("--passes", "2", "--measures", "10", lodex=["--inexact"])
    assert done.returncode == 1
    assert "lodex is not exact: web.tsv, k = 10" in done.stderr
    assert "pass 2" not in done.stderr
    assert done.stdout == ""


def test_an_engine_that_leaves_out_queries_cannot_be_compared(bench):
    done = bench("--peer", "mute=" + bench.fake("mute", "--mute"), "--measures", "10", "--passes", "1")
    assert done.returncode == 1
    assert "mute: 0 answers to the 4 queries of web.tsv" in done.stderr


def test_figures_of_every_pass_are_kept(bench):
    bench("--measures", "10", "--passes", "2")
    kept = json.loads((bench.folder / "work/plain/figures.json").read_text())
    assert [one["or"]["mean"] for one in kept["times"]["web.tsv"]["10"]["lodex"]] == [14.0, 14.0]


def test_an_index_is_kept_unless_told_otherwise(bench):
    builds = lambda: len([call for call in bench.calls("lodex") if "build" in call])
    bench("--measures", "10", "--passes", "1")
    bench("--measures", "10", "--passes", "1")
    assert builds() == 1
    bench("--measures", "10", "--passes", "1", "--rebuild")
    assert builds() == 2
    bench("--measures", "10", "--passes", "1", "--builds", "3")
    assert builds() == 5


def test_options_are_for_queries_and_counts_of_their_engine(bench):
    bench("--peer", "warm=" + bench.fake("warm"), "--option", "warm=--warm 30", "--measures", "10,count", "--passes", "1")
    for call in bench.calls("warm"):
        assert ("--warm" in call) == (call[0] != "build")
    assert not any("--warm" in call for call in bench.calls("lodex"))


def test_threads(bench):
    done = bench("--measures", "10", "--passes", "1", "--threads", "2")
    assert "lodex with 2 threads: 2.0 s of wall time, 0.50 of one thread's; 7.0 MB." in done.stdout


def test_sizes_take_the_first_documents(bench):
    done = bench("--peer", "rival=" + bench.fake("rival", "--us", "20"), "--sizes", "1,2,4", "--passes", "1",
                 "--measures", "10", lodex=["--us", "10"])
    head, documents, *rows = rows_of(done.stdout, "mean µs")
    assert head == ["mean µs, k = 10", "1 documents", "2 documents", "4 documents", "largest / smallest"]
    assert documents == ["documents", "1.00", "2.00", "4.00", "4.00"]
    assert rows[0] == ["web.tsv, AND, lodex", "20", "30", "50", "2.50"]
    assert ["sbg.tsv, AND, rival", "30", "50", "90", "3.00"] in rows
    assert len(rows) == 2 * (4 + 1)


def test_scoring_counts_nanoseconds_a_document(bench):
    done = bench("--measures", "10", "--passes", "1", "--score", "red", lodex=["--us", "0.5"])
    assert "Scoring all 3 documents with `red`: 12 µs, 4000.00 ns a document." in done.stdout


@pytest.mark.parametrize("words, message", [
    (["--peer", "nothing"], "--peer wants NAME=TEXT"),
    (["--peer", "lodex=x", "--peer", "a=b", "--peer", "a=c"], "each name once"),
    (["--slow", "nobody"], "no engine is called nobody"),
    (["--peer", "gone=/no/such/program"], "/no/such/program"),
    (["--peer", f"broken={sys.executable} -c exit(5)"], "ended with status 5"),
    (["--peer", f"talker={sys.executable} -c print(dict)"], "not a JSON object"),
    (["--peer", f"lister={sys.executable} -c print([])"], "not a JSON object"),
    (["--peer", f"empty={sys.executable} -c print({{}})"], "its report of a build has no 'docs'")])
def test_mistakes_have_a_message(bench, words, message):
    done = bench(*words)
    assert done.returncode not in (0, 2)
    assert message in done.stderr
    assert "Traceback" not in done.stderr
