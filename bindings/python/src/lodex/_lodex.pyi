"""The library lodex, to be used through the package lodex."""

from collections.abc import Iterable, Mapping, Sequence
import os
from typing import Any, NoReturn


def version() -> str:
    """The version of the library."""

def unicode_version() -> str:
    """The version of Unicode that cuts and folds text."""

def icu_version() -> str:
    """The version of ICU that cuts and folds text."""

class Token:
    """A term and where it stands in the text."""

    def __init__(self, term: str, begin: int, end: int, position: int) -> None: ...

    @property
    def term(self) -> str:
        """What is indexed: the word folded, perhaps stemmed."""

    @property
    def begin(self) -> int:
        """text[begin:end] is what it was made from."""

    @property
    def end(self) -> int:
        """See begin."""

    @property
    def position(self) -> int:
        """Counts words from 0."""

    def __repr__(self) -> str: ...

class AnalysisStage:
    """The tokens as they were after one step."""

    @property
    def name(self) -> str:
        """The step: "words", "fold", "stem english"."""

    @property
    def tokens(self) -> list[Token]:
        """The tokens."""

    @property
    def rules(self) -> list[str]:
        """
        Of each token why it is there: what holds a word together, what a filter did; "" where nothing was done.
        """

    @property
    def dropped(self) -> list[Token]:
        """Tokens of the step before of which nothing is left."""

class DetectedLanguage:
    """The language of a text."""

    @property
    def code(self) -> str:
        """"de", "zh-Hant"; empty where the text does not tell."""

    @property
    def analyzer(self) -> str:
        """That of the language: "german"; "standard" where there is none for it."""

    @property
    def confidence(self) -> float:
        """How much of the text is in the language, 0 to 1."""

    def __repr__(self) -> str: ...

class Analyzer:
    """
    Cuts text into tokens. lodex.make_analyzer() makes one. Safe to use from any thread.
    """

    def analyze(self, text: str) -> list[Token]:
        """The tokens of a text."""

    def explain(self, text: str) -> list[AnalysisStage]:
        """The steps from a text to its tokens; see lodex.explain_analysis()."""

    def __reduce__(self) -> NoReturn: ...

def find_analyzer(name: str) -> Analyzer: ...

def make_analyzer(definition: str) -> Analyzer: ...

def callable_analyzer(function: object, normalize: object | None) -> Analyzer: ...

def chain(tokenizer: Analyzer, filters: list[object]) -> Analyzer: ...

def register_analyzer(name: str, analyzer: Analyzer, replace: bool) -> None: ...

def end_callables() -> None: ...

def analyzer_names() -> list[str]:
    """The names of all analyzers, with those that were registered."""

def detect_language(text: str) -> DetectedLanguage:
    """
    The language of a text; looks at no more than its first 256 KiB. A sentence is enough for most languages.
    """

class FieldSpec:
    """A field of a schema; see Schema."""

    @property
    def name(self) -> str:
        """The name of the field."""

    @property
    def kind(self) -> str:
        """text, keyword, integer, real, date, boolean or json."""

    @property
    def analyzer(self) -> str:
        """Its own analyzer; empty where it has that of the schema."""

    @property
    def search_analyzer(self) -> str:
        """That of queries, where it is another one; else empty."""

    @property
    def boost(self) -> float:
        """The weight of its words in BM25F."""

    @property
    def indexed(self) -> bool:
        """Whether it can be searched."""

    @property
    def stored(self) -> bool:
        """Whether it is returned with the document."""

    @property
    def positions(self) -> bool:
        """Whether it has phrases (text)."""

    @property
    def sortable(self) -> bool:
        """
        Whether results can be sorted by it (keywords, numbers, dates, booleans).
        """

    @property
    def facet(self) -> bool:
        """Whether its values can be counted (keywords, booleans)."""

    def __eq__(self, arg: object, /) -> bool: ...

    def __hash__(self) -> int: ...

    def __repr__(self) -> str: ...

