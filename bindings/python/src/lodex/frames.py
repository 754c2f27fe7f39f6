"""Data frames as documents: one for each row, with a schema by the types of the columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from lodex._lodex import Schema

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

__all__ = ["ArrowRows", "PandasRows", "PolarsRows", "Rows"]

_ROWS_AT_ONCE = 10_000


class Rows:
    """The rows of a frame.

    `id` names the column with the ids; where it is None and there is no column "id", rows are
    named by the frame's index (pandas) or by their number from 0. Raises KeyError where there is
    no such column, ValueError where two columns or two ids are the same: a row would be lost.
    """

    def __init__(self, columns: Sequence[object], id: str | None) -> None:
        self.names = [str(column) for column in columns]
        for name in self.names:
            if self.names.count(name) > 1:
                raise ValueError(f"two columns are named {name!r}")
        if id is not None and id not in self.names:
            raise KeyError(f"there is no column {id!r}")
        if id is None and "id" in self.names:
            id = "id"
        self.id = id
        if not self._ids_are_unique():
            source = "the index" if id is None else f"the column {id!r}"
            raise ValueError(f"{source} has an id twice; documents need ids of their own")

    def _ids_are_unique(self) -> bool:
        """Of the column `id`, or of what names rows without one."""
        raise NotImplementedError

    def _kind(self, position: int) -> str | None:
        """The kind of field of a column; None where its values decide."""
        raise NotImplementedError

    def _batches(self) -> Iterator[tuple[Sequence[object], list[Sequence[Any]]]]:
        """Names for some rows, and their columns."""
        raise NotImplementedError

    def schema(self) -> Schema:
        """Text is text, categories are keywords, the rest is as its type says."""
        schema = Schema.dynamic()
        for position, name in enumerate(self.names):
            kind = None if name == "id" else self._kind(position)
            if kind is not None:
                getattr(schema, kind)(name)
        return schema

    def __iter__(self) -> Iterator[dict[str, Any]]:
        own = None if self.id is None else self.names.index(self.id)
        for names, columns in self._batches():
            ids = [str(name) for name in names] if own is None else columns[own]
            for id, *values in zip(ids, *columns):
                row = dict(zip(self.names, values))
                row["id"] = id
                yield row


_PANDAS_KINDS = {
    "M": "date",
    "b": "boolean",
    "i": "integer",
    "u": "integer",
    "f": "real",
}


class PandasRows(Rows):
    """The rows of a pandas.DataFrame. NaN, NaT and NA are no value."""

    def __init__(self, frame: pandas.DataFrame, id: str | None) -> None:
        self._frame = frame
        super().__init__(list(frame.columns), id)

    def _ids_are_unique(self) -> bool:
        if self.id is None:
            return bool(self._frame.index.is_unique)
        return bool(self._frame.iloc[:, self.names.index(self.id)].is_unique)

    def _kind(self, position: int) -> str | None:
        dtype = self._frame.dtypes.iloc[position]
        if dtype.name == "category":
            return "keyword"
        return _PANDAS_KINDS.get(getattr(dtype, "kind", ""))

    def _batches(self) -> Iterator[tuple[Sequence[object], list[Sequence[Any]]]]:
        for begin in range(0, len(self._frame), _ROWS_AT_ONCE):
            part = self._frame.iloc[begin : begin + _ROWS_AT_ONCE]
            yield part.index.tolist(), [part.iloc[:, i].tolist() for i in range(len(self.names))]


class PolarsRows(Rows):
    """The rows of a polars.DataFrame."""

    def __init__(self, frame: polars.DataFrame, id: str | None) -> None:
        self._frame = frame
        super().__init__(frame.columns, id)

    def _ids_are_unique(self) -> bool:
        return self.id is None or not self._frame[self.id].is_duplicated().any()

    def _kind(self, position: int) -> str | None:
        dtype = self._frame.dtypes[position]
        if dtype.is_integer():
            return "integer"
        if dtype.is_float():
            return "real"
        named = {"Boolean": "boolean", "Date": "date", "Datetime": "date"}
        named |= {"Categorical": "keyword", "Enum": "keyword"}
        return named.get(dtype.base_type().__name__)

    def _batches(self) -> Iterator[tuple[Sequence[object], list[Sequence[Any]]]]:
        begin = 0
        for part in self._frame.iter_slices(_ROWS_AT_ONCE):
            names = range(begin, begin + part.height)
            yield names, [column.to_list() for column in part.get_columns()]
            begin += part.height


class ArrowRows(Rows):
    """The rows of a pyarrow.Table."""

    def __init__(self, table: pyarrow.Table, id: str | None) -> None:
        self._table = table
        super().__init__(table.column_names, id)

    def _ids_are_unique(self) -> bool:
        if self.id is None:
            return True
        column = self._table.column(self.id)
        return len(column.unique()) == len(column)

    def _kind(self, position: int) -> str | None:
        import pyarrow.types as types

        dtype = self._table.schema.field(position).type
        for is_kind, kind in (
            (types.is_boolean, "boolean"),
            (types.is_integer, "integer"),
            (types.is_floating, "real"),
            (types.is_date, "date"),
            (types.is_timestamp, "date"),
            (types.is_dictionary, "keyword"),
        ):
            if is_kind(dtype):
                return kind
        return None

    def _batches(self) -> Iterator[tuple[Sequence[object], list[Sequence[Any]]]]:
        begin = 0
        for part in self._table.to_batches(max_chunksize=_ROWS_AT_ONCE):
            names = range(begin, begin + part.num_rows)
            yield names, [column.to_pylist() for column in part.columns]
            begin += part.num_rows
