"""Writers: commits, rollbacks, locks."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

import lodex


@pytest.fixture
def index(tmp_path: Path) -> lodex.Index:
    return lodex.Index.create(tmp_path / "idx")


def test_leaving_the_block_commits(index: lodex.Index) -> None:
    with index.writer() as writer:
        writer.upsert({"id": "a"})
        assert "a" not in index
    assert "a" in index
    assert writer.closed
    assert writer.last_commit is not None
    assert (writer.last_commit.upserted, writer.last_commit.documents) == (1, 1)


def test_an_exception_rolls_back(index: lodex.Index) -> None:
    with pytest.raises(ZeroDivisionError), index.writer() as writer:
        writer.upsert({"id": "a"})
        1 / 0  # noqa: B018
    assert writer.closed
    assert len(index) == 0
    with index.writer():  # the lock is free again
        pass


def test_closing_rolls_back(index: lodex.Index) -> None:
    writer = index.writer()
    writer.upsert({"id": "a"})
    writer.close()
    writer.close()
    assert len(index) == 0


def test_a_writer_closed_in_its_block_is_left_in_peace(index: lodex.Index) -> None:
    with index.writer() as writer:
        writer.commit()
        writer.close()
    assert writer.closed


def test_a_writer_that_is_gone_frees_the_lock(index: lodex.Index) -> None:
    index.writer().upsert({"id": "a"})
    with index.writer() as writer:
        writer.upsert({"id": "b"})
    assert [document["id"] for document in index] == ["b"]


def test_rollback_forgets_and_goes_on(index: lodex.Index) -> None:
    with index.writer() as writer:
        writer.upsert({"id": "a"})
        writer.rollback()
        writer.upsert({"id": "b"})
    assert [document["id"] for document in index] == ["b"]


def test_upsert_replaces_and_delete_removes(index: lodex.Index) -> None:
    with index.writer() as writer:
        assert writer.upsert_many([{"id": "a", "v": 1}, {"id": "b"}, {"id": "a", "v": 2}]) == 3
        assert writer.delete("b")
        assert not writer.delete("c")
        first = writer.commit()
        assert (first.documents, first.upserted) == (1, 3)
        assert writer.delete("a")
    assert len(index) == 0
    assert writer.last_commit is not None
    assert writer.last_commit.generation > first.generation
    assert writer.last_commit.deleted == 1


def test_merge_leaves_one_segment(index: lodex.Index) -> None:
    with index.writer(merge=False) as writer:
        for id in "abc":
            writer.upsert({"id": id})
            writer.commit()
        assert index.stats().segments == 3
        assert writer.merge().documents == 3
    assert index.stats().segments == 1
    with index.writer() as writer, pytest.raises(ValueError, match="max_segments"):
        writer.merge(0)


def test_merge_may_reorder(index: lodex.Index) -> None:
    with index.writer() as writer:
        for i in range(3000):
            writer.upsert({"id": str(i), "title": "red fox" if i * i % 11 < 4 else "blue whale"})
        writer.commit()
        before = {hit.id: hit.score for hit in index.search("red", limit=3000)}
        assert [hit.id for hit in index.search("red", limit=3)] == ["0", "1", "5"]
        writer.merge(reorder=True)
    assert {hit.id: hit.score for hit in index.search("red", limit=3000)} == before
    # Each word's documents now stand together.
    red = [hit.id in before for hit in index.search("*", limit=3000)]
    assert len(red) == 3000
    assert sum(a != b for a, b in zip(red, red[1:])) < 300
    assert index.check().ok


@pytest.mark.parametrize("call", ["upsert", "upsert_many", "commit", "rollback", "merge", "delete"])
def test_a_closed_writer_refuses_work(index: lodex.Index, call: str) -> None:
    writer = index.writer()
    writer.close()
    arguments = {"upsert": [{"id": "a"}], "upsert_many": [[{"id": "a"}]], "delete": ["a"]}
    with pytest.raises(lodex.UsageError, match="closed"):
        getattr(writer, call)(*arguments.get(call, []))


def test_a_second_writer_is_told_who_holds_the_lock(index: lodex.Index) -> None:
    with index.writer(), pytest.raises(lodex.LockError, match="locked by") as caught:
        index.writer()
    assert isinstance(caught.value, TimeoutError)


def test_a_second_writer_can_wait(index: lodex.Index) -> None:
    first = index.writer()
    waiting = threading.Event()
    done = threading.Event()

    def second() -> None:
        waiting.set()
        with index.writer(lock_timeout=60) as writer:
            writer.upsert({"id": "b"})
        done.set()

    thread = threading.Thread(target=second)
    thread.start()
    waiting.wait()
    assert not done.is_set()
    first.close()
    thread.join()
    assert "b" in index


def test_what_comes_before_an_error_is_taken(index: lodex.Index) -> None:
    def documents():  # type: ignore[no-untyped-def]
        yield {"id": "a"}
        raise LookupError("mine")

    with index.writer() as writer:
        with pytest.raises(LookupError, match="mine"):
            writer.upsert_many(documents())
        with pytest.raises(TypeError):
            writer.upsert_many([{"id": "b"}, 5])  # type: ignore[list-item]
        with pytest.raises(lodex.DocumentError, match="number 1 of the documents"):
            writer.upsert_many([{"id": "c"}, {"v": 1}])
    assert [document["id"] for document in index] == ["a", "b", "c"]


def test_the_result_does_not_depend_on_threads_or_memory() -> None:
    documents = [{"id": str(n), "t": f"word{n % 7} common " * (n % 5 + 1)} for n in range(500)]
    answers = []
    for threads, memory in [(1, 1 << 29), (4, 1 << 29), (2, 1)]:
        index = lodex.Index.in_memory()
        with index.writer(threads=threads, memory=memory) as writer:
            writer.upsert_many(documents)
        found = index.search("word3 common", limit=500)
        answers.append([(hit.id, hit.score) for hit in found])
    assert answers[0] == answers[1] == answers[2]
    assert len(answers[0]) == 500


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"threads": 0}, ValueError),
        ({"threads": 10**9}, ValueError),
        ({"threads": "2"}, TypeError),
        ({"memory": -1}, ValueError),
        ({"memory": 2**70}, ValueError),
    ],
)
def test_bad_options_are_named(
    index: lodex.Index, options: dict[str, int], error: type[Exception]
) -> None:
    with pytest.raises(error):
        index.writer(**options)  # type: ignore[arg-type]
    index.writer().close()  # no lock was left behind


def test_a_failed_commit_leaves_the_index(index: lodex.Index, tmp_path: Path) -> None:
    with index.writer() as writer:
        writer.upsert({"id": "a"})
    manifest = (tmp_path / "idx" / "manifest").read_bytes()
    writer = index.writer()
    writer.upsert({"id": "b"})
    (tmp_path / "idx").rename(tmp_path / "elsewhere")
    (tmp_path / "idx").write_text("a file where the folder was")
    try:
        writer.commit()
    except lodex.IoError:
        assert (tmp_path / "elsewhere" / "manifest").read_bytes() == manifest
    else:  # the folder was held open, and so was found
        assert len(lodex.Index.open(tmp_path / "elsewhere")) == 2
    finally:
        writer.close()
