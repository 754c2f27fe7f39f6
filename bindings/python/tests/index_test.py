"""Indexes: how they are made, opened and read."""

from __future__ import annotations

from pathlib import Path

import pytest

import lodex


def test_create_makes_an_empty_index(tmp_path: Path) -> None:
    index = lodex.Index.create(tmp_path / "idx", lodex.Schema().text("body"))
    assert len(index) == 0
    assert index.path == str(tmp_path / "idx")
    assert index.schema == lodex.Schema().text("body")
    assert list(index) == []


def test_an_empty_index_is_true() -> None:
    assert lodex.Index.in_memory()


def test_an_empty_schema_is_kept() -> None:
    index = lodex.Index.from_docs([{"id": "a", "body": "text"}], schema=lodex.Schema())
    assert index.count("*") == 1
    assert len(index.schema) == 0


def test_create_refuses_a_folder_with_something_in_it(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(lodex.IoError):
        lodex.Index.create(tmp_path)


def test_open_or_create_refuses_such_a_folder_too(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for schema in (None, lodex.Schema()):
        with pytest.raises(lodex.IoError) as caught:
            lodex.Index.open_or_create(tmp_path, schema)
        assert caught.value.path == str(tmp_path)
    assert len(lodex.Index.open_or_create(tmp_path / "new")) == 0


def test_open_says_where_there_is_no_index(tmp_path: Path) -> None:
    with pytest.raises(lodex.IoError) as caught:
        lodex.Index.open(tmp_path / "none")
    assert caught.value.path == str(tmp_path / "none")
    assert str(tmp_path / "none") in str(caught.value)


def test_open_or_create_keeps_the_schema_of_an_index(tmp_path: Path) -> None:
    schema = lodex.Schema().keyword("tag")
    lodex.Index.create(tmp_path / "idx", schema)
    assert lodex.Index.open_or_create(tmp_path / "idx").schema == schema


def test_open_or_create_refuses_another_treatment_of_a_field(tmp_path: Path) -> None:
    lodex.Index.create(tmp_path / "idx", lodex.Schema().keyword("tag"))
    with pytest.raises(lodex.SchemaError, match="tag"):
        lodex.Index.open_or_create(tmp_path / "idx", lodex.Schema().text("tag"))


def test_from_docs_on_disk_can_be_run_again(tmp_path: Path) -> None:
    for _ in range(2):
        index = lodex.Index.from_docs([{"id": "a", "t": "x"}, {"id": "b"}], tmp_path / "idx")
    assert len(lodex.Index.open(tmp_path / "idx")) == len(index) == 2


def test_from_docs_takes_ids_from_another_field() -> None:
    index = lodex.Index.from_docs([{"isbn": "123", "t": "x"}, {"isbn": 456}], id="isbn")
    assert [document["id"] for document in index] == ["123", "456"]
    assert index["123"]["isbn"] == "123"


def test_from_docs_without_that_field_is_an_error() -> None:
    with pytest.raises(lodex.DocumentError):
        lodex.Index.from_docs([{"t": "x"}], id="isbn")


def test_from_docs_commits_nothing_where_a_document_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(lodex.DocumentError, match="number 1 of the documents"):
        lodex.Index.from_docs([{"id": "a"}, {"t": "no id"}], tmp_path / "idx")
    assert len(lodex.Index.open(tmp_path / "idx")) == 0


def test_documents_are_found_by_id() -> None:
    index = lodex.Index.from_docs([{"id": "a", "t": "x", "n": [1, 2]}])
    assert index.get("a") == index["a"] == {"id": "a", "t": "x", "n": [1, 2]}
    assert "a" in index
    assert "b" not in index
    assert 5 not in index
    assert index.get("b") is None
    with pytest.raises(KeyError):
        index["b"]


def test_iterating_gives_the_documents_in_their_order(numbers: lodex.Index) -> None:
    assert [document["id"] for document in numbers] == [str(n) for n in range(20)]


def test_iterating_may_be_left_early(numbers: lodex.Index) -> None:
    assert next(iter(numbers))["id"] == "0"


def test_a_snapshot_stays_as_it_is() -> None:
    index = lodex.Index.from_docs([{"id": "a", "t": "old"}])
    before = index.searcher()
    with index.writer() as writer:
        writer.upsert({"id": "a", "t": "new"})
        writer.upsert({"id": "b", "t": "new"})
    assert before["a"]["t"] == "old"
    assert len(before) == 1
    assert index["a"]["t"] == "new"
    assert index.generation > before.generation
    assert index.search("new").ids == ["a", "b"]
    assert before.search("new").ids == []


def test_an_index_sees_the_commits_of_another_handle(tmp_path: Path) -> None:
    index = lodex.Index.create(tmp_path / "idx")
    with lodex.Index.open(tmp_path / "idx").writer() as writer:
        writer.upsert({"id": "a"})
    assert "a" in index


def test_stats_tell_what_there_is(numbers: lodex.Index) -> None:
    stats = numbers.stats()
    assert (stats.documents, stats.deleted, stats.engine) == (20, 0, "native")
    assert lodex.__version__ in stats.created_by
    by_name = {field.name: field for field in stats.fields}
    assert by_name["text"].tokens == 40
    assert by_name["text"].terms == 21
    assert by_name["n"].kind == "integer"
    assert by_name["n"].documents == 20


def test_terms_have_their_frequencies(numbers: lodex.Index) -> None:
    (term,) = numbers.terms("text", "c")
    assert (term.term, term.document_frequency, term.total_frequency) == ("common", 20, 20)
    assert [t.term for t in numbers.terms("parity")] == ["even", "odd"]
    assert len(numbers.terms("text", limit=3)) == 3


def test_check_finds_damage(tmp_path: Path) -> None:
    index = lodex.Index.from_docs([{"id": "a", "t": "some words"}], tmp_path / "idx")
    assert index.check().ok
    (segment,) = (tmp_path / "idx").glob("*.seg")
    damaged = bytearray(segment.read_bytes())
    damaged[len(damaged) // 3] ^= 1
    segment.write_bytes(bytes(damaged))
    report = lodex.check(tmp_path / "idx")
    assert not report.ok
    assert segment.name in report.problems[0].path + report.problems[0].message
    assert report.problems[0].message


def test_a_damaged_manifest_is_an_error(tmp_path: Path) -> None:
    lodex.Index.from_docs([{"id": "a"}], tmp_path / "idx")
    manifest = tmp_path / "idx" / "manifest"
    manifest.write_bytes(manifest.read_bytes()[::-1])
    with pytest.raises(lodex.CorruptIndexError):
        lodex.Index.open(tmp_path / "idx")


@pytest.mark.parametrize(
    ("path", "error"),
    [("a\0b", ValueError), (3, TypeError), (None, TypeError), ("", lodex.IoError)],
)
def test_open_refuses_what_is_no_path(path: object, error: type[Exception]) -> None:
    with pytest.raises(error):
        lodex.Index.open(path)  # type: ignore[arg-type]


def test_a_path_need_not_be_utf8(tmp_path: Path) -> None:
    path = bytes(tmp_path) + b"/\xff"
    index = lodex.Index.create(path)  # type: ignore[arg-type]
    assert index.path is not None
    assert len(lodex.Index.open(index.path)) == 0


def test_index_is_not_made_by_its_class() -> None:
    with pytest.raises(TypeError, match="Index.open"):
        lodex.Index()


def test_repr(numbers: lodex.Index, tmp_path: Path) -> None:
    assert repr(numbers) == "<Index in memory: 20 documents>"
    assert "idx" in repr(lodex.Index.create(tmp_path / "idx"))
    assert repr(numbers.searcher()).startswith("<Searcher: 20 documents")
