"""Results and runs as tables of pandas, Arrow and Polars, which are imported when asked for."""

from __future__ import annotations

import importlib
import json
import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

    from lodex.evaluation import Run
    from lodex.results import Hit, Results

__all__ = ["rows_of", "run_to_pandas", "to_arrow", "to_pandas", "to_polars"]

_OURS = ("rank", "id", "score", "collapse_value", "snippet")
_YEAR_OR_MONTH = re.compile(r"\d{4}(-\d{2})?", re.ASCII)


def _import(name: str, method: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise ImportError(f"{method}() needs {name}: pip install {name}", name=name) from error


def _columns_of(results: Results, fields: Sequence[str] | None) -> list[tuple[str, str]]:
    """Pairs of a field and its column: those of the schema that occur, then others as they come."""
    if isinstance(fields, str):
        raise TypeError("fields is a list of names, not a str")
    if fields is None:
        seen = {name: None for hit in results for name in hit.document}
        known = [field.name for field in results._snapshot.schema.fields]
        fields = [n for n in known if n in seen] + [n for n in seen if n not in set(known)]
    columns: list[tuple[str, str]] = []
    taken = {*_OURS, *fields}
    for field in fields:
        if field == "id":
            continue
        column = field
        if field in _OURS:
            while column in taken:
                column += "_"
            taken.add(column)
        columns.append((field, column))
    return columns


def _own_names(results: Results) -> list[str]:
    """Of the columns that stand before those of documents."""
    return ["rank", "id", "score"] + ["collapse_value"] * (results.collapsed_by is not None)


def _row(
    hit: Hit, own: Iterable[str], columns: Iterable[tuple[str, str]], snippet: bool
) -> dict[str, Any]:
    row: dict[str, Any] = {name: getattr(hit, name) for name in own}
    row.update((column, hit.get(field)) for field, column in columns)
    if snippet:
        row["snippet"] = hit.snippet(markup="plain")
    return row


def rows_of(results: Results, fields: Sequence[str] | None, snippet: bool) -> list[dict[str, Any]]:
    columns = _columns_of(results, fields)
    own = _own_names(results)
    return [_row(hit, own, columns, snippet) for hit in results]


def _instant(text: Any) -> datetime | None:
    """A date of the index, whose forms are those of ISO 8601. Raises ValueError."""
    if text is None:
        return None
    if not isinstance(text, str):
        raise ValueError("not one date")
    match = _YEAR_OR_MONTH.fullmatch(text)
    if match:
        text += "-01" if match[1] else "-01-01"
    instant = datetime.fromisoformat(text[:-1] + "+00:00" if text[-1:] in "zZ" else text)
    if instant.tzinfo is None:
        return instant.replace(tzinfo=timezone.utc)
    return instant.astimezone(timezone.utc)


class _Table:
    """Columns of equal length; `instants` names those that hold datetimes or None alone."""

    def __init__(self, results: Results, fields: Sequence[str] | None, snippet: bool) -> None:
        pairs = _columns_of(results, fields)
        own = _own_names(results)
        names = [*own, *(column for _, column in pairs)]
        rows = [_row(hit, own, pairs, snippet) for hit in results]
        self.columns: dict[str, list[Any]] = {
            name: [row[name] for row in rows] for name in names + ["snippet"] * snippet
        }
        self.instants: set[str] = set()
        dates = {f.name for f in results._snapshot.schema.fields if f.kind == "date"}
        for field, column in pairs:
            if field in dates:
                self._read_dates(column)
        if results.collapsed_by in dates:
            self._read_dates("collapse_value")

    def _read_dates(self, column: str) -> None:
        try:
            self.columns[column] = [_instant(value) for value in self.columns[column]]
        except (ValueError, OverflowError):
            return
        self.instants.add(column)


def to_pandas(results: Results, fields: Sequence[str] | None, snippet: bool) -> pandas.DataFrame:
    pd = _import("pandas", "to_pandas")
    table = _Table(results, fields, snippet)
    types = {"rank": "int64", "id": "str", "score": "float64"}
    types.update(dict.fromkeys(table.instants, "datetime64[us, UTC]"))
    made = {
        name: pd.Series(values, dtype=types.get(name, None if values else "object"))
        for name, values in table.columns.items()
    }
    frame: pandas.DataFrame = pd.DataFrame(made)
    return frame


def _kind(value: Any) -> str:
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, int):
        return "int" if -(2**63) <= value < 2**63 else "json"
    return {float: "float", str: "str", list: "list"}.get(type(value), "json")


def _json(value: Any) -> Any:
    return value if value is None or isinstance(value, str) else json.dumps(value)


def _uniform(values: list[Any]) -> list[Any]:
    """Values of one type, or None: integers beside reals become reals, single values beside lists
    lists of one; JSON text where that does not help."""
    kinds = {_kind(value) for value in values if value is not None}
    if len(kinds) > 1 and "list" in kinds:
        values = [v if v is None or isinstance(v, list) else [v] for v in values]
        kinds = {"list"}
    if kinds == {"list"}:
        flat = [item for value in values if value is not None for item in value]
        items = iter(_uniform(flat))
        if "list" not in {_kind(item) for item in flat}:
            return [None if value is None else [next(items) for _ in value] for value in values]
    elif kinds == {"int", "float"}:
        return [None if value is None else float(value) for value in values]
    elif len(kinds) <= 1 and "json" not in kinds:
        return values
    return [_json(value) for value in values]


def to_arrow(results: Results, fields: Sequence[str] | None, snippet: bool) -> pyarrow.Table:
    pa = _import("pyarrow", "to_arrow")
    table = _Table(results, fields, snippet)
    types = {"rank": pa.int64(), "id": pa.string(), "score": pa.float64()}
    types.update(dict.fromkeys(table.instants, pa.timestamp("us", tz="UTC")))
    arrays = {
        name: pa.array(_uniform(values) if name not in types else values, type=types.get(name))
        for name, values in table.columns.items()
    }
    made: pyarrow.Table = pa.table(arrays)
    return made


def to_polars(results: Results, fields: Sequence[str] | None, snippet: bool) -> polars.DataFrame:
    pl = _import("polars", "to_polars")
    table = _Table(results, fields, snippet)
    types = {"rank": pl.Int64, "id": pl.String, "score": pl.Float64}
    types.update(dict.fromkeys(table.instants, pl.Datetime("us", "UTC")))
    columns = [
        pl.Series(name, _uniform(values) if name not in types else values, dtype=types.get(name))
        for name, values in table.columns.items()
    ]
    frame: polars.DataFrame = pl.DataFrame(columns)
    return frame


def run_to_pandas(run: Run) -> pandas.DataFrame:
    pd = _import("pandas", "to_pandas")
    rows = [
        (query, document, rank, score)
        for query, ranking in run.items()
        for rank, (document, score) in enumerate(ranking.items(), 1)
    ]
    frame: pandas.DataFrame = pd.DataFrame(rows, columns=["query", "document", "rank", "score"])
    return frame
