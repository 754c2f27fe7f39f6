"""From the arguments of searches to the options of the extension."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypedDict, Union

from lodex._lodex import BM25, Query, Searcher, SearchOptions
from lodex.checks import size
from lodex.results import Hit

__all__ = ["Collapse", "ManyOptions", "many", "search_options", "topics"]

Collapse = Union[str, "tuple[str, int]"]

_PARSING = ("fields", "require_all", "words_only", "strict")


class ManyOptions(TypedDict, total=False):
    """What search() takes and search_many() and search_all() pass on."""

    filter: str | Query | None
    sort: str | Sequence[str]
    collapse: Collapse | None
    facets: str | Sequence[str]
    facet_limit: int
    exact_total: bool
    model: BM25 | None
    deadline: float | None
    fields: str | Sequence[str]
    require_all: bool
    words_only: bool
    strict: bool


def _names(names: str | Sequence[str]) -> list[str]:
    return [names] if isinstance(names, str) else list(names)


def _collapse(collapse: Collapse | None) -> tuple[str, int] | None:
    if collapse is None:
        return None
    if isinstance(collapse, str):
        return collapse, 1
    if not isinstance(collapse, tuple) or len(collapse) != 2:
        raise TypeError("collapse is a field, or a field and how many hits each value may have")
    field, per_value = collapse
    return field, size("collapse", per_value, least=1)


def search_options(
    snapshot: Searcher,
    *,
    limit: int = 10,
    offset: int = 0,
    after: str | Hit | None = None,
    filter: str | Query | None = None,
    sort: str | Sequence[str] = (),
    collapse: Collapse | None = None,
    facets: str | Sequence[str] = (),
    facet_limit: int = 10,
    exact_total: bool = False,
    model: BM25 | None = None,
    deadline: float | None = None,
) -> SearchOptions:
    """A filter that is text is part of a program: what is wrong with it is an error."""
    if isinstance(filter, str):
        filter = snapshot.parse(filter, [], False, False, True)
    return SearchOptions(
        limit=size("limit", limit),
        offset=size("offset", offset),
        after=after.cursor if isinstance(after, Hit) else after,
        filter=filter,
        sort=_names(sort),
        collapse=_collapse(collapse),
        facets=_names(facets),
        facet_limit=size("facet_limit", facet_limit),
        exact_total=exact_total,
        model=BM25() if model is None else model,
        deadline=deadline,
    )


def many(
    snapshot: Searcher, limit: int, options: ManyOptions
) -> tuple[dict[str, Any], SearchOptions]:
    """The options of the parser, and those of the search."""
    given: dict[str, Any] = dict(options)
    parsing = {name: given.pop(name) for name in _PARSING if name in given}
    return parsing, search_options(snapshot, limit=limit, **given)


def topics(
    queries: Mapping[str, str | Query] | Iterable[tuple[str, str | Query]],
) -> tuple[list[str], list[str | Query]]:
    """The ids and the queries. An id that occurs twice is an error: one of them would be lost."""
    pairs = list(queries.items()) if isinstance(queries, Mapping) else list(queries)
    ids = [id for id, _ in pairs]
    if len(set(ids)) < len(ids):
        twice = next(id for id in ids if ids.count(id) > 1)
        raise ValueError(f"the id {twice!r} is that of two queries")
    return ids, [query for _, query in pairs]
