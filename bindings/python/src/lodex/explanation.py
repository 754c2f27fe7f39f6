"""Why a document has its score."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["Explanation"]


@dataclass(frozen=True)
class Explanation:
    """A tree that follows the query down to the numbers of the formula. A plain value.

    str() of it has a line for each node; a notebook shows it as a list.
    """

    matches: bool
    """Whether the document, or this part of the query, matches."""
    value: float
    """What it adds to the score, or a number of the formula; 0 where it does not match."""
    description: str
    """What the value is, for people; its words may change."""
    details: tuple[Explanation, ...]
    """What the value was computed of, or why there is no match."""

    @classmethod
    def _of(cls, tree: Mapping[str, Any]) -> Explanation:
        return cls(**{**tree, "details": tuple(map(cls._of, tree["details"]))})

    def to_dict(self) -> dict[str, Any]:
        """The same as dicts and lists: matches, value, description, details."""
        return {
            "matches": self.matches,
            "value": self.value,
            "description": self.description,
            "details": [detail.to_dict() for detail in self.details],
        }

    @property
    def _amount(self) -> str:
        """The value as str() shows it: counts as they are, "no match" where that is so."""
        if not self.matches:
            return "no match"
        is_count = self.value.is_integer() and abs(self.value) < 1e15
        return f"{self.value:.0f}" if is_count else f"{self.value:.6g}"

    def _lines(self, indent: str) -> list[str]:
        line = f"{indent}{self._amount}  {self.description}"
        return [line, *(more for detail in self.details for more in detail._lines(indent + "  "))]

    def __str__(self) -> str:
        return "\n".join(self._lines(""))

    def __repr__(self) -> str:
        return f"<Explanation {self._amount}  {self.description}, {len(self.details)} details>"

    def _repr_html_(self) -> str:
        from lodex.html import explanation_to_html

        return explanation_to_html(self)
