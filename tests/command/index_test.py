"""lodex index, upsert, delete: good input and bad."""
import os
import signal
import time

import pytest


def ids(lodex, query="*"):
    return sorted(line.split("\t")[1] for line in lodex("search", "-d", "idx", query).lines)


def test_a_folder_becomes_documents(lodex):
    lodex.write("notes/a.md", "---\ntitle: Alpha\ntags: [x, y]\n---\n\n# Heading\n\nbody *text*\n")
    lodex.write("notes/sub/b.txt", "plain words")
    lodex.write("notes/c.html", "<title>See</title><p>page &amp; more")
    lodex.write("notes/.hidden.md", "not read")
    lodex.write("notes/d.bin", b"\x00\x01")
    done = lodex("index", "notes", "-d", "idx")
    assert done.status == 0, done.err
    assert ids(lodex) == ["a.md", "c.html", "sub/b.txt"]
    assert "3 documents" in done.err
    assert lodex("get", "-d", "idx", "a.md").json["tags"] == ["x", "y"]


def test_csv_and_standard_input(lodex):
    lodex.write("t.csv", 'id,title,body\n1,"a, b","line\nbreak"\n2,c,d\n')
    assert lodex("index", "t.csv", "-d", "idx").status == 0
    assert lodex("get", "-d", "idx", "1").json == {"id": "1", "title": "a, b", "body": "line\nbreak"}
    done = lodex("index", "-", "-d", "idx", stdin='{"id":"3","body":"from a pipe"}\n')
    assert done.status == 0, done.err
    assert ids(lodex) == ["1", "2", "3"]


def test_the_id_can_be_any_field(lodex):
    lodex.write("docs.jsonl", '{"doi": "x/1", "body": "a"}\n{"doi": "x/2", "body": "b"}\n')
    assert lodex("index", "docs.jsonl", "-d", "idx", "--id", "doi").status == 0
    assert ids(lodex) == ["x/1", "x/2"]


def test_documents_are_replaced_by_id(index):
    assert index("index", "-", "-d", "idx", stdin='{"id":"a","body":"new words"}').status == 0
    assert index("search", "-d", "idx", "priority").status == 1
    assert index("get", "-d", "idx", "a").json == {"id": "a", "body": "new words"}
    done = index("upsert", "-d", "idx", stdin='{"id":"d","body":"x"}\n{"id":"d","body":"y"}\n')
    assert done.status == 0, done.err
    assert index("get", "-d", "idx", "d").json["body"] == "y"


def test_delete_tells_what_was_not_there(index):
    done = index("delete", "-d", "idx", "a", "nope")
    assert done.status == 0
    assert 'no document "nope"' in done.err
    assert ids(index) == ["b", "c"]
    assert index("delete", "-d", "idx", "a").status == 1


def test_the_index_is_found_without_a_flag(lodex):
    lodex.write("docs.jsonl", '{"id":"a","body":"x"}')
    assert lodex("index", "docs.jsonl").status == 0
    assert (lodex.folder / ".lodex" / "manifest").exists()
    assert lodex("search", "x").status == 0
    (lodex.folder / "deep/er").mkdir(parents=True)
    inner = type(lodex)(lodex.folder / "deep/er")
    assert inner("search", "x").status == 0
    assert lodex("search", "x", env={"LODEX_INDEX": str(lodex.folder / "none")}).status == 3


def test_threads_give_the_same_index(lodex):
    lodex.write("docs.jsonl", "".join(f'{{"id":"{i}","body":"w{i % 17} w{i % 5}"}}\n' for i in range(500)))
    assert lodex("index", "docs.jsonl", "-d", "one").status == 0
    assert lodex("index", "docs.jsonl", "-d", "two", "-j", "3", "--memory", "1K").status == 0
    query = ("w3", "w4", "-n", "50")
    assert lodex("search", "-d", "one", *query).out == lodex("search", "-d", "two", *query).out


