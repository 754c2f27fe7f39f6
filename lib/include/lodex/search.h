// Searching: an immutable snapshot of an index, what can be asked of it, and the answers.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lodex/config.h"
#include "lodex/document.h"
#include "lodex/query.h"
#include "lodex/schema.h"

namespace lodex {

namespace engine {
class EngineSearcher;
class ResultSet;
}  // namespace engine

// BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009):
//   idf · tf / (tf + k1 · (1 − b + b · length / average length)),
//   idf = ln(1 + (N − n + ½) / (n + ½))
// over true lengths and the statistics of the whole collection. Over several fields it is BM25F:
// tf is the sum over the fields of weight · tf_f / (1 − b + b · length_f / average length_f), then
// idf · tf / (tf + k1), and n is the largest of the fields' document frequencies.
struct Bm25 {
  double k1 = 1.2;  // ≥ 0
  double b = 0.75;  // 0 to 1
  bool operator==(const Bm25&) const = default;
};

struct SortKey {
  std::string field{};  // a field with a column; empty: the score
  bool descending = false;
};

// At most so many hits for each value of a field. Of all matches, in the order of the search, the
// first with each value are hits, the others are passed over. Documents without a value are never
// passed over; of several values the lowest counts.
struct Collapse {
  std::string field{};        // keyword, number, date or boolean, sortable or with facets
  std::size_t per_value = 1;  // at least 1
};

// A place in an ordering, to go on from. Hit::cursor() makes one; opaque text otherwise.
struct SearchAfter {
  std::string cursor;
};

struct SearchOptions {
  std::size_t limit = 10;
  std::size_t offset = 0;
  std::optional<SearchAfter> after{};  // hits that come after this one; not with offset
  std::optional<Query> filter{};       // restricts the matches, does not change scores
  std::vector<SortKey> sort{};         // empty: by score
  // Limit and offset count the hits that it leaves; totals and facets are over all matches. Not
  // with `after`.
  std::optional<Collapse> collapse{};
  std::vector<std::string> facets{};  // fields whose values are counted over all matches
  std::size_t facet_limit = 10;       // values per facet, the most frequent first
  bool exact_total = false;           // count all matches, else a lower bound may be given
  // Score every match, by other ways than those that leave matches out: slower, the same hits with
  // the same scores. To check the latter.
  bool exhaustive = false;
  Bm25 model{};
  std::optional<std::chrono::microseconds> deadline{};  // give what was found when it is over
  std::function<bool()> cancelled{};  // asked now and then; true ends the search like a deadline
};

enum class Markup : std::uint8_t {
  kHtml,      // &, <, >, " and ' escaped, matches in <mark>…</mark>
  kTerminal,  // matches in bold; control characters and bidirectional overrides made visible
  kPlain,     // the text alone, control characters made visible
};

struct SnippetOptions {
  std::size_t length = 200;  // characters, about
  Markup markup = Markup::kHtml;
};

// Where a snippet comes from.
struct SnippetPlace {
  std::string field;       // that it was cut from; "" where the document has no text
  std::string path;        // of the document's file; "" where it is not known (Origin)
  std::uint64_t line = 0;  // of the first match that the snippet shows, from 1; 0: not known
};

// The value of a facet and the number of matching documents that have it.
struct FacetCount {
  std::string value;
  std::uint64_t count = 0;
  bool operator==(const FacetCount&) const = default;
};

struct Facet {
  std::string field;
  std::vector<FacetCount> counts;  // by falling count, then by value
};

// Why a document has its score, or why it does not match: a tree that follows the query down to the
// numbers of the formula. A plain value.
struct Explanation {
  bool matches = false;
  // What it adds to the score, or a number of the formula; 0 where it does not match.
  double value = 0;
  std::string description;           // for people; its words may change
  std::vector<Explanation> details;  // what the value was computed of, or why there is no match

  // A line for each node, indented by two blanks a level: value, or "no match", and description.
  [[nodiscard]] LODEX_API std::string to_string() const;
};

// One document found. Keeps the snapshot that it came from alive; safe to read from any thread.
class LODEX_API Hit {
 public:
  std::size_t rank = 0;  // 1 for the best
  std::string id;
  double score = 0;

