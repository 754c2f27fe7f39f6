"""lodex search and what shows an index."""
import os
import pty
import re
import subprocess


def test_lines_are_tab_separated(index):
    done = index("search", "-d", "idx", "price")
    assert done.status == 0
    rows = [line.split("\t") for line in done.lines]
    assert [row[1] for row in rows] == ["b", "a"]
    assert rows[0][0] == "1" and float(rows[0][2]) >= float(rows[1][2]) and rows[0][3] == "Gift card"
    assert rows[0][4] == "a prepaid card with a price"


def test_json_has_the_fixed_keys(index):
    done = index("search", "-d", "idx", "--json", "--facet", "tag", "latency price")
    answer = done.json
    assert list(answer) == ["query", "total", "total_relation", "took_us", "hits", "suggestion", "facets"]
    assert answer["query"] == "latency price"
    assert answer["total"] == 3 and answer["total_relation"] == "eq"
    hit = next(hit for hit in answer["hits"] if hit["id"] == "c")
    assert {"rank", "id", "score", "title", "snippet", "fields"} <= set(hit)
    assert hit["snippet"] == "video segments and &lt;b&gt;<mark>latency</mark>&lt;/b&gt;"
    assert hit["fields"]["year"] == 2021
    assert answer["facets"]["tag"][0] == {"value": "finance", "count": 2}


def test_exit_status_tells_whether_there_are_hits(index):
    assert index("search", "-d", "idx", "price").status == 0
    assert index("search", "-d", "idx", "zebra").status == 1
    assert index("search", "-d", "idx", "--json", "zebra").json["hits"] == []


def test_query_language_reaches_the_library(index):
    def found(*words):
        return [line.split("\t")[1] for line in index("search", "-d", "idx", *words).lines]

    assert found('body:"order book"') == ["a"]
    assert found("--", "price", "-prepaid") == ["a"]
    assert found("price tag:trading") == ["a"]
    assert found("year:2021..") in (["b", "c"], ["c", "b"])
    assert found("--all", "price prepaid") == ["b"]
    assert found("-f", "title", "order") == ["a"]
    assert found("--filter", "year:>2020", "price") == ["b"]
    assert found("--sort", "-year", "*") == ["b", "c", "a"]
    assert found("-n", "1", "price") == ["b"]
    assert found("-n", "1", "--offset", "1", "price") == ["a"]
    assert found("strem*") == []
    assert found("stream*") == ["c"]


def test_pages_go_on_behind_a_cursor(index):
    first = index("search", "-d", "idx", "--json", "-n", "1", "price").json["hits"]
    second = index("search", "-d", "idx", "--json", "-n", "1", "--after", first[0]["cursor"], "price").json["hits"]
    assert [first[0]["id"], second[0]["id"]] == ["b", "a"]


def test_hits_are_collapsed_by_a_field(index):
    def found(*words):
        return [line.split("\t")[1] for line in index("search", "-d", "idx", *words).lines]

    assert found("--sort", "year", "*") == ["a", "c", "b"]
    assert found("--sort", "year", "--collapse", "tag", "*") == ["a", "c"]
    assert found("--sort", "year", "--collapse", "tag:2", "*") == ["a", "c", "b"]
    answer = index("search", "-d", "idx", "--json", "--sort", "year", "--collapse", "tag", "*").json
    assert answer["collapsed_by"] == "tag" and answer["total"] == 3
    assert [hit["collapse_value"] for hit in answer["hits"]] == ["finance", "media"]
    people = index("search", "-d", "idx", "--pretty", "--collapse", "year", "video").out
    assert re.search(r"^    .* · year: 2021$", people, re.M)
    assert "collapse_value" not in index("search", "-d", "idx", "--json", "video").json["hits"][0]
    for wrong in ("tag:x", "tag:", "tag:-1"):
        assert index("search", "-d", "idx", "--collapse", wrong, "*").status == 2
    for refused in ("tag:0", "title", "nothing"):
        assert index("search", "-d", "idx", "--collapse", refused, "*").status == 2


def test_what_the_lenient_parser_ignores_is_said(index):
    done = index("search", "-d", "idx", "price AND")
    assert done.status == 0
    assert "note:" in done.err


def test_strict_refuses_with_the_place(index):
    done = index("search", "-d", "idx", "--strict", "price AND (x")
    assert done.status == 2
    assert "at byte 10" in done.err


