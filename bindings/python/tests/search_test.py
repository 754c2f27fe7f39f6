"""Searching: what each option does."""

from __future__ import annotations

from typing import Any

import pytest

import lodex
from lodex import F


def test_the_best_document_comes_first() -> None:
    index = lodex.Index.from_docs(
        [{"id": "a", "t": "order"}, {"id": "b", "t": "order book"}, {"id": "c", "t": "none"}]
    )
    results = index.search("order book")
    assert results.ids == ["b", "a"]
    assert results[0].score > results[1].score > 0
    assert (results.total, results.total_is_exact) == (2, True)


def test_limit_and_offset_cut_a_page(numbers: lodex.Index) -> None:
    everything = numbers.search("common", limit=100).ids
    assert everything == [str(n) for n in range(20)]
    page = numbers.search("common", limit=5, offset=5)
    assert page.ids == everything[5:10]
    assert [hit.rank for hit in page] == [6, 7, 8, 9, 10]
    assert numbers.search("common", offset=10**18).ids == []
    assert numbers.search("common", limit=2**63 - 1).ids == everything
    assert len(numbers.search("common", limit=0)) == 0


def test_after_goes_on_behind_a_hit(numbers: lodex.Index) -> None:
    seen: list[str] = []
    page = numbers.search("common", limit=7, sort="-n")
    while page:
        seen += page.ids
        page = numbers.search("common", limit=7, sort="-n", after=page[-1])
    assert seen == [str(n) for n in reversed(range(20))]
    first = numbers.search("common", limit=7, sort="-n")
    by_text = numbers.search("common", limit=7, sort="-n", after=first[-1].cursor)
    assert by_text.ids == seen[7:14]


def test_filter_restricts_without_a_change_of_scores(numbers: lodex.Index) -> None:
    plain = {hit.id: hit.score for hit in numbers.search("common", limit=20)}
    for filter in ("parity:odd", F.parity == "odd"):
        filtered = numbers.search("common", limit=20, filter=filter)
        assert {hit.id: hit.score for hit in filtered} == {
            id: score for id, score in plain.items() if int(id) % 2
        }


def test_a_filter_that_cannot_be_understood_is_an_error(numbers: lodex.Index) -> None:
    with pytest.raises(lodex.QueryError):
        numbers.search("common", filter="parity:(")


def test_sort_orders_by_fields(numbers: lodex.Index) -> None:
    assert numbers.search("common", sort="-n", limit=3).ids == ["19", "18", "17"]
    by_two = numbers.search("common", sort=["-parity", "n"], limit=20).ids
    assert by_two == [str(n) for n in [*range(1, 20, 2), *range(0, 20, 2)]]
    assert numbers.search("common word7", sort="-score", limit=1).ids == ["7"]


def test_collapse_leaves_some_hits_of_each_value(numbers: lodex.Index) -> None:
    results = numbers.search("common", collapse="parity", facets="parity", exact_total=True)
    assert results.ids == ["0", "1"]
    assert [hit.collapse_value for hit in results] == ["even", "odd"]
    assert results.collapsed_by == "parity"
    assert results.total == 20
    assert results.facets == {"parity": {"even": 10, "odd": 10}}
    assert numbers.search("common", collapse=("parity", 2)).ids == ["0", "1", "2", "3"]
    backwards = numbers.search("common", collapse=("parity", 2), sort="-n")
    assert backwards.ids == ["19", "18", "17", "16"]
    by_small = numbers.search("common", collapse="small", limit=1, offset=1)
    assert [(hit.rank, hit.id, hit.collapse_value) for hit in by_small] == [(2, "5", False)]
    plain = numbers.search("common")
    assert plain.collapsed_by is None
    assert plain[0].collapse_value is None


def test_facets_count_all_matches(numbers: lodex.Index) -> None:
    results = numbers.search("common", limit=1, facets=["parity", "small"])
    assert results.facets == {
        "parity": {"even": 10, "odd": 10},
        "small": {"false": 15, "true": 5},
    }
    cut = numbers.search(F.n < 5, facets="parity", facet_limit=1)
    assert cut.facets == {"parity": {"even": 3}}


def test_fields_say_where_to_look() -> None:
    index = lodex.Index.from_docs([{"id": "a", "t": "x", "u": "y"}, {"id": "b", "t": "y"}])
    assert index.search("y").ids == ["a", "b"]
    assert index.search("y", fields="u").ids == ["a"]
    assert index.search("y", fields=["t", "u"]).ids == ["a", "b"]


def test_require_all_and_words_only(numbers: lodex.Index) -> None:
    assert numbers.search("word3 common", require_all=True).ids == ["3"]
    assert numbers.count("word3 common") == 20
    assert numbers.search("-word3", words_only=True).ids == ["3"]
    assert numbers.count("-word3") == 19


