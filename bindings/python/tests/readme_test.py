"""The example of the README runs, and so does that of the package's docstring."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest

import lodex

README = Path(__file__).resolve().parents[1] / "README.md"


def test_the_example_of_the_readme_runs(capsys: pytest.CaptureFixture[str]) -> None:
    (example,) = re.findall(r"```python\n(.*?)```", README.read_text(), re.DOTALL)
    exec(compile(example, str(README), "exec"), {})
    assert capsys.readouterr().out.splitlines() == [
        "1 a Order books Order books",
        "2 b Hotel rooms Hotel rooms",
    ]


def test_the_names_in_the_readme_exist() -> None:
    names = set(re.findall(r"`([A-Z]\w+)\.(\w+)`", README.read_text()))
    assert ("Index", "from_docs") in names
    for owner, name in names:
        assert hasattr(getattr(lodex, owner), name)


def test_the_example_of_the_package_runs(capsys: pytest.CaptureFixture[str]) -> None:
    assert lodex.__doc__ is not None
    (example,) = re.findall(r"(    import lodex\n.*?)\n\nIndex and", lodex.__doc__, re.DOTALL)
    exec(textwrap.dedent(example), {})
    assert capsys.readouterr().out.split()[1:] == ["a", "Bids", "meet", "asks."]
