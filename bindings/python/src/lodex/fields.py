"""Short forms of queries: F.year >= 2020, F.tag == "finance"."""

from __future__ import annotations

from collections.abc import Iterable

from lodex._lodex import Query

__all__ = ["F", "Field", "Fields"]


class Field:
    """A field of documents, to make queries of. `F.year` or `F["year"]` gives one.

    Comparisons take numbers, bools, dates, datetimes, ISO 8601 text and keywords; == takes a str
    for a term, so dates are given as date or datetime there. Terms of text fields are terms of the
    index: what the analyzer makes of a word (see lodex.analyze).
    Combine queries with & (both), | (either), - (without) and ~ (all but); each comparison needs
    parentheses then: (F.year >= 2020) & (F.tag == "finance").
    """

    __slots__ = ("name",)
    name: str

    def __init__(self, name: str) -> None:
        if not isinstance(name, str):
            raise TypeError(f"the name of a field is a str, not {type(name).__name__}")
        self.name = name

    def __repr__(self) -> str:
        return f"F[{self.name!r}]"

    def __eq__(self, value: object) -> Query:  # type: ignore[override]
        """Documents that have this very value: a term (str), number, bool, date or datetime."""
        if isinstance(value, str):
            return Query.term(self.name, value)
        if value is None:
            return ~Query.exists(self.name)
        return Query.range(self.name, value, value)

    def __ne__(self, value: object) -> Query:  # type: ignore[override]
        """Every document but those that == finds."""
        return ~(self == value)

    __hash__ = None  # type: ignore[assignment]

    def __lt__(self, value: object) -> Query:
        return self.between(None, _bound(value), include_upper=False)

    def __le__(self, value: object) -> Query:
        return self.between(None, _bound(value))

    def __gt__(self, value: object) -> Query:
        return self.between(_bound(value), None, include_lower=False)

    def __ge__(self, value: object) -> Query:
        return self.between(_bound(value), None)

    def between(
        self,
        lower: object,
        upper: object,
        *,
        include_lower: bool = True,
        include_upper: bool = True,
    ) -> Query:
        """Values from `lower` to `upper`; None is an open end."""
        return Query.range(
            self.name, lower, upper, include_lower=include_lower, include_upper=include_upper
        )

    def isin(self, values: Iterable[object]) -> Query:
        """Documents that have at least one of these values."""
        if isinstance(values, str):
            raise TypeError("isin() takes several values; for one there is ==")
        return Query.any_of([self == value for value in values])

    def exists(self) -> Query:
        """Documents that have a value here."""
        return Query.exists(self.name)

    def term(self, term: str) -> Query:
        """Documents with this term."""
        return Query.term(self.name, term)

    def phrase(self, *terms: str, slop: int = 0, ordered: bool = True) -> Query:
        """These terms next to each other, or up to `slop` positions further apart."""
        return Query.phrase(self.name, list(terms), slop=slop, ordered=ordered)

    def prefix(self, prefix: str) -> Query:
        """Terms that begin with this."""
        return Query.prefix(self.name, prefix)

    def wildcard(self, pattern: str) -> Query:
        """Terms of this form: ? is one character, * any number."""
        return Query.wildcard(self.name, pattern)

    def fuzzy(self, term: str, *, edits: int = 1, prefix: int = 1) -> Query:
        """Terms within 0 to 2 edits; the first `prefix` characters have to match."""
        return Query.fuzzy(self.name, term, edits=edits, prefix=prefix)

    def regex(self, pattern: str) -> Query:
        """Terms that match all of an RE2 expression."""
        return Query.regex(self.name, pattern)


def _bound(value: object) -> object:
    if value is None:
        raise TypeError("a field cannot be compared with None; exists() finds any value")
    return value


class Fields:
    """Gives the field of each name: F.year, or F["year"] for any other name."""

    __slots__ = ()

    def __getattr__(self, name: str) -> Field:
        if name.startswith("_"):  # what notebooks and copy ask every object for
            raise AttributeError(name)
        return Field(name)

    def __getitem__(self, name: str) -> Field:
        return Field(name)

    def __repr__(self) -> str:
        return "lodex.F"


F = Fields()
