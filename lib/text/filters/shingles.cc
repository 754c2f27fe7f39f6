#include <algorithm>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "text/filters/distinct.h"
#include "text/filters/filters.h"

namespace lodex::text {
namespace {

// A word, or a gap where one was dropped.
struct Slot {
  const Token* token = nullptr;  // null: a gap
  std::uint32_t position = 0;
};

class ShingleFilter final : public TokenFilter {
 public:
  explicit ShingleFilter(ShingleOptions options) : options_(std::move(options)) {}

  [[nodiscard]] std::string name() const override {
    return "shingles " + std::to_string(options_.min) + " to " + std::to_string(options_.max);
  }

  void filter(TokenBuffer& tokens, std::size_t first) const override {
    std::vector<Token>& all = tokens.mutable_tokens();
    const std::vector<Token> words(all.begin() + static_cast<std::ptrdiff_t>(first), all.end());
    all.resize(first);
    const std::vector<Slot> slots = slots_of(words);
    auto word = words.begin();
    for (std::size_t i = 0; i < slots.size(); ++i) {
      for (; word != words.end() && word->position <= slots[i].position; ++word) {
        if (options_.unigrams) all.push_back(*word);
      }
      add_shingles(std::span(slots).subspan(i), tokens);
    }
    drop_repeated(tokens, first);
  }

 private:
  // The first word at each position and the gaps between them. Of a longer gap, as many at its
  // end and its beginning as a shingle with a word in it can have: the rest would be gaps only.
  [[nodiscard]] std::vector<Slot> slots_of(const std::vector<Token>& words) const {
    std::vector<Slot> slots;
    const auto reach = static_cast<std::uint32_t>(options_.max - 1);
    for (const Token& word : words) {
      if (!slots.empty()) {
        const std::uint32_t before = slots.back().position;
        if (word.position == before) continue;
        const std::uint32_t gap = word.position - before - 1;
        const std::uint32_t behind = std::min(gap, reach);
        for (std::uint32_t i = 1; i <= behind; ++i) slots.push_back({nullptr, before + i});
        for (std::uint32_t i = std::min(gap - behind, reach); i > 0; --i) {
          slots.push_back({nullptr, word.position - i});
        }
      }
      slots.push_back({&word, word.position});
    }
    return slots;
  }

  // Those that begin with the first slot.
  void add_shingles(std::span<const Slot> slots, TokenBuffer& out) const {
    std::string term;
    const Token* begin = nullptr;
    const Token* end = nullptr;
    const std::uint32_t position = slots[0].position;
    for (std::size_t i = 0; i < std::min(options_.max, slots.size()); ++i) {
      // Not over the middle of a long gap.
      if (slots[i].position - position != i) return;
      if (i > 0) term += options_.separator;
      const Token* token = slots[i].token;
      term += token == nullptr ? std::string_view(options_.filler) : token->term;
      if (token != nullptr) end = token;
      if (begin == nullptr) begin = token;
      if (i + 1 >= options_.min && begin != nullptr) {
        out.add({out.copy(term), begin->begin, end->end, position});
      }
    }
  }

  ShingleOptions options_;
};

}  // namespace

FilterPointer shingle_filter(ShingleOptions options) {
  return std::make_shared<ShingleFilter>(std::move(options));
}

}  // namespace lodex::text
