// What a search looked for in one field, to be found again in a text.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "lodex/analysis.h"
#include "lodex/query.h"
#include "query/node.h"

namespace lodex::highlight {

// A stretch of a text that the query looks for.
struct Mark {
  std::uint32_t begin = 0;  // bytes of the text
  std::uint32_t end = 0;
  std::uint32_t target = 0;
  auto operator<=>(const Mark&) const = default;
};

// One thing that a search looks for in a field: any of some terms, or a phrase of them.
struct Target {
  std::vector<query::PhraseTerm> terms;
  std::optional<PhraseOptions> phrase{};
  double weight = 1;  // what it tells, by the rarity of its words in the collection
};

// Targets are the scored parts of a search: a word, all terms of a pattern, a phrase. Immutable, so
// safe to use from any number of threads.
class FieldTargets {
 public:
  explicit FieldTargets(const std::vector<Target>& targets);

  [[nodiscard]] bool empty() const { return weights_.empty(); }
  [[nodiscard]] std::size_t size() const { return weights_.size(); }
  // What a target tells: more than 0. In units, so that sums are exact.
  [[nodiscard]] std::int64_t weight(std::uint32_t target) const { return weights_[target]; }

  // Appends the marks of the tokens of a text, or of a part of it that begins at byte `offset`, by
  // rising begin. An exact phrase is one mark from its first word to its last, of another phrase
  // each word is one. Takes time in proportion to the tokens, and to sort the marks.
  void find(std::span<const Token> tokens, std::uint32_t offset, std::vector<Mark>& marks) const;

 private:
  struct Phrase {
    std::vector<std::uint32_t> offsets;  // of its words, as PhraseTerm::position
    PhraseOptions options;
    std::uint32_t target = 0;
  };
  struct PhraseWord {
    std::uint32_t phrase = 0;
    std::uint32_t word = 0;
  };
  // All that a term is looked for as.
  struct Uses {
    std::vector<std::uint32_t> targets;
    std::vector<PhraseWord> words;
  };
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view term) const {
      return std::hash<std::string_view>{}(term);
    }
  };
  // Where the words of one phrase stand: for each, the tokens by rising position.
  using Places = std::vector<std::vector<Token>>;

  void add(const Target& target);
  static void mark_phrase(const Phrase& phrase, const Places& places, std::uint32_t offset,
                          std::vector<Mark>& marks);

  std::unordered_map<std::string, Uses, Hash, std::equal_to<>> uses_;
  std::vector<Phrase> phrases_;
  std::vector<std::int64_t> weights_;
};

}  // namespace lodex::highlight
