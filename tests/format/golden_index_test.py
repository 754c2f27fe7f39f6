"""Indexes that earlier versions of the format wrote: each is read, and gives the answers it gave."""
import json
import pathlib
import shutil

import pytest

import index_bytes

GOLDEN = pathlib.Path(__file__).resolve().parent / "golden"
VERSIONS = sorted(path.name for path in GOLDEN.iterdir() if path.is_dir())
DELETED = {"doc-0010", "doc-0290", "late-3"}
SOURCES = ("documents.jsonl", "more.jsonl", "last.jsonl")


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


def documents_of(version):
    """The live documents, in the order of the index: one that is replaced moves to the end."""
    documents = {}
    for source in SOURCES:
        for line in (GOLDEN / version / source).read_text(encoding="utf-8").splitlines():
            document = json.loads(line)
            documents.pop(document["id"], None)
            documents[document["id"]] = document
    return [document for document in documents.values() if document["id"] not in DELETED]


def answer_of(done, arguments):
    """What expected.json has of a call."""
    if "--json" not in arguments:
        return done.lines
    answer = done.json
    if arguments[0] == "search":
        del answer["took_us"]
        for hit in answer["hits"]:
            del hit["cursor"]
    return answer


def without_scores(answer):
    """The answer, and its scores apart, which are compared as numbers are."""
    if not isinstance(answer, dict) or "hits" not in answer:
        return answer, []
    return answer, [hit.pop("score") for hit in answer["hits"]]


@pytest.fixture(params=VERSIONS)
def golden(request, lodex):
    """A copy of the index, as idx."""
    lodex.version = request.param
    shutil.copytree(GOLDEN / request.param / "index", lodex.folder / "idx")
    return lodex


def expect_answers(lodex, calls):
    for call in calls:
        done = lodex(*call["arguments"], "-d", "idx")
        assert done.status == call["status"], (call["arguments"], done.err)
        got, got_scores = without_scores(answer_of(done, call["arguments"]))
        expected, expected_scores = without_scores(call["answer"])
        assert got == expected, call["arguments"]
        assert got_scores == pytest.approx(expected_scores, rel=1e-6), call["arguments"]


def test_check_passes(golden):
    done = golden("check", "-d", "idx", "--json")
    assert done.status == 0 and done.json["ok"], done.out
    assert done.json["files"] == len(list((golden.folder / "idx").iterdir()))


def test_answers_are_those_it_gave(golden):
    expect_answers(golden, read(GOLDEN / golden.version / "expected.json"))


def test_documents_come_back_as_they_were_given(golden):
    documents = documents_of(golden.version)
    done = golden("get", "-d", "idx", *(document["id"] for document in documents))
    assert done.status == 0
    assert [json.loads(line) for line in done.lines] == documents
    for name in DELETED:
        assert golden("get", name, "-d", "idx").status == 1


def values(document, field):
    value = document.get(field)
    return value if isinstance(value, list) else [] if value is None else [value]


@pytest.mark.parametrize("query, matches", [
    ("*", lambda d: True),
    ("tag:fox", lambda d: "fox" in values(d, "tag")),
    ("tag:fox tag:owl code:RE-0..", lambda d: False),
    ("tag:[crow TO fox}", lambda d: any("crow" <= tag < "fox" for tag in values(d, "tag"))),
    ("code:ZZ-1", lambda d: d.get("code") == "ZZ-1"),
    ("count:-9223372036854775808", lambda d: d.get("count") == -2**63),
    ("count:>100", lambda d: d.get("count", 0) > 100),
    ("ratio:..-1e-300", lambda d: "ratio" in d and d["ratio"] <= -1e-300),
    ("when:2010", lambda d: d.get("when", "").startswith("2010")),
    ("when:9999", lambda d: d.get("when", "").startswith("9999")),
    ("open:true", lambda d: d.get("open") is True),
    ("note:*", lambda d: "note" in d),
    ("body:burst", lambda d: "burst" in d["body"].split()),
    ('body:"near the fox"', lambda d: "near the fox" in d["body"]),
    ("-body:often", lambda d: "often" not in d["body"].split()),
])
def test_matches_are_those_of_the_documents(golden, query, matches):
    expected = [document["id"] for document in documents_of(golden.version) if matches(document)]
    done = golden("search", "-d", "idx", "--json", "-n", "1000", "--show", "none", "--snippet-length", "0", "--", query)
    assert sorted(hit["id"] for hit in done.json["hits"]) == sorted(expected)
    assert done.json["total"] == len(expected)


def test_it_can_be_written_to_and_merged(golden):
    calls = [call for call in read(GOLDEN / golden.version / "expected.json") if call["arguments"][0] == "search"]
    assert golden("merge", "-d", "idx").status == 0
    stats = golden("stats", "-d", "idx", "--json").json
    assert (stats["segments"], stats["deleted"]) == (1, 0)
    assert golden("check", "-d", "idx").status == 0
    expect_answers(golden, calls)


def test_the_newest_is_what_is_written_now(lodex):
    folder = GOLDEN / VERSIONS[-1]
    version = lodex("--version").out
    manifest = index_bytes.manifest_of(folder / "index")
    if f"Unicode {manifest['unicode']}, ICU {manifest['icu']}" not in version:
        pytest.skip("another ICU may cut words in another way")
    made = lodex("index", folder / "documents.jsonl", "--schema", folder / "schema.json", "-d", "idx")
    assert made.status == 0, made.err
    for source in SOURCES[1:]:
        assert lodex("upsert", folder / source, "-d", "idx").status == 0
    assert lodex("delete", *sorted(DELETED), "-d", "idx").status == 0
    index_bytes.assert_same_index(lodex.folder / "idx", folder / "index")