def test_the_model_changes_scores(numbers: lodex.Index) -> None:
    usual = numbers.search("word3")[0].score
    assert numbers.search("word3", model=lodex.BM25())[0].score == usual
    assert numbers.search("word3", model=lodex.BM25(k1=0.5, b=0))[0].score > usual


def test_a_deadline_in_the_past_gives_what_was_found(numbers: lodex.Index) -> None:
    assert numbers.search("common", deadline=0).timed_out
    assert not numbers.search("common", deadline=1e300).timed_out
    assert not numbers.search("common", deadline=float("inf")).timed_out


def test_exact_total_counts_all(articles: lodex.Index) -> None:
    query = "the of and system service"
    exact = articles.search(query, limit=1, exact_total=True)
    assert exact.total_is_exact
    assert exact.total == articles.count(query)
    assert articles.search(query, limit=1).total <= exact.total


def test_search_many_gives_the_answers_in_order(articles: lodex.Index, corpus: Any) -> None:
    queries = list(lodex.load_queries(corpus / "queries.tsv").values())
    expected = [[(hit.id, hit.score) for hit in articles.search(q, limit=5)] for q in queries]
    for threads in (0, 1, 3):
        many = articles.search_many(queries, limit=5, threads=threads)
        assert [[(hit.id, hit.score) for hit in results] for results in many] == expected
        assert [results.query for results in many] == queries


def test_search_many_passes_its_options_on(numbers: lodex.Index) -> None:
    (found,) = numbers.search_many(
        ["word3 common"], require_all=True, filter=F.n > 1, facets="parity", sort="n"
    )
    assert found.ids == ["3"]
    (collapsed,) = numbers.search_many(["common"], collapse="parity")
    assert collapsed.ids == ["0", "1"]
    assert found.facets == {"parity": {"odd": 1}}
    assert numbers.search_many([]) == []


def test_the_error_of_one_query_is_that_of_all(numbers: lodex.Index) -> None:
    for threads in (1, 2):
        with pytest.raises(lodex.QueryError, match="nope"):
            numbers.search_many(["common", lodex.Query.term("nope", "x")] * 3, threads=threads)


def test_search_all_makes_a_run(numbers: lodex.Index) -> None:
    run = numbers.search_all({"q1": "word3", "q2": F.n < 2, "q3": "nothing"}, name="mine", limit=9)
    assert run.name == "mine"
    assert dict(run) == {
        "q1": {"3": numbers.search("word3")[0].score},
        "q2": {"0": 0.0, "1": 0.0},
        "q3": {},
    }
    pairs = numbers.search_all([("q1", "word3")])
    assert pairs["q1"] == run["q1"]


def test_search_all_refuses_an_id_that_occurs_twice(numbers: lodex.Index) -> None:
    with pytest.raises(ValueError, match="'q'"):
        numbers.search_all([("q", "a"), ("q", "b")])


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"limit": -1}, ValueError),
        ({"limit": 2**64}, ValueError),
        ({"limit": "5"}, TypeError),
        ({"limit": 1.5}, TypeError),
        ({"offset": -1}, ValueError),
        ({"facet_limit": -1}, ValueError),
        ({"deadline": -1}, ValueError),
        ({"deadline": float("nan")}, ValueError),
        ({"sort": "text"}, lodex.QueryError),
        ({"sort": "nope"}, lodex.QueryError),
        ({"collapse": "text"}, lodex.QueryError),
        ({"collapse": "nope"}, lodex.QueryError),
        ({"collapse": ("n", 0)}, ValueError),
        ({"collapse": ("n", "2")}, TypeError),
        ({"collapse": (1, 2)}, TypeError),
        ({"collapse": ["n"]}, TypeError),
        ({"facets": "text"}, lodex.QueryError),
        ({"facets": ["nope"]}, lodex.QueryError),
        ({"fields": "nope"}, lodex.QueryError),
        ({"after": "garbage"}, lodex.QueryError),
        ({"model": lodex.BM25(k1=-1)}, lodex.QueryError),
        ({"model": lodex.BM25(b=float("nan"))}, lodex.QueryError),
        ({"filter": 5}, TypeError),
        ({"nonsense": 1}, TypeError),
    ],
    ids=str,
)
def test_bad_options_are_errors(
    numbers: lodex.Index, options: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error):
        numbers.search("common", **options)


@pytest.mark.parametrize("query", [None, 5, b"x", ["a"]], ids=repr)
def test_a_query_is_text_or_a_query(numbers: lodex.Index, query: Any) -> None:
    with pytest.raises(TypeError, match="a query is a str or a lodex.Query"):
        numbers.search(query)
