"""Every cell of the table of docs/word-forms.md."""
import importlib.util
import itertools
import json
import pathlib
import re

import pytest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PAGE = (ROOT / "docs" / "word-forms.md").read_text(encoding="utf-8")

_spec = importlib.util.spec_from_file_location("command_conftest", ROOT / "tests" / "command" / "conftest.py")
command = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(command)


def table():
    """(form, analyzer, cell): the first column has forms, the first row has analyzers."""
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in PAGE.splitlines() if line.startswith("|")]
    analyzers = [cell.strip("`") for cell in rows[0][1:]]
    for row in rows[2:]:
        form = re.match(r"`([^`]+)`", row[0])[1]
        for analyzer, cell in zip(analyzers, row[1:], strict=True):
            yield form, analyzer, cell


CELLS = list(table())


def cell_of(tokens):
    """Positions are separated by a comma, terms at one position by "or"."""
    places = itertools.groupby(tokens, key=lambda token: token["position"])
    return ", ".join(" or ".join(f"`{token['term']}`" for token in place) for _, place in places) or "none"


@pytest.fixture(scope="module")
def lodex(tmp_path_factory):
    return command.Lodex(tmp_path_factory.mktemp("word-forms"))


def test_the_table_has_forms_and_analyzers():
    assert [analyzer for _, analyzer, _ in CELLS[:6]] == ["standard", "english", "whitespace", "keyword", "words", "code"]
    assert len(CELLS) >= 6 * 35


@pytest.mark.parametrize("form, analyzer, cell", CELLS, ids=[f"{form} {analyzer}" for form, analyzer, _ in CELLS])
def test_cell(lodex, form, analyzer, cell):
    done = lodex("analyze", "-", "--final", "--json", "--analyzer", analyzer, stdin=form)
    assert done.status == (1 if cell == "none" else 0), done.err
    tokens = [json.loads(line) for line in done.lines]
    assert [token["position"] for token in tokens] == sorted(token["position"] for token in tokens)
    assert cell_of(tokens) == cell
