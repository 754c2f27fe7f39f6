"""Figures as Markdown."""
import figures

KINDS = {"and": "AND", "or": "OR", "phrase": "phrase", "term": "term"}
NONE = "–"


def number(value):
    """Microseconds, seconds or megabytes: two digits at least, none that would be noise."""
    if value is None:
        return NONE
    return f"{value:.1f}" if value < 9.95 else f"{value:,.0f}"


def ratio(three):
    """Least, median and largest of the passes; one number where there was one pass."""
    if three is None:
        return NONE
    least, middle, largest = three
    return f"{middle:.2f}" if least == largest else f"{middle:.2f} ({least:.2f}–{largest:.2f})"


def table(heads, rows):
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows]) + "\n"


def measure_name(measure):
    return "counting" if measure == "count" else f"k = {measure}"


def label(engine):
    return f"{engine['name']} {engine['version']}".strip() + (" ¹" if engine["slow"] else "")


def footnote(data):
    """Says what was different for engines marked as slow; empty if there are none."""
    return "\n¹ slow: one pass of one round after the untimed one.\n" if any(e["slow"] for e in data["engines"]) else ""


def kinds_of(data, file):
    """The kinds that occur in a file, in the order of KINDS; then any other."""
    found = {kind for engines in data["times"][file].values() for passes in engines.values()
             for one in passes for kind in one}
    return [kind for kind in KINDS if kind in found] + sorted(found - KINDS.keys())


def bold_least(values):
    """Texts of numbers, the least in bold."""
    known = [value for value in values if value is not None]
    least = min(known, default=None)
    return [f"**{number(value)}**" if value is not None and value == least else number(value) for value in values]


def summary(data):
    """The README's table: mean µs for the fewest hits asked for, cost of building, size."""
    engines, measure = data["engines"], first_measure(data)
    columns = []
    for file, measures in data["times"].items():
        kinds = kinds_of(data, file)
        cells = [bold_least([figures.median(measures[measure].get(e["name"], []), kind, "mean") for e in engines])
                 for kind in kinds]
        head = f"{file} ({data['queries'][file]:,} queries), {' / '.join(KINDS.get(k, k) for k in kinds)}"
        columns.append((head, [" / ".join(row) for row in zip(*cells)]))
    for head, key, unit in (("build, CPU s", "cpu", 1), ("index, MB", "bytes", 1e6), ("peak, MB", "peak_kb", 1e3)):
        columns.append((head, bold_least([data["builds"][e["name"]][key] / unit for e in engines])))
    rows = zip([label(e) for e in engines], *(cells for _, cells in columns))
    return (f"Mean µs a query, {measure_name(measure)}; {data['documents']:,} documents, "
            f"median of {data['passes']} passes in turn on one core.\n\n"
            + table(["engine", *(head for head, _ in columns)], rows) + footnote(data))


def first_measure(data):
    """The fewest hits that were asked for; counting only if nothing else was."""
    numbers = [m for m in next(iter(data["times"].values())) if m != "count"]
    return min(numbers, key=int, default="count")


def details(data):
    """A table for each file and measure: mean / p99 of each engine, its ratio to the first, and the fastest peer."""
    first, *peers = data["engines"]
    out = []
    for file, measures in data["times"].items():
        for measure, times in measures.items():
            ours, theirs = times[first["name"]], {e["name"]: times[e["name"]] for e in peers if e["name"] in times}
            heads = [f"{file}, {measure_name(measure)}", "queries", label(first), *(label(e) for e in peers)]
            rows = [_detail_row(kind, ours, theirs, peers) for kind in kinds_of(data, file)]
            out.append(table([*heads, "fastest peer: mean", "p99"] if peers else heads, rows))
    head = f"Mean / p99 in µs, medians of {data['passes']} passes"
    head += f"; then the peer's mean over that of {first['name']}, by pass: median (least–largest).\n\n" if peers else ".\n\n"
    return head + "\n".join(out) + footnote(data)


