"""Explanations of scores."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest

import lodex
from pages import HOSTILE, Page, hostile


def nodes(explanation: lodex.Explanation) -> Iterator[lodex.Explanation]:
    yield explanation
    for detail in explanation.details:
        yield from nodes(detail)


def test_the_root_is_the_score(articles: lodex.Index) -> None:
    searcher = articles.searcher()
    results = searcher.search("order book price^2", filter="trading OR finance", limit=20)
    assert len(results) > 3
    for hit in results:
        explanation = hit.explain()
        assert explanation.matches
        assert explanation.value == hit.score
        again = searcher.explain("order book price^2", hit.id, filter="trading OR finance")
        assert again == explanation


def test_says_what_a_value_was_computed_of(numbers: lodex.Index) -> None:
    explanation = numbers.explain("text:word3", "3", model=lodex.BM25(k1=2, b=0.5))
    assert explanation is not None
    found = {node.description: node.value for node in nodes(explanation)}
    assert explanation.description == "text:word3: idf · saturation"
    assert found["N, documents"] == 20
    assert found["n, documents that have the term"] == 1
    assert found["k1"] == 2
    assert found["b"] == 0.5
    assert found["length of the field text, in terms"] == 2


def test_says_why_there_is_no_match(numbers: lodex.Index) -> None:
    explanation = numbers.explain("common AND word3", "4")
    assert explanation is not None
    assert not explanation.matches
    assert explanation.value == 0
    assert [detail.matches for detail in explanation.details] == [True, False]
    assert "no match  text:word3: is not in the document" in str(explanation)
    assert numbers.explain("common", "nowhere") is None


def test_takes_the_arguments_of_search(numbers: lodex.Index) -> None:
    def matches(query: str | lodex.Query, **options: object) -> bool:
        explanation = numbers.explain(query, "4", **options)  # type: ignore[arg-type]
        assert explanation is not None
        return explanation.matches

    assert matches("common word3")
    assert not matches("common word3", require_all=True)
    assert not matches("common", filter=lodex.F.n > 10)
    assert matches(lodex.F.text == "common")
    with pytest.raises(lodex.QueryError):
        matches("common AND (", strict=True)
    with pytest.raises(lodex.QueryError):
        matches(lodex.Query.term("nothing", "x"))
    with pytest.raises(TypeError):
        numbers.explain(5, "4")  # type: ignore[arg-type]


def test_is_text_of_a_line_for_each_node(numbers: lodex.Index) -> None:
    explanation = numbers.explain("text:word3", "3")
    assert explanation is not None
    lines = str(explanation).splitlines()
    assert len(lines) == len(list(nodes(explanation)))
    assert lines[0] == f"{explanation.value:.6g}  text:word3: idf · saturation"
    assert "    20  N, documents" in lines
    assert repr(explanation) == f"<Explanation {lines[0]}, 2 details>"


def test_is_a_plain_value(numbers: lodex.Index) -> None:
    explanation = numbers.explain("common word3", "3")
    assert explanation is not None
    assert pickle.loads(pickle.dumps(explanation)) == explanation
    assert copy.deepcopy(explanation) == explanation
    assert hash(explanation) == hash(copy.deepcopy(explanation))
    tree = explanation.to_dict()
    assert list(tree) == ["matches", "value", "description", "details"]
    assert tree["value"] == explanation.value
    assert tree["details"][0]["description"] == explanation.details[0].description
    with pytest.raises(AttributeError):
        explanation.value = 3  # type: ignore[misc]


def test_html_is_a_nested_list_and_escaped() -> None:
    index = hostile()
    source = index.search(lodex.Query.term("tag", HOSTILE))[0].explain()._repr_html_()
    page = Page(source)
    assert set(page.tags) == {"ul", "li", "b", "bdi"}
    assert page.tags.count("li") == source.count("<li>") > 5
    assert "<script" not in source
    assert "script" in page.text
    none = index.explain("nothing", HOSTILE)
    assert none is not None
    assert "i" in Page(none._repr_html_()).tags


def test_both_engines_say_the_same(articles: lodex.Index, tmp_path: Path) -> None:
    try:
        index = lodex.Index.create(tmp_path / "db", articles.schema, engine="xapian")
    except lodex.UsageError:
        pytest.skip("built without Xapian")
    index.import_from(articles)
    for hit in articles.search('order book "order book" pri*', limit=5):
        ours = list(nodes(hit.explain()))
        other = index.explain('order book "order book" pri*', hit.id)
        assert other is not None
        theirs = list(nodes(other))
        assert [node.description for node in theirs] == [node.description for node in ours]
        for a, b in zip(ours, theirs):
            assert b.value == pytest.approx(a.value, rel=1e-5)
