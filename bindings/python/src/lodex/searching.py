"""What can be asked of a snapshot: the methods that Index and Searcher share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from lodex import _lodex
from lodex._lodex import BM25, Query, Schema, TermStats
from lodex.checks import size, thread_count
from lodex.evaluation import Run
from lodex.explanation import Explanation
from lodex.options import many, search_options, topics
from lodex.results import Hit, Results

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from lodex.options import ManyOptions

__all__ = ["Searching"]


class Searching:
    """The methods that answer questions; see Index and Searcher."""

    __slots__ = ()

    def _snapshot(self) -> _lodex.Searcher:
        raise NotImplementedError

    def search(
        self,
        query: str | Query,
        *,
        limit: int = 10,
        offset: int = 0,
        after: str | Hit | None = None,
        filter: str | Query | None = None,
        sort: str | Sequence[str] = (),
        facets: str | Sequence[str] = (),
        facet_limit: int = 10,
        exact_total: bool = False,
        model: BM25 | None = None,
        deadline: float | None = None,
        fields: str | Sequence[str] = (),
        require_all: bool = False,
        words_only: bool = False,
        strict: bool = False,
    ) -> Results:
        """The best documents for a query, as a sequence of hits.

        query: text in the query language, or a Query.
        limit, offset: how many hits, and how many better ones to pass over.
        after: go on behind this hit (or its `cursor`); not together with `offset`.
        filter: only documents that match this too; scores stay as they are. Text is read strictly.
        sort: fields such as "-published" or ["tag", "-year"]; a minus means falling, "score" is
            the score. By score where empty.
        facets: fields whose values are counted over all matches, the `facet_limit` most frequent.
        exact_total: count all matches; else `total` may be a lower bound.
        model: BM25(k1=…, b=…).
        deadline: seconds after which what was found so far is the answer (`timed_out`).
        fields, require_all, words_only, strict: see parse(); for a query that is text.

        Releases the GIL; Ctrl-C ends it. Errors: QueryError, LimitError, CorruptIndexError.
        """
        snapshot = self._snapshot()
        options = search_options(
            snapshot,
            limit=limit,
            offset=offset,
            after=after,
            filter=filter,
            sort=sort,
            facets=facets,
            facet_limit=facet_limit,
            exact_total=exact_total,
            model=model,
            deadline=deadline,
        )
        parsed = _query(snapshot, query, fields, require_all, words_only, strict)
        return Results(snapshot.search(parsed, options), snapshot, query)

    def search_many(
        self,
        queries: Iterable[str | Query],
        *,
        limit: int = 10,
        threads: int = 0,
        **options: Unpack[ManyOptions],
    ) -> list[Results]:
        """The answers to several queries, in their order, found by several threads.

        threads: 0 takes one for each core. options: as of search().
        Releases the GIL once; Ctrl-C ends it. Errors: those of the first query that fails.
        """
        snapshot = self._snapshot()
        asked = list(queries)
        parsing, searching = many(snapshot, limit, options)
        parsed = [_query(snapshot, query, **parsing) for query in asked]
        found = snapshot.search_many(parsed, searching, thread_count(threads))
        return [Results(one, snapshot, query) for one, query in zip(found, asked)]

    def search_all(
        self,
        queries: Mapping[str, str | Query] | Iterable[tuple[str, str | Query]],
        *,
        limit: int = 1000,
        threads: int = 0,
        name: str = "lodex",
        **options: Unpack[ManyOptions],
    ) -> Run:
        """The rankings of many queries as a Run, to be evaluated or saved.

        queries: ids with their queries, such as lodex.load_queries() reads from a file.
        limit: documents a query. name: the name of the run. Else as search_many().
        """
        snapshot = self._snapshot()
        ids, asked = topics(queries)
        parsing, searching = many(snapshot, limit, options)
        parsed = [_query(snapshot, query, **parsing) for query in asked]
        return Run._of(snapshot.run(ids, parsed, searching, thread_count(threads), name))

    def count(
        self,
        query: str | Query,
        *,
        fields: str | Sequence[str] = (),
        require_all: bool = False,
        words_only: bool = False,
        strict: bool = False,
    ) -> int:
        """The exact number of documents that match."""
        snapshot = self._snapshot()
        return snapshot.count(_query(snapshot, query, fields, require_all, words_only, strict))

    def explain(
        self,
        query: str | Query,
        id: str,
        *,
        filter: str | Query | None = None,
        model: BM25 | None = None,
        fields: str | Sequence[str] = (),
        require_all: bool = False,
        words_only: bool = False,
        strict: bool = False,
    ) -> Explanation | None:
        """Why the document with this id has its score for the query, or why it does not match.

        None where there is no such document. filter, model, fields, …: as of search().
        Errors: those of search(); QueryError where a server computes the scores.
        """
        snapshot = self._snapshot()
        options = search_options(snapshot, filter=filter, model=model)
        parsed = _query(snapshot, query, fields, require_all, words_only, strict)
        tree = snapshot.explain(parsed, id, options)
        return None if tree is None else Explanation._of(tree)

    def parse(
        self,
        text: str,
        *,
        fields: str | Sequence[str] = (),
        require_all: bool = False,
        words_only: bool = False,
        strict: bool = False,
    ) -> Query:
        """The query that a text stands for; str() of it shows how it was understood.

        fields: where words without a field are searched; all text fields where empty.
        require_all: all words have to match, not any. words_only: no operators, no quotes.
        strict: raise QueryError, with `offset`, where the text is not in the query language;
            else what cannot be understood is ignored and `notes` say so.
        Errors: LimitError for more than 64 KiB, QueryError for an unknown field in `fields`.
        """
        return _parse(self._snapshot(), text, fields, require_all, words_only, strict)

    def get(self, id: str) -> dict[str, Any] | None:
        """The document with this id, or None."""
        return self._snapshot().get(id)

    def __getitem__(self, id: str) -> dict[str, Any]:
        """The document with this id. Raises KeyError."""
        document = self._snapshot().get(id)
        if document is None:
            raise KeyError(id)
        return document

    def __contains__(self, id: object) -> bool:
        """Whether there is a document with this id."""
        return isinstance(id, str) and self._snapshot().contains(id)

    def __len__(self) -> int:
        """The number of documents."""
        return self._snapshot().document_count

    def __bool__(self) -> bool:
        """True, also where there are no documents."""
        return True

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """All documents of one snapshot, in the order in which they were added."""
        return cast("Iterator[dict[str, Any]]", self._snapshot().documents())

    def terms(self, field: str, prefix: str = "", *, limit: int | None = None) -> list[TermStats]:
        """The terms of a field that begin with `prefix`, in byte order, `limit` at most.

        Each has `term`, `document_frequency` and `total_frequency`.
        """
        most = None if limit is None else size("limit", limit)
        return self._snapshot().terms(field, prefix, most)

    @property
    def generation(self) -> int:
        """The number of the commit that is searched; later commits have larger ones."""
        return self._snapshot().generation

    @property
    def schema(self) -> Schema:
        """A copy of the schema."""
        return self._snapshot().schema


def _parse(
    snapshot: _lodex.Searcher,
    text: str,
    fields: str | Sequence[str],
    require_all: bool,
    words_only: bool,
    strict: bool,
) -> Query:
    if isinstance(fields, str):
        fields = [fields]
    return snapshot.parse(text, fields, require_all, words_only, strict)


def _query(
    snapshot: _lodex.Searcher,
    query: str | Query,
    fields: str | Sequence[str] = (),
    require_all: bool = False,
    words_only: bool = False,
    strict: bool = False,
) -> Query:
    if isinstance(query, Query):
        return query
    if isinstance(query, str):
        return _parse(snapshot, query, fields, require_all, words_only, strict)
    raise TypeError(f"a query is a str or a lodex.Query, not {type(query).__name__}")
