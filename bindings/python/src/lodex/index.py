"""Indexes and their snapshots."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from lodex import _lodex
from lodex._lodex import CheckReport, ImportReport, IndexStats, Schema, SourceProblem
from lodex.checks import path_text, size, thread_count
from lodex.errors import IoError
from lodex.searching import Searching
from lodex.sources import warn_of
from lodex.writer import Writer

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

    from lodex.checks import Path
    from lodex.frames import Rows

__all__ = ["Index", "Searcher"]

_MEMORY = 512 << 20

# What an index was opened by: paths and a mapping.
_Places = tuple[list[str], str]


class Searcher(Searching):
    """An immutable snapshot of an index. Index.searcher() makes it.

    It stays as it is while others write, commit and merge. All methods may be called from any
    number of threads at once, and after a fork. Pickled by the path of its index: what is unpickled
    is a snapshot of the last commit at that time.
    """

    __slots__ = ("_native", "_places")

    def __init__(self, native: _lodex.Searcher, places: _Places | None) -> None:
        self._native = native
        self._places = places

    def _snapshot(self) -> _lodex.Searcher:
        return self._native

    def __repr__(self) -> str:
        return f"<Searcher: {len(self):,} documents, generation {self.generation}>"

    def __reduce__(self) -> tuple[object, _Places]:
        if self._places is None:
            raise TypeError("a snapshot of an index in memory cannot be pickled")
        return _open_searcher, self._places


class Index(Searching):
    """A full-text index: a directory, or memory.

    Made by open(), create(), open_or_create(), in_memory(), and by from_docs(), from_folder(),
    from_pandas(), from_polars() and from_arrow(). Every question is answered by the last commit, of
    this process or another; searcher() gives a snapshot for several questions.

    Thread-safe. Pickled by its path, so that other processes open the same directory.
    """

    __slots__ = ("_native", "_places")
    _native: _lodex.Index
    _places: _Places | None

    def __init__(self) -> None:
        raise TypeError("an Index is made by Index.open(), Index.create() and their like")

    @classmethod
    def _of(
        cls, native: _lodex.Index, paths: Iterable[str] | None = None, mapping: str = ""
    ) -> Index:
        index = cls.__new__(cls)
        index._native = native
        if paths is None:
            path = native.path()
            paths = [path] if path else []
        places = [_lasting(path) for path in paths]
        index._places = (places, mapping) if places else None
        return index

    @classmethod
    def open(cls, path: Path | Sequence[Path], *, mapping: Path | None = None) -> Index:
        """Opens an index.

        Where lodex has the engine xapian, `path` may also be a Xapian database: a directory, a
        single file, a stub file, "xapian+tcp://host:port", or several of these to be searched as
        one. `mapping` says what the terms of another program's database mean: a file, or "xapian",
        "omindex", "notmuch", "mu" or "recoll"; None for that of the program that seems to have made
        it.

        Errors: IoError where there is none, CorruptIndexError.
        """
        places = [path] if isinstance(path, (str, bytes, os.PathLike)) else path
        paths = [path_text(each) for each in places]
        named = "" if mapping is None else path_text(mapping)
        return cls._of(_lodex.Index.open(paths, named), paths, named)

    @classmethod
    def create(cls, path: Path, schema: Schema | None = None, *, engine: str = "native") -> Index:
        """Makes a new, empty index; its schema is Schema.dynamic() unless one is given.

        Errors: IoError where `path` exists and is not an empty directory.
        """
        return cls._of(_lodex.Index.create(path_text(path), _or_dynamic(schema), engine))

    @classmethod
    def open_or_create(
        cls, path: Path, schema: Schema | None = None, *, engine: str | None = None
    ) -> Index:
        """Opens the index, or makes it. Without a schema an existing index keeps its own.

        `engine` is that of a new index, "native" where it is None; where it is given, an existing
        one has to be of it.

        Errors: SchemaError where the index treats a field of the schema differently; UsageError.
        """
        path = path_text(path)
        if schema is None:
            try:
                index = cls.open(path)
                if engine is None:
                    return index
                schema = index.schema
            except IoError:
                pass  # there is none, or what follows says what is wrong
        return cls._of(_lodex.Index.open_or_create(path, _or_dynamic(schema), engine or ""))

    @classmethod
    def in_memory(cls, schema: Schema | None = None) -> Index:
        """A new index that lives in memory and dies with its last handle. It cannot be pickled."""
        return cls._of(_lodex.Index.in_memory(_or_dynamic(schema)))

    @classmethod
    def from_docs(
        cls,
        documents: Iterable[Mapping[str, object]],
        path: Path | None = None,
        *,
        schema: Schema | None = None,
        id: str = "id",
        threads: int = 1,
    ) -> Index:
        """An index of these documents; see Writer for what a document is.

        path: a directory, which is made, or whose index gets these documents too (upsert); in
            memory where None.
        schema: Schema.dynamic() where None: str is text, int and float are real, bool is boolean,
            dict is json.
        id: the field that names the documents. threads: that analyse them.
        Nothing is committed where a document is an error. Errors: TypeError, DocumentError.
        """
        if id != "id":
            documents = _renamed(documents, id)
        index = cls._prepare(path, schema)
        with index.writer(threads=threads) as writer:
            writer.upsert_many(documents)
        return index

    @classmethod
    def from_folder(
        cls,
        folder: Path,
        path: Path | None = None,
        *,
        schema: Schema | None = None,
        format: str = "auto",
        id: str | None = None,
        strict: bool = False,
        on_problem: Callable[[SourceProblem], object] = warn_of,
        threads: int = 1,
    ) -> Index:
        """An index of the files of a folder (or of one file): .md, .txt, .html, .jsonl, .csv, .tsv.

        path, schema, threads: as of from_docs(). The others: as of lodex.read_documents().
        Errors: IoError where the source is missing; DocumentError where `strict`.
        """
        if not os.path.exists(path_text(folder)):  # before an index is made for nothing
            raise IoError(f"{os.fspath(folder)}: no such file or folder")
        index = cls._prepare(path, schema)
        with index.writer(threads=threads) as writer:
            writer.upsert_source(
                folder, format=format, id=id, strict=strict, on_problem=on_problem
            )
        return index

    @classmethod
    def from_pandas(
        cls,
        frame: pandas.DataFrame,
        path: Path | None = None,
        *,
        schema: Schema | None = None,
        id: str | None = None,
        threads: int = 1,
    ) -> Index:
        """An index of the rows of a pandas.DataFrame.

        id: the column that names the rows; else the column "id", else the frame's index.
        schema: by the types of the columns where None: strings are text, categories keywords,
            datetimes dates. NaN, NaT and NA are no value.
        path, threads: as of from_docs().
        Errors: KeyError for an unknown column, ValueError where a name or an id occurs twice.
        """
        from lodex.frames import PandasRows

        return cls._from_rows(PandasRows(frame, id), path, schema, threads)

    @classmethod
    def from_polars(
        cls,
        frame: polars.DataFrame,
        path: Path | None = None,
        *,
        schema: Schema | None = None,
        id: str | None = None,
        threads: int = 1,
    ) -> Index:
        """The same for a polars.DataFrame; rows without ids are named by their number from 0."""
        from lodex.frames import PolarsRows

        return cls._from_rows(PolarsRows(frame, id), path, schema, threads)

    @classmethod
    def from_arrow(
        cls,
        table: pyarrow.Table,
        path: Path | None = None,
        *,
        schema: Schema | None = None,
        id: str | None = None,
        threads: int = 1,
    ) -> Index:
        """The same for a pyarrow.Table; rows without ids are named by their number from 0."""
        from lodex.frames import ArrowRows

        return cls._from_rows(ArrowRows(table, id), path, schema, threads)

    @classmethod
    def _from_rows(
        cls, rows: Rows, path: Path | None, schema: Schema | None, threads: int
    ) -> Index:
        wanted = rows.schema() if schema is None else schema
        return cls.from_docs(rows, path, schema=wanted, threads=threads)

    @classmethod
    def _prepare(cls, path: Path | None, schema: Schema | None) -> Index:
        return cls.in_memory(schema) if path is None else cls.open_or_create(path, schema)

    def writer(
        self,
        *,
        threads: int = 1,
        memory: int = _MEMORY,
        lock_timeout: float = 0.0,
        merge: bool = True,
    ) -> Writer:
        """The writer of the index, to be used in a `with` statement.

        threads: that analyse documents; the result does not depend on them.
        memory: for documents not yet written, in bytes. lock_timeout: how long to wait for another
        writer, in seconds. merge: whether commits keep the number of segments small.
        Errors: LockError that says who holds the lock; IoError.
        """
        threads = thread_count(threads, least=1)
        memory = size("memory", memory, least=1)
        return Writer(self._native.writer(threads, memory, lock_timeout, merge))

    def import_from(
        self,
        source: Index | Path,
        *,
        threads: int = 1,
        memory: int = _MEMORY,
        commit_every: int = 100_000,
        progress: Callable[[int, int], object] | None = None,
    ) -> ImportReport:
        """Adds all documents of another index, or of a Xapian database, with their terms.

        Nothing is analysed again, so that the text need not be stored. Documents with an id that is
        here already are replaced. Where a call is broken off, the next one goes on behind its last
        commit, of which there is one each `commit_every` documents.

        progress: called now and then with the documents done and how many there are; what it raises
            breaks off. threads, memory: as of writer().
        Errors: SchemaError where a field is treated differently here; DocumentError, IoError,
        LockError.
        """
        native = source._native if isinstance(source, Index) else Index.open(source)._native
        return self._native.import_from(
            native,
            thread_count(threads, least=1),
            size("memory", memory, least=1),
            size("commit_every", commit_every, least=1),
            progress,
        )

    def export(
        self,
        path: Path,
        *,
        engine: str = "xapian",
        progress: Callable[[int, int], object] | None = None,
    ) -> ImportReport:
        """Hands all documents over to an index of another engine, which is made if need be.

        As Index.open_or_create(path, self.schema, engine=engine).import_from(self).
        """
        target = Index.open_or_create(path, self.schema, engine=engine)
        return target.import_from(self, progress=progress)

    def searcher(self) -> Searcher:
        """A snapshot of the last commit."""
        return Searcher(self._native.searcher(), self._places)

    def _snapshot(self) -> _lodex.Searcher:
        return self._native.searcher()

    def stats(self) -> IndexStats:
        """Documents, segments, bytes on disk, and what each field has."""
        return self._native.stats()

    def check(self) -> CheckReport:
        """Reads every byte and compares it with its checksum. lodex.check() needs no open index."""
        return self._native.check()

    @property
    def path(self) -> str | None:
        """The directory, or None in memory; the first one where several are open."""
        return None if self._places is None else self._places[0][0]

    def __repr__(self) -> str:
        place = "in memory" if self.path is None else f"at {self.path!r}"
        return f"<Index {place}: {len(self):,} documents>"

    def __reduce__(self) -> tuple[object, _Places]:
        if self._places is None:
            raise TypeError("an index in memory cannot be pickled; one at a path can")
        return _open_index, self._places


def _renamed(
    documents: Iterable[Mapping[str, object]], id: str
) -> Iterator[dict[str, Any]]:
    for document in documents:
        yield {**document, "id": document.get(id)}


def _open_index(paths: list[str], mapping: str) -> Index:
    return Index.open(paths, mapping=mapping or None)


def _open_searcher(paths: list[str], mapping: str) -> Searcher:
    return _open_index(paths, mapping).searcher()


def _lasting(path: str) -> str:
    """A path that a later change of the working directory leaves as it is; URLs are so."""
    return path if path.startswith("xapian+tcp://") else os.path.abspath(path)


def _or_dynamic(schema: Schema | None) -> Schema:
    return Schema.dynamic() if schema is None else schema
