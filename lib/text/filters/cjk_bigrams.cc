#include <algorithm>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "text/bigrams.h"
#include "text/filters/filters.h"
#include "text/unicode/scripts.h"

namespace lodex::text {
namespace {

// Whether a search looks for the unit by itself within longer words: a Chinese character often is a
// word, a letter of Thai with its marks may be one.
bool is_sought_alone(Script script) {
  return script == Script::kHan || script == Script::kSoutheastAsian;
}

bool makes_bigram(Script a, Script b) {
  if (a == Script::kOther || b == Script::kOther) return false;
  return (a == Script::kHangul) == (b == Script::kHangul);
}

// A part of a token and where it stands in the text. Folding may have changed lengths: then the
// part stands where the whole token does.
Token part_of(const Token& token, const LetterUnit& unit) {
  Token part = token;
  part.term = token.term.substr(unit.begin, unit.end - unit.begin);
  if (token.term.size() == token.end - token.begin) {
    part.begin = token.begin + unit.begin;
    part.end = token.begin + unit.end;
  }
  return part;
}

class CjkBigramsFilter final : public TokenFilter {
 public:
  [[nodiscard]] std::string name() const override { return "cjk_bigrams"; }

  void filter(TokenBuffer& tokens, std::size_t first) const override {
    std::vector<Token>& all = tokens.mutable_tokens();
    thread_local std::vector<Token> made;
    made.clear();
    std::uint32_t shift = 0;
    for (std::size_t i = first; i < all.size();) {
      std::size_t next = i + 1;
      while (next < all.size() && all[next].position == all[i].position) ++next;
      const std::span<Token> place = std::span(all).subspan(i, next - i);
      for (Token& token : place) token.position += shift;
      shift += add_place(place, next < all.size() ? &all[next] : nullptr, tokens, made);
      i = next;
    }
    all.resize(first);
    all.insert(all.end(), made.begin(), made.end());
  }

 private:
  struct Part {
    Token token;
    Script script = Script::kOther;
  };

  // Adds the tokens of one position, of which the first is cut into units; `follower` is the next
  // token. Returns how many more positions they take now.
  static std::uint32_t add_place(std::span<const Token> place, const Token* follower,
                                 TokenBuffer& tokens, std::vector<Token>& made) {
    thread_local std::vector<LetterUnit> units;
    const Token& word = place[0];
    if (!cut_into_units(word.term, units)) {
      made.insert(made.end(), place.begin(), place.end());
      return 0;
    }
    const std::size_t count = units.size();
    for (std::uint32_t k = 0; k < count; ++k) {
      Part unit{part_of(word, units[k]), units[k].script};
      unit.token.position = word.position + k;
      std::optional<Part> right;
      if (k + 1 < count) {
        right = Part{part_of(word, units[k + 1]), units[k + 1].script};
      } else if (follower != nullptr && follower->begin == word.end) {
        right = first_part(*follower);
      }
      if (right && makes_bigram(unit.script, right->script)) {
        made.push_back(bigram_of(unit.token, right->token, tokens));
      }
      if (k == 0) made.insert(made.end(), place.begin(), place.end());
      if (count > 1 && is_sought_alone(unit.script)) made.push_back(unit.token);
    }
    return static_cast<std::uint32_t>(count) - 1;
  }

  static std::optional<Part> first_part(const Token& token) {
    thread_local std::vector<LetterUnit> units;
    if (!cut_into_units(token.term, units)) return {};
    return Part{part_of(token, units[0]), units[0].script};
  }

  static Token bigram_of(const Token& left, const Token& right, TokenBuffer& tokens) {
    const std::size_t size = kBigramMark.size() + left.term.size() + right.term.size();
    char* const bytes = tokens.allocate(size);
    char* at = std::ranges::copy(kBigramMark, bytes).out;
    at = std::ranges::copy(left.term, at).out;
    std::ranges::copy(right.term, at);
    return {{bytes, size}, left.begin, std::max(left.end, right.end), left.position};
  }
};

}  // namespace

FilterPointer cjk_bigrams_filter() { return std::make_shared<CjkBigramsFilter>(); }

}  // namespace lodex::text
