"""Xapian databases through the command."""
import shutil
import subprocess

import pytest

from conftest import DOCUMENTS, SCHEMA


@pytest.fixture
def database(lodex):
    lodex.write("docs.jsonl", DOCUMENTS)
    lodex.write("schema.json", SCHEMA)
    made = lodex("index", "-d", "db", "--engine", "xapian", "--schema", "schema.json", "docs.jsonl")
    if "there is no engine" in made.err:
        pytest.skip("built without the engine xapian")
    assert made.status == 0, made.err
    return lodex


def run(*words, cwd):
    return subprocess.run(words, cwd=cwd, check=True, capture_output=True, text=True).stdout


def test_index_and_search_by_the_engine_xapian(database):
    assert database("search", "-d", "db", "--json", "price").json["total"] == 2
    native = database("index", "-d", "native", "--schema", "schema.json", "docs.jsonl")
    assert native.status == 0
    for query in ["price order", "+price tag:finance", "\"order book\"", "vid*", "year:2021..2022"]:
        expected = database("search", "-d", "native", "--json", query).json
        found = database("search", "-d", "db", "--json", query).json
        assert [h["id"] for h in found["hits"]] == [h["id"] for h in expected["hits"]], query
        assert found["total"] == expected["total"]
        for ours, theirs in zip(found["hits"], expected["hits"]):
            assert ours["score"] == pytest.approx(theirs["score"], abs=1e-5)
            assert ours["snippet"] == theirs["snippet"]


def test_what_it_writes_is_read_by_xapians_programs(database):
    assert "No errors found" in run("xapian-check", "db", cwd=database.folder)
    assert "Q" in run("xapian-delve", "-a", "-1", "db", cwd=database.folder)
    assert "Gift card" in run("quest", "-d", "db", "--stemmer=none", "--prefix=title:S", "title:gift",
                              cwd=database.folder)


def test_get_stats_terms_check_and_changes(database):
    assert database("get", "-d", "db", "a").json["title"] == "Order book"
    assert "engine\txapian" in database("stats", "-d", "db").lines
    assert database("terms", "-d", "db", "tag").lines == ["finance\t2\t2", "media\t1\t1", "trading\t1\t1"]
    assert database("check", "-d", "db").status == 0
    assert database("delete", "-d", "db", "a").status == 0
    assert database("search", "-d", "db", "--json", "price").json["total"] == 1


def test_several_directories_are_searched_as_one(database):
    database.write("more.jsonl", '{"id": "d", "title": "More", "body": "another price"}\n')
    database("index", "-d", "other", "--engine", "xapian", "--schema", "schema.json", "more.jsonl")
    found = database("search", "-d", "db", "-d", "other", "--json", "price").json
    assert sorted(hit["id"] for hit in found["hits"]) == ["a", "b", "d"]
    twice = database("check", "-d", "db", "-d", "other")
    assert (twice.status, "more than once" in twice.err) == (2, True)


@pytest.mark.skipif(shutil.which("omindex") is None, reason="xapian-omega is not installed")
def test_a_database_of_omindex_with_and_without_a_mapping(database):
    database.write("site/a.html", "<title>The fox</title><p>A quick brown fox ran.")
    run("omindex", "--db", "om", "--url", "/", "site", cwd=database.folder)
    for flags in [[], ["--mapping", "omindex"]]:
        hit = database("search", "-d", "om", *flags, "--json", "foxes").json["hits"][0]
        assert (hit["id"], hit["title"]) == ("/a.html", "The fox")
    wrong = database("search", "-d", "om", "--mapping", "nothing", "fox")
    assert (wrong.status, "omindex" in wrong.err) == (2, True)


def test_an_unknown_engine_is_told_with_those_that_there_are(database):
    wrong = database("index", "-d", "x", "--engine", "nothing", "docs.jsonl")
    assert (wrong.status, "there is native, xapian" in wrong.err) == (2, True)
