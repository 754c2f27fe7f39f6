#include "command_table.h"

#include <algorithm>
#include <string>

#include "commands/commands.h"
#include "lodex/analysis.h"

namespace lodex::app {
namespace {

const Flag kDirectory{'d',   "directory",
                      "DIR", "the index; else $LODEX_INDEX, else the nearest .lodex/ upward",
                      {},    ValueKind::kDirectory};
// Of commands that only read.
const Flag kDirectories{'d',
                        "directory",
                        "DIR",
                        "the index; else $LODEX_INDEX, else the nearest .lodex/ upward; several "
                        "Xapian databases are searched as one",
                        {},
                        ValueKind::kDirectory,
                        {},
                        true};
const Flag kMapping{
    0,
    "mapping",
    "FILE",
    "what the prefixes of another program's Xapian database mean: a file, or xapian, "
    "omindex, notmuch, mu or recoll",
    "what seems to have made it",
    ValueKind::kFile,
    {"xapian", "omindex", "notmuch", "mu", "recoll"},
    false,
    true};
const Flag kJson{0, "json", {}, "print JSON"};
const Flag kColor{0,
                  "color",
                  "WHEN",
                  "use colour: auto, always or never",
                  "auto",
                  ValueKind::kText,
                  {"auto", "always", "never"}};
const Flag kQuiet{'q', "quiet", {}, "no progress, no summary"};
const Flag kStrictInput{
    0, "strict", {}, "index nothing if any document cannot be read, instead of passing it over"};
const Flag kNoOrigins{
    0, "no-origins", {}, "do not keep file and line of documents, which search --lines prints"};
const Flag kReport{0, "json", {}, "print what was read, skipped and replaced as JSON"};
const Flag kFormat{0,
                   "format",
                   "FORMAT",
                   "take the input for jsonl, csv, tsv, markdown, html or text, whatever its name",
                   {},
                   ValueKind::kText,
                   {"jsonl", "csv", "tsv", "markdown", "html", "text"}};
const Flag kId{0, "id", "FIELD", "the field that has the id", "id, else the path of the file"};
const Flag kThreads{'j', "threads", "N", "threads that analyse documents", "1"};
const Flag kMemory{0, "memory", "SIZE", "memory for documents not yet written, like 512M or 2G",
                   "512M"};
const Flag kFields{'f', "fields", "A,B", "search in these fields", "all text fields"};
const Flag kAll{'a', "all", {}, "all words must match, not any"};
const Flag kWords{'w', "words", {}, "take the query as plain words: no operators"};
const Flag kStrictQuery{0, "strict", {}, "refuse a query that is not in the query language"};
const Flag kFilter{0, "filter", "QUERY",
                   "only documents that match this too; it does not change scores"};
const Flag kK1{0, "k1", "X", "BM25's k1", "1.2"};
const Flag kB{0, "b", "X", "BM25's b", "0.75"};
const Flag kCommitEvery{0, "commit-every", "N",
                        "commit each N documents; a run that was broken off goes on from there",
                        "100000"};
const Flag kImportReport{0, "json", {}, "print the counts as JSON"};
const Flag kTake{'n', "limit", "N", "how many hits", "10"};

// --analyzer, which completions know all analyzers of; schemas have others.
Flag analyzer_flag(std::string_view help) {
  static const std::vector<std::string> names = analyzer_names();
  return {
      0,     "analyzer", "NAME", help, "standard", ValueKind::kText, {names.begin(), names.end()},
      false, true};
}

const std::vector<Command>& table() {
  static const std::vector<Command> all = {
      {"index",
       "add documents from files, folders or standard input",
       "Reads every document of each SOURCE into the index, which is made if it is not there yet. "
       "A "
       "document with an id that is already in the index replaces it. A source is a folder (its "
       "Markdown, HTML, text, CSV and JSON Lines files), a file of one of these kinds, or - for "
       "JSON "
       "Lines from standard input.\n\nWithout a schema, strings become text, numbers and booleans "
       "what they are. Everything is committed at the end, or nothing if the run fails.",
       {{"SOURCE", "a folder, a file or -", true, true, ValueKind::kFile}},
       {kDirectory,
        analyzer_flag("how text is cut into words, for a new index; lodex analyze --list prints "
                      "the names"),
        {0, "schema", "FILE", "the fields and their kinds, as JSON", {}, ValueKind::kFile},
        {0,
         "engine",
         "NAME",
         "the engine of a new index: native, or xapian where it is installed",
         "native",
         ValueKind::kText,
         {"native", "xapian"},
         false,
         true},
        kId,
        kFormat,
        kThreads,
        kMemory,
        kStrictInput,
        kNoOrigins,
        kReport,
        kQuiet},
       run_index},
      {"search",
       "find documents",
       "Prints the best documents for a query: for people on a terminal, tab-separated lines "
       "(rank, "
       "id, score, title, snippet) when piped. The words of the query are joined with spaces; "
       "quote "
       "them, or put -- before them, where they begin with a minus.\n\nExit status: 0 if there are "
       "hits, 1 if there are none.",
       {{"QUERY", "what is sought; see docs/query-language.md", true, true}},
       {kDirectories,
        kMapping,
        kTake,
        {0, "offset", "N", "pass over the first N hits", "0"},
        {0, "after", "CURSOR", "go on behind this hit; --json prints cursors"},
        kFields,
        kFilter,
        {0, "sort", "KEYS", "order by fields, like -published,title; a minus means falling",
         "by score"},
        {0,
         "facet",
         "FIELD",
         "count the values of a field over all hits",
         {},
         ValueKind::kText,
         {},
         true},
        kAll,
        kWords,
        kStrictQuery,
        kK1,
        kB,
        kJson,
        {'l', "lines", {}, "print path:line: passage, as grep does"},
        {0, "explain", {}, "tell for each hit why it has its score"},
        {0, "show", "A,B", "the fields of each hit that --json prints", "all"},
        {0, "snippet-length", "N", "characters in a snippet; 0 for none", "200"},
        {0, "pretty", {}, "print for people also where output is no terminal"},
        kColor},
       run_search},
      {"explain",
       "tell why a document has its score",
       "Prints a tree that follows the query down to the numbers of the formula (frequency, "
       "length, "
       "documents with the term), and says which part does not match where the document does not. "
       "See docs/guide.md.\n\nExit status: 0 if the document matches, 1 if it does not, or is not "
       "in the index.",
       {{"QUERY", "what is sought; see docs/query-language.md", true, true}},
       {{0, "doc", "ID", "the id of the document"},
        kDirectories,
        kMapping,
        kFields,
        kFilter,
        kAll,
        kWords,
        kStrictQuery,
        kK1,
        kB,
        kJson},
       run_explain},
      {"get",
       "print documents by id",
       "Prints each document as one line of JSON. Exit status 1 if one is not in the index.",
       {{"ID", "the id of a document", true, true}},
       {kDirectories, kMapping},
       run_get},
      {"upsert",
       "add or replace documents of an existing index",
       "Like index, but the index has to exist; reads standard input where no source is named.",
       {{"SOURCE", "a folder, a file or -", false, true, ValueKind::kFile}},
       {kDirectory, kId, kFormat, kThreads, kMemory, kStrictInput, kNoOrigins, kReport, kQuiet},
       run_upsert},
      {"delete",
       "remove documents by id",
       "Removes the documents and commits. Exit status 1 if none of them was in the index.",
       {{"ID", "the id of a document", true, true}},
       {kDirectory, kQuiet},
       run_delete},
      {"import",
       "take over documents of Xapian databases, or of another index",
       "Adds all documents of a DATABASE to the index, which is made if it is not there yet, with "
       "the terms, frequencies and positions that they have there: nothing is analysed again, so "
       "that the text need not be stored. A DATABASE is what -d takes: a directory, a single file, "
       "a stub file or xapian+tcp://host:port; several are taken as one. A document with an id "
       "that is already in the index replaces it.\n\nCommits on the way. If a run is broken off, "
       "the same command goes on behind its last commit. In the end the counts of the index are "
       "compared with what was read; exit status 3 if they differ.",
       {{"DATABASE", "a Xapian database, or an index of lodex", true, true, ValueKind::kFile}},
       {kDirectory, kMapping, kThreads, kMemory, kCommitEvery, kImportReport, kQuiet},
       run_import},
      {"export",
       "hand over all documents to a Xapian database",
       "Adds all documents of the index, with their terms as they are, to the database at PATH, "
       "which is made if it is not there yet: xapian-delve, quest and every other program of "
       "Xapian "
       "read it. A document with an id that is already there is replaced.\n\nGoes on where a run "
       "was broken off, and compares counts, as import does.",
       {{"PATH", "the database", true, false, ValueKind::kFile}},
       {kDirectory,
        {0,
         "to",
         "ENGINE",
         "whose database: xapian, or native for another index of lodex",
         "xapian",
         ValueKind::kText,
         {"xapian", "native"}},
        kThreads,
        kMemory,
        kCommitEvery,
        kImportReport,
        kQuiet},
       run_export},
      {"stats",
       "tell what is in an index",
       "Prints documents, segments, bytes and fields.",
       {},
       {kDirectories, kMapping, kJson},
       run_stats},
      {"terms",
       "list the terms of a field",
       "Prints term, number of documents and number of occurrences, tab-separated, in byte order.",
       {{"FIELD", "a text or keyword field"}, {"PREFIX", "only terms that begin with this", false}},
       {kDirectories, kMapping, {'n', "limit", "N", "how many terms", "all"}},
       run_terms},
      {"check",
       "read every byte of an index and compare it with its checksum",
       "Prints what is damaged. Exit status 3 if anything is.",
       {},
       {kDirectory, kJson, kQuiet},
       run_check},
      {"merge",
       "merge the segments of an index",
       "Fewer segments are searched faster, and deleted documents lose their space.\n\nWith "
       "--reorder, documents with the same words are brought together, which makes searches faster "
       "and the index smaller. Scores stay what they are; hits with equal scores come in the new "
       "order. Without it, documents keep the order in which they were added.",
       {},
       {kDirectory,
        {0, "segments", "N", "how many to leave", "1"},
        {0, "reorder", {}, "bring documents with the same words together"},
        {0, "no-reorder", {}, "keep the order of documents (the default)"},
        {0, "memory", "SIZE", "memory for reordering", "512M"},
        kQuiet},
       run_merge},
      {"run",
       "answer a file of queries with a TREC run file",
       "QUERIES has lines of id, tab, text. Each line of the run is: query Q0 document rank score "
       "tag; scores strictly fall.",
       {{"QUERIES", "a file, or - for standard input", true, false, ValueKind::kFile}},
       {kDirectories,
        kMapping,
        {'k', "limit", "N", "documents a query", "1000"},
        {'o', "output", "FILE", "write here", "standard output", ValueKind::kFile},
        {0, "tag", "NAME", "the name of the run", "lodex"},
        kFields,
        kAll,
        kWords,
        kK1,
        kB},
       run_run},
      {"eval",
       "measure rankings against relevance judgments",
       "QRELS is in TREC's form (query iteration document grade) or tab-separated (query, "
       "document, "
       "grade). Prints run, measure and value, tab-separated. Queries without an answer count 0.",
       {{"QRELS", "the judgments", true, false, ValueKind::kFile},
        {"RUN", "rankings in TREC's form", true, true, ValueKind::kFile}},
       {{'m', "measures", "A,B",
         "nDCG@10, AP, RR, P@5, R@100, Success@1, Judged@10; trec_eval's "
         "names too",
         "nDCG@10,AP"},
        {0, "by-query", {}, "a line for each query as well: run, measure, value, query"}},
       run_eval},
      {"analyze",
       "show what an analyzer makes of a text",
       "Prints every step from the text to its terms: for people on a terminal, tab-separated "
       "lines (step, position, begin, end, term, rule) when piped; begin and end are bytes of the "
       "text. The rule says what holds a word together, with the numbers of UAX #29, or what a "
       "filter did; \"dropped\" ends the token there. The words of TEXT are joined with spaces; "
       "without one, or with -, standard input is read.\n\nExit status: 0 if there are tokens in "
       "the end, 1 if there are none.",
       {{"TEXT", "what is analysed", false, true}},
       {analyzer_flag("an analyzer by its name, or a definition in JSON as schemas have it"),
        {'f', "field", "FIELD", "the analyzer of this field, of --schema or of the index"},
        {0, "query", {}, "with --field: as queries of the field are analysed"},
        {0, "schema", "FILE", "a schema with fields and analyzers", {}, ValueKind::kFile},
        kDirectories,
        {0, "final", {}, "only the tokens in the end"},
        {0, "list", {}, "print the names of all analyzers"},
        {0, "json", {}, "print a line of JSON for each token of each step"},
        {0, "pretty", {}, "print for people also where output is no terminal"},
        kColor},
       run_analyze},
      {"completions",
       "print completions for a shell",
       "For bash: eval \"$(lodex completions bash)\". For zsh and fish: write them to a file of "
       "the "
       "shell's completion folder.",
       {{"SHELL", "bash, zsh or fish"}},
       {},
       run_completions},
      {"man", "print the manual page", "In roff: lodex man | man -l -", {}, {}, run_man},
  };
  return all;
}

}  // namespace

std::span<const Command> commands() { return table(); }

const Command* find_command(std::string_view name) {
  const auto found = std::ranges::find(table(), name, &Command::name);
  return found == table().end() ? nullptr : &*found;
}

const Flag& help_flag() {
  static const Flag flag{'h', "help", {}, "print this help"};
  return flag;
}

}  // namespace lodex::app