class Schema:
    """
    Which fields the documents of an index have, and how each is searched.

    Methods that add a field return the schema, so that they can be chained:
    Schema().text("title", boost=2).keyword("tag").date("published").
    The field "id" is always there. Not thread-safe while it is changed; an index keeps its own copy.
    Errors: SchemaError.
    """

    def __init__(self) -> None:
        """A schema without fields, which stores fields that it does not name."""

    def text(self, name: str, *, boost: float = 1.0, analyzer: str = '', search_analyzer: str = '', indexed: bool = True, stored: bool = True, positions: bool = True) -> Schema:
        """
        Words, cut by an analyzer and ranked. `boost` weighs its words in BM25F; queries are cut by `search_analyzer`, where that is another one; without `positions` it has no phrases.
        """

    def keyword(self, name: str, *, indexed: bool = True, stored: bool = True, sortable: bool = True, facet: bool = True) -> Schema:
        """A string, or several, taken as they are: tags, codes, names."""

    def integer(self, name: str, *, indexed: bool = True, stored: bool = True, sortable: bool = True) -> Schema:
        """Integers of 64 bits."""

    def real(self, name: str, *, indexed: bool = True, stored: bool = True, sortable: bool = True) -> Schema:
        """Floating point numbers of 64 bits."""

    def date(self, name: str, *, indexed: bool = True, stored: bool = True, sortable: bool = True) -> Schema:
        """Instants in UTC, to the microsecond: date, datetime or ISO 8601 text."""

    def boolean(self, name: str, *, indexed: bool = True, stored: bool = True, sortable: bool = True, facet: bool = True) -> Schema:
        """True or false."""

    def json(self, name: str) -> Schema:
        """Any value, stored and returned but not searched."""

    def analyzer(self, name: str) -> Schema:
        """Sets the analyzer of text fields that name none; see analyzer_names()."""

    def define_analyzer(self, name: str, definition: Mapping[str, object] | str) -> Schema:
        """
        Defines an analyzer that fields may name, and keeps it with the index: {"tokenizer": "standard", "filters": [{"name": "stem", "language": "german"}]}, or the same as JSON. What has callables is for lodex.register_analyzer().
        """

    def unknown_fields(self, policy: str) -> Schema:
        """
        What happens to fields that the schema does not name: "index" adds them by their values (str: text, number: real, bool, dict: json), "store" only stores them, "reject" refuses the document.
        """

    @property
    def fields(self) -> list[FieldSpec]:
        """The fields, in their order, without "id"."""

    @property
    def default_analyzer(self) -> str:
        """What analyzer() set; "standard" at first."""

    @property
    def unknown_policy(self) -> str:
        """What unknown_fields() set."""

    def find(self, name: str) -> FieldSpec | None:
        """The field of this name, or None."""

    def find_analyzer(self, name: str) -> Analyzer:
        """
        The analyzer of this name: one of this schema's, or one that every program has.
        """

    def analyzer_of(self, field: str, *, search: bool = False) -> Analyzer:
        """The analyzer of a text field, or (`search`) of queries in it."""

    @property
    def analyzers(self) -> dict[str, str]:
        """
        The analyzers that define_analyzer() defined: name → definition as JSON.
        """

    def __contains__(self, name: str) -> bool: ...

    def __len__(self) -> int: ...

    def copy(self) -> Schema:
        """A schema of its own."""

    @staticmethod
    def dynamic() -> Schema:
        """A schema that indexes every field as it comes."""

    @staticmethod
    def from_json(text: str) -> Schema:
        """
        Reads the JSON form: {"analyzer": "english", "fields": {"title": {"kind": "text", "boost": 2}, "tag": "keyword"}}.
        """

    def to_json(self) -> str:
        """The JSON form, which from_json() reads."""

    @staticmethod
    def load(path: str | os.PathLike[str]) -> Schema:
        """Reads a file of that form. Errors: SchemaError, IoError."""

    def __eq__(self, arg: object, /) -> bool: ...

    def __hash__(self) -> int: ...

    def __repr__(self) -> str: ...

    def __getstate__(self) -> str: ...

    def __setstate__(self, arg: str, /) -> None: ...

