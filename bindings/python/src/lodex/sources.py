"""Documents out of files and folders, without an index."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from typing import Any

from lodex import _lodex
from lodex._lodex import SourceProblem
from lodex.checks import Path

__all__ = ["SourceWarning", "read_documents"]

class SourceWarning(UserWarning):
    """Lines or files of a source were passed over."""


def warn_of(problem: SourceProblem) -> None:
    """What is done with a problem where the caller says nothing: a warning, no silence."""
    warnings.warn(str(problem), SourceWarning, stacklevel=3)


def read_documents(
    source: Path,
    *,
    format: str = "auto",
    id: str | None = None,
    strict: bool = False,
    on_problem: Callable[[SourceProblem], object] = warn_of,
) -> Iterator[dict[str, Any]]:
    """The documents of a file or folder, one after the other, each with an "id".

    format: "auto" (by the name of the file), "jsonl", "csv", "tsv", "markdown", "html" or "text".
    id: the field that gives the id; else the field "id", else the name of the file.
    strict: raise DocumentError at the first problem; else `on_problem` is told of each line or file
        that is passed over (a SourceWarning, where it is not given).
    Reads ahead in a thread of its own. Errors: IoError where the source is missing, UsageError for
    an unknown format, at the call; DocumentError while reading.
    """
    stream = _lodex.read_source(source, format, id, strict)
    return _documents(stream, on_problem)


def _documents(
    stream: _lodex.DocumentStream, on_problem: Callable[[SourceProblem], object]
) -> Iterator[dict[str, Any]]:
    for item in stream:
        if isinstance(item, dict):
            yield item
        elif isinstance(item, SourceProblem):
            on_problem(item)
