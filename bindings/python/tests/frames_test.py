"""Data frames in and out."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import lodex
from lodex import F

UTC = datetime.timezone.utc


def frame() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "name": ["order book", None, "ledger"],
            "price": [1.5, np.nan, 3.0],
            "count": [1, 2, 3],
            "maybe": pd.array([1, None, 3], dtype="Int64"),
            "flag": [True, False, True],
            "flag2": pd.array([True, None, False], dtype="boolean"),
            "when": pd.to_datetime(["2024-01-01 00:00", None, "2024-03-01 10:00"]),
            "zone": pd.to_datetime(["2024-01-01", None, "2024-03-01"]).tz_localize("Europe/Paris"),
            "kind": pd.Categorical(["a", None, "b"]),
            "tags": [["p", "q"], [], None],
        },
        index=["one", "two", "three"],
    )


def kinds(index: lodex.Index) -> dict[str, str]:
    return {field.name: field.kind for field in index.schema.fields}


def test_from_pandas_takes_kinds_from_types() -> None:
    index = lodex.Index.from_pandas(frame())
    assert kinds(index) == {
        "name": "text",
        "price": "real",
        "count": "integer",
        "maybe": "integer",
        "flag": "boolean",
        "flag2": "boolean",
        "when": "date",
        "zone": "date",
        "kind": "keyword",
        "tags": "text",
    }


def test_from_pandas_leaves_missing_values_out() -> None:
    index = lodex.Index.from_pandas(frame())
    assert [document["id"] for document in index] == ["one", "two", "three"]
    second = {k: v for k, v in index["two"].items() if v not in (None, [])}
    assert second == {"id": "two", "count": 2, "flag": False}
    assert index["one"]["tags"] == ["p", "q"]
    assert index["three"]["when"] == "2024-03-01T10:00:00"
    assert index.search("order").ids == ["one"]
    assert index.search(F.when > datetime.date(2024, 2, 1)).ids == ["three"]
    assert index.search(F.zone < datetime.datetime(2024, 1, 1, tzinfo=UTC)).ids == ["one"]
    assert index.search(F.kind == "b").ids == ["three"]
    assert index.search(F.maybe >= 1).ids == ["one", "three"]
    assert index.search(F.price.exists()).ids == ["one", "three"]
    assert index.search(F.flag2 == True).ids == ["one"]  # noqa: E712


def test_a_column_of_several_types_is_an_error_that_names_it() -> None:
    with pytest.raises(lodex.DocumentError, match='"mixed"'):
        lodex.Index.from_pandas(pd.DataFrame({"mixed": [5, "x"]}))


def test_from_pandas_takes_ids_from_a_column(tmp_path: Path) -> None:
    data = pd.DataFrame({"isbn": ["a", "b"], "t": ["x", "y"]})
    index = lodex.Index.from_pandas(data, tmp_path / "idx", id="isbn")
    assert index["b"] == {"id": "b", "isbn": "b", "t": "y"}
    assert index.path == str(tmp_path / "idx")
    assert "5" in lodex.Index.from_pandas(pd.DataFrame({"id": [5], "t": ["x"]}))
    assert "0" in lodex.Index.from_pandas(data)


def test_rows_are_not_lost() -> None:
    data = pd.DataFrame({"a": ["x", "x"], "b": [1, 2]})
    with pytest.raises(ValueError, match="'a' has an id twice"):
        lodex.Index.from_pandas(data, id="a")
    with pytest.raises(ValueError, match="the index has an id twice"):
        lodex.Index.from_pandas(data.set_axis([1, 1]))
    with pytest.raises(ValueError, match="two columns"):
        lodex.Index.from_pandas(data.set_axis(["c", "c"], axis=1))
    with pytest.raises(KeyError, match="none"):
        lodex.Index.from_pandas(data, id="none")
    with pytest.raises(ValueError, match="twice"):
        lodex.Index.from_polars(pl.from_pandas(data), id="a")
    with pytest.raises(ValueError, match="twice"):
        lodex.Index.from_arrow(pa.Table.from_pandas(data), id="a")


def test_a_schema_wins_over_types() -> None:
    schema = lodex.Schema().keyword("name").integer("price")
    index = lodex.Index.from_pandas(frame()[["name", "count"]], schema=schema)
    assert kinds(index) == {"name": "keyword", "price": "integer"}


def test_long_frames_come_in_whole() -> None:
    count = 25_001
    data = pd.DataFrame({"n": range(count)})
    for index in (
        lodex.Index.from_pandas(data, threads=2),
        lodex.Index.from_polars(pl.DataFrame({"n": range(count)})),
        lodex.Index.from_arrow(pa.Table.from_pandas(data)),
    ):
        assert len(index) == count
        assert index[str(count - 1)]["n"] == count - 1
        assert index.count(F.n >= 10_000) == count - 10_000


def test_empty_frames_make_empty_indexes() -> None:
    assert len(lodex.Index.from_pandas(pd.DataFrame({"t": []}))) == 0
    assert len(lodex.Index.from_pandas(pd.DataFrame())) == 0
    assert len(lodex.Index.from_polars(pl.DataFrame())) == 0


@pytest.mark.parametrize("library", ["polars", "arrow"])
def test_polars_and_arrow_frames_are_like_those_of_pandas(library: str) -> None:
    instant = datetime.datetime(2024, 3, 1, 10, 0)
    columns: dict[str, list[Any]] = {
        "id": ["a", "b"],
        "name": ["order book", None],
        "price": [1.5, None],
        "count": [1, 2],
        "flag": [True, None],
        "when": [instant, None],
        "day": [instant.date(), None],
        "tags": [["p", "q"], None],
    }
    if library == "polars":
        data = pl.DataFrame(columns).with_columns(kind=pl.Series(["k", None], dtype=pl.Categorical))
        index = lodex.Index.from_polars(data)
    else:
        table = pa.table(columns)
        kind = pa.array(["k", None]).dictionary_encode()
        index = lodex.Index.from_arrow(table.append_column("kind", kind))
    assert kinds(index) == {
        "name": "text",
        "price": "real",
        "count": "integer",
        "flag": "boolean",
        "when": "date",
        "day": "date",
        "tags": "text",
        "kind": "keyword",
    }
    assert index["a"]["tags"] == ["p", "q"]
    assert index["a"]["day"] == "2024-03-01"
    assert index.search(F.when == instant).ids == ["a"]
    assert {k for k, v in index["b"].items() if v is not None} == {"id", "count"}


def results() -> lodex.Results:
    documents = [
        {"id": "a", "t": "x", "n": 1, "tags": ["p", "q"], "when": "2024-01-01", "extra": {"k": 1}},
        {"id": "b", "t": "x y", "tags": "p", "when": "2024-03-01T10:00:00+02:00", "extra": 5},
        {"id": "c", "t": "x", "n": 3, "when": "2024"},
    ]
    schema = lodex.Schema().text("t").integer("n").keyword("tags").date("when").json("extra")
    return lodex.Index.from_docs(documents, schema=schema).search("x", sort="when", limit=9)


INSTANTS = [
    datetime.datetime(2024, 1, 1, tzinfo=UTC),
    datetime.datetime(2024, 1, 1, tzinfo=UTC),
    datetime.datetime(2024, 3, 1, 8, tzinfo=UTC),
]


def test_to_pandas() -> None:
    table = results().to_pandas(snippet=True)
    assert list(table.columns) == [
        "rank", "id", "score", "t", "n", "tags", "when", "extra", "snippet"
    ]  # fmt: skip
    assert list(table["id"]) == ["a", "c", "b"]
    assert table["rank"].dtype == "int64"
    assert str(table["when"].dtype) == "datetime64[us, UTC]"
    assert [stamp.to_pydatetime() for stamp in table["when"]] == INSTANTS
    assert table["n"].isna().tolist() == [False, False, True]
    assert table["tags"][0] == ["p", "q"]
    assert table["snippet"].notna().all()


def test_collapse_values_are_a_column(numbers: lodex.Index) -> None:
    found = numbers.search("common", collapse="day", limit=2)
    first = datetime.datetime(2024, 1, 1, tzinfo=UTC)
    for values in (
        found.to_pandas(["n"])["collapse_value"].tolist(),
        found.to_arrow(["n"])["collapse_value"].to_pylist(),
        found.to_polars(["n"])["collapse_value"].to_list(),
    ):
        assert values == [first, first + datetime.timedelta(days=1)]
    by_parity = numbers.search("common", collapse="parity").to_polars([])
    assert by_parity.columns == ["rank", "id", "score", "collapse_value"]
    assert by_parity["collapse_value"].to_list() == ["even", "odd"]


def test_to_arrow() -> None:
    table = results().to_arrow()
    assert table.schema.field("when").type == pa.timestamp("us", tz="UTC")
    assert table["when"].to_pylist() == INSTANTS
    assert table["n"].to_pylist() == [1, 3, None]
    assert table["tags"].to_pylist() == [["p", "q"], None, ["p"]]
    assert table["extra"].to_pylist() == ['{"k": 1}', None, "5"]


def test_to_polars() -> None:
    table = results().to_polars(["when", "tags", "n", "extra"])
    assert table.columns == ["rank", "id", "score", "when", "tags", "n", "extra"]
    assert table["when"].to_list() == INSTANTS
    assert table["n"].to_list() == [1, 3, None]
    assert table["tags"].to_list() == [["p", "q"], None, ["p"]]
    assert table["extra"].to_list() == ['{"k": 1}', None, "5"]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([1, 2.5], [1.0, 2.5]),
        ([1, 2**64], ["1", str(2**64)]),
        ([[1, 2.5], 3], [[1.0, 2.5], [3.0]]),
        ([[["a"], 5], 3], ['[["a"], 5]', "[3]"]),
        ([True, "yes"], ["true", "yes"]),
        ([None, {"k": "é"}], [None, '{"k": "\\u00e9"}']),
    ],
    ids=str,
)
def test_columns_of_several_types_find_one(values: list[object], expected: list[object]) -> None:
    schema = lodex.Schema().text("t")  # other fields are stored as they come
    documents = [{"id": str(i), "t": "x", "v": value} for i, value in enumerate(values)]
    found = lodex.Index.from_docs(documents, schema=schema).search("x")
    assert found.to_arrow()["v"].to_pylist() == expected
    assert found.to_polars()["v"].to_list() == expected
    assert found.to_pandas()["v"].tolist() == values


def test_dates_that_are_lists_stay_as_they_are() -> None:
    schema = lodex.Schema().text("t").date("when")
    documents = [{"id": "a", "t": "x", "when": ["2024-01-01", "2024-02-01"]}]
    found = lodex.Index.from_docs(documents, schema=schema).search("x")
    assert found.to_arrow()["when"].to_pylist() == [["2024-01-01", "2024-02-01"]]


def test_empty_results_have_typed_columns() -> None:
    index = lodex.Index.from_docs([{"id": "a", "t": "x"}])
    empty = index.search("nothing")
    for table in (empty.to_pandas(), empty.to_polars()):
        assert list(table.columns) == ["rank", "id", "score"]
        assert len(table) == 0
    assert empty.to_arrow().column_names == ["rank", "id", "score"]


@pytest.mark.parametrize("name", ["pandas", "pyarrow", "polars"])
def test_a_missing_package_is_named(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, name, None)  # what import takes for "not there"
    method = {"pandas": "to_pandas", "pyarrow": "to_arrow", "polars": "to_polars"}[name]
    with pytest.raises(ImportError, match=rf"{method}\(\) needs {name}: pip install {name}"):
        getattr(results(), method)()