class QueryNote:
    """Something that was ignored or changed in a query."""

    @property
    def message(self) -> str:
        """What was done."""

    @property
    def offset(self) -> int:
        """Where in the text, in characters from 0."""

    def __repr__(self) -> str: ...

class Query:
    """
    A query: an immutable tree, safe to use from any thread.

    Made by Index.parse(), by lodex.F or by the static methods here, and combined with & (both), | (either), - (without) and ~ (all but). Terms given to the static methods are terms of the index: what the field's analyzer makes of a word (see lodex.analyze).
    Errors: QueryError where an argument is not valid in itself, LimitError; whether a field exists is seen by the search.
    """

    @staticmethod
    def none() -> Query:
        """Matches nothing."""

    @staticmethod
    def all() -> Query:
        """Matches every document, with score 0."""

    @staticmethod
    def term(field: str, term: str) -> Query:
        """Documents whose field has the term."""

    @staticmethod
    def phrase(field: str, terms: Sequence[str], *, slop: int = 0, ordered: bool = True) -> Query:
        """The terms next to each other, or up to `slop` positions further apart."""

    @staticmethod
    def prefix(field: str, prefix: str) -> Query:
        """Terms that begin with this."""

    @staticmethod
    def wildcard(field: str, pattern: str) -> Query:
        """Terms of this form: ? is one character, * any number."""

    @staticmethod
    def fuzzy(field: str, term: str, *, edits: int = 1, prefix: int = 1) -> Query:
        """
        Terms within a number of edits (0 to 2); the first `prefix` characters match.
        """

    @staticmethod
    def regex(field: str, pattern: str) -> Query:
        """Terms that match all of an RE2 expression."""

    @staticmethod
    def range(field: str, lower: object | None = None, upper: object | None = None, *, include_lower: bool = True, include_upper: bool = True) -> Query:
        """
        Documents with a value between two bounds; None is an open end. Numbers, bools, strings of keywords, dates, datetimes and ISO 8601 text, which stands for the instant at which it begins. Score 0. See lodex.F for shorter forms.
        """

    @staticmethod
    def exists(field: str) -> Query:
        """Documents that have a value in the field. Score 0."""

    @staticmethod
    def across(parts: Sequence[tuple[Query, float]]) -> Query:
        """
        One word looked up in several fields, scored once by BM25F: pairs of a term, phrase or pattern of its own field, and its weight.
        """

    @staticmethod
    def boolean(*, must: Sequence[Query] = [], should: Sequence[Query] = [], must_not: Sequence[Query] = [], filter: Sequence[Query] = []) -> Query:
        """
        Matches every `must` and `filter`, no `must_not` and, where there is neither must nor filter, at least one `should`. The scores of `must` and `should` are added.
        """

    @staticmethod
    def all_of(parts: Sequence[Query]) -> Query:
        """
        All of them match; scores are added. No document where there are no parts.
        """

    @staticmethod
    def any_of(parts: Sequence[Query]) -> Query:
        """
        At least one matches; scores are added. No document where there are no parts.
        """

    def without(self, other: Query) -> Query:
        """Matches where this does and `other` does not."""

    def filtered_by(self, other: Query) -> Query:
        """Restricts this query to what `other` matches; scores stay as they are."""

    def boost(self, factor: float) -> Query:
        """Multiplies the scores by a factor above 0."""

    def __and__(self, arg: Query, /) -> Query:
        """Both match; scores are added."""

    def __or__(self, arg: Query, /) -> Query:
        """At least one matches; scores are added."""

    def __sub__(self, arg: Query, /) -> Query:
        """The same as without()."""

    def __invert__(self) -> Query:
        """Every document that this does not match, with score 0."""

    def __bool__(self) -> bool: ...

    @property
    def notes(self) -> list[QueryNote]:
        """What the parser ignored or changed."""

    def __str__(self) -> str: ...

    def __repr__(self) -> str: ...

    def __reduce__(self) -> NoReturn: ...

