#!/usr/bin/env python3
"""What makes rankings of judged collections better, and which settings would be chosen without the collection at hand.

Prints the tables of docs/relevance.md. A collection is a folder with `corpus.jsonl` or `articles`, `queries.tsv` and
`qrels.tsv`, perhaps with the fields to search: `cranfield:body`. Needs the Python module of lodex.
"""
import argparse
import dataclasses
import itertools
import statistics

import judged
import lodex
import significance
from variants import Reader

MEASURES = ("nDCG@10", "AP")
STEMMERS = {"none": [], "porter": [{"name": "stem", "language": "porter"}]}
# What became the default, spelled out.
DEFAULTS = {"stop": "lodex", "stop_weight": 0.1, "phrase": 0.5, "words": 0.5}
PLAIN = {"stop": None, "phrase": 1.0, "words": 0.0}


class Bench:
    def __init__(self, collections):
        self.collections = collections
        self._indexes = {}
        for name, filters in STEMMERS.items():
            lodex.register_analyzer(name, lodex.make_analyzer({"tokenizer": "standard", "filters": filters}))

    def index(self, collection, analyzer):
        key = (collection.name, tuple(collection.fields), analyzer)
        if key not in self._indexes:
            schema = lodex.Schema().analyzer(analyzer)
            for field in collection.fields:
                schema.text(field)
            self._indexes[key] = lodex.Index.from_docs(collection.documents, schema=schema)
        return self._indexes[key]

    def read(self, *, boosts=None, model=None, joined=False, analyzer="english", **reading):
        """{collection: {measure: values of queries}} of queries read by a Reader."""
        found = {}
        for collection in self.collections:
            searched = in_one_field(collection) if joined else collection
            reader = Reader(searched.fields, boosts, analyzer=analyzer, **reading)
            queries = {name: reader.query(text) for name, text in collection.queries.items()}
            run = self.index(searched, analyzer).search_all(queries, model=model, threads=1)
            found[collection.name] = collection.measure(run, MEASURES)
        return found

    def answers(self, **options):
        """The same of texts that lodex reads."""
        return {collection.name: collection.measure(
                    self.index(collection, "english").search_all(collection.queries, threads=1, **options), MEASURES)
                for collection in self.collections}


def in_one_field(collection):
    documents = [{"id": document["id"], "all": "\n".join(document[field] for field in collection.fields)}
                 for document in collection.documents]
    return dataclasses.replace(collection, documents=documents, fields=["all"])


def means(found):
    return {name: [statistics.fmean(values[measure]) for measure in MEASURES] for name, values in found.items()}


def cells(found, base=None):
    """nDCG@10 / AP of each collection; * and ** where p of a difference from `base` is below 0.05 and 0.01."""
    out = []
    for name, values in found.items():
        shown = []
        for measure in MEASURES:
            p = significance.randomisation(values[measure], base[name][measure]) if base else 1
            shown.append(f"{statistics.fmean(values[measure]):.4f}" + ("**" if p < 0.01 else "*" if p < 0.05 else ""))
        out.append(" / ".join(shown))
    return out


def mean_cell(found, base=None):
    """Means over the collections; p over all queries, which count alike."""
    table = means(found)
    text = " / ".join(f"{statistics.fmean(row[i] for row in table.values()):.4f}" for i in range(len(MEASURES)))
    if not base:
        return text
    pooled = lambda one, measure: list(itertools.chain.from_iterable(values[measure] for values in one.values()))
    p = [significance.randomisation(pooled(found, measure), pooled(base, measure)) for measure in MEASURES]
    return f"{text} (p {p[0]:.3f} / {p[1]:.3f})"


def print_table(title, rows, base=None):
    """rows: {name: found}; compared with the row named `base`."""
    first = next(iter(rows.values()))
    print(f"\n{title}\n\n| nDCG@10 / AP | " + " | ".join(first) + " | mean |")
    print("|---" * (len(first) + 2) + "|")
    for name, found in rows.items():
        other = rows[base] if base and name != base else None
        print("| " + " | ".join([name, *cells(found, other), mean_cell(found, other)]) + " |", flush=True)


