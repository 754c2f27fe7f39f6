// Queries: an immutable tree. Searcher::parse makes one from what a person typed; the factories
// below build one directly.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "lodex/config.h"
#include "lodex/document.h"

namespace lodex {

namespace query {
struct Node;
}

class Query;

struct BooleanParts;

struct PhraseOptions {
  // How many positions the words may be apart beyond adjacency, summed over the phrase.
  unsigned slop = 0;
  // Whether the words have to come in the order given.
  bool ordered = true;
};

struct RangeOptions {
  bool include_lower = true;
  bool include_upper = true;
};

struct FuzzyOptions {
  unsigned edits = 1;   // insertions, deletions, substitutions, neighbours swapped; at most 2
  unsigned prefix = 1;  // leading characters that have to match
};

// Something the lenient parser, or a limit, made of a query that its author should know.
struct QueryNote {
  std::string message;
  std::uint64_t offset = 0;  // bytes into the query's text
  bool operator==(const QueryNote&) const = default;
};

// A query. Cheap to copy (it shares its tree); immutable, so safe to use from any thread.
//
// Terms given to the factories are terms of the index: what the field's analyzer makes of a word.
// "Running" is never a term of a field with the analyzer "english", "run" is. Factories throw
// QueryError where an argument is not valid in itself; whether a field exists is seen by search.
class LODEX_API Query {
 public:
  // Matches nothing.
  Query();

  static Query none() { return {}; }
  // Matches every document, with score 0.
  static Query all();
  // Documents whose field has the term; scored by the ranking model.
  static Query term(std::string field, std::string term);
  // The terms next to each other, or as near as the options say; scored like a term whose
  // frequency is the number of places and whose idf is the sum of the idfs of its terms.
  static Query phrase(std::string field, std::vector<std::string> terms,
                      PhraseOptions options = {});
  // Terms of the field that begin with, match (`?` one character, `*` any number), are within a
  // few edits of, or fully match the regular expression (RE2 syntax). At most
  // Limits::kMaxExpansions terms are taken, those in most documents; they are scored as if they
  // were one term.
  static Query prefix(std::string field, std::string prefix);
  static Query wildcard(std::string field, std::string pattern);
  static Query fuzzy(std::string field, std::string term, FuzzyOptions options = {});
  static Query regex(std::string field, std::string pattern);
  // Documents with a value between two bounds; null is an open end. Integers, reals, dates (as
  // microseconds or ISO 8601 text), booleans and keywords. Score 0.
  static Query range(std::string field, Value lower, Value upper, RangeOptions options = {});
  // Documents that have a value in the field. Score 0.
  static Query exists(std::string field);
  // The same word looked up in several fields, scored once by BM25F. Each part is a term, phrase
  // or expansion of its own field; its weight multiplies the frequency there.
  static Query across(std::vector<std::pair<Query, double>> parts);

  static Query boolean(const BooleanParts& parts);
  // Of no parts nothing matches.
  static Query all_of(std::vector<Query> parts);
  static Query any_of(std::vector<Query> parts);
  // Matches where this does and `other` does not.
  [[nodiscard]] Query without(Query other) const;
  // Restricts this query to what `other` matches, without a change of scores.
  [[nodiscard]] Query filtered_by(Query other) const;
  // Multiplies the scores; factor > 0.
  [[nodiscard]] Query boost(double factor) const;

  // The tree as text, fully parenthesised, close to the query language; for people and tests.
  [[nodiscard]] std::string to_string() const;
  // What the parser ignored or changed, in the order of the text.
  [[nodiscard]] const std::vector<QueryNote>& notes() const noexcept;

  // For engines: the tree (lib/query/node.h), which queries share.
  [[nodiscard]] const query::Node& node() const noexcept { return *node_; }
  [[nodiscard]] const std::shared_ptr<const query::Node>& shared_node() const noexcept {
    return node_;
  }
  explicit Query(std::shared_ptr<const query::Node> node, std::vector<QueryNote> notes = {});

 private:
  std::shared_ptr<const query::Node> node_;
  std::shared_ptr<const std::vector<QueryNote>> notes_;
};

// The parts of a boolean query. A document matches if it matches every `must` and every `filter`,
// no `must_not`, and, where there is neither must nor filter, at least one `should`.
// Its score is the sum of the scores of the `must` and `should` parts that it matches.
struct BooleanParts {
  std::vector<Query> must{};
  std::vector<Query> should{};
  std::vector<Query> must_not{};
  std::vector<Query> filter{};
};

enum class ParseMode : std::uint8_t {
  kLenient,  // never throws on what a person types; notes() say what was ignored
  kStrict,   // throws QueryError with the offset of the first thing that is not in the grammar
};

struct ParseOptions {
  ParseMode mode = ParseMode::kLenient;
  // Where words without a field are searched; empty: every indexed text field of the schema.
  std::vector<std::string> fields{};
  // Whether words without an operator between them must all match.
  bool require_all = false;
  // Take the text as plain words: no operators, no fields, no quotes; never an error of the text.
  bool words_only = false;
};

// On by default, so that no query of a stranger takes the process down. LimitError says which.
struct Limits {
  static constexpr std::size_t kMaxQueryBytes = 64 * 1024;
  static constexpr unsigned kMaxDepth = 128;
  static constexpr unsigned kMaxClauses = 4096;
  static constexpr unsigned kMaxExpansions = 1024;
  static constexpr unsigned kMaxPhraseTerms = 256;
  static constexpr unsigned kMaxEdits = 2;
  static constexpr std::size_t kMaxIdBytes = 512;
  static constexpr std::size_t kMaxFields = 1000;  // of a schema
};

}  // namespace lodex