class BM25:
    """
    The ranking model BM25 (over several fields BM25F). `k1`, at least 0: how much repeated words add. `b`, 0 to 1: how much long documents are held back.
    """

    def __init__(self, *, k1: float = 1.2, b: float = 0.75) -> None: ...

    @property
    def k1(self) -> float:
        """See BM25."""

    @property
    def b(self) -> float:
        """See BM25."""

    def __eq__(self, arg: object, /) -> bool: ...

    def __hash__(self) -> int: ...

    def __repr__(self) -> str: ...

    def __getstate__(self) -> tuple[float, float]: ...

    def __setstate__(self, arg: tuple[float, float], /) -> None: ...

class SourceProblem:
    """Something in the input that was passed over."""

    @property
    def path(self) -> str:
        """The file."""

    @property
    def line(self) -> int:
        """From 1; 0: the file as a whole."""

    @property
    def message(self) -> str:
        """What is wrong."""

    def __str__(self) -> str: ...

    def __repr__(self) -> str: ...

class SourceProgress:
    """How much of the input has been read."""

    @property
    def done(self) -> int:
        """Bytes read."""

    @property
    def total(self) -> int:
        """Bytes of all; 0: unknown."""

class DocumentStream:
    """Documents, one after the other."""

    def __iter__(self) -> DocumentStream: ...

    def __next__(self) -> dict[str, Any] | SourceProblem | SourceProgress: ...

    def __reduce__(self) -> NoReturn: ...

class SourceCounts:
    """What was read from a source."""

    @property
    def documents(self) -> int:
        """Documents taken."""

    @property
    def files(self) -> int:
        """Files read."""

    @property
    def skipped(self) -> int:
        """Problems: the sum of the next three."""

    @property
    def skipped_lines(self) -> int:
        """Lines and records that cannot be read."""

    @property
    def skipped_documents(self) -> int:
        """
        Documents that were read, but refused: no id, a value that does not fit its field.
        """

    @property
    def skipped_files(self) -> int:
        """Files and folders that cannot be read."""

    @property
    def other_files(self) -> int:
        """Files of a folder that are of an unknown kind; no problem."""

    @property
    def repaired(self) -> int:
        """Documents in which invalid UTF-8 was replaced by U+FFFD."""

    @property
    def replaced(self) -> int:
        """These U+FFFD."""

    @property
    def bytes(self) -> int:
        """Bytes read."""

    def __repr__(self) -> str: ...

def read_source(source: str | os.PathLike[str], format: str, id: str | None, strict: bool) -> DocumentStream: ...

class Run:
    def __init__(self, rankings: dict[str, dict[str, float]], name: str) -> None: ...

    @staticmethod
    def load(path: str | os.PathLike[str]) -> Run: ...

    def save(self, path: str | os.PathLike[str], tag: str) -> None: ...

    @property
    def name(self) -> str: ...

    def queries(self) -> list[str]: ...

    def ranking(self, query: str) -> dict[str, float] | None: ...

    def __len__(self) -> int: ...

class Qrels:
    def __init__(self, grades: dict[str, dict[str, int]]) -> None: ...

    @staticmethod
    def load(path: str | os.PathLike[str]) -> Qrels: ...

    def to_dict(self) -> dict[str, dict[str, int]]: ...

class Measure:
    def __init__(self, text: str) -> None: ...

    def __str__(self) -> str: ...

def evaluate(qrels: Qrels, run: Run, measure: Measure) -> float: ...

def evaluate_by_query(qrels: Qrels, run: Run, measure: Measure) -> dict[str, float]: ...

