// The left sides of rules of synonyms, word by word, and what they become.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace lodex::text {

// Words have numbers, so that a word of a text is hashed once, whatever it may be a part of, and a
// rule of WordNet costs a few numbers.
class SynonymTrie {
 public:
  using Word = std::uint32_t;
  using Node = std::uint32_t;
  // Words one position after the other.
  using Words = std::vector<Word>;
  static constexpr Word kGap = 0;  // a position without a word
  static constexpr Node kRoot = 0;

  struct Entry {
    Words words;
    std::vector<std::uint32_t> groups;  // numbers of what it becomes
    bool keeps = false;                 // stays beside it
  };

  SynonymTrie() { (void)add_word({}); }

  Word add_word(std::string_view text);
  // Nothing for a word that is in no rule.
  [[nodiscard]] std::optional<Word> find_word(std::string_view text) const;
  [[nodiscard]] std::string_view text_of(Word word) const { return *texts_[word]; }

  // That of a left side, made if there is none. Valid until the next call.
  Entry& entry(const Words& words);
  [[nodiscard]] std::optional<Node> next(Node node, Word word) const;
  // Null where no left side ends.
  [[nodiscard]] const Entry* entry_at(Node node) const {
    const std::uint32_t number = entry_of_[node];
    return number == kNoEntry ? nullptr : &entries_[number];
  }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>()(text);
    }
  };
  static constexpr std::uint32_t kNoEntry = UINT32_MAX;

  static std::uint64_t edge(Node node, Word word) { return std::uint64_t{node} << 32 | word; }

  std::unordered_map<std::string, Word, Hash, std::equal_to<>> words_;
  std::vector<const std::string*> texts_;  // keys of words_
  std::unordered_map<std::uint64_t, Node> next_;
  std::vector<std::uint32_t> entry_of_ = {kNoEntry};  // of each node
  std::vector<Entry> entries_;
};

}  // namespace lodex::text
