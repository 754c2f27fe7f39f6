"""Results and hits, and how notebooks show them."""

from __future__ import annotations

import re

import pytest

import lodex
from pages import Page, hostile


def test_results_are_a_sequence(numbers: lodex.Index) -> None:
    results = numbers.search("common", limit=3)
    assert len(results) == 3
    assert [hit.id for hit in results] == results.ids == ["0", "1", "2"]
    assert results[0] in results
    assert results[-1].id == "2"
    assert [hit.id for hit in results[1:]] == ["1", "2"]
    assert results
    assert not numbers.search("nothing")
    with pytest.raises(IndexError):
        results[3]


def test_results_tell_about_the_search(numbers: lodex.Index) -> None:
    results = numbers.search("common", limit=3)
    assert results.query == "common"
    assert results.took >= 0
    assert results.notes == []
    assert results.facets == {}
    assert not results.timed_out
    assert repr(results) == "<Results: 3 of 20 for 'common'>"


def test_a_hit_has_its_document(numbers: lodex.Index) -> None:
    hit = numbers.search("word7")[0]
    assert (hit.rank, hit.id) == (1, "7")
    assert hit["n"] == 7
    assert hit.get("n") == 7
    assert hit.get("none", 5) == 5
    assert hit.document == numbers["7"]
    assert hit.document is hit.document
    with pytest.raises(KeyError):
        hit["none"]
    assert repr(hit).startswith("Hit(rank=1, id='7', score=")


def test_hits_outlive_their_index() -> None:
    hit = lodex.Index.from_docs([{"id": "a", "t": "some words"}]).search("words")[0]
    assert hit["t"] == "some words"
    assert hit.snippet("t") == "some <mark>words</mark>"


def test_hits_show_the_snapshot_they_come_from() -> None:
    index = lodex.Index.from_docs([{"id": "a", "t": "old words"}])
    hit = index.search("words")[0]
    with index.writer() as writer:
        writer.upsert({"id": "a", "t": "new words"})
    assert hit["t"] == "old words"


def test_snippets_mark_the_words() -> None:
    index = lodex.Index.from_docs([{"id": "a", "t": "filler " * 100 + "Some <b>words</b> here."}])
    hit = index.search("words")[0]
    assert "&lt;b&gt;<mark>words</mark>&lt;/b&gt;" in hit.snippet("t")
    assert hit.snippet() == hit.snippet("t")
    assert "<b>words</b>" in hit.snippet("t", markup="plain")
    assert "\x1b[" in hit.snippet("t", markup="terminal")
    assert len(hit.snippet("t", length=30, markup="plain")) < 60
    assert hit.snippet("none") == ""
    with pytest.raises(lodex.UsageError, match="markup"):
        hit.snippet(markup="pdf")
    with pytest.raises(ValueError, match="length"):
        hit.snippet(length=-1)


def test_html_escapes_everything() -> None:
    index = hostile()
    source = index.search("word <i>nope</i> (", facets="tag")._repr_html_()
    page = Page(source)
    assert set(page.tags) <= set("div p table thead tbody tr th td bdi b mark".split())
    assert page.tags.count("mark") == 1
    assert "<script>" in page.text
    assert page.tags.count("tr") == 2
    assert "Note: " in page.text
    assert "tag: " in page.text


def test_html_of_nothing() -> None:
    page = Page(hostile().search("nothing")._repr_html_())
    assert "table" not in page.tags
    assert "0 of 0 matching documents" in page.text


def test_html_leaves_long_lists_and_titles_out() -> None:
    documents = [{"id": str(n), "title": "word " + "long " * 100} for n in range(60)]
    source = lodex.Index.from_docs(documents).search("word", limit=60)._repr_html_()
    page = Page(source)
    assert page.tags.count("tr") == 51
    assert "… and 10 more" in page.text
    titles = re.findall("<bdi>(word long.*?)</bdi>", source)
    assert len(titles) == 50
    assert {len(title) for title in titles} == {120}


def test_html_has_titles_only_where_there_are_some(numbers: lodex.Index) -> None:
    assert "title" not in Page(numbers.search("common")._repr_html_()).text


def test_to_dicts_gives_rows(numbers: lodex.Index) -> None:
    results = numbers.search("word7 common", limit=2)
    (first, second) = results.to_dicts()
    assert list(first) == ["rank", "id", "score", "text", "n", "parity", "small", "day"]
    assert (first["rank"], first["id"], first["n"], first["day"]) == (1, "7", 7, "2024-01-08")
    assert second["id"] == "0"
    assert results.to_dicts(["n", "none"])[0] == {
        "rank": 1,
        "id": "7",
        "score": results[0].score,
        "n": 7,
        "none": None,
    }
    assert results.to_dicts([], snippet=True)[0]["snippet"] == "word7 common"
    with pytest.raises(TypeError, match="list of names"):
        results.to_dicts("text")


def test_fields_named_like_ours_get_other_names() -> None:
    index = lodex.Index.from_docs([{"id": "a", "t": "x", "score": 9, "score_": 8, "rank": "first"}])
    (row,) = index.search("x").to_dicts(snippet=True)
    assert row["rank"] == 1
    assert row["rank_"] == "first"
    assert 0 < row["score"] < 9
    assert (row["score__"], row["score_"]) == (9, 8)


HARD = {
    "marks": "a" + "\u0301\u0323" * 5_000,
    "many marks": "\u0301\u0323" * 100_000,
    "long word": "x" * 1_000_000,
    "long line": "word " * 800_000,
    "nul": "\0" * 10_000,
    "families": "\U0001f468\u200d\U0001f469\u200d\U0001f467 " * 10_000,
    "lone surrogates": b"\xed\xa0\x80".decode(errors="replace") * 10_000,
}


@pytest.mark.parametrize("name", sorted(HARD))
@pytest.mark.parametrize("analyzer", ["standard", "english", "whitespace"])
def test_snippets_of_texts_that_nobody_writes(name: str, analyzer: str) -> None:
    text = f"fox {HARD[name]} end"
    shown = re.sub(" +", " ", text.replace("\0", "\ufffd"))
    for token in lodex.analyze(text, analyzer=analyzer):
        assert len(token.term.encode()) <= 255
    schema = lodex.Schema().analyzer(analyzer).text("t")
    index = lodex.Index.from_docs([{"id": "a", "t": text}], schema=schema)
    for word in ("fox", "end"):
        (hit,) = index.search(word)
        assert f"<mark>{word}</mark>" in hit.snippet("t")
        assert hit.snippet("t", markup="plain").strip("\u2026") in shown


def test_a_million_empty_documents() -> None:
    schema = lodex.Schema().text("t")
    index = lodex.Index.from_docs(({"id": str(n)} for n in range(1_000_000)), schema=schema)
    assert len(index) == 1_000_000
    assert index.count("*") == 1_000_000
    assert index.search("*", limit=1)[0].snippet() == ""
