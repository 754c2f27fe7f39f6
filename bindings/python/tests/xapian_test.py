"""Xapian databases through the built module, made by Xapian's own programs and by lodex."""

from __future__ import annotations

import pickle
import shutil
import subprocess
import threading
from pathlib import Path

import pytest

import lodex

# The interpreter that Debian's python3-xapian is for.
PYTHON = "/usr/bin/python3"

WRITE = """
import sys, xapian
database = xapian.WritableDatabase(sys.argv[1], xapian.DB_CREATE_OR_OPEN)
for id, title, text, tag in [
    ("one", "The fox", "quick brown foxes run over the hill", "animal"),
    ("two", "Hills", "a hill and another hill", "place"),
]:
    document = xapian.Document()
    generator = xapian.TermGenerator()
    generator.set_stemmer(xapian.Stem("en"))
    generator.set_document(document)
    generator.index_text(title, 1, "S")
    generator.index_text(text)
    document.add_boolean_term("K" + tag)
    document.add_boolean_term("Q" + id)
    document.set_data(text)
    database.replace_document("Q" + id, document)
database.commit()
"""

READ = """
import json, sys, xapian
database = xapian.Database(sys.argv[1])
parser = xapian.QueryParser()
parser.add_prefix("title", "S")
enquire = xapian.Enquire(database)
enquire.set_query(parser.parse_query(sys.argv[2]))
print([json.loads(match.document.get_data())["id"] for match in enquire.get_mset(0, 10)])
"""


def has_engine(tmp_path: Path) -> bool:
    try:
        lodex.Index.create(tmp_path / "probe", engine="xapian")
    except lodex.UsageError:
        return False
    return True


def run_python(script: str, *words: object) -> str:
    return subprocess.run(
        [PYTHON, "-c", script, *map(str, words)], check=True, capture_output=True, text=True
    ).stdout


@pytest.fixture(autouse=True)
def with_engine(tmp_path: Path) -> None:
    if not has_engine(tmp_path):
        pytest.skip("this lodex was built without the engine xapian")
    probe = subprocess.run([PYTHON, "-c", "import xapian"], capture_output=True, check=False)
    if probe.returncode != 0:
        pytest.skip("python3-xapian is not installed")


def ids(results: lodex.Results) -> list[str]:
    return [hit.id for hit in results]


def test_a_database_of_xapians_own_module_is_opened_and_searched(tmp_path: Path) -> None:
    run_python(WRITE, tmp_path / "db")
    index = lodex.Index.open(tmp_path / "db")
    assert index.stats().engine == "xapian"
    assert ids(index.search("running")) == ["one"]
    assert ids(index.search("title:hills")) == ["two"]
    assert ids(index.search("hill keyword:place")) == ["two"]
    assert index.search("hill")[0].document["data"].startswith("a hill")
    with pytest.raises(lodex.UsageError):
        index.writer()


def test_a_mapping_file_says_what_documents_are(tmp_path: Path) -> None:
    run_python(WRITE, tmp_path / "db")
    mapping = tmp_path / "mapping.json"
    mapping.write_text('{"schema": {"fields": {"label": "text"}}, "prefixes": {"label": "S"}}')
    index = lodex.Index.open(tmp_path / "db", mapping=mapping)
    assert [field.name for field in index.schema.fields] == ["label"]
    assert ids(index.search("fox")) == ["1"]
    with pytest.raises(lodex.UsageError, match="omindex"):
        lodex.Index.open(tmp_path / "db", mapping="nothing")


def test_a_database_of_lodex_is_read_by_xapian(tmp_path: Path) -> None:
    schema = lodex.Schema().text("title").text("body").keyword("tag")
    index = lodex.Index.create(tmp_path / "db", schema, engine="xapian")
    with index.writer() as writer:
        writer.upsert({"id": "a", "title": "Order book", "body": "price time priority"})
        writer.upsert({"id": "b", "title": "Gift card", "body": "prepaid price", "tag": ["x"]})
    assert run_python(READ, tmp_path / "db", "prepaid").strip() == "['b']"
    assert run_python(READ, tmp_path / "db", "title:order").strip() == "['a']"
    check = subprocess.run(
        ["xapian-check", tmp_path / "db"], check=True, capture_output=True, text=True
    )
    assert "No errors found" in check.stdout
    results = index.search("price", facets=["tag"], sort=["-score"])
    assert ids(results) == ["b", "a"]
    assert results[0].snippet("body") == "prepaid <mark>price</mark>"
    with index.writer() as writer:
        writer.upsert({"id": "c", "body": "price", "tag": "x"})
    collapsed = index.search("price", collapse="tag", exact_total=True)
    assert [(hit.id, hit.collapse_value) for hit in collapsed] == [("c", "x"), ("a", None)]
    assert collapsed.total == 3


def test_several_databases_are_one_and_pickled_as_such(tmp_path: Path) -> None:
    for name in "pq":
        index = lodex.Index.create(tmp_path / name, lodex.Schema().text("body"), engine="xapian")
        with index.writer() as writer:
            writer.upsert({"id": name, "body": f"common {name}word"})
    both = lodex.Index.open([tmp_path / "p", tmp_path / "q"])
    assert sorted(ids(both.search("common"))) == ["p", "q"]
    again = pickle.loads(pickle.dumps(both))
    assert sorted(ids(again.search("common"))) == ["p", "q"]
    assert ids(pickle.loads(pickle.dumps(both.searcher())).search("qword")) == ["q"]


def test_no_search_fails_beside_a_writer_of_xapians_own(tmp_path: Path) -> None:
    run_python(WRITE, tmp_path / "db")
    index = lodex.Index.open(tmp_path / "db")
    searcher = index.searcher()
    over = threading.Event()
    runs = 0

    def write() -> None:
        nonlocal runs
        while not over.is_set():
            run_python(WRITE.replace("database.commit()", "database.commit()\n" * 3), tmp_path / "db")
            runs += 1

    writing = threading.Thread(target=write)
    writing.start()
    try:
        for number in range(2000):
            results = (searcher if number % 2 else index).search("hill")
            assert sorted(ids(results)) == ["one", "two"]
        while runs < 3:
            assert len(searcher.search("hill")) == 2
    finally:
        over.set()
        writing.join()


@pytest.mark.skipif(shutil.which("omindex") is None, reason="xapian-omega is not installed")
def test_a_database_of_omindex_shows_its_documents(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/a.html").write_text("<title>The fox</title><p>A quick brown fox ran.")
    subprocess.run(
        ["omindex", "--db", tmp_path / "db", "--url", "/", tmp_path / "site"],
        check=True,
        capture_output=True,
    )
    hit = lodex.Index.open(tmp_path / "db").search("foxes")[0]
    assert (hit.id, hit.document["title"]) == ("/a.html", "The fox")
    assert hit.document["type"] == "text/html"


def test_an_index_that_is_there_is_of_the_engine_that_is_asked_for(tmp_path: Path) -> None:
    for engine, other in (("xapian", "native"), ("native", "xapian")):
        path = tmp_path / engine
        lodex.Index.create(path, engine=engine)
        assert lodex.Index.open_or_create(path).stats().engine == engine
        assert lodex.Index.open_or_create(path, engine=engine).stats().engine == engine
        with pytest.raises(lodex.UsageError, match=f"of the engine {engine}, not {other}"):
            lodex.Index.open_or_create(path, engine=other)
