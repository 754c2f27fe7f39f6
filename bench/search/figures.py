"""From the times of queries to the figures of a table. Arithmetic only."""
import math
import statistics


def percentile(values, share):
    """The smallest value that is not exceeded by less than this share of all (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def by_kind(answers):
    """{kind: {"n", "mean", "p99"}}, in microseconds, of the queries that have a time."""
    times = {}
    for answer in answers:
        if answer.micros is not None:
            times.setdefault(answer.kind, []).append(answer.micros)
    return {kind: {"n": len(values), "mean": statistics.fmean(values), "p99": percentile(values, 0.99)}
            for kind, values in times.items()}


def median(passes, kind, figure):
    """The median over passes, or None where the engine has no such queries."""
    values = [one[kind][figure] for one in passes if kind in one]
    return statistics.median(values) if values else None


def ratios(theirs, ours, kind, figure):
    """Their time over ours, pass by pass, as (least, median, largest); an engine with fewer passes has fewer."""
    each = [their[kind][figure] / our[kind][figure]
            for their, our in zip(theirs, ours) if kind in their and kind in our]
    return (min(each), statistics.median(each), max(each)) if each else None


def fastest(candidates, ours, kind, figure):
    """(name, ratios) of the candidate, of {name: passes}, that takes the least time; None if there is none."""
    found = {name: median(passes, kind, figure) for name, passes in candidates.items()}
    found = {name: value for name, value in found.items() if value is not None}
    if not found:
        return None
    name = min(found, key=found.get)
    compared = ratios(candidates[name], ours, kind, figure)
    return (name, compared) if compared else None