def test_query_errors(index):
    for words in (["--sort", "title", "x"], ["--facet", "year", "x"], ["--filter", "nofield:x", "x"],
                  ["--k1", "-1", "x"], ["--after", "zz", "x"], ["-f", "nofield", "x"], ["a" * 70_000]):
        done = index("search", "-d", "idx", *words)
        assert done.status == 2, (words[:2], done.err)
        assert done.out == ""


def test_usage_errors(index):
    for words in ([], ["frobnicate"], ["search", "-d", "idx"], ["search", "-d", "idx", "--nope", "x"],
                  ["search", "-d", "idx", "-n", "many", "x"], ["index"], ["index", "x", "--memory", "lots"],
                  ["search", "-d", "idx", "--color", "pink", "x"], ["completions", "tcsh"],
                  ["index", "docs.jsonl", "-d", "e", "--engine", "lucene"]):
        done = index(*words)
        assert done.status == 2, (words, done.err)
        assert done.err


def run_in_terminal(lodex, *words):
    """What the command writes to a terminal 100 columns wide."""
    leader, follower = pty.openpty()
    import fcntl
    import struct
    import termios
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 100, 0, 0))
    environment = dict(os.environ, TERM="xterm")
    environment.pop("NO_COLOR", None)
    process = subprocess.Popen([lodex.command, *words], cwd=lodex.folder, stdout=follower,
                               stderr=subprocess.PIPE, env=environment)
    os.close(follower)
    out = b""
    while True:
        try:
            data = os.read(leader, 65536)
        except OSError:
            break
        if not data:
            break
        out += data
    process.wait()
    os.close(leader)
    return out.decode()


def test_people_get_titles_snippets_and_colour(index):
    out = run_in_terminal(index, "search", "-d", "idx", "price")
    assert " 1. \x1b[1mGift card\x1b[0m" in out
    assert "with a \x1b[1mprice\x1b[0m" in out
    assert "2 documents" in out
    plain = run_in_terminal(index, "search", "-d", "idx", "--color", "never", "price")
    assert "\x1b" not in plain and " 1. Gift card" in plain


def test_documents_cannot_write_to_the_terminal(index):
    evil = '{"id":"evil","title":"\\u001b]52;c;x\\u0007 title","body":"price \\u001b[2J \\u202e \\u009b31m"}'
    assert index("upsert", "-d", "idx", stdin=evil).status == 0
    out = run_in_terminal(index, "search", "-d", "idx", "evil:x price", "-n", "9")
    rest = re.sub(r"\x1b\[[012]m", "", out)
    assert "\x1b" not in rest and "\x07" not in rest and "\u202e" not in rest and "\u009b" not in rest
    piped = index("search", "-d", "idx", "price", "-n", "9").out
    assert "\x1b" not in piped and len(piped.splitlines()) == 3


def test_stats_terms_and_merge(index):
    assert index("upsert", "-d", "idx", "-q", stdin='{"id":"d","body":"price"}').status == 0
    assert index("delete", "-d", "idx", "-q", "b").status == 0
    stats = index("stats", "-d", "idx", "--json").json
    assert (stats["documents"], stats["deleted"], stats["segments"]) == (3, 1, 2)
    assert index("terms", "-d", "idx", "body", "pri").lines == ["price\t2\t2", "priority\t1\t1"]
    assert index("terms", "-d", "idx", "tag").lines == ["finance\t1\t1", "media\t1\t1", "trading\t1\t1"]
    assert index("terms", "-d", "idx", "body", "zzz").status == 1
    assert index("terms", "-d", "idx", "year").status == 2
    assert index("merge", "-d", "idx").status == 0
    stats = index("stats", "-d", "idx", "--json").json
    assert (stats["documents"], stats["deleted"], stats["segments"]) == (3, 0, 1)


def test_merge_reorders_when_asked(index):
    assert index("upsert", "-d", "idx", "-q", stdin='{"id":"d","body":"price"}').status == 0
    before = index("search", "-d", "idx", "price").lines
    done = index("merge", "--reorder", "--memory", "64M", "-d", "idx")
    assert done.status == 0 and "the index has 1 segment" in done.err
    assert index("check", "-d", "idx", "-q").status == 0
    assert sorted(index("search", "-d", "idx", "price").lines) == sorted(before)
    assert index("merge", "--no-reorder", "-d", "idx").status == 0
    both = index("merge", "--reorder", "--no-reorder", "-d", "idx")
    assert both.status == 2 and "contradict" in both.err


