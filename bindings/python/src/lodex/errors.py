"""What lodex raises. Each class is also the built-in exception that a caller may expect."""

from __future__ import annotations

__all__ = [
    "CorruptIndexError",
    "DocumentError",
    "Error",
    "IoError",
    "LimitError",
    "LockError",
    "QueryError",
    "SchemaError",
    "UsageError",
]


class Error(Exception):
    """The base of every error of lodex.

    `path` is the file or directory concerned, or None. `offset` is a place in it, in bytes, or in
    the text of a query, in characters, or None.
    """

    path: str | None = None
    """The file or directory concerned."""
    offset: int | None = None
    """A place in the file, in bytes, or in the query, in characters."""


class QueryError(Error, ValueError):
    """A query that cannot be understood (strict) or cannot be answered, as of an unknown field."""


class SchemaError(Error, ValueError):
    """A schema that is not valid, or that contradicts the schema of the index."""


class DocumentError(Error, ValueError):
    """A document that cannot be indexed, or a line of a file that cannot be read."""


class LimitError(Error, ValueError):
    """A limit was passed: the length or depth of a query, the size of an id."""


class CorruptIndexError(Error, RuntimeError):
    """Stored bytes are not what was written."""


class UsageError(Error, RuntimeError):
    """An object used outside its contract, such as a closed writer."""


class IoError(Error, OSError):
    """The operating system refused: no such file, no permission, disk full."""


class LockError(Error, TimeoutError):
    """Another writer holds the index."""
