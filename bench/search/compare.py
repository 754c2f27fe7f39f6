#!/usr/bin/env python3
"""Compares lodex with other search engines: the same documents, the same queries, in turn on one core.

    compare.py CORPUS.jsonl QUERIES.tsv... [--peer NAME=COMMAND]...

Every engine is a program that speaks the protocol of lodex_peer (bench/search/README.md). Prints a report in Markdown: the table
of the README, whether the answers agree, and the tables of docs/performance.md. Progress goes to stderr."""
import argparse
import itertools
import json
import os
import pathlib
import shlex
import statistics
import sys

import answers
import figures
import tables
from engine import Engine, EngineError

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


def arguments(words):
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("corpus", type=pathlib.Path)
    p.add_argument("queries", type=pathlib.Path, nargs="+")
    p.add_argument("--peer", action="append", default=[], metavar="NAME=COMMAND", help="an engine; may be given again")
    p.add_argument("--lodex", default=str(ROOT / "build/release/bin/lodex_peer"), metavar="COMMAND")
    p.add_argument("--option", action="append", default=[], metavar="NAME=OPTIONS",
                   help="what to add to the queries and counts of an engine")
    p.add_argument("--slow", action="append", default=[], metavar="NAME", help="an engine that gets one pass of one round")
    p.add_argument("--work", type=pathlib.Path, default=pathlib.Path("comparison"), help="indexes, answers, figures.json")
    p.add_argument("--rebuild", action="store_true", help="build anew what has an index")
    p.add_argument("--builds", type=int, default=1, help="so many builds in turn, the median counts (implies --rebuild if above 1)")
    p.add_argument("--threads", type=int, action="append", default=[], help="also build lodex with so many threads")
    p.add_argument("--measures", default="10,100,1000,count", help="numbers of hits, and count (default: %(default)s)")
    p.add_argument("--passes", type=int, default=3)
    p.add_argument("--rounds", type=int, default=5, help="timed runs of each query within a pass; the median counts")
    p.add_argument("--core", type=int, default=max(os.sched_getaffinity(0)))
    p.add_argument("--sizes", default="", metavar="N,N…", help="also the cost with the first N documents only")
    p.add_argument("--score", action="append", default=[], metavar="WORD", help="also time scoring every document with this word")
    p.add_argument("--out", type=pathlib.Path, help="the report goes here, not to stdout")
    return p.parse_args(words)


def pairs(texts, option):
    """NAME=TEXT, given any number of times, as a dictionary."""
    out = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals or not name or name in out:
            sys.exit(f"{option} wants NAME=TEXT, each name once, not {text}")
        out[name] = value
    return out


def engines_of(args):
    commands = {"lodex": args.lodex, **pairs(args.peer, "--peer")}
    options = pairs(args.option, "--option")
    for name in [*options, *args.slow]:
        if name not in commands:
            sys.exit(f"no engine is called {name}: there are {', '.join(commands)}")
    return [Engine(name, tuple(shlex.split(command)), tuple(shlex.split(options.get(name, ""))), name in args.slow)
            for name, command in commands.items()]


def say(*words):
    print(*words, file=sys.stderr, flush=True)


