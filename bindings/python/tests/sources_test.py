"""Files and folders."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

import lodex


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "docs"
    (root / "sub").mkdir(parents=True)
    (root / "a.md").write_text("---\ntitle: Alpha\ntags: [x, y]\n---\n# Alpha\n\nBody of alpha.\n")
    (root / "sub" / "b.txt").write_text("Plain beta text.")
    (root / "c.html").write_text("<title>Gamma</title><p>Page of <b>gamma</b>.</p>")
    (root / "rows.jsonl").write_text('{"id": "r1", "v": 1}\n{"v": 2}\n')
    (root / "table.csv").write_text("id,name\nt1,first\n")
    (root / ".hidden.txt").write_text("secret")
    (root / "picture.png").write_bytes(b"\x89PNG")
    return root


def test_from_folder_indexes_all_files(folder: Path, tmp_path: Path) -> None:
    index = lodex.Index.from_folder(folder, tmp_path / "idx")
    assert [document["id"] for document in index] == [
        "a.md", "c.html", "r1", "rows.jsonl#2", "sub/b.txt", "t1"
    ]  # fmt: skip
    assert index["a.md"]["tags"] == ["x", "y"]
    assert index.search("gamma").ids == ["c.html"]
    assert index.search("secret").ids == []
    assert len(lodex.Index.open(tmp_path / "idx")) == 6


def test_read_documents_gives_the_same_documents(folder: Path) -> None:
    documents = list(lodex.read_documents(folder))
    assert documents == list(lodex.Index.from_folder(folder))
    assert [d["id"] for d in lodex.read_documents(folder / "rows.jsonl")][0] == "r1"


def test_the_corpus_is_thirty_articles(articles: lodex.Index) -> None:
    assert len(articles) == 30
    assert "crypto-exchange-order-book" in articles


def test_ids_come_from_another_field(folder: Path) -> None:
    documents = lodex.read_documents(folder / "table.csv", id="name")
    assert [document["id"] for document in documents] == ["first"]


def test_the_format_can_be_given(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "data").write_text('{"id": "a"}\n')
    assert [d["id"] for d in lodex.read_documents(tmp_path / "data", format="jsonl")] == ["a"]
    with pytest.raises(lodex.UsageError, match="markdown"):
        lodex.read_documents(folder, format="pdf")


def test_problems_are_told_or_raised(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text('{"id": "a"}\nnot json\n{"id": "b"}\n')
    told: list[lodex.SourceProblem] = []
    assert [d["id"] for d in lodex.read_documents(path, on_problem=told.append)] == ["a", "b"]
    (problem,) = told
    assert (problem.path, problem.line) == (str(path), 2)
    assert str(problem).startswith(f"{path}:2: ")
    assert problem.message in repr(problem)

    with pytest.warns(lodex.SourceWarning, match="rows.jsonl:2"):
        assert len(lodex.Index.from_folder(path)) == 2
    with pytest.raises(lodex.DocumentError, match="rows.jsonl") as caught:
        lodex.Index.from_folder(path, strict=True)
    assert caught.value.path == str(path)


def test_a_callback_may_raise(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text('not json\n{"id": "a"}\n')

    def fail(problem: lodex.SourceProblem) -> None:
        raise LookupError("mine")

    index = lodex.Index.in_memory()
    with pytest.raises(LookupError, match="mine"), index.writer() as writer:
        writer.upsert_source(path, on_problem=fail)
    with pytest.raises(LookupError, match="mine"):
        list(lodex.read_documents(path, on_problem=fail))


def test_upsert_source_counts_and_tells_progress(folder: Path) -> None:
    index = lodex.Index.in_memory()
    progress: list[tuple[int, int]] = []
    with index.writer() as writer:
        counts = writer.upsert_source(folder, on_progress=lambda *now: progress.append(now))
    assert (counts.documents, counts.files, counts.skipped) == (6, 5, 0)
    assert counts.bytes == progress[-1][0] > 0
    assert "documents=6" in repr(counts)


def test_each_loss_is_counted(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b'{"id": "a", "t": "\xff\xfe"}\n{oops\n{"id": "b", "t": {}}\n')
    (tmp_path / "b.bin").write_bytes(b"x")
    index = lodex.Index.in_memory(lodex.Schema().text("t"))
    with index.writer() as writer:
        counts = writer.upsert_source(tmp_path, on_problem=lambda problem: None)
    assert (counts.documents, counts.skipped, counts.skipped_lines) == (1, 2, 1)
    assert (counts.skipped_documents, counts.skipped_files, counts.other_files) == (1, 0, 1)
    assert (counts.repaired, counts.replaced) == (1, 2)
    assert "replaced=2" in repr(counts)


def test_hits_know_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: A name\n---\n\nfirst\nsecond apple\n")
    index = lodex.Index.from_folder(tmp_path)
    hit = index.search("apple")[0]
    assert (hit.path, hit.line) == (str(tmp_path / "a.md"), 6)
    assert hit.document == {"id": "a.md", "title": "A name", "body": "first second apple"}
    place = hit.place("title")
    assert (place.field, place.line) == ("title", 2)
    assert "line=2" in repr(place)
    with index.writer() as writer:
        writer.upsert({"id": "b", "body": "pear"})
        writer.upsert_source(tmp_path, origins=False)
    assert [(hit.path, hit.line) for hit in index.search("pear apple")] == [(None, None)] * 2


def test_invalid_utf8_is_repaired(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"caf\xe9 au lait")
    index = lodex.Index.in_memory()
    with index.writer() as writer:
        assert writer.upsert_source(tmp_path / "a.txt").repaired == 1
    assert next(iter(index))["body"] == "caf\ufffd au lait"


def test_a_missing_source_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(lodex.IoError):
        lodex.Index.from_folder(tmp_path / "none", tmp_path / "idx")
    assert not (tmp_path / "idx").exists()
    with pytest.raises(lodex.IoError):
        lodex.read_documents(tmp_path / "none")


def test_names_of_files_need_not_be_utf8(tmp_path: Path) -> None:
    with open(bytes(tmp_path) + b"/\xff.txt", "wb") as file:
        file.write(b"some words")
    index = lodex.Index.from_folder(tmp_path)
    assert index.search("words").ids == ["\ufffd.txt"]


def test_documents_are_read_while_they_are_written(tmp_path: Path) -> None:
    path = tmp_path / "pipe.jsonl"
    os.mkfifo(path)
    seen: list[str] = []
    written = threading.Event()

    def read() -> None:
        for document in lodex.read_documents(path):
            seen.append(document["id"])

    thread = threading.Thread(target=read)
    thread.start()
    with open(path, "w") as pipe:  # waits for the reader, so fails where that keeps the GIL
        pipe.write('{"id": "a"}\n')
        written.set()
    thread.join()
    assert seen == ["a"]


def test_reading_may_be_left_early(corpus: Path) -> None:
    assert next(iter(lodex.read_documents(corpus / "articles")))["id"] == "ad-serving-system"