def load_topics(path: str | os.PathLike[str]) -> list[tuple[str, str]]: ...

class SearchOptions:
    def __init__(self, *, limit: int, offset: int, after: str | None, filter: Query | None, sort: Sequence[str], facets: Sequence[str], facet_limit: int, exact_total: bool, model: BM25, deadline: float | None) -> None: ...

class SnippetPlace:
    """Where a snippet comes from."""

    @property
    def field(self) -> str:
        """The field that it was cut from."""

    @property
    def path(self) -> str | None:
        """
        The file that the document was read from; None where that is not known.
        """

    @property
    def line(self) -> int | None:
        """The line of its first match in the file, from 1."""

    def __repr__(self) -> str: ...

class Hit:
    @property
    def rank(self) -> int: ...

    @property
    def id(self) -> str: ...

    @property
    def score(self) -> float: ...

    def document(self) -> dict[str, Any]: ...

    def snippet(self, field: str | None, length: int, markup: str) -> str: ...

    def place(self, field: str | None, length: int) -> SnippetPlace: ...

    def explain(self) -> dict[str, Any]: ...

    def cursor(self) -> str: ...

    def __reduce__(self) -> NoReturn: ...

class Results:
    def __len__(self) -> int: ...

    def hit(self, position: int) -> Hit: ...

    @property
    def total(self) -> int: ...

    @property
    def total_is_exact(self) -> bool: ...

    @property
    def facets(self) -> dict[str, dict[str, int]]: ...

    @property
    def notes(self) -> list[QueryNote]: ...

    @property
    def timed_out(self) -> bool: ...

    @property
    def took_us(self) -> int: ...

    def __reduce__(self) -> NoReturn: ...

class TermStats:
    """A term of a field and how often it occurs."""

    @property
    def term(self) -> str:
        """As it stands in the index."""

    @property
    def document_frequency(self) -> int:
        """Documents that have it."""

    @property
    def total_frequency(self) -> int:
        """Times that it occurs."""

    def __repr__(self) -> str: ...

class Searcher:
    def search(self, query: Query, options: SearchOptions) -> Results: ...

    def search_many(self, queries: Sequence[Query], options: SearchOptions, threads: int) -> list[Results]: ...

    def run(self, ids: Sequence[str], queries: Sequence[Query], options: SearchOptions, threads: int, name: str) -> Run: ...

    def count(self, query: Query) -> int: ...

    def explain(self, query: Query, id: str, options: SearchOptions) -> dict[str, Any] | None: ...

    def parse(self, text: str, fields: Sequence[str], require_all: bool, words_only: bool, strict: bool) -> Query: ...

    def get(self, id: str) -> dict[str, Any] | None: ...

    def contains(self, id: str) -> bool: ...

    def documents(self) -> DocumentStream: ...

    def terms(self, field: str, prefix: str, limit: int | None) -> list[TermStats]: ...

    @property
    def document_count(self) -> int: ...

    @property
    def generation(self) -> int: ...

    @property
    def schema(self) -> Schema: ...

    def __reduce__(self) -> NoReturn: ...

class CommitInfo:
    """What a commit did."""

    @property
    def generation(self) -> int:
        """Its number; later commits have larger ones."""

    @property
    def documents(self) -> int:
        """Documents that the index now has."""

    @property
    def upserted(self) -> int:
        """Documents added or replaced since the last one."""

    @property
    def deleted(self) -> int:
        """Documents deleted since the last one."""

    def __repr__(self) -> str: ...

class Writer:
    def upsert(self, document: Mapping[str, object]) -> None: ...

    def upsert_many(self, documents: Iterable[Mapping[str, object]]) -> int: ...

    def upsert_source(self, source: str | os.PathLike[str], format: str, id: str | None, strict: bool, origins: bool, on_problem: object | None, on_progress: object | None) -> SourceCounts: ...

    def delete(self, id: str) -> bool: ...

    def commit(self) -> CommitInfo: ...

    def rollback(self) -> None: ...

    def merge(self, max_segments: int, reorder: bool) -> CommitInfo: ...

    def close(self) -> None: ...

    @property
    def closed(self) -> bool: ...

    def __reduce__(self) -> NoReturn: ...