def _detail_row(kind, ours, theirs, peers):
    mean_and_p99 = lambda passes: " / ".join(number(figures.median(passes, kind, what)) for what in ("mean", "p99"))
    cells = [KINDS.get(kind, kind), str(next((one[kind]["n"] for one in ours if kind in one), 0)), mean_and_p99(ours)]
    for passes in (theirs.get(e["name"], []) for e in peers):
        compared = figures.ratios(passes, ours, kind, "mean")
        cells.append(f"{mean_and_p99(passes)} · {ratio(compared)}" if compared else NONE)
    if peers:
        for what in ("mean", "p99"):
            best = figures.fastest(theirs, ours, kind, what)
            cells.append(f"{best[0]} {ratio(best[1])}" if best else NONE)
    return cells


def agreement(data):
    """What comparing the answers found."""
    out = [f"- {file}, {measure_name(measure)}: {_differing(found)} between hits with scores and those of scoring every match."
           for file, measures in data["answers"]["exhaustive"].items() for measure, found in measures.items()]
    for name, files in data["answers"]["peers"].items():
        for file, found in files.items():
            shared = found["shared"]
            text = f"- {file}, {name}: counts: {_differing(found['counts'])}"
            out.append(text + ("." if shared is None else f"; {shared:.1%} of its hits shared."))
    return "\n".join(out) + "\n"


def _differing(found):
    if not found["queries"]:
        return "nothing to compare"
    some = "".join(f", e.g. `{query}`" for query in found["different"][:1])
    return f"{len(found['different'])} of {found['queries']:,} differ{some}"


def building(data):
    first = data["engines"][0]["name"]
    one = data["builds"][first]
    rows = []
    for engine in data["engines"]:
        build = data["builds"][engine["name"]]
        rows.append([f"{engine['name']} {engine['version']}".strip(), number(build["cpu"]), number(build["seconds"]),
                     number(build["bytes"] / 1e6), number(build["peak_kb"] / 1e3),
                     f"{one['cpu'] / build['cpu']:.2f}", f"{one['bytes'] / build['bytes']:.2f}"])
    heads = ["building", "CPU s", "wall s", "index, MB", "peak, MB", f"{first}'s CPU / its", f"{first}'s size / its"]
    text = table(heads, rows)
    for threads, build in data.get("threads", {}).items():
        text += (f"\n{first} with {threads} threads: {number(build['seconds'])} s of wall time, "
                 f"{build['seconds'] / one['seconds']:.2f} of one thread's; {number(build['peak_kb'] / 1e3)} MB.\n")
    return text


def sizes(data):
    """Cost by number of documents, and how it grows from the smallest to the largest."""
    counted = sorted(data["sizes"], key=int)
    times = data["sizes"]
    heads = [f"mean µs, {measure_name(first_measure(data))}", *(f"{int(size):,} documents" for size in counted),
             "largest / smallest"]
    rows = [["documents", *(f"{int(size) / int(counted[0]):.2f}" for size in counted),
             f"{int(counted[-1]) / int(counted[0]):.2f}"]]
    for file in data["times"]:
        for engine in times[counted[0]]:
            for kind in kinds_of(data, file):
                means = [figures.median(times[size][engine].get(file, []), kind, "mean") for size in counted]
                if all(mean is not None for mean in means):
                    rows.append([f"{file}, {KINDS.get(kind, kind)}, {engine}", *map(number, means),
                                 f"{means[-1] / means[0]:.2f}"])
    return table(heads, rows)


def report(data):
    parts = ["# Comparison of search engines\n", summary(data), f"```\n{data['command']}\n```\n",
             "## Answers\n", agreement(data), "## Building\n", building(data), "## Queries\n", details(data)]
    if data.get("sizes"):
        parts += ["## Cost by size\n", sizes(data)]
    for word, found in data.get("scoring", {}).items():
        parts.append(f"Scoring all {found['documents']:,} documents with `{word}`: {found['micros']:,.0f} µs, "
                     f"{found['nanoseconds']:.2f} ns a document.\n")
    return "\n".join(parts)
