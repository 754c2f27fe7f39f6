"""Programs that speak the protocol of bench/peer/lodex_peer.cc, and what they answered."""
import dataclasses
import json
import os
import resource
import shlex
import subprocess


class EngineError(Exception):
    """A program failed or did not keep to the protocol."""


@dataclasses.dataclass(frozen=True)
class Engine:
    name: str
    command: tuple[str, ...]
    options: tuple[str, ...] = ()  # added to every query and count
    slow: bool = False             # one pass of one round is all it gets

    def build(self, corpus, index, cores, threads=1):
        """Builds an index; the figures that tables show, CPU time as the system counted it."""
        report, cpu = self._run(cores, "build", corpus, index, "--threads", threads)
        try:
            return {"version": str(report.get("version", "")), "documents": report["docs"],
                    "seconds": report["build_s"] + report.get("merge_s", 0), "cpu": cpu,
                    "bytes": report["index_bytes"], "peak_kb": report["peak_rss_kb"]}
        except KeyError as missing:
            raise EngineError(f"{self.name}: its report of a build has no {missing}") from None

    def ask(self, index, queries, measure, rounds, cores, out, extra=()):
        """Runs the queries; measure is "count" or the number of hits wanted. Returns an Answer a line."""
        words = ["count"] if measure == "count" else ["query"]
        words += [index, queries, "--rounds", rounds, "--out", out]
        if measure != "count":
            words += ["--k", measure]
        self._run(cores, *words, *self.options, *extra)
        try:
            with open(out, encoding="utf-8") as lines:
                answers = [Answer.of(json.loads(line)) for line in lines]
        except (OSError, ValueError, KeyError, TypeError) as problem:
            raise EngineError(f"{self.name}: its answers in {out} cannot be read: {problem!r}") from None
        wanted = len(queries.read_text(encoding="utf-8").splitlines())
        if len(answers) != wanted:
            raise EngineError(f"{self.name}: {len(answers)} answers to the {wanted} queries of {queries.name}")
        return answers

    def _run(self, cores, *words):
        command = [*self.command, *map(str, words)]
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              text=True, preexec_fn=lambda: os.sched_setaffinity(0, cores))
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        said = done.stdout.strip().splitlines()
        if done.returncode or not said:
            raise EngineError(f"{shlex.join(command)}\nended with status {done.returncode}: {done.stderr[-2000:]}")
        try:
            report = json.loads(said[-1])
        except ValueError:
            report = None
        if not isinstance(report, dict):
            raise EngineError(f"{shlex.join(command)}\nended with a line that is not a JSON object: {said[-1][:200]}")
        return report, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


@dataclasses.dataclass(frozen=True)
class Answer:
    """What an engine said to one query. An engine without such queries gives no time."""
    kind: str
    query: str
    micros: float | None
    count: int | None
    hits: tuple[tuple[str, float], ...] | None

    @classmethod
    def of(cls, line):
        hits = line.get("hits")
        return cls(line["kind"], line["query"], line.get("us"), line.get("count"),
                   None if hits is None else tuple((str(document), score) for document, score in hits))
