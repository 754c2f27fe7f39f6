"""Results, analyses and explanations as notebooks show them."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lodex._lodex import AnalysisStage
    from lodex.analysis import Analysis
    from lodex.explanation import Explanation
    from lodex.results import Hit, Results

__all__ = ["analysis_to_html", "explanation_to_html", "results_to_html"]

_MOST_ROWS = 50
_MOST_CHARACTERS = 120
_LEFT = "text-align:left"


def _text(text: str) -> str:
    """Escaped, cut, and kept from turning the direction of what stands around it."""
    if len(text) > _MOST_CHARACTERS:
        text = text[: _MOST_CHARACTERS - 1] + "…"
    return f"<bdi>{escape(text)}</bdi>"


def _title(hit: Hit) -> str:
    title = hit.get("title")
    return _text(title) if isinstance(title, str) else ""


def _row(hit: Hit, with_titles: bool) -> str:
    title = f'<td style="{_LEFT}">{_title(hit)}</td>' if with_titles else ""
    return (
        f'<tr><td>{hit.rank}</td><td style="{_LEFT}">{_text(hit.id)}</td>{title}'
        f'<td>{hit.score:.4f}</td><td style="{_LEFT}"><bdi>{hit.snippet()}</bdi></td></tr>'
    )


def _summary(results: Results) -> str:
    total = f"{'' if results.total_is_exact else 'at least '}{results.total:,}"
    late = ", cut short by the deadline" if results.timed_out else ""
    return f"{len(results):,} of {total} matching documents in {results.took * 1e3:.1f} ms{late}"


def _facet(field: str, counts: Mapping[str, int]) -> str:
    values = ", ".join(f"{_text(value)} {count:,}" for value, count in counts.items())
    return f"<p><b>{_text(field)}</b>: {values or 'none'}</p>"


def results_to_html(results: Results) -> str:
    """A table with rank, id, title (where there are titles), score and snippet."""
    shown = results[:_MOST_ROWS]
    with_titles = any(_title(hit) for hit in shown)
    names = ["", "id", *(["title"] if with_titles else []), "score", "snippet"]
    head = "".join(f'<th style="{_LEFT}">{name}</th>' for name in names)
    rows = "".join(_row(hit, with_titles) for hit in shown)
    more = len(results) - len(shown)
    parts = [
        f"<p>{_summary(results)}</p>",
        *(f"<p>Note: {_text(note.message)}</p>" for note in results.notes),
        f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>" if shown else "",
        f"<p>… and {more:,} more</p>" if more else "",
        *(_facet(field, counts) for field, counts in results.facets.items()),
    ]
    return "<div>" + "".join(parts) + "</div>"


def _stage(stage: AnalysisStage) -> str:
    from lodex.analysis import rows_of

    rows = rows_of(stage)
    cells = "".join(
        f'<tr><td>{token.position}</td><td>{token.begin}..{token.end}</td>'
        f'<td style="{_LEFT}">{_text(token.term)}</td><td style="{_LEFT}">{_text(rule)}</td></tr>'
        for token, rule in rows[:_MOST_ROWS]
    )
    names = ["position", "characters", "term", "rule"]
    head = "".join(f'<th style="{_LEFT}">{name}</th>' for name in names)
    more = len(rows) - _MOST_ROWS
    return (
        f"<p><b>{_text(stage.name)}</b></p><table><thead><tr>{head}</tr></thead>"
        f"<tbody>{cells}</tbody></table>" + (f"<p>… and {more:,} more</p>" if more > 0 else "")
    )


def analysis_to_html(analysis: Analysis) -> str:
    """A table for each step: position, place in the text, term and rule."""
    return "<div>" + "".join(map(_stage, analysis)) + "</div>"


def _explained(node: Explanation) -> str:
    below = "".join(map(_explained, node.details))
    inner = f"<ul>{below}</ul>" if below else ""
    style = "b" if node.matches else "i"
    return f"<li><{style}>{node._amount}</{style}> {_text(node.description)}{inner}</li>"


def explanation_to_html(explanation: Explanation) -> str:
    """A list of lists."""
    return f'<ul style="{_LEFT}">{_explained(explanation)}</ul>'