def test_get_prints_json_lines(index):
    done = index("get", "-d", "idx", "c", "nope")
    assert done.status == 1
    assert done.json["title"] == "Live streaming"
    assert "nope" in done.err


def test_a_full_disk_is_an_error(index):
    with open("/dev/full", "w") as full:
        done = subprocess.run([index.command, "search", "-d", "idx", "price"], cwd=index.folder, stdout=full,
                              stderr=subprocess.PIPE)
    assert done.returncode == 3
    assert b"cannot write" in done.stderr


def test_lines_are_printed_like_those_of_grep(lodex):
    lodex.write("notes/a.md", "---\ntitle: A note\n---\n\n# Heading\n\nfirst line\nsecond with apple\n")
    lodex.write("notes/b.html", "<title>Page</title>\n<p\nclass=x>\none pear</p>\n")
    lodex.write("notes/c.txt", "x\r\ny plum\r\n")
    lodex.write("notes/d.csv", 'id,body\n1,"several\nlines"\n2,"a cherry\nhere"\n')
    lodex.write("notes/e.jsonl", '{"id": "e", "body": "nothing"}\n\n{"id": "f", "body": "a fig"}\n')
    assert lodex("index", "notes", "-d", "idx", "-q").status == 0
    for word, line in {"apple": "notes/a.md:8: ", "note": "notes/a.md:2: ", "heading": "notes/a.md:5: ",
                       "pear": "notes/b.html:4: ", "page": "notes/b.html:1: ", "plum": "notes/c.txt:2: ",
                       "cherry": "notes/d.csv:4: ", "fig": "notes/e.jsonl:3: "}.items():
        done = lodex("search", "-d", "idx", "--lines", word)
        assert done.status == 0 and len(done.lines) == 1
        assert done.out.startswith(line), done.out
        assert word in done.out.lower()
        hit = lodex("search", "-d", "idx", "--json", word).json["hits"][0]
        assert f"{hit['path']}:{hit['line']}: " == line
        assert set(hit["fields"]) <= {"title", "body"}
    assert lodex("get", "-d", "idx", "e").json == {"id": "e", "body": "nothing"}
    assert lodex("search", "-d", "idx", "--lines", "--json", "fig").status == 2


def test_lines_of_documents_without_a_file_have_the_id(lodex):
    assert lodex("index", "-", "-d", "idx", "-q", stdin='{"id": "x", "body": "a fig"}').status == 0
    assert lodex("search", "-d", "idx", "-l", "fig").out == "x: a fig\n"
    assert "path" not in lodex("search", "-d", "idx", "--json", "fig").json["hits"][0]
    lodex.write("a.txt", "a date")
    assert lodex("index", "a.txt", "-d", "idx", "-q", "--no-origins").status == 0
    assert lodex("search", "-d", "idx", "-l", "date").out == "a.txt: a date\n"


def test_people_see_the_place(lodex):
    lodex.write("notes/a.txt", "x\ny plum\n")
    assert lodex("index", "notes", "-d", "idx", "-q").status == 0
    out = run_in_terminal(lodex, "search", "-d", "idx", "--color", "never", "plum")
    assert "notes/a.txt:2 · " in out
    coloured = run_in_terminal(lodex, "search", "-d", "idx", "-l", "plum")
    assert "\x1b[35mnotes/a.txt\x1b[0m:\x1b[32m2\x1b[0m: x y \x1b[1mplum\x1b[0m" in coloured


def test_places_outlive_merges_and_files(lodex):
    lodex.write("notes/a.txt", "x\ny plum\n")
    assert lodex("index", "notes", "-d", "idx", "-q").status == 0
    (lodex.folder / "notes/a.txt").unlink()
    assert lodex("upsert", "-d", "idx", "-q", stdin='{"id":"d","body":"other"}').status == 0
    assert lodex("merge", "-d", "idx", "-q").status == 0
    assert lodex("search", "-d", "idx", "-l", "plum").out.startswith("notes/a.txt:2: ")
    assert lodex("check", "-d", "idx", "-q").status == 0
