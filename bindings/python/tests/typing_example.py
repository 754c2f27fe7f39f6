"""What a user may write, for mypy --strict; typing_test.py checks and runs it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from typing_extensions import assert_type

import lodex
from lodex import F


def words(text: str) -> Iterator[tuple[str, int, int]]:
    yield text, 0, len(text)


def stop(tokens: list[lodex.Token]) -> list[lodex.Token]:
    return [token for token in tokens if token.term != "the"]


def main() -> None:
    schema = lodex.Schema().text("title", boost=2).keyword("tag").date("when")
    index = lodex.Index.from_docs(
        [{"id": "a", "title": "Order books", "tag": "finance", "when": datetime.date(2024, 1, 1)}],
        schema=schema,
    )
    with index.writer(threads=2) as writer:
        writer.upsert({"id": "b", "title": "More order"})
        assert_type(writer.commit(), lodex.CommitInfo)
        assert_type(writer.delete("c"), bool)

    query = (F.tag == "finance") & ~(F.when > datetime.date(2025, 1, 1)) | F.title.prefix("ord")
    assert_type(query, lodex.Query)
    results = index.search(query, limit=5, filter="tag:finance", facets=["tag"], sort="-when")
    assert_type(results, lodex.Results)
    assert_type(results[0], lodex.Hit)
    assert_type(results[:1], list[lodex.Hit])
    for hit in results:
        assert_type(hit.id, str)
        assert_type(hit.score, float)
        assert_type(hit.snippet("title", markup="plain"), str)
        assert_type(hit.document, dict[str, Any])
    assert_type(results.facets, dict[str, dict[str, int]])
    assert_type(index.get("a"), "dict[str, Any] | None")
    assert_type(index.searcher().parse("title:order", strict=True), lodex.Query)
    for token in lodex.analyze("Order books", analyzer=str.split):
        assert_type(token.term, str)
    analysis = lodex.explain_analysis("Order", analyzer={"filters": ["fold", stop]})
    assert_type(analysis[0].rules, list[str])
    assert_type(analysis.tokens, list[lodex.Token])
    assert_type(lodex.make_analyzer(words), lodex.Analyzer)
    assert_type(results[0].line, "int | None")
    assert_type(schema.define_analyzer("mine", {"tokenizer": "whitespace"}), lodex.Schema)
    assert_type(results[0].explain(), lodex.Explanation)
    assert_type(index.explain(query, "a", filter="tag:finance"), "lodex.Explanation | None")
    run = index.search_all({"q": "order"}, fields="title")
    assert_type(run, lodex.Run)
    assert_type(lodex.evaluate({"q": {"a": 1}}, run), dict[str, float])
    try:
        index.search("tag:(", strict=True)
    except lodex.QueryError as error:
        assert_type(error.offset, "int | None")


def mistakes(index: lodex.Index) -> None:
    """Never called. Each line has to be an error: mypy reports one that is ignored for nothing."""
    index.serch("x")  # type: ignore[attr-defined]
    index.search(5)  # type: ignore[arg-type]
    index.search("x", limit="many")  # type: ignore[arg-type]
    lodex.analyze("x", analyzer=5)  # type: ignore[arg-type]
    lodex.register_analyzer("x", len)  # type: ignore[arg-type]
    index.search_many(["x"], colour=1)  # type: ignore[call-arg]


if __name__ == "__main__":
    main()