def wait_for_lock(index, writer):
    """Until this process holds the lock of the index."""
    lock = index.folder / "idx" / "writer.lock"
    for _ in range(1500):
        if f"process {writer.pid} on " in lock.read_text():
            return
        assert writer.poll() is None, "the writer ended"
        time.sleep(0.02)
    pytest.fail("the writer never took the lock")


class TestBadInput:
    def test_a_missing_file(self, lodex):
        done = lodex("index", "none.jsonl", "-d", "idx")
        assert done.status == 3
        assert "none.jsonl" in done.err
        assert not (lodex.folder / "idx").exists()

    @pytest.mark.skipif(os.geteuid() == 0, reason="root reads every file")
    def test_an_unreadable_file(self, lodex):
        path = lodex.write("docs.jsonl", '{"id":"a"}')
        path.chmod(0)
        done = lodex("index", "docs.jsonl", "-d", "idx")
        assert done.status == 3
        assert "docs.jsonl" in done.err

    def test_a_line_that_is_not_json_is_named_and_passed_over(self, lodex):
        lodex.write("docs.jsonl", '{"id":"a","body":"x"}\n{"id": oops}\n{"id":"b","body":"x"}\n')
        done = lodex("index", "docs.jsonl", "-d", "idx")
        assert done.status == 0
        assert "docs.jsonl:2" in done.err
        assert ids(lodex) == ["a", "b"]

    def test_each_kind_of_loss_is_counted(self, index):
        index.write("mix/a.jsonl", b'{"id":"p","body":"\xff\xfe"}\n{"id": oops}\n{"id":"q","year":"soon"}\n')
        index.write("mix/b.csv", b'id,body\nr,x,y\ns,"\xe2\x82 \xff"\n')
        index.write("mix/c.bin", b"\x00")
        index.write("mix/d.md", "---\nwhat\nkey: 1\n---\ntext")
        done = index("index", "mix", "-d", "idx", "--json")
        assert done.status == 0
        report = done.json
        assert report.pop("seconds") >= 0
        assert report.pop("bytes") == sum(p.stat().st_size for p in (index.folder / "mix").iterdir()) - 1
        assert report == {
            "documents": 3, "files": 3, "skipped_lines": 3, "skipped_documents": 1, "skipped_files": 0,
            "other_files": 1, "repaired_documents": 2, "replaced_characters": 4, "index_documents": 6,
            "generation": 2}
        assert "passed over 3 lines, 1 document with problems" in done.err
        assert "left out 1 file of other kinds" in done.err
        assert "replaced invalid UTF-8 in 2 documents (4 characters)" in done.err

    @pytest.mark.skipif(os.geteuid() == 0, reason="root reads every file")
    def test_unreadable_files_of_a_folder_are_counted(self, lodex):
        lodex.write("mix/a.txt", "x")
        lodex.write("mix/b.txt", "y").chmod(0)
        report = lodex("index", "mix", "-d", "idx", "--json").json
        assert (report["documents"], report["skipped_files"]) == (1, 1)

    def test_strict_indexes_nothing(self, lodex):
        lodex.write("good.jsonl", '{"id":"old","body":"x"}\n')
        assert lodex("index", "good.jsonl", "-d", "idx").status == 0
        lodex.write("docs.jsonl", '{"id":"a","body":"x"}\n{"id": oops}\n{"id":"b","body":"x"}\n')
        done = lodex("index", "docs.jsonl", "-d", "idx", "--strict")
        assert done.status == 3
        assert "docs.jsonl:2" in done.err
        assert ids(lodex) == ["old"]

    def test_invalid_utf8_is_replaced_and_counted(self, lodex):
        lodex.write("docs.jsonl", b'{"id":"a","body":"caf\xe9 good"}\n')
        done = lodex("index", "docs.jsonl", "-d", "idx")
        assert done.status == 0
        assert "replaced invalid UTF-8 in 1 document (1 character)" in done.err
        assert lodex("get", "-d", "idx", "a").json["body"] == "caf\ufffd good"

    def test_empty_documents_and_files(self, lodex):
        lodex.write("docs.jsonl", '{"id":"a"}\n{"id":"b","body":""}\n')
        lodex.write("empty.jsonl", "")
        assert lodex("index", "docs.jsonl", "empty.jsonl", "-d", "idx").status == 0
        assert ids(lodex) == ["a", "b"]

    def test_the_last_of_a_repeated_id_wins(self, lodex):
        lodex.write("docs.jsonl", '{"id":"a","body":"first"}\n{"id":"a","body":"second"}\n')
        assert lodex("index", "docs.jsonl", "-d", "idx").status == 0
        assert lodex("get", "-d", "idx", "a").json["body"] == "second"
        assert lodex("search", "-d", "idx", "first").status == 1

    def test_an_id_of_more_than_512_bytes(self, lodex):
        lodex.write("docs.jsonl", '{"id":"%s","body":"x"}\n{"id":"%s","body":"x"}\n' % ("i" * 513, "k" * 512))
        done = lodex("index", "docs.jsonl", "-d", "idx")
        assert done.status == 0
        assert "512" in done.err and "docs.jsonl:1" in done.err
        assert ids(lodex) == ["k" * 512]
        assert lodex("index", "docs.jsonl", "-d", "other", "--strict").status == 3

    def test_a_value_that_does_not_fit_its_field(self, index):
        index.write("bad.jsonl", '{"id":"x","year":"soon"}\n{"id":"y","year":1999}\n')
        done = index("index", "bad.jsonl", "-d", "idx")
        assert done.status == 0
        assert "bad.jsonl:1" in done.err and '"year"' in done.err
        assert ids(index) == ["a", "b", "c", "y"]

    def test_a_schema_that_contradicts_the_index(self, index):
        index.write("other.json", '{"fields": {"tag": "text"}}')
        done = index("index", "docs.jsonl", "-d", "idx", "--schema", "other.json")
        assert done.status == 2
        assert '"tag"' in done.err and "keyword" in done.err
        assert ids(index) == ["a", "b", "c"]

    def test_a_schema_that_is_none(self, lodex):
        lodex.write("docs.jsonl", '{"id":"a"}')
        lodex.write("schema.json", '{"fields": {"x": "txt"}}')
        done = lodex("index", "docs.jsonl", "-d", "idx", "--schema", "schema.json")
        assert done.status == 2
        assert "schema.json" in done.err and '"x"' in done.err
        assert lodex("index", "docs.jsonl", "-d", "idx", "--schema", "none.json").status == 3

    def test_a_folder_that_is_no_index(self, lodex):
        lodex.write("folder/file", "x")
        lodex.write("docs.jsonl", '{"id":"a"}')
        for words in (["search", "x"], ["stats"], ["check"], ["delete", "x"], ["merge"]):
            done = lodex(*words, "-d", "folder")
            assert done.status == 3, words
            assert "not an index" in done.err
        done = lodex("index", "docs.jsonl", "-d", "folder")
        assert done.status == 3
        assert (lodex.folder / "folder/file").read_text() == "x"
        assert lodex("search", "x", "-d", "nothing").status == 3
        assert lodex("search", "x").status == 2

    def test_a_second_writer(self, index):
        fifo = index.folder / "pipe"
        os.mkfifo(fifo)
        first = index.popen("upsert", "-d", "idx", "-q", stdin=open(fifo, "rb+", buffering=0))
        try:
            wait_for_lock(index, first)  # it would give way to a second one
            done = index("delete", "-d", "idx", "zzz")
            assert done.status == 3
            assert "locked" in done.err and str(first.pid) in done.err
            assert index("search", "-d", "idx", "price").status == 0
        finally:
            first.kill()
            first.wait()
        assert index("delete", "-d", "idx", "a").status == 0

    def test_an_interrupt_leaves_the_index_as_it_was(self, index):
        writer = index.popen("upsert", "-d", "idx", "-q", stdin=-1, stderr=-1)
        writer.stdin.write(b'{"id":"new","body":"x"}\n' * 1000)
        writer.stdin.flush()
        time.sleep(0.3)
        writer.send_signal(signal.SIGINT)
        try:
            writer.stdin.write(b'{"id":"new","body":"x"}\n' * 200_000)
            writer.stdin.close()
        except BrokenPipeError:
            pass
        assert writer.wait(timeout=60) == 130
        assert ids(index) == ["a", "b", "c"]