  // The whole document, read from the index at each call.
  [[nodiscard]] Document document() const;
  // The best passage of a text field with the words of the query marked; the beginning of the
  // field where none occurs, "" where the document has no such field.
  [[nodiscard]] std::string snippet(std::string_view field, SnippetOptions options = {}) const;
  // The best passage of all searched text fields.
  [[nodiscard]] std::string snippet(SnippetOptions options = {}) const;
  // Where the snippet of the same arguments comes from: the field, and the line in the file that
  // the document was read from.
  [[nodiscard]] SnippetPlace place(std::string_view field, SnippetOptions options = {}) const;
  [[nodiscard]] SnippetPlace place(SnippetOptions options = {}) const;
  // For SearchOptions::after.
  [[nodiscard]] SearchAfter cursor() const;
  // By which it was collapsed (a date as text); null where there is none.
  [[nodiscard]] Value collapse_value() const;
  // Why it has its score: see Searcher::explain(). Read from the index at each call.
  [[nodiscard]] Explanation explain() const;

 private:
  friend class engine::ResultSet;
  std::shared_ptr<const engine::ResultSet> results_;
  std::size_t position_ = 0;
};

enum class TotalRelation : std::uint8_t { kEqual, kAtLeast };

// The answer to one search. A plain value.
struct Results {
  std::vector<Hit> hits;
  std::uint64_t total = 0;  // matching documents
  TotalRelation total_relation = TotalRelation::kEqual;
  std::vector<Facet> facets;
  std::string collapsed_by;      // the field of SearchOptions::collapse; "" where there was none
  std::vector<QueryNote> notes;  // what parser and limits changed
  bool timed_out = false;        // a deadline or cancellation cut the search short
  std::chrono::microseconds took{0};

  [[nodiscard]] auto begin() const noexcept { return hits.begin(); }
  [[nodiscard]] auto end() const noexcept { return hits.end(); }
  [[nodiscard]] bool empty() const noexcept { return hits.empty(); }
  [[nodiscard]] std::size_t size() const noexcept { return hits.size(); }
  [[nodiscard]] const Hit& operator[](std::size_t i) const { return hits[i]; }
};

// A term of a field and how often it occurs in the live documents.
struct TermStats {
  std::string term;
  std::uint64_t document_frequency = 0;
  std::uint64_t total_frequency = 0;
};

// A snapshot of an index. It stays valid and unchanged while others write, commit and merge, and
// after the Index it came from is gone; over a Xapian database, which keeps its last two states, it
// may go on to a later one between two calls. Cheap to copy; all members may be called from any
// number of threads at once.
class LODEX_API Searcher {
 public:
  // Throws QueryError, LimitError; CorruptIndexError where bytes that the search reads are damaged.
  [[nodiscard]] Results search(const Query& query, const SearchOptions& options = {}) const;
  [[nodiscard]] Results search(std::string_view text, const SearchOptions& options = {}) const;
  // Exact number of matching documents; nothing is scored.
  [[nodiscard]] std::uint64_t count(const Query& query) const;
  [[nodiscard]] std::uint64_t count(std::string_view text) const;

  // See docs/query-language.md. Throws as the mode says; LimitError in both.
  [[nodiscard]] Query parse(std::string_view text, const ParseOptions& options = {}) const;

  // Why the document with this id has the score that it has for the query, or why it does not
  // match; nothing where there is no such document. Of the options filter and model count. Throws
  // as search() does; QueryError where a server computes the scores.
  [[nodiscard]] std::optional<Explanation> explain(const Query& query, std::string_view id,
                                                   const SearchOptions& options = {}) const;
  [[nodiscard]] std::optional<Explanation> explain(std::string_view text, std::string_view id,
                                                   const SearchOptions& options = {}) const;

  // The document with this id, or nothing.
  [[nodiscard]] std::optional<Document> get(std::string_view id) const;
  // Calls `visit` with every document, in the order in which they were added, until it returns
  // false.
  void for_each(const std::function<bool(const Document&)>& visit) const;
  // The first `limit` terms of a field that begin with `prefix`, in byte order.
  [[nodiscard]] std::vector<TermStats> terms(std::string_view field, std::string_view prefix = {},
                                             std::size_t limit = SIZE_MAX) const;

  [[nodiscard]] std::uint64_t document_count() const noexcept;
  // The number of the commit that this snapshot shows; a later commit has a larger one.
  [[nodiscard]] std::uint64_t generation() const noexcept;
  [[nodiscard]] const Schema& schema() const noexcept;

  explicit Searcher(std::shared_ptr<const engine::EngineSearcher> engine);

 private:
  std::shared_ptr<const engine::EngineSearcher> engine_;
};

}  // namespace lodex
