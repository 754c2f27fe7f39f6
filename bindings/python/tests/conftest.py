"""What the tests share: the corpus of the project, an index of it, and the command."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import lodex

BINDING = Path(__file__).resolve().parents[1]
PROJECT = BINDING.parents[1]


@pytest.fixture(scope="session")
def corpus() -> Path:
    return PROJECT / "corpus"


@pytest.fixture(scope="session")
def articles(corpus: Path) -> lodex.Index:
    """In memory, shared by tests that only read."""
    schema = lodex.Schema.load(corpus / "schema.json")
    return lodex.Index.from_folder(corpus / "articles", schema=schema)


@pytest.fixture
def numbers() -> lodex.Index:
    """Twenty documents "0" to "19": n, even or odd, a word of its own and a common one."""
    schema = lodex.Schema().text("text").integer("n").keyword("parity").boolean("small").date("day")
    return lodex.Index.from_docs(
        (
            {
                "id": str(n),
                "text": f"word{n} common",
                "n": n,
                "parity": "odd" if n % 2 else "even",
                "small": n < 5,
                "day": f"2024-01-{n + 1:02}",
            }
            for n in range(20)
        ),
        schema=schema,
    )


@pytest.fixture(scope="session")
def command() -> str:
    path = os.environ.get("LODEX_COMMAND") or str(PROJECT / "build/release/bin/lodex")
    if not os.access(path, os.X_OK):
        pytest.skip(f"there is no command at {path}; set LODEX_COMMAND")
    return path
