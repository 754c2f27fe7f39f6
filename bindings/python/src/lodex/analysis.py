"""Analyzers, and what they make of texts."""

from __future__ import annotations

import atexit
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Union, overload

from lodex import _lodex
from lodex._lodex import AnalysisStage, Analyzer, Token

if TYPE_CHECKING:
    from typing import TypeAlias

__all__ = ["Analysis", "analyze", "explain_analysis", "make_analyzer", "register_analyzer"]

# Before Python ends, what C++ holds of it is let go of.
atexit.register(_lodex.end_callables)

AnyToken: TypeAlias = "Union[str, tuple[str, int, int], tuple[str, int, int, int], Token]"
Tokenizer: TypeAlias = "Callable[[str], Iterable[AnyToken]]"
Filter: TypeAlias = "Callable[[list[Token]], Iterable[AnyToken]]"
AnyAnalyzer: TypeAlias = "Union[str, Mapping[str, Any], Tokenizer, Analyzer]"


def make_analyzer(
    analyzer: AnyAnalyzer, *, normalize: Callable[[str], str] | None = None
) -> Analyzer:
    """An analyzer of a name, a definition, or a function.

    A name is one of analyzer_names(). A definition is a dict as schemas have it: {"tokenizer":
    "standard", "filters": ["fold", {"name": "stem", "language": "german"}]}; in a dict the tokenizer
    may be any of these, and a filter a function from the list of tokens (Token) to those that are
    left, which it may change.

    A function gets the text (str) and gives an iterable of tokens, each of them
    - a str: the term. It stands where it is found next in the text;
    - a tuple (term, begin, end) or (term, begin, end, position), or a Token: text[begin:end] is what
      the term was made from. Positions count words; they may not fall.
    It is called in whatever thread works, with the GIL. What it raises reaches the caller.

    normalize: for a function, what it makes of a part of a word (str → str), such as str.casefold;
        prefixes and patterns of queries go through it.
    Errors: SchemaError where there is no such name, or a definition is not valid; TypeError.
    """
    is_function = callable(analyzer) and not isinstance(analyzer, (Analyzer, str, Mapping))
    if normalize is not None and not is_function:
        raise TypeError("normalize goes with a function; other analyzers have their own")
    if isinstance(analyzer, Analyzer):
        return analyzer
    if isinstance(analyzer, str):
        return _lodex.find_analyzer(analyzer)
    if isinstance(analyzer, Mapping):
        return _defined(analyzer)
    if is_function:
        return _lodex.callable_analyzer(analyzer, normalize)
    raise TypeError(
        "an analyzer is a name, a definition (dict), a function or an Analyzer, not "
        f"{type(analyzer).__name__}"
    )


def _defined(definition: Mapping[str, Any]) -> Analyzer:
    tokenizer = definition.get("tokenizer", "standard")
    filters = definition.get("filters", [])
    has_functions = not isinstance(tokenizer, str) or any(map(callable, filters))
    if not has_functions or set(definition) - {"tokenizer", "filters"}:
        return _lodex.make_analyzer(_json(definition))
    parts = [filter if callable(filter) else _json(filter) for filter in filters]
    return _lodex.chain(make_analyzer(tokenizer), parts)


def _json(definition: object) -> str:
    return json.dumps(dict(definition) if isinstance(definition, Mapping) else definition)


def analyze(text: str, *, analyzer: AnyAnalyzer = "standard") -> list[Token]:
    """The tokens that an analyzer makes of a text.

    analyzer: as of make_analyzer(). Errors: SchemaError; what a function raises.
    """
    return make_analyzer(analyzer).analyze(text)


def explain_analysis(text: str, *, analyzer: AnyAnalyzer = "standard") -> Analysis:
    """The steps from a text to its tokens, with the rule behind each token.

    A notebook shows them as tables, print() as columns.
    analyzer: as of make_analyzer(). Errors: SchemaError; what a function raises.
    """
    return Analysis(text, make_analyzer(analyzer).explain(text))


def register_analyzer(
    name: str,
    analyzer: AnyAnalyzer,
    *,
    normalize: Callable[[str], str] | None = None,
    replace: bool = False,
) -> None:
    """Makes an analyzer known by a name for the rest of the process.

    Schemas name it like any other. An index stores the name alone, so whoever opens the index
    registers the analyzer before.

    analyzer, normalize: as of make_analyzer().
    replace: take the place of an analyzer that was registered by this name before. An index keeps
        the terms that it has.
    Errors: SchemaError where the name is taken.
    """
    _lodex.register_analyzer(name, make_analyzer(analyzer, normalize=normalize), replace)


class Analysis(Sequence[AnalysisStage]):
    """The steps from a text to its tokens: a sequence of AnalysisStage. Immutable."""

    __slots__ = ("_stages", "_text")

    def __init__(self, text: str, stages: Sequence[AnalysisStage]) -> None:
        self._text = text
        self._stages = list(stages)

    @property
    def text(self) -> str:
        """What was analysed."""
        return self._text

    @property
    def tokens(self) -> list[Token]:
        """The tokens in the end."""
        return self._stages[-1].tokens

    def __len__(self) -> int:
        return len(self._stages)

    @overload
    def __getitem__(self, index: int) -> AnalysisStage: ...
    @overload
    def __getitem__(self, index: slice) -> list[AnalysisStage]: ...
    def __getitem__(self, index: int | slice) -> AnalysisStage | list[AnalysisStage]:
        return self._stages[index]

    def __repr__(self) -> str:
        return "\n".join(map(_columns, self._stages))

    def _repr_html_(self) -> str:
        from lodex.html import analysis_to_html

        return analysis_to_html(self)


def _columns(stage: AnalysisStage) -> str:
    rows = [
        (str(token.position), f"{token.begin}..{token.end}", repr(token.term), rule)
        for token, rule in rows_of(stage)
    ]
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(3)]
    lines = [
        f"  {position:>{widths[0]}}  {place:<{widths[1]}}  {term:<{widths[2]}}  {rule}".rstrip()
        for position, place, term, rule in rows
    ]
    return "\n".join([stage.name, *lines])


def rows_of(stage: AnalysisStage) -> list[tuple[Token, str]]:
    """The tokens of a step with their rules, then those that it dropped."""
    kept = list(zip(stage.tokens, stage.rules))
    return kept + [(token, "dropped") for token in stage.dropped]
