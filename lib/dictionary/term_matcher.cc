#include "dictionary/term_matcher.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <vector>

#include "base/utf8.h"
#include "lodex/error.h"

namespace lodex::dictionary {
namespace {

std::u32string code_points(std::string_view text) {
  std::u32string out;
  while (!text.empty()) {
    const Decoded decoded = decode_utf8(text);
    out += decoded.code_point;
    text.remove_prefix(decoded.size);
  }
  return out;
}

class PrefixMatcher final : public TermMatcher {
 public:
  explicit PrefixMatcher(std::string_view prefix) { prefix_ = prefix; }
  [[nodiscard]] bool matches(std::string_view) override { return true; }
};

class WildcardMatcher final : public TermMatcher {
 public:
  explicit WildcardMatcher(std::string_view pattern) {
    bool literal = true;
    for (std::size_t i = 0; i < pattern.size();) {
      const Decoded decoded = decode_utf8(pattern.substr(i));
      char32_t c = decoded.code_point;
      std::uint32_t size = decoded.size;
      Kind kind = c == '*' ? Kind::kAny : c == '?' ? Kind::kOne : Kind::kLiteral;
      if (c == '\\' && i + 1 < pattern.size()) {
        const Decoded next = decode_utf8(pattern.substr(i + 1));
        c = next.code_point;
        size += next.size;
        kind = Kind::kLiteral;
      }
      literal = literal && kind == Kind::kLiteral;
      if (literal) append_utf8(prefix_, c);
      parts_.push_back({kind, c});
      i += size;
    }
  }

  // The usual walk with one place to go back to, the last '*': linear in practice, at worst
  // quadratic in the term, which has at most 255 bytes.
  [[nodiscard]] bool matches(std::string_view term) override {
    const std::u32string text = code_points(term);
    std::size_t t = 0;
    std::size_t p = 0;
    std::size_t star = std::string::npos;
    std::size_t star_text = 0;
    while (t < text.size()) {
      if (p < parts_.size() && parts_[p].kind == Kind::kAny) {
        star = p++;
        star_text = t;
      } else if (p < parts_.size() &&
                 (parts_[p].kind == Kind::kOne || parts_[p].literal == text[t])) {
        ++p;
        ++t;
      } else if (star != std::string::npos) {
        p = star + 1;
        t = ++star_text;
      } else {
        return false;
      }
    }
    while (p < parts_.size() && parts_[p].kind == Kind::kAny) ++p;
    return p == parts_.size();
  }

 private:
  enum class Kind : std::uint8_t { kLiteral, kOne, kAny };
  struct Part {
    Kind kind;
    char32_t literal;
  };
  std::vector<Part> parts_;
};

class FuzzyMatcher final : public TermMatcher {
 public:
  FuzzyMatcher(std::string_view term, unsigned edits, unsigned prefix)
      : term_(code_points(term)), edits_(edits) {
    const std::size_t fixed = std::min<std::size_t>(prefix, term_.size());
    for (std::size_t i = 0; i < fixed; ++i) append_utf8(prefix_, term_[i]);
  }

  [[nodiscard]] bool matches(std::string_view candidate) override {
    const std::u32string other = code_points(candidate);
    const std::size_t longer = std::max(other.size(), term_.size());
    const std::size_t shorter = std::min(other.size(), term_.size());
    return longer - shorter <= edits_ && distance(other) <= edits_;
  }

 private:
  // Optimal string alignment distance (Damerau 1964), row by row; stops when a row is above the
  // limit.
  unsigned distance(const std::u32string& other) {
    const std::size_t width = other.size() + 1;
    for (auto& row : rows_) row.assign(width, 0);
    for (unsigned j = 0; j < width; ++j) rows_[0][j] = j;
    for (std::size_t i = 1; i <= term_.size(); ++i) {
      const std::vector<unsigned>& above = rows_[(i - 1) % 3];
      const std::vector<unsigned>& two_above = rows_[(i + 1) % 3];
      std::vector<unsigned>& row = rows_[i % 3];
      row[0] = static_cast<unsigned>(i);
      unsigned least = row[0];
      for (std::size_t j = 1; j < width; ++j) {
        const bool equal = term_[i - 1] == other[j - 1];
        row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (equal ? 0 : 1)});
        if (i > 1 && j > 1 && term_[i - 1] == other[j - 2] && term_[i - 2] == other[j - 1]) {
          row[j] = std::min(row[j], two_above[j - 2] + 1);
        }
        least = std::min(least, row[j]);
      }
      if (least > edits_) return least;
    }
    return rows_[term_.size() % 3][width - 1];
  }

  std::u32string term_;
  unsigned edits_;
  std::array<std::vector<unsigned>, 3> rows_;
};

class RegexMatcher final : public TermMatcher {
 public:
  explicit RegexMatcher(const std::string& pattern) : regex_(pattern, options()) {
    if (!regex_.ok()) {
      throw QueryError("the regular expression /" + pattern + "/ is not valid: " + regex_.error());
    }
    std::string low;
    std::string high;
    if (!regex_.PossibleMatchRange(&low, &high, 64)) return;
    const auto ends = std::mismatch(low.begin(), low.end(), high.begin(), high.end());
    prefix_.assign(low.begin(), ends.first);
  }
  [[nodiscard]] bool matches(std::string_view term) override {
    return RE2::FullMatch(re2::StringPiece(term.data(), term.size()), regex_);
  }

 private:
  static RE2::Options options() {
    RE2::Options options;
    options.set_log_errors(false);
    options.set_max_mem(std::int64_t{8} << 20);
    return options;
  }
  RE2 regex_;
};

}  // namespace

std::unique_ptr<TermMatcher> prefix_matcher(std::string_view prefix) {
  return std::make_unique<PrefixMatcher>(prefix);
}
std::unique_ptr<TermMatcher> wildcard_matcher(std::string_view pattern) {
  return std::make_unique<WildcardMatcher>(pattern);
}
std::unique_ptr<TermMatcher> fuzzy_matcher(std::string_view term, unsigned edits, unsigned prefix) {
  return std::make_unique<FuzzyMatcher>(term, edits, prefix);
}
std::unique_ptr<TermMatcher> regex_matcher(const std::string& pattern) {
  return std::make_unique<RegexMatcher>(pattern);
}

void for_each_match(const TermDictionary& dictionary, TermMatcher& matcher,
                    const std::function<bool(const TermIterator&)>& visit) {
  TermIterator it(dictionary);
  for (it.seek(matcher.prefix()); !it.at_end(); it.next()) {
    if (!it.term().starts_with(matcher.prefix())) return;
    if (matcher.matches(it.term()) && !visit(it)) return;
  }
}

}  // namespace lodex::dictionary
