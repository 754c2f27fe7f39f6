"""Schemas and analyzers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import lodex
from lodex import Schema


def full() -> Schema:
    return (
        Schema()
        .text("title", boost=2, analyzer="english", positions=False)
        .keyword("tag", facet=False)
        .integer("n", sortable=False)
        .real("x", stored=False)
        .date("when", indexed=False)
        .boolean("flag")
        .json("data")
        .analyzer("whitespace")
        .unknown_fields("reject")
    )


def test_builders_chain() -> None:
    schema = full()
    assert [(f.name, f.kind) for f in schema.fields] == [
        ("title", "text"), ("tag", "keyword"), ("n", "integer"), ("x", "real"), ("when", "date"),
        ("flag", "boolean"), ("data", "json"),
    ]  # fmt: skip
    title = schema.find("title")
    assert title is not None
    assert (title.boost, title.analyzer, title.positions) == (2.0, "english", False)
    assert [f.name for f in schema.fields if not f.facet] == ["tag"]
    assert [f.name for f in schema.fields if not f.sortable] == ["n"]
    assert [f.name for f in schema.fields if not f.stored] == ["x"]
    assert [f.name for f in schema.fields if not f.indexed] == ["when"]
    assert (schema.default_analyzer, schema.unknown_policy) == ("whitespace", "reject")
    assert schema.find("none") is None
    assert "tag" in schema
    assert "none" not in schema
    assert len(schema) == 7


def test_json_gives_an_equal_schema(tmp_path: Path) -> None:
    schema = full()
    assert Schema.from_json(schema.to_json()) == schema
    (tmp_path / "schema.json").write_text(schema.to_json())
    assert Schema.load(tmp_path / "schema.json") == schema
    assert json.loads(schema.to_json())["fields"]["tag"]["facet"] is False
    assert repr(Schema().text("a").date("b")) == "<Schema: a text, b date>"
    assert repr(Schema()) == "<Schema: no fields>"


def test_schemas_are_values() -> None:
    schema = full()
    copy = schema.copy().text("more")
    assert copy != schema
    assert "more" not in schema
    assert schema != 5
    with pytest.raises(TypeError, match="hash"):
        hash(schema)
    fields = schema.fields
    assert fields[0] == full().fields[0] != fields[1]
    assert len({*fields, *full().fields}) == 7


def test_an_index_keeps_its_own_copy() -> None:
    schema = Schema().text("a")
    index = lodex.Index.in_memory(schema)
    schema.text("b")
    assert "b" not in index.schema
    assert index.schema.unknown_policy == "store"
    assert lodex.Index.in_memory().schema == Schema.dynamic()


@pytest.mark.parametrize(
    "make",
    [
        lambda: Schema().text(""),
        lambda: Schema().text("a\0"),
        lambda: Schema().text("a", boost=-1),
        lambda: Schema().text("a", boost=float("nan")),
        lambda: Schema().unknown_fields("forget"),
        lambda: Schema.from_json("{"),
        lambda: Schema.from_json('{"fields": {"a": "novel"}}'),
        lambda: lodex.Index.in_memory(Schema().text("a", analyzer="klingon")),
        lambda: lodex.analyze("a", analyzer="klingon"),
    ],
)
def test_what_is_not_valid_is_an_error(make: object) -> None:
    with pytest.raises(lodex.SchemaError):
        make()  # type: ignore[operator]


def test_a_missing_file_is_an_io_error(tmp_path: Path) -> None:
    with pytest.raises(lodex.IoError):
        Schema.load(tmp_path / "none.json")


def test_unknown_fields_follow_the_policy() -> None:
    document = {"id": "a", "t": "x"}
    assert lodex.Index.from_docs([document]).search("x").ids == ["a"]
    stored = lodex.Index.from_docs([document], schema=Schema())
    assert stored["a"] == document
    assert stored.search("x").ids == []
    with pytest.raises(lodex.DocumentError, match='"t"'):
        lodex.Index.from_docs([document], schema=Schema().unknown_fields("reject"))


def test_analyze_gives_offsets_in_characters() -> None:
    text = "É😀 Running dogs"
    tokens = lodex.analyze(text, analyzer="english")
    assert [token.term for token in tokens][-2:] == ["run", "dog"]
    assert [text[token.begin : token.end] for token in tokens][-2:] == ["Running", "dogs"]
    assert [token.position for token in tokens] == sorted(token.position for token in tokens)
    assert lodex.analyze("") == []
    assert lodex.analyze("\ud800") == []
    assert "run" in repr(tokens[-2])
    assert {"standard", "english", "whitespace", "keyword"} <= set(lodex.analyzer_names())


def test_versions_are_told() -> None:
    assert lodex.version() == lodex.__version__
    assert lodex.unicode_version().split(".")[0].isdigit()
    assert lodex.icu_version().split(".")[0].isdigit()
