"""Types: the stub of the extension, and mypy --strict."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import lodex

BINDING = Path(__file__).resolve().parents[1]
STUB = BINDING / "src" / "lodex" / "_lodex.pyi"


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *map(str, command)],
        capture_output=True,
        text=True,
        cwd=BINDING,
        check=False,
    )


def test_the_stub_is_what_nanobind_generates(tmp_path: Path) -> None:
    done = run("-m", "nanobind.stubgen", "-q", "-m", "lodex._lodex", "-o", tmp_path / "stub.pyi")
    assert done.returncode == 0, done.stderr
    again = f"python -m nanobind.stubgen -m lodex._lodex -o {STUB.relative_to(BINDING)}"
    assert (tmp_path / "stub.pyi").read_text() == STUB.read_text(), f"make it again: {again}"


def test_mypy_accepts_the_package_and_an_example(pytestconfig: pytest.Config) -> None:
    kept = getattr(pytestconfig, "cache", None)  # so that mypy is fast the next time
    cache = kept.mkdir("mypy") if kept else "/dev/null"
    done = run(
        "-m", "mypy", "--strict", "--cache-dir", cache, "src/lodex", "tests/typing_example.py"
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_example_runs() -> None:
    done = run("tests/typing_example.py")
    assert done.returncode == 0, done.stderr


def test_the_package_says_that_it_is_typed() -> None:
    assert (Path(lodex.__file__).parent / "py.typed").exists()
    assert (Path(lodex.__file__).parent / "_lodex.pyi").exists()


def test_everything_public_is_listed() -> None:
    names = [name for name in lodex.__all__ if name != "__version__"]
    assert names == sorted(names)
    assert all(hasattr(lodex, name) for name in names)
