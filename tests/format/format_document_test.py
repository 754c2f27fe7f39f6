"""The worked example of docs/format.md, written out as files and read by the command."""
import json
import math
import random

import pytest

import index_bytes

SEED = 20240117
# Bytes of the manifest's header that are written as zeros and never read.
UNREAD = {"manifest": range(12, 16)}
QUERY = ["search", "-d", "idx", "--json", "--facet", "tag", "--sort", "-year,-score",
         '+title:fox "red fox" -tag:garden year:2020..']


@pytest.fixture(scope="module")
def files():
    return index_bytes.documented_files()


@pytest.fixture
def example(lodex, files):
    index_bytes.write_index(files, lodex.folder / "idx")
    return lodex


def answer_of(done):
    answer = done.json
    del answer["took_us"]
    return answer


def test_check_finds_every_byte_sound(example, files):
    done = example("check", "-d", "idx", "--json")
    assert done.status == 0
    assert done.json["ok"] and done.json["files"] == 3
    index_files = [name for name in files if name == "manifest" or name.startswith("segment_")]
    assert done.json["bytes"] == sum(len(files[name]) for name in index_files)


def test_search_finds_and_scores(example):
    done = example("search", "-d", "idx", "--json", "red fox")
    assert done.status == 0
    assert [hit["id"] for hit in done.json["hits"]] == ["a", "c"]

    def bm25(with_term):  # two live documents of two words each, a word once in each
        idf = math.log(1 + (2 - with_term + 0.5) / (with_term + 0.5))
        return idf / (1 + 1.2)

    scores = [hit["score"] for hit in done.json["hits"]]
    assert scores == pytest.approx([bm25(1) + bm25(2), bm25(2)], rel=1e-6)
    assert example("search", "-d", "idx", "rose").status == 1


def test_columns_positions_and_facets(example):
    done = example(*QUERY)
    assert done.status == 0
    assert [hit["id"] for hit in done.json["hits"]] == ["c", "a"]
    assert done.json["facets"]["tag"] == [{"value": "small", "count": 1}, {"value": "wild", "count": 1}]
    assert [line.split("\t")[1] for line in example("search", "-d", "idx", '"red fox"').lines] == ["a"]
    assert example("search", "-d", "idx", '"fox red"').status == 1


def test_get_returns_the_documents(example, files):
    given = {line["id"]: line for line in map(json.loads, files["documents.jsonl"].splitlines())}
    for name in "ac":
        assert example("get", name, "-d", "idx").json == given[name]
    assert example("get", "b", "-d", "idx").status == 1


def test_stats_and_terms(example):
    stats = example("stats", "-d", "idx", "--json").json
    assert (stats["documents"], stats["deleted"], stats["segments"]) == (2, 1, 1)
    assert {field["name"]: (field["kind"], field["terms"], field["tokens"]) for field in stats["fields"]} == {
        "title": ("text", 5, 8), "tag": ("keyword", 3, 0), "year": ("integer", 0, 0)}
    assert example("terms", "title", "-d", "idx").lines == ["den\t1\t1", "fox\t2\t2", "red\t1\t1"]


def make_anew(lodex, files, name, *flags):
    for source in ("documents.jsonl", "schema.json"):
        lodex.write(source, files[source])
    done = lodex("index", "documents.jsonl", "--schema", "schema.json", "-d", name, *flags)
    assert done.status == 0, done.err
    assert lodex("delete", "b", "-d", name).status == 0
    return lodex.folder / name


def test_the_same_documents_give_the_same_bytes(example, files):
    index_bytes.assert_same_index(make_anew(example, files, "anew"), example.folder / "idx")


def test_threads_do_not_change_a_byte(lodex, files):
    one, four = make_anew(lodex, files, "one"), make_anew(lodex, files, "four", "-j", "4")
    for name in ("manifest", "segment_000001.seg", "segment_000001_2.del"):
        assert (one / name).read_bytes() == (four / name).read_bytes()


class Damage:
    """Changes a file of the example and sees to it that nothing worse comes of it than an error."""

    def __init__(self, lodex, files, name):
        self.lodex, self.name, self.content = lodex, name, files[name]
        self.path = lodex.folder / "idx" / name
        self.random = random.Random(f"{SEED} {name}")
        self.right = answer_of(lodex(*QUERY))
        print("seed", SEED)

    def flipped(self, position):
        damaged = bytearray(self.content)
        damaged[position] ^= self.random.randrange(1, 256)
        return bytes(damaged)

    def search(self, content, what):
        self.path.write_bytes(content)
        done = self.lodex(*QUERY)
        assert done.status in (0, 3), f"{self.name}, {what}: status {done.status}, {done.err}"
        if done.status == 0:
            assert answer_of(done) == self.right, f"{self.name}, {what}"
        else:
            assert done.out == "" and done.err.startswith("lodex: "), f"{self.name}, {what}"

    def check(self, content, what, status=3):
        self.path.write_bytes(content)
        done = self.lodex("check", "-d", "idx")
        assert done.status == status, f"{self.name}, {what}: status {done.status}, {done.err}"


INDEX_FILES = ["manifest", "segment_000001.seg", "segment_000001_2.del"]


@pytest.mark.parametrize("name", INDEX_FILES)
def test_a_flipped_byte_never_gives_a_wrong_answer(example, files, name):
    damage = Damage(example, files, name)
    for position in range(len(damage.content)):
        damage.search(damage.flipped(position), f"byte {position} flipped")


@pytest.mark.parametrize("name", INDEX_FILES)
def test_a_file_cut_short_never_gives_a_wrong_answer(example, files, name):
    damage = Damage(example, files, name)
    size = len(damage.content)
    for length in sorted(damage.random.sample(range(size), min(size, 150))):
        damage.search(damage.content[:length], f"cut to {length} bytes")
        damage.check(damage.content[:length], f"cut to {length} bytes")
    damage.search(damage.content + b"\0", "a byte longer")
    damage.check(damage.content + b"\0", "a byte longer")


@pytest.mark.parametrize("name", INDEX_FILES)
def test_check_finds_a_flipped_byte(example, files, name):
    damage = Damage(example, files, name)
    size = len(damage.content)
    for position in sorted(damage.random.sample(range(size), min(size, 150))):
        status = 0 if position in UNREAD.get(name, ()) else 3
        damage.check(damage.flipped(position), f"byte {position} flipped", status)
