"""Collections of documents with queries and judgments."""
import dataclasses
import json
import pathlib

import lodex


@dataclasses.dataclass(frozen=True)
class Collection:
    name: str
    documents: list  # dicts of strings
    fields: list     # those that are searched, each with text in some document
    queries: dict    # id → text
    qrels: lodex.Qrels

    def measure(self, run, measures):
        """{measure: [value of each query that has a relevant document]}, always in the same order."""
        values = lodex.evaluate_by_query(self.qrels, run, measures)
        return {measure: [values[query][measure] for query in sorted(values)] for measure in measures}


def load(folder, fields=None):
    """`corpus.jsonl` or a folder `articles`, with `queries.tsv` and `qrels.tsv`."""
    folder = pathlib.Path(folder)
    lines = folder / "corpus.jsonl"
    documents = ([json.loads(line) for line in lines.open(encoding="utf-8")] if lines.exists()
                 else list(lodex.read_documents(folder / "articles")))
    wanted = fields or ["title", "body"]
    wanted = [field for field in wanted if any(document.get(field) for document in documents)]
    documents = [{"id": document["id"], **{field: document.get(field) or "" for field in wanted}} for document in documents]
    return Collection(folder.name, documents, wanted, lodex.load_queries(folder / "queries.tsv"),
                      lodex.Qrels.load(folder / "qrels.tsv"))
