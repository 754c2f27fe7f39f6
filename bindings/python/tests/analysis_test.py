"""Analyzers: names, definitions and functions."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

import lodex
from lodex import Token

STEMS = {"tokenizer": "standard", "filters": [{"name": "stem", "language": "english"}]}


def terms(text: str, analyzer: lodex.analysis.AnyAnalyzer) -> list[str]:
    return [token.term for token in lodex.analyze(text, analyzer=analyzer)]


def words(text: str) -> Iterator[tuple[str, int, int]]:
    """What lies between spaces, upside down."""
    for match in re.finditer(r"\S+", text):
        yield match.group().swapcase(), match.start(), match.end()


@pytest.fixture
def name(request: pytest.FixtureRequest) -> str:
    """The registry lives as long as the process, so each test has a name of its own."""
    return f"test {request.node.name}"


def test_names_definitions_and_functions_are_analyzers() -> None:
    text = "Running DOGS"
    assert terms(text, "english") == terms(text, STEMS) == ["run", "dog"]
    assert terms(text, words) == ["rUNNING", "dogs"]
    assert terms(text, str.split) == ["Running", "DOGS"]
    assert terms(text, lodex.make_analyzer(STEMS)) == ["run", "dog"]
    assert terms(text, {"tokenizer": "whitespace"}) == ["Running", "DOGS"]
    assert terms(text, {"tokenizer": words, "filters": ["fold"]}) == ["running", "dogs"]


def test_a_filter_may_be_a_function() -> None:
    def without_short(tokens: list[Token]) -> list[Token]:
        return [token for token in tokens if len(token.term) > 2]

    def doubled(tokens: list[Token]) -> Iterator[Token]:
        for token in tokens:
            yield token
            yield Token(token.term[::-1], token.begin, token.end, token.position)

    analyzer = {"tokenizer": "standard", "filters": [without_short, doubled, "fold"]}
    text = "É an Öl 😀 DOG"
    tokens = lodex.analyze(text, analyzer=analyzer)
    assert [token.term for token in tokens] == ["dog", "god"]
    assert {text[token.begin : token.end] for token in tokens} == {"DOG"}
    assert [token.position for token in tokens] == [3, 3]


def test_indices_are_those_of_the_str() -> None:
    text = "é😀 ÀB ab"
    tokens = lodex.analyze(text, analyzer=words)
    assert [text[token.begin : token.end] for token in tokens] == ["é😀", "ÀB", "ab"]
    assert [token.position for token in tokens] == [0, 1, 2]
    found = lodex.analyze("é b é", analyzer=str.split)
    assert [(token.begin, token.end) for token in found] == [(0, 1), (2, 3), (4, 5)]
    absent = lodex.analyze("a b", analyzer=lambda text: ["a", "zzz", "b", ""])
    assert [(t.term, t.begin, t.end) for t in absent] == [("a", 0, 1), ("zzz", 1, 1), ("b", 2, 3)]


def test_positions_may_be_given() -> None:
    tokens = lodex.analyze("a b", analyzer=lambda text: [("x", 0, 1, 5), ("y", 2, 3, 5), "z"])
    assert [token.position for token in tokens] == [5, 5, 6]


@pytest.mark.parametrize(
    ("tokens", "error"),
    [
        (5, TypeError),
        ([5], TypeError),
        ([("a", 0)], TypeError),
        ([(b"a", 0, 1)], TypeError),
        ([("a", -1, 1)], TypeError),
        ([("a", "0", 1)], TypeError),
        ([("a", 0, 99)], ValueError),
        ([("a", 1, 0)], ValueError),
        ([("a", 0, 1, 3), ("b", 0, 1, 2)], ValueError),
    ],
)
def test_other_tokens_are_errors(tokens: object, error: type[Exception]) -> None:
    with pytest.raises(error):
        lodex.analyze("abc", analyzer=lambda text: tokens)  # type: ignore[arg-type,return-value]


@pytest.mark.parametrize("analyzer", [5, None, b"english"])
def test_other_analyzers_are_errors(analyzer: object) -> None:
    with pytest.raises(TypeError, match="an analyzer is"):
        lodex.analyze("a", analyzer=analyzer)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "analyzer",
    ["klingon", {"filters": ["klingon"]}, {"tokenizers": "standard"}, {"filters": [str, "klingon"]}],
)
def test_unknown_names_are_errors(analyzer: lodex.analysis.AnyAnalyzer) -> None:
    with pytest.raises(lodex.SchemaError):
        lodex.analyze("a", analyzer=analyzer)


def test_what_a_function_raises_reaches_the_caller() -> None:
    def fail(text: str) -> list[str]:
        raise KeyError("mine") from ValueError("cause")

    with pytest.raises(KeyError, match="mine") as caught:
        lodex.analyze("a", analyzer=fail)
    assert isinstance(caught.value.__cause__, ValueError)
    assert caught.traceback[-1].name == "fail"


def test_long_terms_are_cut_and_surrogates_replaced() -> None:
    assert len(terms("a", lambda text: ["x" * 1000])[0]) <= 255
    assert terms("a", lambda text: ["\ud800"]) == ["\ufffd"]


def test_explanations_show_every_step() -> None:
    analysis = lodex.explain_analysis("Running 3.14", analyzer="english")
    assert [stage.name for stage in analysis] == ["words", "fold", "stem english"]
    assert analysis[0].rules == ["letters (WB5)", "digits, joined over . (WB11, WB12)"]
    assert analysis[2].rules == ["running → run", ""]
    assert [token.term for token in analysis.tokens] == ["run", "3.14"]
    assert len(analysis[:2]) == 2
    assert analysis.text == "Running 3.14"
    assert "  0  0..7   'Running'  letters (WB5)" in repr(analysis)
    html = analysis._repr_html_()
    assert "<b><bdi>stem english</bdi></b>" in html
    assert "running → run" in html


def test_explanations_of_functions() -> None:
    def no_dogs(tokens: list[Token]) -> list[Token]:
        return [token for token in tokens if token.term != "dogs"]

    analysis = lodex.explain_analysis(
        "é <DOGS>", analyzer={"tokenizer": words, "filters": ["fold", no_dogs]}
    )
    assert [stage.name for stage in analysis] == ["words", "fold", "no_dogs"]
    more = lodex.explain_analysis("Dogs run", analyzer={"filters": [no_dogs]})
    assert [token.term for token in more[-1].dropped] == ["dogs"]
    assert "dropped" in repr(more)
    assert "&lt;dogs&gt;" in analysis._repr_html_()


def test_registered_analyzers_have_names(name: str) -> None:
    lodex.register_analyzer(name, words, normalize=str.swapcase)
    assert name in lodex.analyzer_names()
    schema = lodex.Schema().text("t", analyzer=name)
    index = lodex.Index.from_docs([{"id": "a", "t": "Running Dogs"}], schema=schema)
    assert index.search("Dogs").ids == ["a"]
    assert index.search("dogs").ids == []
    assert index.search("Run*").ids == ["a"]
    assert index.search("Dogs")[0].snippet("t") == "Running <mark>Dogs</mark>"
    with pytest.raises(lodex.SchemaError):
        lodex.register_analyzer(name, words)
    lodex.register_analyzer(name, str.split, replace=True)
    assert terms("A b", name) == ["A", "b"]
    with pytest.raises(lodex.SchemaError):
        lodex.register_analyzer("english", words, replace=True)


def test_schemas_define_analyzers(tmp_path: Path) -> None:
    schema = (
        lodex.Schema()
        .define_analyzer("stems", STEMS)
        .define_analyzer("same", '{"tokenizer": "whitespace"}')
        .text("t", analyzer="stems", search_analyzer="same")
        .keyword("k")
    )
    field = schema.find("t")
    assert field is not None
    assert (field.analyzer, field.search_analyzer) == ("stems", "same")
    assert set(schema.analyzers) == {"stems", "same"}
    assert terms("Dogs", schema.find_analyzer("stems")) == ["dog"]
    assert terms("Dogs", schema.analyzer_of("t")) == ["dog"]
    assert terms("Dogs", schema.analyzer_of("t", search=True)) == ["Dogs"]
    index = lodex.Index.from_docs([{"id": "a", "t": "Dogs"}], tmp_path / "idx", schema=schema)
    assert (index.count("Dogs"), index.count("dog")) == (0, 1)
    assert lodex.Index.open(tmp_path / "idx").schema == schema
    with pytest.raises(lodex.SchemaError):
        schema.analyzer_of("k")
    with pytest.raises(lodex.SchemaError):
        schema.define_analyzer("stems", {})
    with pytest.raises(TypeError, match="register_analyzer"):
        schema.define_analyzer("mine", {"filters": [words]})


@pytest.mark.parametrize("threads", [1, 2, 3])
def test_writers_call_functions_in_their_threads(name: str, threads: int, tmp_path: Path) -> None:
    lodex.register_analyzer(name, str.split)
    documents = [{"id": str(n), "t": f"common w{n % 7} {'filler ' * 50}"} for n in range(5000)]
    schema = lodex.Schema().text("t", analyzer=name)
    plain = lodex.Schema().text("t", analyzer="whitespace")
    index = lodex.Index.from_docs(documents, tmp_path / "a", schema=schema, threads=threads)
    other = lodex.Index.from_docs(documents, tmp_path / "b", schema=plain)
    assert index.check().ok
    for query in ("common", "w3", '"common w5"'):
        assert index.count(query) == other.count(query) > 0


@pytest.mark.parametrize("threads", [1, 2])
def test_a_failing_function_leaves_the_last_commit(name: str, threads: int) -> None:
    def fails_at_last(text: str) -> list[str]:
        if "bad" in text:
            raise ZeroDivisionError("not this one")
        return text.split()

    lodex.register_analyzer(name, fails_at_last)
    index = lodex.Index.in_memory(lodex.Schema().text("t", analyzer=name))
    with index.writer() as writer:
        writer.upsert({"id": "old", "t": "good"})
    many = [{"id": str(n), "t": "good " * 100} for n in range(3000)]
    with pytest.raises(ZeroDivisionError, match="not this one"):  # noqa: SIM117
        with index.writer(threads=threads) as writer:
            writer.upsert_many([*many, {"id": "x", "t": "bad"}, *many])
    assert index.search("good").ids == ["old"]
    with index.writer(threads=threads) as writer:
        with pytest.raises(ZeroDivisionError):
            writer.upsert({"id": "x", "t": "bad"})
            writer.commit()
        with pytest.raises(lodex.UsageError, match="not this one"):
            writer.upsert({"id": "y", "t": "good"})
        writer.rollback()
        writer.close()
    with index.writer(threads=threads) as writer:
        writer.upsert({"id": "new", "t": "good"})
    assert sorted(index.search("good").ids) == ["new", "old"]


def test_threads_search_and_write_with_functions(name: str) -> None:
    lodex.register_analyzer(name, str.split)
    index = lodex.Index.in_memory(lodex.Schema().text("t", analyzer=name))
    failures: list[BaseException] = []

    def search() -> None:
        try:
            for _ in range(50):
                for hit in index.search("common w1", limit=5):
                    assert "<mark>" in hit.snippet("t")
        except BaseException as failure:
            failures.append(failure)

    threads = [threading.Thread(target=search) for _ in range(3)]
    for thread in threads:
        thread.start()
    with index.writer(threads=2) as writer:
        for part in range(10):
            writer.upsert_many({"id": f"{part}-{n}", "t": f"common w{n % 5}"} for n in range(300))
            writer.commit()
    for thread in threads:
        thread.join()
    assert not failures
    assert index.count("w1") == 600


def test_a_writer_that_is_dropped_waits_for_its_functions(name: str) -> None:
    lodex.register_analyzer(name, lambda text: (word for word in text.split()))
    index = lodex.Index.in_memory(lodex.Schema().text("t", analyzer=name))
    writer = index.writer(threads=2)
    writer.upsert_many({"id": str(n), "t": "some words " * 500} for n in range(1000))
    del writer
    with index.writer() as writer:
        writer.upsert({"id": "a", "t": "words"})
    assert index.search("words").ids == ["a"]


_AT_EXIT = """
import sys, lodex
class Loud:
    def __call__(self, text): return text.split()
    def __del__(self): print("gone", flush=True)