def print_choice(title, rows):
    """What each collection gets from the setting that is best for the others; nDCG@10 and AP count alike."""
    table = {name: {c: statistics.fmean(v) for c, v in means(found).items()} for name, found in rows.items()}
    print(f"\n{title}, chosen without the collection: " + "; ".join(
        f"{name}: {setting}, {' / '.join(f'{v:.4f}' for v in means(rows[setting])[name])}"
        for name, (setting, _) in significance.leave_one_out(table).items()) + ".", flush=True)


def steps(bench):
    rows = {"every word alike, cut words as phrases": bench.read(**PLAIN),
            "every word alike, cut words as words": bench.read(),
            "stop words left out": bench.read(stop="lodex", stop_weight=0.0),
            "stop words 0.1": bench.read(stop="lodex"),
            "and cut words half as phrase": bench.read(**DEFAULTS)}
    print_table("Step by step", rows, "every word alike, cut words as phrases")
    print_table("As lodex reads texts", {"query": bench.answers(), "`--words`": bench.answers(words_only=True)})


def grids(bench):
    default = "k1 1.2, b 0.75"
    rows = {f"k1 {k1}, b {b}": bench.read(model=lodex.BM25(k1=k1, b=b), **DEFAULTS)
            for k1 in (0.9, 1.2, 1.5, 2.0) for b in (0.4, 0.65, 0.75, 0.85)}
    print_table("BM25", rows, default)
    print_choice("k1 and b", rows)
    rows = {f"{weight}": bench.read(**{**DEFAULTS, "stop_weight": weight}) for weight in (0.0, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0)}
    print_table("Weight of stop words", rows, "0.1")
    print_choice("Weight of stop words", rows)
    rows = {f"phrase {p}, words {w}": bench.read(**{**DEFAULTS, "phrase": p, "words": w})
            for p, w in ((1.0, 0.0), (0.7, 0.3), (0.5, 0.5), (1.0, 0.5), (0.3, 1.0), (0.5, 1.0), (1.0, 1.0), (0.0, 1.0))}
    print_table("Words that are cut in several", rows, "phrase 0.5, words 0.5")
    print_choice("Words that are cut in several", rows)
    rows = {f"title {boost}": bench.read(boosts={"title": boost}, **DEFAULTS) for boost in (0.5, 1, 1.5, 2, 3, 4, 6)}
    rows["one field"] = bench.read(joined=True, **DEFAULTS)
    print_table("Boost of titles", rows, "title 1")
    print_choice("Boost of titles", rows)


def others(bench):
    rows = {"default": bench.read(**DEFAULTS),
            "articles as the only stop words": bench.read(**{**DEFAULTS, "stop": "articles"}),
            "Porter's stemmer": bench.read(analyzer="porter", **DEFAULTS),
            "no stemmer": bench.read(analyzer="none", **DEFAULTS),
            "repeated words count once": bench.read(unique=True, **DEFAULTS),
            "pairs as phrases 0.1": bench.read(pairs=0.1, **DEFAULTS),
            "pairs as phrases 0.2": bench.read(pairs=0.2, **DEFAULTS),
            "pairs within eight words 0.1": bench.read(near=0.1, **DEFAULTS),
            "pairs within eight words 0.2": bench.read(near=0.2, **DEFAULTS),
            "pairs both ways, 0.1 and 0.05": bench.read(pairs=0.1, near=0.05, **DEFAULTS)}
    print_table("What else was tried", rows, "default")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("collections", nargs="+", metavar="FOLDER[:FIELD,FIELD]")
    parser.add_argument("--only", choices=["steps", "grids", "others"], help="one part of the report")
    options = parser.parse_args()
    loaded = []
    for text in options.collections:
        folder, _, fields = text.partition(":")
        loaded.append(judged.load(folder, fields.split(",") if fields else None))
    bench = Bench(loaded)
    for part in (steps, grids, others):
        if options.only in (None, part.__name__):
            part(bench)


if __name__ == "__main__":
    main()
