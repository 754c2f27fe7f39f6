"""Runs, judgments, and how good a run is by them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Union

from lodex import _lodex
from lodex.checks import Path

if TYPE_CHECKING:
    import pandas

__all__ = ["Qrels", "Run", "evaluate", "evaluate_by_query", "load_queries"]


class Run(Mapping[str, "dict[str, float]"]):
    """The rankings of a system: query → {document: score}, the best first. Immutable.

    In evaluation documents are ordered by score, as trec_eval does.
    """

    __slots__ = ("_native",)
    _native: _lodex.Run

    def __init__(self, rankings: Mapping[str, Mapping[str, float]], name: str = "run") -> None:
        """Errors: TypeError; DocumentError where a score is NaN."""
        plain = {query: dict(documents) for query, documents in rankings.items()}
        self._native = _lodex.Run(plain, name)

    @classmethod
    def _of(cls, native: _lodex.Run) -> Run:
        run = cls.__new__(cls)
        run._native = native
        return run

    @classmethod
    def load(cls, path: Path) -> Run:
        """Reads the TREC form, `query Q0 document rank score tag`.

        Errors: DocumentError that names the line, IoError.
        """
        return cls._of(_lodex.Run.load(path))

    def save(self, path: Path, tag: str | None = None) -> None:
        """Writes that form; `tag` is the run's name where it is None. Errors: IoError."""
        self._native.save(path, self.name if tag is None else tag)

    @property
    def name(self) -> str:
        """The name of the run."""
        return self._native.name

    def __getitem__(self, query: str) -> dict[str, float]:
        ranking = self._native.ranking(query)
        if ranking is None:
            raise KeyError(query)
        return ranking

    def __iter__(self) -> Iterator[str]:
        return iter(self._native.queries())

    def __len__(self) -> int:
        return len(self._native)

    def __repr__(self) -> str:
        return f"Run({self.name!r}, {len(self)} queries)"

    def __reduce__(self) -> tuple[object, tuple[dict[str, dict[str, float]], str]]:
        return Run, (dict(self), self.name)

    def to_pandas(self) -> pandas.DataFrame:
        """A frame with the columns query, document, rank and score."""
        from lodex.tables import run_to_pandas

        return run_to_pandas(self)


class Qrels(Mapping[str, "dict[str, int]"]):
    """Judgments: query → {document: grade}. A grade of 1 or more is relevant. Immutable."""

    __slots__ = ("_grades", "_native")
    _native: _lodex.Qrels
    _grades: dict[str, dict[str, int]]

    def __init__(self, grades: Mapping[str, Mapping[str, int]]) -> None:
        """Errors: TypeError."""
        plain = {query: dict(documents) for query, documents in grades.items()}
        self._set(_lodex.Qrels(plain))

    def _set(self, native: _lodex.Qrels) -> None:
        self._native = native
        self._grades = native.to_dict()

    @classmethod
    def load(cls, path: Path) -> Qrels:
        """Reads `query iteration document grade`, or `query<TAB>document<TAB>grade`.

        Errors: DocumentError that names the line, IoError.
        """
        qrels = cls.__new__(cls)
        qrels._set(_lodex.Qrels.load(path))
        return qrels

    def __getitem__(self, query: str) -> dict[str, int]:
        return dict(self._grades[query])

    def __iter__(self) -> Iterator[str]:
        return iter(self._grades)

    def __len__(self) -> int:
        return len(self._grades)

    def __repr__(self) -> str:
        return f"Qrels({len(self)} queries, {sum(map(len, self._grades.values()))} judgments)"

    def __reduce__(self) -> tuple[object, tuple[dict[str, dict[str, int]]]]:
        return Qrels, (self._grades,)


Judgments = Union[Qrels, Mapping[str, Mapping[str, int]], Path]
Rankings = Union[Run, Mapping[str, Mapping[str, float]], Path]


def load_queries(path: Path) -> dict[str, str]:
    """Reads lines of id, tab, text: id → text. Errors: DocumentError, IoError, ValueError."""
    pairs = _lodex.load_topics(path)
    queries = dict(pairs)
    if len(queries) < len(pairs):
        raise ValueError(f"{os.fspath(path)}: two queries have the same id")
    return queries


def _measures(measures: str | Iterable[str]) -> list[tuple[str, _lodex.Measure]]:
    names = [measures] if isinstance(measures, str) else list(measures)
    return [(name, _lodex.Measure(name)) for name in names]


def _native_of(qrels: Judgments, run: Rankings) -> tuple[_lodex.Qrels, _lodex.Run]:
    if isinstance(qrels, (str, os.PathLike)):
        qrels = Qrels.load(qrels)
    if isinstance(run, (str, os.PathLike)):
        run = Run.load(run)
    judged = qrels if isinstance(qrels, Qrels) else Qrels(qrels)
    ranked = run if isinstance(run, Run) else Run(run)
    return judged._native, ranked._native


def evaluate(
    qrels: Judgments, run: Rankings, measures: str | Iterable[str] = ("nDCG@10", "AP")
) -> dict[str, float]:
    """The mean of each measure over the queries that have a relevant document.

    qrels, run: objects, dicts of dicts, or the paths of files.
    measures: nDCG, AP, RR, P, R, Success and Judged, with a cutoff ("nDCG@10") and a least
        relevant grade ("AP(rel=2)@100"), or the names of trec_eval ("map", "ndcg_cut_10").
    Returns measure → value from 0 to 1, by the spelling given; queries missing from the run count
    as 0. The values are those of trec_eval. Errors: QueryError for an unknown measure.
    """
    judged, ranked = _native_of(qrels, run)
    return {name: _lodex.evaluate(judged, ranked, measure) for name, measure in _measures(measures)}


def evaluate_by_query(
    qrels: Judgments, run: Rankings, measures: str | Iterable[str] = ("nDCG@10", "AP")
) -> dict[str, dict[str, float]]:
    """The same for each query: query → measure → value."""
    judged, ranked = _native_of(qrels, run)
    table: dict[str, dict[str, float]] = {}
    for name, measure in _measures(measures):
        for query, value in _lodex.evaluate_by_query(judged, ranked, measure).items():
            table.setdefault(query, {})[name] = value
    return table