class FieldStats:
    """What an index has of a field."""

    @property
    def name(self) -> str:
        """The name of the field."""

    @property
    def kind(self) -> str:
        """As in FieldSpec."""

    @property
    def documents(self) -> int:
        """
        Documents that have the field; deleted ones count until they are merged.
        """

    @property
    def terms(self) -> int:
        """Distinct ones, summed over the segments."""

    @property
    def tokens(self) -> int:
        """Occurrences of terms."""

    def __repr__(self) -> str: ...

class IndexStats:
    """What an index is made of, as of its last commit."""

    @property
    def engine(self) -> str:
        """"native" or "xapian"."""

    @property
    def generation(self) -> int:
        """The number of the last commit."""

    @property
    def documents(self) -> int:
        """Live documents."""

    @property
    def deleted(self) -> int:
        """Documents whose space a merge will free."""

    @property
    def segments(self) -> int:
        """Files that hold documents."""

    @property
    def bytes(self) -> int:
        """Of the segments."""

    @property
    def created_by(self) -> str:
        """Versions of lodex, Unicode and ICU that wrote the index."""

    @property
    def fields(self) -> list[FieldStats]:
        """A FieldStats for each field."""

    def __repr__(self) -> str: ...

class CheckProblem:
    """Something that is not as it was written."""

    @property
    def path(self) -> str:
        """The file concerned."""

    @property
    def message(self) -> str:
        """What is wrong."""

    def __repr__(self) -> str: ...

class CheckReport:
    """What a check of an index found."""

    @property
    def ok(self) -> bool:
        """Whether every byte is as it was written."""

    @property
    def problems(self) -> list[CheckProblem]:
        """A CheckProblem for each thing found; empty where all is well."""

    @property
    def files(self) -> int:
        """Files read."""

    @property
    def bytes(self) -> int:
        """Bytes read."""

    def __repr__(self) -> str: ...

def check(path: str | os.PathLike[str]) -> CheckReport:
    """
    Reads every byte of the index in a directory, which may be too damaged to be opened, and compares it with its checksum.

    Errors: IoError where there is no index.
    """

class ImportReport:
    """What an import did."""

    @property
    def documents(self) -> int:
        """Documents that the source has."""

    @property
    def imported(self) -> int:
        """Those imported by this call."""

    @property
    def continued(self) -> int:
        """Those imported before, by calls that were broken off."""

    @property
    def tokens(self) -> int:
        """Occurrences of terms in text fields."""

    @property
    def problems(self) -> list[str]:
        """
        Counts of the index that are not what was read; empty where all is well.
        """

    def __repr__(self) -> str: ...

class Index:
    @staticmethod
    def open(paths: Sequence[str | os.PathLike[str]], mapping: str) -> Index: ...

    @staticmethod
    def create(path: str | os.PathLike[str], schema: Schema, engine: str) -> Index: ...

    @staticmethod
    def open_or_create(path: str | os.PathLike[str], schema: Schema, engine: str) -> Index: ...

    @staticmethod
    def in_memory(schema: Schema) -> Index: ...

    def writer(self, threads: int, memory: int, lock_timeout: float, merge: bool) -> Writer: ...

    def import_from(self, source: Index, threads: int, memory: int, commit_every: int, progress: object | None) -> ImportReport: ...

    def searcher(self) -> Searcher: ...

    def schema(self) -> Schema: ...

    def stats(self) -> IndexStats: ...

    def check(self) -> CheckReport: ...

    def path(self) -> str: ...

    def __reduce__(self) -> NoReturn: ...
