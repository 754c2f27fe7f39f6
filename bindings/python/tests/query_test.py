"""Queries: the parser, the factories, the operators."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

import lodex
from lodex import F, Query


def found(index: lodex.Index, query: str | Query) -> set[int]:
    results = index.search(query, limit=100)
    assert index.count(query) == len(results)
    return {int(id) for id in results.ids}


ALL = set(range(20))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (Query.all(), ALL),
        (Query.none(), set()),
        (Query.term("text", "word3"), {3}),
        (Query.phrase("text", ["word3", "common"]), {3}),
        (Query.phrase("text", ["common", "word3"]), set()),
        (Query.phrase("text", ["common", "word3"], ordered=False, slop=2), {3}),
        (Query.prefix("text", "word1"), {1, *range(10, 20)}),
        (Query.wildcard("text", "word1?"), set(range(10, 20))),
        (Query.fuzzy("text", "wrod3"), {3}),
        (Query.fuzzy("text", "word3", edits=0), {3}),
        (Query.regex("text", "word[34]"), {3, 4}),
        (Query.range("n", 3, 5), {3, 4, 5}),
        (Query.range("n", 3, 5, include_lower=False, include_upper=False), {4}),
        (Query.exists("n"), ALL),
        (Query.across([(Query.term("text", "word3"), 2.0)]), {3}),
        (Query.boolean(must=[F.n < 5], must_not=[F.n == 2]), {0, 1, 3, 4}),
        (Query.boolean(should=[F.n == 1, F.n == 2], filter=[F.n < 2]), {0, 1}),
        (Query.all_of([F.n < 5, F.parity == "odd"]), {1, 3}),
        (Query.any_of([F.n == 1, F.n == 2]), {1, 2}),
        (Query.all_of([]), set()),
        (Query.any_of([]), set()),
        (Query.all().without(F.n >= 2), {0, 1}),
        (Query.all().filtered_by(F.n < 2), {0, 1}),
        ((F.n < 5) & (F.parity == "odd"), {1, 3}),
        ((F.n == 1) | (F.n == 2), {1, 2}),
        ((F.n < 5) - (F.n == 2), {0, 1, 3, 4}),
        (~(F.n >= 2), {0, 1}),
        (F.n == 7, {7}),
        (F.n != 7, ALL - {7}),
        (F.n > 17, {18, 19}),
        (F.n >= 17, {17, 18, 19}),
        (F.n <= 1, {0, 1}),
        (F.n.between(2, 4), {2, 3, 4}),
        (F.n.between(None, 4, include_upper=False), {0, 1, 2, 3}),
        (F.n.isin([1, 5, 99]), {1, 5}),
        (F.parity.isin(["odd", "even"]), ALL),
        (F.small == True, {0, 1, 2, 3, 4}),  # noqa: E712
        (F.small == None, set()),  # noqa: E711
        (F.day >= datetime.date(2024, 1, 19), {18, 19}),
        (F.day < datetime.datetime(2024, 1, 2), {0}),
        (F.day == datetime.date(2024, 1, 5), {4}),
        (F.day.between("2024-01-05", "2024-01-06"), {4, 5}),
        (F["text"].term("word3"), {3}),
        (F.text.phrase("word3", "common"), {3}),
        (F.text.prefix("word1"), {1, *range(10, 20)}),
        (F.text.wildcard("*9"), {9, 19}),
        (F.text.fuzzy("word33"), {3, 13}),
        (F.text.regex("word[34]"), {3, 4}),
        (F.text.exists(), ALL),
        ("n:[3 TO 5]", {3, 4, 5}),
        ("+common -parity:odd", set(range(0, 20, 2))),
    ],
    ids=str,
)
def test_queries_find_what_they_should(
    numbers: lodex.Index, query: str | Query, expected: set[int]
) -> None:
    assert found(numbers, query) == expected


def test_scores_are_added_and_boosted(numbers: lodex.Index) -> None:
    word, common = Query.term("text", "word3"), Query.term("text", "common")
    score = {str(q): numbers.search(q & F.n.isin([3]))[0].score for q in (word, common)}
    both = numbers.search(word & common)[0].score
    assert both == pytest.approx(sum(score.values()))
    boosted = numbers.search(word.boost(3))[0].score
    assert boosted == pytest.approx(3 * numbers.search(word)[0].score)
    assert numbers.search(Query.all())[0].score == 0


def test_a_long_chain_stays_flat(numbers: lodex.Index) -> None:
    either = F.n == 0
    for n in range(1, 1000):
        either = either | (F.n == n)
    assert found(numbers, either) == ALL
    both = Query.all()
    for _ in range(1000):
        both = both & (F.n < 3)
    assert found(numbers, both) == {0, 1, 2}


def test_a_query_has_no_truth_value() -> None:
    with pytest.raises(TypeError, match="neither true nor false"):
        bool(F.n == 1)
    with pytest.raises(TypeError):
        _ = 1 < F.n < 3


def test_queries_combine_with_queries_alone() -> None:
    with pytest.raises(TypeError):
        _ = (F.n == 1) & "text"  # type: ignore[operator]


def test_comparisons_with_none_are_refused() -> None:
    with pytest.raises(TypeError, match="exists"):
        _ = F.n > None
    with pytest.raises(TypeError, match="several"):
        F.n.isin("abc")
    with pytest.raises(TypeError, match="str"):
        lodex.Field(3)  # type: ignore[arg-type]
    with pytest.raises(AttributeError):
        F._private  # noqa: B018
    assert repr(F.n) == "F['n']"


def test_parse_shows_how_a_text_was_understood(numbers: lodex.Index) -> None:
    query = numbers.parse("word3 -common")
    assert str(query) == repr(query)[len("Query('") : -len("')")]
    assert "word3" in str(query)
    assert found(numbers, query) == found(numbers, "word3 -common")


def test_the_lenient_parser_notes_what_it_ignored(numbers: lodex.Index) -> None:
    query = numbers.parse("common é (word3")
    (note,) = query.notes
    assert "parenthesis" in note.message
    assert note.offset == "common é (word3".index("(")
    assert numbers.search("common é (word3").notes[0].offset == note.offset


def test_the_strict_parser_says_where(numbers: lodex.Index) -> None:
    text = "common é😀 (word3"
    with pytest.raises(lodex.QueryError, match="parenthesis") as caught:
        numbers.parse(text, strict=True)
    assert caught.value.offset == text.index("(")
    with pytest.raises(lodex.QueryError):
        numbers.search(text, strict=True)
    with pytest.raises(lodex.QueryError, match="nofield"):
        numbers.count("nofield:x", strict=True)


@pytest.mark.parametrize(
    "text",
    ["", " ", "\ud800", "a\0b", "(((", '"', "n:[1 TO", "t:/(/", "~", "^", "AND OR NOT", "x~99999",
     "\u202e\u0000*", "-" * 1000, "n:99999999999999999999", "word*" * 100],
    ids=ascii,
)
def test_nothing_a_person_types_is_an_error(numbers: lodex.Index, text: str) -> None:
    results = numbers.search(text)
    assert len(results) <= 10
    assert str(numbers.parse(text))


@pytest.mark.parametrize("text", ["x" * 65_537, "(" * 129 + "a"], ids=["long", "deep"])
def test_limits_hold_in_both_modes(numbers: lodex.Index, text: str) -> None:
    for strict in (False, True):
        with pytest.raises(lodex.LimitError):
            numbers.parse(text, strict=strict)


@pytest.mark.parametrize(
    "make",
    [
        lambda: Query.all().boost(0),
        lambda: Query.all().boost(float("nan")),
        lambda: Query.fuzzy("text", "a", edits=3),
        lambda: Query.regex("text", "("),
        lambda: Query.phrase("text", ["a"] * 257),
        lambda: Query.any_of([Query.all()] * 5000),
    ],
    ids=["boost 0", "boost NaN", "edits", "regex", "phrase", "clauses"],
)
def test_arguments_that_are_not_valid_are_errors(numbers: lodex.Index, make: Any) -> None:
    with pytest.raises((lodex.QueryError, lodex.LimitError)):
        numbers.search(make())


@pytest.mark.parametrize(
    "query",
    [
        Query.term("nope", "x"),
        Query.term("n", "x"),
        F.n > 2**70,
        F.n > 1.5,
        F.n == True,  # noqa: E712
        F.day == "2024-01-05",
    ],
    ids=str,
)
def test_what_the_index_cannot_answer_is_an_error(numbers: lodex.Index, query: Query) -> None:
    with pytest.raises(lodex.QueryError):
        numbers.search(query)


def test_bounds_are_values() -> None:
    with pytest.raises(TypeError):
        Query.range("n", b"x")
    with pytest.raises(TypeError):
        Query.term("n", 5)  # type: ignore[arg-type]


def test_models_are_values() -> None:
    assert lodex.BM25() == lodex.BM25(k1=1.2, b=0.75) != lodex.BM25(k1=1)
    assert lodex.BM25() != 5
    assert hash(lodex.BM25()) == hash(lodex.BM25())
    assert repr(lodex.BM25(k1=2)) == "BM25(k1=2.0, b=0.75)"