class TestDamage:
    def segment(self, index):
        return next((index.folder / "idx").glob("*.seg"))

    @pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
    def test_a_flipped_byte_is_found_by_check(self, index, share):
        path = self.segment(index)
        data = bytearray(path.read_bytes())
        data[int(len(data) * share)] ^= 0x20
        path.write_bytes(data)
        done = index("check", "-d", "idx")
        assert done.status == 3
        assert path.name in done.out + done.err
        # A search gives an error, or the right answer where the damage is elsewhere.
        assert index("search", "-d", "idx", "price").status in (0, 3)

    def test_a_truncated_file(self, index):
        path = self.segment(index)
        path.write_bytes(path.read_bytes()[:-10])
        for words in (["search", "price"], ["check"], ["stats"], ["delete", "a"]):
            done = index(*words, "-d", "idx")
            assert done.status == 3, words
            assert path.name in done.out + done.err

    def test_a_missing_segment(self, index):
        self.segment(index).unlink()
        assert index("search", "-d", "idx", "price").status == 3
        assert index("check", "-d", "idx").status == 3

    def test_a_damaged_manifest(self, index):
        path = index.folder / "idx/manifest"
        path.write_bytes(path.read_bytes().replace(b"generation", b"generatiom"))
        done = index("search", "-d", "idx", "price")
        assert done.status == 3
        assert "manifest" in done.err

    def test_leftovers_of_a_killed_writer_are_removed(self, index):
        index.write("idx/segment_000009.seg", "half a segment")
        index.write("idx/manifest.tmp", "half a manifest")
        assert index("delete", "-d", "idx", "a").status == 0
        names = sorted(p.name for p in (index.folder / "idx").iterdir())
        assert names == ["manifest", "segment_000001.seg", "segment_000001_2.del", "writer.lock"]

    def test_sound_indexes_are_called_sound(self, index):
        done = index("check", "-d", "idx")
        assert done.status == 0
        assert "as it was written" in done.err
        assert index("check", "-d", "idx", "--json").json["ok"] is True


GERMAN = '{"id":"a","title":"Häuser","body":"Die Häuser der Stadt sind alt, niemand hat nach ihnen gefragt."}\n'


def test_auto_says_which_analyzer_it_chose(lodex):
    done = lodex("index", "-", "-d", "idx", "--analyzer", "auto", stdin=GERMAN)
    assert done.status == 0, done.err
    assert "analyzer of body: german (auto)" in done.err
    assert "analyzer of title: german (auto)" in done.err
    assert ids(lodex, "haus") == ["a"]
    # It is chosen once, and said once.
    again = lodex("index", "-", "-d", "idx", "--analyzer", "auto", stdin=GERMAN)
    assert again.status == 0, again.err
    assert "auto" not in again.err


def test_parts_of_words_without_spaces_are_found(lodex):
    stdin = '{"id":"a","body":"大学图书馆"}\n{"id":"b","body":"学生在家看书"}\n'
    assert lodex("index", "-", "-d", "idx", "--analyzer", "chinese", stdin=stdin).status == 0
    assert ids(lodex, "书馆") == ["a"]
    assert ids(lodex, '"大学图书馆"') == ["a"]
    assert ids(lodex, "看书") == ["b"]
