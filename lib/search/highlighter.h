// Snippets: the passage of a text that shows best why it was found, with the words of the query
// marked.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "dictionary/term_matcher.h"
#include "lodex/analysis.h"
#include "lodex/query.h"
#include "lodex/search.h"
#include "search/collection.h"

namespace lodex::search {

// What a query looks for in one field, to be found again in a text. Not thread-safe.
class FieldTargets {
 public:
  // Parts that exclude or filter are left out. Terms are weighted by their idf in the collection.
  FieldTargets(const Query& query, std::string_view field, const Collection& collection);

  [[nodiscard]] bool empty() const {
    return terms_.empty() && patterns_.empty() && phrases_.empty();
  }

  // A token of the text that the query looks for.
  struct Mark {
    std::uint32_t begin = 0;  // bytes of the text
    std::uint32_t end = 0;
    std::uint32_t target = 0;  // equal for marks of one term or pattern
    double weight = 1;
  };
  // By rising begin.
  [[nodiscard]] std::vector<Mark> find(std::span<const Token> tokens) const;

 private:
  friend class TargetGatherer;
  struct Pattern {
    std::unique_ptr<dictionary::TermMatcher> matcher;
    std::uint32_t target;
  };
  struct Phrase {
    std::vector<std::string> terms;
    std::vector<std::uint32_t> offsets;
    PhraseOptions options;
    std::uint32_t target;
    double weight;
  };
  struct Target {
    std::uint32_t number;
    double weight;
  };
  void mark_phrase(const Phrase& phrase, std::span<const Token> tokens,
                   std::vector<Mark>& marks) const;

  std::unordered_map<std::string, Target> terms_;
  std::vector<Pattern> patterns_;
  std::vector<Phrase> phrases_;
  std::uint32_t targets_ = 0;
};

// The snippet of `text`; its beginning where nothing is found.
[[nodiscard]] std::string make_snippet(std::string_view text, const Analyzer& analyzer,
                                       const FieldTargets& targets, const SnippetOptions& options);

// The weight of the best passage, to choose between fields; 0 where nothing is found.
[[nodiscard]] double passage_weight(std::string_view text, const Analyzer& analyzer,
                                    const FieldTargets& targets, std::size_t length);

// Where the first mark of the best passage begins; 0 where nothing is found.
[[nodiscard]] std::size_t first_match(std::string_view text, const Analyzer& analyzer,
                                      const FieldTargets& targets, std::size_t length);

}  // namespace lodex::search
