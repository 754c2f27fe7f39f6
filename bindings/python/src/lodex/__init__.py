"""lodex: full-text search in the process.

    import lodex

    index = lodex.Index.from_docs([{"id": "a", "title": "Order books", "body": "Bids meet asks."}])
    for hit in index.search("order book"):
        print(hit.score, hit.id, hit.snippet("body", markup="plain"))

Index and Searcher answer questions, Writer changes an index, Results and Hit are the answers.
Query and F build queries, Schema says what fields are. Run, Qrels and evaluate() measure rankings.
"""

from __future__ import annotations

from lodex._lodex import (
    BM25,
    AnalysisStage,
    Analyzer,
    CheckProblem,
    CheckReport,
    CommitInfo,
    DetectedLanguage,
    FieldSpec,
    FieldStats,
    ImportReport,
    IndexStats,
    Query,
    QueryNote,
    Schema,
    SnippetPlace,
    SourceCounts,
    SourceProblem,
    TermStats,
    Token,
    analyzer_names,
    check,
    detect_language,
    icu_version,
    unicode_version,
    version,
)
from lodex.analysis import (
    Analysis,
    analyze,
    explain_analysis,
    make_analyzer,
    register_analyzer,
)
from lodex.errors import (
    CorruptIndexError,
    DocumentError,
    Error,
    IoError,
    LimitError,
    LockError,
    QueryError,
    SchemaError,
    UsageError,
)
from lodex.evaluation import Qrels, Run, evaluate, evaluate_by_query, load_queries
from lodex.explanation import Explanation
from lodex.fields import F, Field
from lodex.index import Index, Searcher
from lodex.results import Hit, Results
from lodex.sources import SourceWarning, read_documents
from lodex.writer import Writer

__version__: str = version()

__all__ = [
    "Analysis",
    "AnalysisStage",
    "Analyzer",
    "BM25",
    "CheckProblem",
    "CheckReport",
    "CommitInfo",
    "CorruptIndexError",
    "DetectedLanguage",
    "DocumentError",
    "Error",
    "Explanation",
    "F",
    "Field",
    "FieldSpec",
    "FieldStats",
    "Hit",
    "ImportReport",
    "Index",
    "IndexStats",
    "IoError",
    "LimitError",
    "LockError",
    "Qrels",
    "Query",
    "QueryError",
    "QueryNote",
    "Results",
    "Run",
    "Schema",
    "SchemaError",
    "Searcher",
    "SnippetPlace",
    "SourceCounts",
    "SourceProblem",
    "SourceWarning",
    "TermStats",
    "Token",
    "UsageError",
    "Writer",
    "__version__",
    "analyze",
    "analyzer_names",
    "check",
    "detect_language",
    "evaluate",
    "evaluate_by_query",
    "explain_analysis",
    "icu_version",
    "load_queries",
    "make_analyzer",
    "read_documents",
    "register_analyzer",
    "unicode_version",
    "version",
]