class Comparison:
    """The order of the work. What it finds is in `data`, which is all that tables see."""

    def __init__(self, args, command):
        self.args = args
        self.engines = engines_of(args)
        self.lodex = self.engines[0]
        self.cores = {args.core}
        self.measures = args.measures.split(",")
        self.folder = args.work / args.corpus.stem
        self.folder.mkdir(parents=True, exist_ok=True)
        self.first = {}  # (file, measure, engine): the answers of its first pass
        self.data = {"command": command, "passes": args.passes, "rounds": args.rounds, "builds": {}, "times": {},
                     "queries": {file.name: len(file.read_text().splitlines()) for file in args.queries}}

    def run(self):
        self.build()
        self.time_pass(0)
        self.compare_answers()
        for number in range(1, self.args.passes):
            self.time_pass(number)
            self.save()
        self.more_threads()
        self.by_size()
        self.exhaustive_scoring()
        self.save()

    def save(self):
        (self.folder / "figures.json").write_text(json.dumps(self.data, indent=1))

    def index(self, engine):
        return self.folder / engine.name

    def build(self):
        found = {engine.name: [] for engine in self.engines}
        anew = self.args.rebuild or self.args.builds > 1
        for turn, engine in itertools.product(range(self.args.builds), self.engines):
            kept = self.folder / f"{engine.name}.build.json"
            if turn == 0 and not anew and kept.exists() and self.index(engine).exists():
                found[engine.name].append(json.loads(kept.read_text()))
                continue
            if turn and engine.slow:
                continue
            say("build", engine.name)
            found[engine.name].append(engine.build(self.args.corpus, self.index(engine), self.cores))
        for engine in self.engines:
            build = median_build(found[engine.name])
            (self.folder / f"{engine.name}.build.json").write_text(json.dumps(build))
            self.data["builds"][engine.name] = build
        documents = {build["documents"] for build in self.data["builds"].values()}
        if len(documents) > 1:
            raise EngineError(f"engines indexed different numbers of documents: {sorted(documents)}")
        self.data["documents"] = documents.pop()
        self.data["engines"] = [{"name": e.name, "version": self.data["builds"][e.name]["version"], "slow": e.slow}
                                for e in self.engines]

    def time_pass(self, number):
        for file, measure, engine in itertools.product(self.args.queries, self.measures, self.engines):
            if number and engine.slow:
                continue
            say(f"pass {number + 1}", file.name, tables.measure_name(measure), engine.name)
            out = self.folder / f"{engine.name}.{file.stem}.{measure}.jsonl"
            found = engine.ask(self.index(engine), file, measure, 1 if engine.slow else self.args.rounds, self.cores, out)
            self.first.setdefault((file.name, measure, engine.name), found)
            times = self.data["times"].setdefault(file.name, {}).setdefault(measure, {})
            times.setdefault(engine.name, []).append(figures.by_kind(found))

    def compare_answers(self):
        """Before more time is spent: an engine that answers wrongly cannot be compared."""
        hits = [measure for measure in self.measures if measure != "count"]
        out = {"exhaustive": {}, "peers": {}}
        for file, measure in itertools.product(self.args.queries, hits):
            say("compare", file.name, tables.measure_name(measure))
            path = self.folder / f"lodex.{file.stem}.{measure}.exhaustive.jsonl"
            every = self.lodex.ask(self.index(self.lodex), file, measure, 1, self.cores, path, ("--exhaustive", 1))
            found = answers.hits(self.first[file.name, measure, "lodex"], every)
            out["exhaustive"].setdefault(file.name, {})[measure] = found
            if found["different"]:
                raise EngineError(f"lodex is not exact: {file.name}, k = {measure}: {found['different'][:5]}")
        for engine, file in itertools.product(self.engines[1:], self.args.queries):
            of = lambda measure, name: self.first.get((file.name, measure, name), [])
            shared = answers.shared_hits(of(hits[0], "lodex"), of(hits[0], engine.name)) if hits else None
            counts = answers.counts(of("count", "lodex"), of("count", engine.name))
            out["peers"].setdefault(engine.name, {})[file.name] = {"counts": counts, "shared": shared}
        self.data["answers"] = out
        say(tables.agreement(self.data))

    def more_threads(self):
        """Wall time of building with several threads, on so many cores."""
        cores = sorted(os.sched_getaffinity(0))
        for threads in self.args.threads:
            say("build with", threads, "threads")
            builds = [self.lodex.build(self.args.corpus, self.folder / "lodex-threads", set(cores[-threads:]), threads)
                      for _ in range(self.args.builds)]
            self.data.setdefault("threads", {})[str(threads)] = median_build(builds)

    def by_size(self):
        for size in filter(None, self.args.sizes.split(",")):
            corpus = self.folder / f"first-{size}.jsonl"
            with open(self.args.corpus, "rb") as lines, open(corpus, "wb") as out:
                out.writelines(itertools.islice(lines, int(size)))
            for engine in self.engines:
                if not engine.slow:
                    say(size, "documents", engine.name)
                    self.data.setdefault("sizes", {}).setdefault(size, {})[engine.name] = self.times_of(engine, corpus)
            corpus.unlink()

    def times_of(self, engine, corpus):
        index = self.folder / f"{engine.name}-{corpus.stem}"
        engine.build(corpus, index, self.cores)
        measure, out = tables.first_measure(self.data), index.with_suffix(".answers")
        return {file.name: [figures.by_kind(engine.ask(index, file, measure, self.args.rounds, self.cores, out))
                            for _ in range(self.args.passes)] for file in self.args.queries}

    def exhaustive_scoring(self):
        for word in self.args.score:
            say("score", word)
            queries, out = self.folder / "word.tsv", self.folder / "word.jsonl"
            queries.write_text(f"term\t{word}\n")
            asked = lambda measure, *extra: self.lodex.ask(self.index(self.lodex), queries, measure,
                                                           10 * self.args.rounds, self.cores, out, extra)[0]
            documents = asked("count").count
            if not documents:
                raise EngineError(f"--score: no document has {word}")
            micros = statistics.median(asked("10", "--exhaustive", 1).micros for _ in range(self.args.passes))
            self.data.setdefault("scoring", {})[word] = {"documents": documents, "micros": micros,
                                                         "nanoseconds": micros * 1e3 / documents}


def median_build(builds):
    """The middle of each figure. What is not a number is that of the last."""
    return {key: statistics.median(build[key] for build in builds) if isinstance(value, (int, float)) else value
            for key, value in builds[-1].items()}


def main(words):
    args = arguments(words)
    try:
        comparison = Comparison(args, shlex.join([os.path.relpath(__file__), *words]))
        comparison.run()
    except (EngineError, OSError) as error:
        sys.exit(f"compare.py: {error}")
    report = tables.report(comparison.data)
    if args.out:
        args.out.write_text(report)
    else:
        print(report)


if __name__ == "__main__":
    main(sys.argv[1:])