lodex.register_analyzer("mine", Loud())
lodex.register_analyzer("chain", {"tokenizer": Loud(), "filters": [Loud(), "fold"]})
kept = lodex.make_analyzer(Loud())
index = lodex.Index.in_memory(lodex.Schema().text("t", analyzer="mine"))
writer = index.writer(threads=2)
writer.upsert_many({"id": str(n), "t": "some words " * 300} for n in range(1000))
if "commit" in sys.argv: writer.commit()
if "raise" in sys.argv: raise SystemExit(7)
"""


@pytest.mark.parametrize(("how", "status"), [("end", 0), ("commit", 0), ("raise", 7)])
def test_python_ends_in_order(how: str, status: int) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _AT_EXIT, how],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (status, "")
    assert done.stdout == "gone\n" * 4


GERMAN = "Die Häuser der Stadt sind alt, und niemand hat je nach ihnen gefragt."


def test_the_language_of_a_text_is_told() -> None:
    language = lodex.detect_language(GERMAN)
    assert (language.code, language.analyzer) == ("de", "german")
    assert 0.9 < language.confidence <= 1
    assert lodex.detect_language("12 345").code == ""
    assert "german" in repr(language)


def test_auto_becomes_the_analyzer_of_the_language() -> None:
    index = lodex.Index.in_memory(lodex.Schema().text("body", analyzer="auto"))
    with index.writer() as writer:
        writer.upsert({"id": "a", "body": GERMAN})
    assert [field.analyzer for field in index.schema.fields] == ["german"]
    assert index.search("haus").ids == ["a"]


def test_words_are_found_where_no_spaces_are() -> None:
    index = lodex.Index.from_docs(
        [{"id": "a", "body": "大学图书馆"}, {"id": "b", "body": "小学"}],
        schema=lodex.Schema().text("body", analyzer="chinese"),
    )
    assert index.search("书馆").ids == ["a"]
    assert sorted(index.search("学").ids) == ["a", "b"]


@pytest.mark.parametrize("analyzer", ["english", {"tokenizer": "standard"}, lodex.make_analyzer("standard")])
def test_normalize_goes_with_functions_only(analyzer):
    with pytest.raises(TypeError, match="goes with a function"):
        lodex.make_analyzer(analyzer, normalize=str.lower)
