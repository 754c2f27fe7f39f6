"""The classes of errors, and docstrings."""

from __future__ import annotations

import inspect
import pickle
from pathlib import Path

import pytest

import lodex

KINDS = {
    lodex.QueryError: ValueError,
    lodex.SchemaError: ValueError,
    lodex.DocumentError: ValueError,
    lodex.LimitError: ValueError,
    lodex.CorruptIndexError: RuntimeError,
    lodex.UsageError: RuntimeError,
    lodex.IoError: OSError,
    lodex.LockError: TimeoutError,
}


@pytest.mark.parametrize(("kind", "builtin"), KINDS.items(), ids=str)
def test_each_error_is_also_a_builtin_one(kind: type[Exception], builtin: type[Exception]) -> None:
    assert issubclass(kind, lodex.Error)
    assert issubclass(kind, builtin)
    error = kind("message")
    assert str(error) == "message"
    assert isinstance(error, lodex.Error)
    assert error.path is error.offset is None


def test_errors_keep_their_place_when_pickled(tmp_path: Path) -> None:
    with pytest.raises(lodex.IoError) as caught:
        lodex.Index.open(tmp_path / "none")
    again = pickle.loads(pickle.dumps(caught.value))
    assert type(again) is lodex.IoError
    assert (str(again), again.path) == (str(caught.value), str(tmp_path / "none"))


def public() -> list[tuple[str, object]]:
    """Every public name, and the public members of its class."""
    found: list[tuple[str, object]] = []
    for name in lodex.__all__:
        value = getattr(lodex, name)
        if not inspect.isclass(value):
            found.append((name, value))
            continue
        found.append((name, value))
        for base in value.__mro__:
            if base.__module__.startswith("lodex"):
                found += [
                    (f"{name}.{member}", inspect.getattr_static(value, member))
                    for member in vars(base)
                    if not member.startswith("_")
                ]
    return found


def test_everything_public_has_a_docstring() -> None:
    silent = []
    for name, value in public():
        if name == "__version__" or isinstance(value, (type(None), str)):
            continue  # attributes of Error, told in its docstring
        if type(value).__name__ == "member_descriptor":
            continue  # a slot, told in the docstring of its class
        text = inspect.getdoc(getattr(value, "__func__", value)) or ""
        # nanobind puts signatures first, and nothing else where there is no docstring
        lines = [line for line in text.splitlines() if line and " -> " not in line]
        if not lines:
            silent.append(name)
    assert silent == []
    assert len(public()) > 150
