"""Python and the command give the same answers."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

import lodex


def run(command: str, *arguments: str | Path) -> str:
    done = subprocess.run(
        [command, *map(str, arguments)], capture_output=True, text=True, check=False
    )
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def directory(
    command: str, corpus: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    path = tmp_path_factory.mktemp("command") / "idx"
    run(command, "index", corpus / "articles", "-d", path, "--schema", corpus / "schema.json")
    return path


def test_an_index_of_the_command_has_the_same_documents(
    directory: Path, articles: lodex.Index
) -> None:
    index = lodex.Index.open(directory)
    assert list(index) == list(articles)
    assert index.schema == articles.schema


@pytest.mark.parametrize(
    ("flags", "options"),
    [
        ([], {}),
        (["-n", "3", "--offset", "2"], {"limit": 3, "offset": 2}),
        (["--filter", "tags:finance"], {"filter": "tags:finance"}),
        (["--sort", "-published,score"], {"sort": ["-published", "score"]}),
        (["--facet", "tags"], {"facets": "tags"}),
        (["--collapse", "tags"], {"collapse": "tags"}),
        (["--collapse", "tags:2"], {"collapse": ("tags", 2)}),
        (["-f", "title,summary"], {"fields": ["title", "summary"]}),
        (["--all"], {"require_all": True}),
        (["--words"], {"words_only": True}),
        (["--k1", "0.9", "--b", "0.4"], {"model": lodex.BM25(k1=0.9, b=0.4)}),
    ],
    ids=str,
)
@pytest.mark.parametrize(
    "query", ["order book", '"order book" -payment', "résumé", "published:2024.."]
)
def test_searches_are_the_same(
    command: str, directory: Path, query: str, flags: list[str], options: dict[str, Any]
) -> None:
    said = json.loads(run(command, "search", "-d", directory, "--json", *flags, "--", query))
    results = lodex.Index.open(directory).search(query, **options)
    assert said["query"] == query
    assert said["total"] == results.total
    assert (said["total_relation"] == "eq") == results.total_is_exact
    assert [(h["rank"], h["id"], h["score"], h["cursor"]) for h in said["hits"]] == [
        (hit.rank, hit.id, hit.score, hit.cursor) for hit in results
    ]
    assert [h["snippet"] for h in said["hits"]] == [hit.snippet() for hit in results]
    for one, hit in zip(said["hits"], results):
        assert one["fields"] == {k: v for k, v in hit.document.items() if k != "id"}


def test_runs_and_their_values_are_the_same(
    command: str, directory: Path, corpus: Path, tmp_path: Path
) -> None:
    run(command, "run", corpus / "queries.tsv", "-d", directory, "-o", tmp_path / "run")
    theirs = lodex.Run.load(tmp_path / "run")
    ours = lodex.Index.open(directory).search_all(lodex.load_queries(corpus / "queries.tsv"))
    assert {q: list(r) for q, r in theirs.items()} == {q: list(r) for q, r in ours.items() if r}
    ours.save(tmp_path / "ours")
    assert (tmp_path / "ours").read_bytes() == (tmp_path / "run").read_bytes()

    said = run(command, "eval", corpus / "qrels.tsv", tmp_path / "run", "-m", "nDCG@10,AP,RR@5")
    values = lodex.evaluate(corpus / "qrels.tsv", ours, ["nDCG@10", "AP", "RR@5"])
    for line in said.splitlines():
        _, measure, value = line.split("\t")
        assert float(value) == pytest.approx(values.pop(measure), abs=1e-9)
    assert values == {}


def test_the_command_reads_an_index_of_python(
    command: str, corpus: Path, tmp_path: Path
) -> None:
    schema = lodex.Schema.load(corpus / "schema.json")
    index = lodex.Index.from_folder(corpus / "articles", tmp_path / "idx", schema=schema)
    said = json.loads(run(command, "search", "-d", tmp_path / "idx", "--json", "order book"))
    assert [hit["id"] for hit in said["hits"]] == index.search("order book").ids
