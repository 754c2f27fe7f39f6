"""Every example of docs/query-language.md, over the documents that the page begins with."""
import importlib.util
import pathlib
import re

import pytest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PAGE = (ROOT / "docs" / "query-language.md").read_text(encoding="utf-8")

_spec = importlib.util.spec_from_file_location("command_conftest", ROOT / "tests" / "command" / "conftest.py")
command = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(command)


def rows(text):
    """(query, ids, third cell) of the tables. A '|' within a cell is written '\\|'."""
    for line in text.splitlines():
        cells = [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if len(cells) == 3 and cells[0].startswith("`"):
            yield cells[0].strip("`"), [] if cells[1] == "none" else cells[1].split(), cells[2]


BEFORE, MISTAKES, AFTER = re.split(r"(?m)^(?=## Mistakes|## Scores)", PAGE)
EXAMPLES = list(rows(BEFORE))
MISTAKEN = list(rows(MISTAKES))


@pytest.fixture(scope="module")
def lodex(tmp_path_factory):
    lodex = command.Lodex(tmp_path_factory.mktemp("query-language"))
    for match in re.finditer(r"^```\w+ (\S+)\n(.*?)^```$", PAGE, re.M | re.S):
        lodex.write(match[1], match[2])
    done = lodex("index", "documents.jsonl", "--schema", "schema.json", "-d", "idx")
    assert done.status == 0, done.err
    return lodex


def found(done):
    return [hit["id"] for hit in done.json["hits"]]


def test_the_page_has_examples():
    assert len(EXAMPLES) > 50 and len(MISTAKEN) > 10


@pytest.mark.parametrize("query, ids, _", EXAMPLES, ids=[query for query, *_ in EXAMPLES])
def test_example(lodex, query, ids, _):
    for mode in ([], ["--strict"]):
        done = lodex("search", "-d", "idx", "--json", *mode, "--", query)
        assert done.status == (0 if ids else 1), done.err
        assert found(done) == ids
        assert done.err == ""


@pytest.mark.parametrize("query, ids, note", MISTAKEN, ids=[query for query, *_ in MISTAKEN])
def test_mistake(lodex, query, ids, note):
    done = lodex("search", "-d", "idx", "--json", "--", query)
    assert found(done) == ids
    assert done.err.strip() == (f"lodex: note: {note}" if note else "")
    strict = lodex("search", "-d", "idx", "--json", "--strict", "--", query)
    assert strict.status == 2 and note in strict.err


def test_limits(lodex):
    for query in ("a " * 40_000, "(" * 200 + "a" + ")" * 200, " ".join(f"w{i}" for i in range(5000))):
        for mode in ([], ["--strict"]):
            assert lodex("search", "-d", "idx", *mode, "--", query).status == 2
