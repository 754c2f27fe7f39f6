// Leaves of query trees: what a word, phrase, pattern or value becomes in one field of a schema.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lodex/analysis.h"
#include "lodex/query.h"
#include "lodex/schema.h"
#include "query/stop_words.h"

namespace lodex::query {

// The name of the field of ids, which every index has and no schema lists.
inline constexpr std::string_view kIdField = "id";

// A word of a text that is cut into words, in the forms that a field may have it in. Each form adds
// to the score, with its weight.
struct FieldWord {
  std::uint32_t begin = 0;  // in the text
  std::vector<std::pair<Query, double>> forms;
  // Whether the language of the field's analyzer has it, as written, among its stop words.
  bool is_stop_word = false;
};

// A field that a query may name. Knows how the field's text is cut and what its values look like.
class FieldTerms {
 public:
  // Nothing where the schema has no such field that is indexed.
  static std::optional<FieldTerms> find(const Schema& schema, std::string_view name);

  [[nodiscard]] const std::string& name() const { return spec_.name; }
  [[nodiscard]] FieldKind kind() const { return spec_.kind; }
  [[nodiscard]] double boost() const { return spec_.options.boost; }
  // Whether the field is cut into words; else a query of it is exact and restricts more than it
  // ranks.
  [[nodiscard]] bool is_text() const { return spec_.kind == FieldKind::kText; }
  [[nodiscard]] bool has_terms() const {
    return (is_text() || spec_.kind == FieldKind::kKeyword) && !is_id();
  }
  // Whether it is known where the words of the field's text stand.
  [[nodiscard]] bool has_positions() const { return is_text() && spec_.options.positions; }
  // Whether the field's language has stop words.
  [[nodiscard]] bool has_stop_words() const { return stop_words_ != nullptr; }
  // Ids are found whole only.
  [[nodiscard]] bool is_id() const { return spec_.name == kIdField; }

  // A word as typed. Several tokens are a phrase, of those at one position any will do (places.h);
  // none gives nothing. For fields that are not text the value itself; nothing where it is not of
  // the field's kind.
  [[nodiscard]] std::optional<Query> word(std::string_view text) const;
  // The words of a text one by one: those of the field, or what stands between blanks.
  [[nodiscard]] std::vector<FieldWord> words(std::string_view text) const;
  // Whether a word as typed is in a script without spaces (unspaced.h), so that it may be several.
  [[nodiscard]] bool is_unspaced(std::string_view text) const;
  [[nodiscard]] std::optional<Query> phrase(std::string_view text, PhraseOptions options) const;
  // Words near each other: `texts` are the operands of NEAR.
  [[nodiscard]] std::optional<Query> near(const std::vector<std::string>& texts,
                                          std::uint32_t distance) const;
  // Patterns; only where has_terms().
  [[nodiscard]] Query prefix(std::string_view text) const;
  [[nodiscard]] Query wildcard(std::string_view pattern) const;
  [[nodiscard]] std::optional<Query> fuzzy(std::string_view text, FuzzyOptions options) const;
  [[nodiscard]] Query regex(std::string_view pattern) const;
  // Values between two bounds as typed; "" and "*" are open. Nothing where a bound is not of the
  // field's kind, or the field is text or that of the ids.
  [[nodiscard]] std::optional<Query> range(std::string_view lower, std::string_view upper,
                                           RangeOptions options) const;

 private:
  explicit FieldTerms(const Schema& schema, const FieldSpec& spec);
  [[nodiscard]] std::string normalized(std::string_view text) const;
  [[nodiscard]] std::optional<Query> value(std::string_view text) const;
  // Tokens side by side, as far as the field has positions.
  [[nodiscard]] std::optional<Query> side_by_side(const std::vector<OwnedToken>& tokens,
                                                  PhraseOptions options) const;

  FieldSpec spec_;
  std::shared_ptr<const Analyzer> analyzer_;  // of text
  const StopWords* stop_words_ = nullptr;     // of text in a language that has some
};

// Where words without a field are looked up: the fields that the options name, else every indexed
// text field, else every keyword. Throws QueryError where the options name a field that is not
// indexed.
[[nodiscard]] std::vector<FieldTerms> default_fields(const Schema& schema,
                                                     const ParseOptions& options);

// What one word became in several fields, with their boosts: leaves are joined by BM25F, the others
// (a word cut in two in a field without positions, a range) are alternatives. `parts` is not empty.
[[nodiscard]] Query join_fields(std::vector<std::pair<Query, double>> parts);

}  // namespace lodex::query
