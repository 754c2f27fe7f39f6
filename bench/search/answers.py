"""Whether engines gave the same answers. Rankings are compared bit by bit only with our own exhaustive scoring: other
engines round lengths, or sum in another order, so of their hits only the shared ones are counted."""
import statistics


def hits(ours, exhaustive):
    """How many queries have hits, and those whose documents, scores or order differ."""
    if [(one.kind, one.query) for one in ours] != [(one.kind, one.query) for one in exhaustive]:
        raise ValueError("answers to other queries cannot be compared")
    return {"queries": sum(one.hits is not None for one in ours),
            "different": [f"{one.kind}: {one.query}" for one, other in zip(ours, exhaustive) if one.hits != other.hits]}


def counts(ours, theirs):
    """How many queries both counted, and those whose counts differ."""
    known = {(one.kind, one.query): one.count for one in ours if one.count is not None}
    compared = [one for one in theirs if one.count is not None and (one.kind, one.query) in known]
    return {"queries": len(compared),
            "different": [f"{one.kind}: {one.query}" for one in compared if one.count != known[one.kind, one.query]]}


def shared_hits(ours, theirs):
    """The mean share of their hits that ours have too; ties fall as they may. None if nothing can be compared."""
    known = {(one.kind, one.query): {document for document, _ in one.hits} for one in ours if one.hits is not None}
    shares = [sum(document in known[one.kind, one.query] for document, _ in one.hits) / len(one.hits)
              for one in theirs if one.hits and (one.kind, one.query) in known]
    return statistics.fmean(shares) if shares else None
