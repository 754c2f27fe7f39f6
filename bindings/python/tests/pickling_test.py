"""What can be pickled, and what says why not."""

from __future__ import annotations

import copy
import multiprocessing
import operator
import os
import pickle
from pathlib import Path

import pytest

import lodex


@pytest.fixture
def index(tmp_path: Path) -> lodex.Index:
    return lodex.Index.from_docs([{"id": "a", "t": "some words"}], tmp_path / "idx")


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_an_index_is_pickled_by_its_path(index: lodex.Index, protocol: int) -> None:
    again = pickle.loads(pickle.dumps(index, protocol))
    assert again.path == index.path
    assert again.search("words").ids == ["a"]
    assert copy.copy(index).path == copy.deepcopy(index).path == index.path


def test_a_relative_path_stays_the_same_directory(
    tmp_path: Path, index: lodex.Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    data = pickle.dumps(lodex.Index.open("idx"))
    (tmp_path / "sub").mkdir()
    os.chdir(tmp_path / "sub")
    assert pickle.loads(data).path == index.path


def test_a_searcher_is_pickled_by_its_path(index: lodex.Index) -> None:
    data = pickle.dumps(index.searcher())
    assert pickle.loads(data).search("words").ids == ["a"]
    with index.writer() as writer:
        writer.upsert({"id": "b", "t": "words"})
    assert len(pickle.loads(data)) == 2


def test_another_process_can_search(index: lodex.Index) -> None:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        count = operator.methodcaller("count", "words")
        assert pool.map(count, [index, index.searcher()]) == [1, 1]


def test_values_are_pickled() -> None:
    schema = lodex.Schema().text("t", boost=2)
    assert pickle.loads(pickle.dumps(schema)) == schema
    assert pickle.loads(pickle.dumps(lodex.BM25(k1=1))) == lodex.BM25(k1=1)
    assert copy.deepcopy(schema) == schema


def test_what_cannot_be_pickled_says_so(index: lodex.Index) -> None:
    results = index.search("words")
    memory = lodex.Index.from_docs([{"id": "a"}])
    with index.writer() as writer:
        for value in (results, results[0], memory, memory.searcher(), writer, index.parse("a"),
                      iter(index)):  # fmt: skip
            with pytest.raises(TypeError, match="cannot be pickled"):
                pickle.dumps(value)
