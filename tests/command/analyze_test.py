"""lodex analyze: the steps of analyzers."""
import json

import pytest

from search_test import run_in_terminal


def rows(done):
    return [line.split("\t") for line in done.lines]


def test_every_step_has_its_tokens_with_places_and_rules(lodex):
    done = lodex("analyze", "Running", "3.14", "--analyzer", "english")
    assert done.status == 0, done.err
    assert rows(done) == [
        ["words", "0", "0", "7", "Running", "letters (WB5)"],
        ["words", "1", "8", "12", "3.14", "digits, joined over . (WB11, WB12)"],
        ["fold", "0", "0", "7", "running", "Running → running"],
        ["fold", "1", "8", "12", "3.14", ""],
        ["stem english", "0", "0", "7", "run", "running → run"],
        ["stem english", "1", "8", "12", "3.14", ""],
    ]


def test_offsets_are_bytes_of_the_text(lodex):
    done = lodex("analyze", "-", "--final", stdin="Çà là")
    assert [row[2:5] for row in rows(done)] == [["0", "4", "çà"], ["5", "8", "là"]]
    assert lodex("analyze", stdin="a b").out == lodex("analyze", "a", "b").out


def test_json_has_an_object_for_each_token(lodex):
    done = lodex("analyze", "Dogs", "--analyzer", "english", "--json")
    lines = [json.loads(line) for line in done.lines]
    assert lines[0] == {"step": "words", "position": 0, "begin": 0, "end": 4, "term": "Dogs",
                        "rule": "letters (WB5)", "dropped": False}
    assert [line["term"] for line in lines] == ["Dogs", "dogs", "dog"]


def test_what_a_step_drops_is_shown(lodex):
    soft_hyphens = "a \u00ad\u0041 \u115f"  # the last is a letter that folding leaves nothing of
    lines = [json.loads(line) for line in lodex("analyze", soft_hyphens, "--json").lines]
    dropped = [line for line in lines if line["dropped"]]
    assert [(line["step"], line["term"], line["rule"]) for line in dropped] == [("fold", "\u115f", "dropped")]


def test_a_definition_or_a_field_names_the_analyzer(lodex):
    definition = '{"tokenizer": "whitespace", "filters": ["fold"]}'
    assert [row[4] for row in rows(lodex("analyze", "A-B c", "--analyzer", definition, "--final"))] == ["a-b", "c"]
    lodex.write("schema.json", """{"analyzers": {"plain": {"tokenizer": "whitespace", "filters": ["fold"]}},
        "analyzer": "english",
        "fields": {"body": {"kind": "text", "analyzer": "plain", "search_analyzer": "english"},
                   "other": "text", "tag": "keyword"}}""")
    lodex.write("docs.jsonl", '{"id": "a", "body": "x"}')
    assert lodex("index", "docs.jsonl", "-d", "idx", "--schema", "schema.json", "-q").status == 0
    for place in (["--schema", "schema.json"], ["-d", "idx"]):
        def terms(*words, place=place):
            done = lodex("analyze", "A-B dogs", "--final", *place, *words)
            assert done.status == 0, done.err
            return [row[4] for row in rows(done)]
        assert terms("--field", "body") == terms("--analyzer", "plain") == ["a-b", "dogs"]
        assert terms("--field", "body", "--query") == terms("--field", "other") == terms() == ["a", "b", "dog"]


@pytest.mark.parametrize("words, message", [
    (["--analyzer", "klingon"], "english"),
    (["--analyzer", "{\"filters\": [\"klingon\"]}"], "klingon"),
    (["--field", "none", "--schema", "schema.json"], "no field \"none\""),
    (["--field", "tag", "--schema", "schema.json"], "keyword"),
    (["--field", "body", "--analyzer", "english", "--schema", "schema.json"], "contradict"),
    (["--query"], "--field"),
    (["--field", "body"], "no index"),
])
def test_mistakes_are_told(lodex, words, message):
    lodex.write("schema.json", '{"fields": {"body": "text", "tag": "keyword"}}')
    done = lodex("analyze", "text", *words)
    assert done.status == 2
    assert message in done.err
    assert done.out == ""


def test_a_text_without_tokens_is_nothing_found(lodex):
    done = lodex("analyze", "—")
    assert (done.status, done.out) == (1, "")


def test_all_analyzers_are_listed(lodex):
    names = lodex("analyze", "--list").lines
    assert {"standard", "english", "whitespace", "keyword", "words"} <= set(names)
    assert names == sorted(names)
    for name in names:
        assert lodex("analyze", "some words", "--analyzer", name).status == 0, name
        assert lodex("index", "-", "-d", "idx-" + name, "--analyzer", name, stdin='{"id":"a"}').status == 0, name
    script = lodex("completions", "bash").out
    assert " ".join(names) in script


def test_an_index_does_not_begin_with_an_unknown_analyzer(lodex):
    done = lodex("index", "-", "-d", "idx", "--analyzer", "klingon", stdin='{"id":"a"}')
    assert done.status == 2 and "klingon" in done.err and "english" in done.err
    assert not (lodex.folder / "idx").exists()


def test_columns_are_aligned_for_people(lodex):
    out = run_in_terminal(lodex, "analyze", "中国 Running", "--color", "never").replace("\r", "")
    assert out.splitlines()[:3] == [
        "words",
        "    0  0..6   中国     a word of the dictionary (Han)",
        "    1  7..14  Running  letters (WB5)",
    ]
    evil = run_in_terminal(lodex, "analyze", "\x1b[2Jx\u009b31m", "--analyzer", "keyword", "--color", "never")
    assert "\x1b" not in evil and "\u009b" not in evil
