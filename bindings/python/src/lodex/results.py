"""The answers of searches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NoReturn, overload

from lodex import _lodex
from lodex._lodex import Query, QueryNote, SnippetPlace
from lodex.checks import size
from lodex.explanation import Explanation

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

__all__ = ["Hit", "Results"]


class Hit:
    """One document found. Safe to read from any thread; keeps its snapshot alive."""

    __slots__ = ("_document", "_native")
    _native: _lodex.Hit
    _document: dict[str, Any] | None

    def __init__(self, native: _lodex.Hit) -> None:
        self._native = native
        self._document = None

    @property
    def rank(self) -> int:
        """1 for the best; goes on counting behind `offset`."""
        return self._native.rank

    @property
    def id(self) -> str:
        """The id of the document."""
        return self._native.id

    @property
    def score(self) -> float:
        """By the ranking model; 0 where the query only filters."""
        return self._native.score

    @property
    def document(self) -> dict[str, Any]:
        """The stored fields, with "id". Read from the index once, then kept."""
        if self._document is None:
            self._document = self._native.document()
        return self._document

    def __getitem__(self, field: str) -> Any:
        """The value of a field. Raises KeyError."""
        return self.document[field]

    def get(self, field: str, default: Any = None) -> Any:
        """The value of a field, or `default`."""
        return self.document.get(field, default)

    def snippet(self, field: str | None = None, *, length: int = 200, markup: str = "html") -> str:
        """The best passage of a field, or of all searched text fields, with the matches marked.

        length: about so many characters.
        markup: "html" (escaped, matches in <mark>), "terminal" (bold) or "plain".
        Returns the beginning of the field where nothing matches there, "" where there is none.
        Errors: UsageError for another markup.
        """
        return self._native.snippet(field, size("length", length), markup)

    def place(self, field: str | None = None, *, length: int = 200) -> SnippetPlace:
        """Where snippet() of the same arguments comes from: field, path and line."""
        return self._native.place(field, size("length", length))

    @property
    def path(self) -> str | None:
        """The file that the document was read from, as its source was named; None if unknown."""
        return self.place().path

    @property
    def line(self) -> int | None:
        """The line of the best passage in that file, from 1: where its first match stands."""
        return self.place().line

    def explain(self) -> Explanation:
        """Why it has its score; read from the index at each call.

        Errors: QueryError where a server computes the scores.
        """
        return Explanation._of(self._native.explain())

    @property
    def cursor(self) -> str:
        """For `after` of search(), to go on behind this hit."""
        return self._native.cursor()

    def __repr__(self) -> str:
        return f"Hit(rank={self.rank}, id={self.id!r}, score={self.score:.6g})"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a Hit belongs to its index and cannot be pickled; its document can")


class Results(Sequence[Hit]):
    """The answer to one search: a sequence of Hit, the best first. Immutable, thread-safe."""

    __slots__ = ("_hits", "_native", "_query", "_snapshot")

    def __init__(
        self, native: _lodex.Results, snapshot: _lodex.Searcher, query: str | Query
    ) -> None:
        self._native = native
        self._snapshot = snapshot
        self._query = query
        self._hits = [Hit(native.hit(i)) for i in range(len(native))]

    @property
    def query(self) -> str | Query:
        """What was asked."""
        return self._query

    @property
    def total(self) -> int:
        """Matching documents; a lower bound unless `total_is_exact`."""
        return self._native.total

    @property
    def total_is_exact(self) -> bool:
        """Whether all matches were counted."""
        return self._native.total_is_exact

    @property
    def facets(self) -> dict[str, dict[str, int]]:
        """field → value → number of matching documents, the most frequent first."""
        return self._native.facets

    @property
    def notes(self) -> list[QueryNote]:
        """What the parser and the limits ignored or changed."""
        return self._native.notes

    @property
    def timed_out(self) -> bool:
        """Whether the deadline cut the search short."""
        return self._native.timed_out

    @property
    def took(self) -> float:
        """Seconds that the search took."""
        return self._native.took_us / 1e6

    @property
    def ids(self) -> list[str]:
        """The ids of the hits."""
        return [hit.id for hit in self._hits]

    def __len__(self) -> int:
        return len(self._hits)

    @overload
    def __getitem__(self, index: int) -> Hit: ...
    @overload
    def __getitem__(self, index: slice) -> list[Hit]: ...
    def __getitem__(self, index: int | slice) -> Hit | list[Hit]:
        return self._hits[index]

    def __iter__(self) -> Iterator[Hit]:
        return iter(self._hits)

    def __repr__(self) -> str:
        total = self.total if self.total_is_exact else f"{self.total}+"
        return f"<Results: {len(self)} of {total} for {str(self._query)!r}>"

    def _repr_html_(self) -> str:
        from lodex.html import results_to_html

        return results_to_html(self)

    def to_dicts(
        self, fields: Sequence[str] | None = None, *, snippet: bool = False
    ) -> list[dict[str, Any]]:
        """A dict for each hit: rank, id, score, then the fields of the document.

        fields: these only; all where None. snippet: add the best passage as plain text.
        A field of the document that is named like one of ours gets a "_" at its end.
        """
        from lodex.tables import rows_of

        return rows_of(self, fields, snippet)

    def to_pandas(
        self, fields: Sequence[str] | None = None, *, snippet: bool = False
    ) -> pandas.DataFrame:
        """The same as a pandas.DataFrame; date fields become datetimes in UTC.

        A date field stays text where a value of it is not one date; lists stay lists.
        Errors: ImportError where pandas is not installed.
        """
        from lodex.tables import to_pandas

        return to_pandas(self, fields, snippet)

    def to_arrow(
        self, fields: Sequence[str] | None = None, *, snippet: bool = False
    ) -> pyarrow.Table:
        """The same as a pyarrow.Table; what has no common type becomes JSON text.

        Errors: ImportError where pyarrow is not installed.
        """
        from lodex.tables import to_arrow

        return to_arrow(self, fields, snippet)

    def to_polars(
        self, fields: Sequence[str] | None = None, *, snippet: bool = False
    ) -> polars.DataFrame:
        """The same as a polars.DataFrame; what has no common type becomes JSON text.

        Errors: ImportError where polars is not installed.
        """
        from lodex.tables import to_polars

        return to_polars(self, fields, snippet)

    def __reduce__(self) -> NoReturn:
        raise TypeError("Results belong to their index and cannot be pickled; to_dicts() can")
