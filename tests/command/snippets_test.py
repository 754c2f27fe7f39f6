"""Snippets of the command, on texts in many languages, and input that nobody writes."""
import html
import json
import os
import pathlib
import re
import unicodedata

import pytest

LANGUAGES = pathlib.Path(__file__).resolve().parents[3] / "shared" / "data" / "languages"
WORDS = {"arabic": "العربية", "english": "language", "hindi": "भाषा", "japanese": "日本", "korean": "한국",
         "mandarin": "中国", "russian": "язык", "source_code": "return"}


def spaced(text):
    """As snippets show it."""
    return re.sub(r"[ \t\n\v\f\r\x85\xa0\u2028\u2029]+", " ", text)


def part_of(snippet):
    return html.unescape(re.sub("</?mark>", "", snippet)).removeprefix("…").removesuffix("…")


@pytest.mark.skipif(not LANGUAGES.exists(), reason="shared data is absent")
@pytest.mark.parametrize("language", sorted(WORDS))
def test_snippets_are_parts_of_texts_in_many_languages(lodex, language):
    text = (LANGUAGES / f"{language}.txt").read_text(errors="replace")
    lodex.write("text.txt", text)
    assert lodex("index", "text.txt", "-d", "idx").status == 0
    word = WORDS[language]
    if word not in text:
        word = max(re.findall(r"\w+", text)[:200], key=len)
    done = lodex("search", "-d", "idx", "--json", word)
    assert done.status == 0, done.err
    snippet = done.json["hits"][0]["snippet"]
    part = part_of(snippet)
    assert part and part in spaced(text)
    assert not unicodedata.combining(part[0])
    assert len(re.findall("<mark>", snippet)) >= 1
    assert "".join(re.findall("<mark>(.*?)</mark>", snippet)).casefold().startswith(word.casefold())
    characters = sum(not unicodedata.category(c).startswith("M") for c in part)
    assert 60 <= characters <= 200


def test_a_phrase_is_marked_as_one(index):
    (hit,) = index("search", "-d", "idx", "--json", '"order book"').json["hits"]
    assert hit["snippet"] in ("<mark>Order book</mark>", "price time priority in an <mark>order book</mark>")


HARD = {
    "marks": "fox a" + "\u0301\u0323" * 5_000 + " end",
    "many marks": "fox " + "\u0301\u0323" * 200_000 + " end",
    "long word": "fox " + "x" * 1_000_000 + " end",
    "long line": "fox " + "word " * 800_000 + "end",
    "nul": "fox " + "\0" * 10_000 + " end",
    "flags": "fox " + "\U0001F1E9" * 100_000 + " end",
    "Thai": "fox " + "\u0e20\u0e32\u0e29\u0e32\u0e44\u0e17\u0e22" * 50_000 + " end",
}


@pytest.mark.parametrize("name", sorted(HARD))
def test_texts_that_nobody_writes_are_indexed_and_shown(lodex, name):
    text = HARD[name]
    lodex.write("docs.jsonl", json.dumps({"id": "a", "body": text}) + "\n")
    done = lodex("index", "docs.jsonl", "-d", "idx", "--analyzer", "english")
    assert done.status == 0, done.err
    assert "indexed 1 document" in done.err
    for query in ("fox", "end"):
        snippet = lodex("search", "-d", "idx", "--json", query).json["hits"][0]["snippet"]
        assert f"<mark>{query}</mark>" in snippet
        assert part_of(snippet).replace("\ufffd", "\0") in spaced(text)


def test_bytes_that_are_not_utf8_are_counted_and_replaced(lodex):
    bad = b"fox \xff \xc0\xaf \xed\xa0\x80 \xf0\x9f end"
    lodex.write("a.txt", bad)
    lodex.write("b.txt", b"fox, and nothing wrong")
    lodex.write("docs.jsonl", b'{"id": "c", "body": "' + bad + b'"}\n{"id": "d", "body": "\\ud800 fox"}\n')
    done = lodex("index", "a.txt", "b.txt", "docs.jsonl", "-d", "idx")
    assert done.status in (0, 3)
    assert "replaced invalid UTF-8 in" in done.err
    hits = lodex("search", "-d", "idx", "--json", "fox").json["hits"]
    assert {"a.txt", "b.txt", "c"} <= {hit["id"] for hit in hits}
    for hit in hits:
        assert "<mark>fox</mark>" in hit["snippet"]
        if hit["id"] == "a.txt":
            assert hit["snippet"] == "<mark>fox</mark> \ufffd \ufffd\ufffd \ufffd\ufffd\ufffd \ufffd end"


@pytest.mark.skipif("LODEX_LONG_TESTS" not in os.environ, reason="takes a minute; LODEX_LONG_TESTS asks for it")
@pytest.mark.parametrize("gap", ["some words and a line end\n", "some words on one line "])
def test_a_document_of_100_mb_is_indexed_and_shown(lodex, gap):
    lodex.write("big.txt", gap * (100_000_000 // len(gap)) + "and the fox at its end")
    done = lodex("index", "big.txt", "-d", "idx")
    assert done.status == 0, done.err
    (hit,) = lodex("search", "-d", "idx", "--json", "fox absent").json["hits"]
    assert hit["snippet"].endswith("and the <mark>fox</mark> at its end")
