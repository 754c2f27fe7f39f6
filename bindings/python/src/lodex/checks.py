"""Arguments that the extension would refuse in less helpful words."""

from __future__ import annotations

import operator
import os
from typing import Union

__all__ = ["Path", "path_text", "size", "thread_count"]

Path = Union[str, "os.PathLike[str]"]

_MOST = 2**63 - 1


def size(what: str, number: int, least: int = 0, most: int = _MOST) -> int:
    """An integer within bounds. Raises TypeError, ValueError."""
    checked = operator.index(number)
    if not least <= checked <= most:
        raise ValueError(f"{what} is {checked}, but has to be from {least} to {most}")
    return checked


def thread_count(threads: int, least: int = 0) -> int:
    """A number of threads that a process can have. Raises TypeError, ValueError."""
    return size("threads", threads, least, most=1024)


def path_text(path: Path) -> str:
    """The path as a str. Raises TypeError, ValueError."""
    text = os.fsdecode(path)
    if "\0" in text:
        raise ValueError("a path cannot have a null character")
    return text
