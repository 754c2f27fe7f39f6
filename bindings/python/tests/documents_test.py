"""What values become in documents, and what is refused."""

from __future__ import annotations

import datetime
import decimal
import math
from collections import OrderedDict, UserDict
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd
import pytest

import lodex

UTC = datetime.timezone.utc


def round_trip(value: object) -> tuple[Any, list[str]]:
    """The value that comes back, and the kinds of the fields that the schema got."""
    index = lodex.Index.from_docs([{"id": "a", "v": value}])
    return index["a"].get("v"), [field.kind for field in index.schema.fields]


@pytest.mark.parametrize(
    ("value", "stored", "kind"),
    [
        ("text", "text", "text"),
        ("a\0b", "a\0b", "text"),
        ("😀 é", "😀 é", "text"),
        ("\ud800 lone", "\ufffd lone", "text"),
        (True, True, "boolean"),
        (3, 3, "real"),
        (2**63 - 1, 2**63 - 1, "real"),
        (2**63, 2**63, "json"),
        (-(10**40), -(10**40), "json"),
        (1.5, 1.5, "real"),
        (["a", "b"], ["a", "b"], "text"),
        (("a", None), ["a", None], "text"),
        ({"k": [1, {"x": None}]}, {"k": [1, {"x": None}]}, "json"),
        ({"\udfff": "\udfff"}, {"\ufffd": "\ufffd"}, "json"),
        (datetime.date(2024, 2, 29), "2024-02-29", "text"),
        (datetime.datetime(2024, 2, 29, 1, 2, 3, 4), "2024-02-29T01:02:03.000004", "text"),
        (datetime.datetime(2024, 2, 29, tzinfo=UTC), "2024-02-29T00:00:00+00:00", "text"),
        (pd.Timestamp("2024-02-29"), "2024-02-29T00:00:00", "text"),
        (np.datetime64("2024-02-29"), "2024-02-29", "text"),
        (np.float32(1.5), 1.5, "real"),
        (np.int8(3), 3, "real"),
        (np.bool_(True), True, "boolean"),
        (np.str_("x"), "x", "text"),
        (np.array([1, 2]), [1, 2], "real"),
        (np.array(["a", "b"]), ["a", "b"], "text"),
        (pd.Series(["a"]), ["a"], "text"),
    ],
    ids=repr,
)
def test_values_come_back(value: object, stored: object, kind: str) -> None:
    assert round_trip(value) == (stored, [kind])


@pytest.mark.parametrize(
    "value", [None, math.nan, np.nan, pd.NaT, pd.NA, np.datetime64("NaT"), []], ids=repr
)
def test_missing_values_are_no_values(value: object) -> None:
    index = lodex.Index.from_docs([{"id": "a", "v": value}])
    assert not index["a"].get("v")
    assert len(index.schema) == 0


@pytest.mark.parametrize(
    "value",
    [
        b"bytes",
        bytearray(b"x"),
        memoryview(b"x"),
        object(),
        {1, 2},
        1j,
        decimal.Decimal(1),
        datetime.timedelta(1),
        np.timedelta64(1),
        [b"x"],
        {"k": b"x"},
        {1: "x"},
        lodex.F.field,
    ],
    ids=repr,
)
def test_what_is_no_value_is_refused_by_name(value: object) -> None:
    index = lodex.Index.in_memory()
    with index.writer() as writer, pytest.raises(TypeError, match='field "v"'):
        writer.upsert({"id": "a", "v": value})
    assert len(index) == 0


def test_nesting_without_end_is_an_error() -> None:
    endless: list[object] = []
    endless.append(endless)
    with pytest.raises(RecursionError):
        round_trip(endless)
    deep: dict[str, object] = {}
    for _ in range(100_000):
        deep = {"k": deep}
    with pytest.raises(RecursionError):
        round_trip(deep)


@pytest.mark.parametrize(
    "document",
    [
        OrderedDict(id="a", v=1),
        UserDict(id="a", v=1),
        MappingProxyType({"id": "a", "v": 1}),
        pd.Series({"id": "a", "v": 1}),
    ],
    ids=lambda document: type(document).__name__,
)
def test_any_mapping_is_a_document(document: Any) -> None:
    assert lodex.Index.from_docs([document])["a"] == {"id": "a", "v": 1}


@pytest.mark.parametrize("document", [5, "id", ("id", "a"), [("id", "a")], None], ids=repr)
def test_what_is_no_mapping_is_refused(document: Any) -> None:
    with pytest.raises(TypeError, match="a document is a dict"):
        lodex.Index.from_docs([document])


def test_names_of_fields_are_str() -> None:
    with pytest.raises(TypeError, match="has to be a str, not int"):
        lodex.Index.from_docs([{"id": "a", 1: 2}])  # type: ignore[dict-item]


@pytest.mark.parametrize("id", [None, "", 5.0, True, ["a"], math.nan], ids=repr)
def test_ids_are_strings_that_are_not_empty(id: object) -> None:
    with pytest.raises(lodex.DocumentError):
        lodex.Index.from_docs([{"id": id}])


def test_integers_are_taken_for_their_digits() -> None:
    assert "5" in lodex.Index.from_docs([{"id": 5}])


def test_long_ids_pass_a_limit() -> None:
    assert len(lodex.Index.from_docs([{"id": "x" * 512}])) == 1
    with pytest.raises(lodex.LimitError, match="512"):
        lodex.Index.from_docs([{"id": "x" * 513}])


@pytest.mark.parametrize("name", ["", "x" * 129, "a\nb"], ids=["empty", "long", "control"])
def test_names_of_fields_have_limits(name: str) -> None:
    with pytest.raises(lodex.DocumentError, match="1 to 128 bytes"):
        lodex.Index.from_docs([{"id": "a", name: 1}])


@pytest.mark.parametrize(
    ("kind", "value"),
    [("integer", "many"), ("integer", 2**64), ("date", "soon"), ("boolean", 7), ("real", "x")],
)
def test_a_value_of_the_wrong_kind_is_refused(kind: str, value: object) -> None:
    schema = getattr(lodex.Schema(), kind)("v")
    with pytest.raises(lodex.DocumentError, match='"v"'):
        lodex.Index.from_docs([{"id": "a", "v": value}], schema=schema)


def test_a_dict_may_change_while_it_is_read() -> None:
    document: dict[str, object] = {"id": "a"}

    class Clears:
        def isoformat(self) -> str:
            document.clear()
            return "2024-01-01"

    document["v"] = Clears()
    document["w"] = "gone"
    index = lodex.Index.from_docs([document])  # whatever was read, nothing broke
    assert index["a"]["v"] == "2024-01-01"


def test_a_long_text_comes_back() -> None:
    text = "word " * 200_000
    index = lodex.Index.from_docs([{"id": "a", "v": text}])
    assert index["a"]["v"] == text
    assert index.terms("v")[0].total_frequency == 200_000
