"""Changes of an index."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import TracebackType
from typing import TYPE_CHECKING, NoReturn

from lodex import _lodex
from lodex._lodex import CommitInfo, SourceCounts, SourceProblem
from lodex.checks import size
from lodex.sources import warn_of

if TYPE_CHECKING:
    from typing_extensions import Self

    from lodex.checks import Path

__all__ = ["Writer"]


class Writer:
    """The one writer of an index, over all processes. Index.writer() makes it.

    As a context manager it commits on a clean exit, rolls back on an exception, and closes itself
    either way. Nothing is visible to searches before a commit.

    A document is a dict from names of fields to values: str, int, float, bool, None, date,
    datetime, lists of these, dicts (stored as JSON), and the scalars and arrays of NumPy and
    pandas. None, NaN, NaT and NA are no value. Surrogates in a str become U+FFFD. Bytes are a
    TypeError.

    Safe to use from several threads, which take turns; all work is done without the GIL. Not
    usable in the child of a fork. Every method but close() raises UsageError once it is closed.
    """

    __slots__ = ("_last_commit", "_native")

    def __init__(self, native: _lodex.Writer) -> None:
        self._native = native
        self._last_commit: CommitInfo | None = None

    def upsert(self, document: Mapping[str, object]) -> None:
        """Adds a document, or replaces the one that has its "id".

        Errors: TypeError, DocumentError, LimitError; everything else then stays as it was.
        """
        self._native.upsert(document)

    def upsert_many(self, documents: Iterable[Mapping[str, object]]) -> int:
        """The same for many documents, faster. Returns their number.

        Where one of them is an error, those before it have been taken. Ctrl-C ends it.
        """
        return self._native.upsert_many(documents)

    def upsert_source(
        self,
        source: Path,
        *,
        format: str = "auto",
        id: str | None = None,
        strict: bool = False,
        origins: bool = True,
        on_problem: Callable[[SourceProblem], object] = warn_of,
        on_progress: Callable[[int, int], object] | None = None,
    ) -> SourceCounts:
        """Adds the documents of a file or folder; arguments as of lodex.read_documents().

        Returns how many were read, and what was skipped and replaced.

        origins: keep the file and the lines of each document, for Hit.path and Hit.line.
        on_progress: called now and then with the bytes read and those of all (0: unknown).
        Errors: IoError, UsageError; DocumentError where `strict`. Ctrl-C ends it.
        """
        return self._native.upsert_source(
            source, format, id, strict, origins, on_problem, on_progress
        )

    def delete(self, id: str) -> bool:
        """Removes the document with this id. Returns whether there was one."""
        return self._native.delete(id)

    def commit(self) -> CommitInfo:
        """Makes everything durable and visible, all or nothing. Errors: IoError."""
        self._last_commit = self._native.commit()
        return self._last_commit

    def rollback(self) -> None:
        """Forgets everything since the last commit; the writer can go on."""
        self._native.rollback()

    def merge(self, max_segments: int = 1, *, reorder: bool = False) -> CommitInfo:
        """Commits, then merges to at most so many segments; deleted documents lose their space.

        reorder: bring documents with the same words together, which makes searches faster and the
        index smaller. Scores stay; hits with equal scores come in the new order. Without it,
        documents keep the order in which they were added.
        """
        least = size("max_segments", max_segments, least=1)
        self._last_commit = self._native.merge(least, reorder)
        return self._last_commit

    def close(self) -> None:
        """Rolls back what was not committed and gives the lock up. Harmless the second time."""
        self._native.close()

    @property
    def closed(self) -> bool:
        """Whether close() was called."""
        return self._native.closed

    @property
    def last_commit(self) -> CommitInfo | None:
        """What the last commit of this writer did: generation, documents, upserted, deleted."""
        return self._last_commit

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        exception: type[BaseException] | None,
        value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        try:
            if exception is None and not self.closed:
                self.commit()
        finally:
            self.close()

    def __repr__(self) -> str:
        return f"<Writer: {'closed' if self.closed else 'open'}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a Writer holds the lock of its index and cannot be pickled")
