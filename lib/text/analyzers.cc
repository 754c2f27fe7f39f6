// The analyzers that lodex brings along, by name.
#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <map>

#include "base/bytes.h"
#include "lodex/analysis.h"
#include "lodex/error.h"
#include "text/case_folder.h"
#include "text/stemmer.h"
#include "text/term_limit.h"
#include "text/word_segmenter.h"

namespace lodex {
namespace {

using text::fold;
using text::limited_term;

// Which of eight bytes are ASCII white space (9 to 13, 32), as bits. All at once: bytes are added
// to and compared by their highest bits, so that nothing is carried from one to the next.
std::uint64_t spaces_of(std::uint64_t bytes) {
  constexpr std::uint64_t kOnes = 0x0101010101010101;
  constexpr std::uint64_t kHigh = 0x80 * kOnes;
  const std::uint64_t low = bytes & ~kHigh;
  const std::uint64_t not_blank = (low ^ (0x20 * kOnes)) + 0x7f * kOnes;
  const std::uint64_t from_tab = low + (0x80 - 9) * kOnes;
  const std::uint64_t behind_return = low + (0x80 - 14) * kOnes;
  const std::uint64_t spaces = (~not_blank | (from_tab & ~behind_return)) & ~bytes & kHigh;
  // Collects the highest bits in the highest byte, that of the first byte lowest.
  return (spaces >> 7) * 0x0102040810204080 >> 56;
}

// The same of the 64 bytes from `at` on; what is behind the text is space.
std::uint64_t spaces_at(std::string_view text, std::size_t at) {
  std::array<std::uint8_t, 64> block{};
  const std::size_t size = std::min(block.size(), text.size() - at);
  if (size < block.size()) block.fill(' ');
  std::memcpy(block.data(), text.data() + at, size);
  std::uint64_t spaces = 0;
  for (unsigned i = 0; i < 8; ++i) {
    spaces |= spaces_of(load<std::uint64_t>(block.data() + std::size_t{8} * i)) << (8 * i);
  }
  return spaces;
}

class WhitespaceAnalyzer final : public Analyzer {
 public:
  void analyze(std::string_view text, TokenBuffer& out) const override {
    std::uint32_t position = 0;
    std::size_t begin = 0;
    std::uint64_t in_word = 0;  // 1: a word began at `begin` and goes on
    // One more block than there is, so that a word at the end of the text ends.
    const auto place_in = [](std::size_t at, std::uint64_t& changes) {
      const std::size_t place = at + static_cast<std::size_t>(std::countr_zero(changes));
      changes &= changes - 1;
      return place;
    };
    for (std::size_t at = 0; at <= text.size(); at += 64) {
      const std::uint64_t word_bytes = ~spaces_at(text, at);
      // Bits where words begin and end, in turn.
      std::uint64_t changes = word_bytes ^ (word_bytes << 1 | in_word);
      if (in_word == 0 && changes != 0) begin = place_in(at, changes);
      while (changes != 0) {
        const std::size_t end = place_in(at, changes);
        out.add({limited_term({text.data() + begin, end - begin}, out),
                 static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end), position++});
        if (changes != 0) begin = place_in(at, changes);
      }
      in_word = word_bytes >> 63;
    }
  }
};

class KeywordAnalyzer final : public Analyzer {
 public:
  void analyze(std::string_view text, TokenBuffer& out) const override {
    if (text.empty()) return;
    out.add({limited_term(text, out), 0, static_cast<std::uint32_t>(text.size()), 0});
  }
};

class StandardAnalyzer final : public Analyzer {
 public:
  void analyze(std::string_view text, TokenBuffer& out) const override {
    text::WordSegmenter& words = text::word_segmenter();
    words.start(text);
    for (std::uint32_t position = 0; words.next();) {
      const std::string_view word = text.substr(words.begin(), words.end() - words.begin());
      const std::string_view term = fold(word, out);
      if (term.empty()) continue;
      out.add({limited_term(term, out), words.begin(), words.end(), position++});
    }
  }
  [[nodiscard]] std::string normalize(std::string_view part) const override {
    TokenBuffer memory;
    return std::string(fold(part, memory));
  }
};

// The standard analyzer, then the stems of a language.
class StemmingAnalyzer final : public Analyzer {
 public:
  explicit StemmingAnalyzer(std::string language) : language_(std::move(language)) {}

  void analyze(std::string_view text, TokenBuffer& out) const override {
    const std::size_t first = out.tokens().size();
    standard_.analyze(text, out);
    text::Stemmer& stemmer = stemmer_of_thread();
    for (std::size_t i = first; i < out.tokens().size(); ++i) {
      Token& token = out.mutable_tokens()[i];
      const std::string_view stem = stemmer.stem(with_plain_apostrophe(token.term));
      if (stem != token.term) token.term = out.copy(stem);
    }
  }
  [[nodiscard]] std::string normalize(std::string_view part) const override {
    return standard_.normalize(part);
  }

 private:
  // Snowball's rules know the apostrophe of ASCII only ("it's"), most books print U+2019.
  static std::string_view with_plain_apostrophe(std::string_view term) {
    constexpr std::string_view kTypographic = "\xe2\x80\x99";
    if (term.find(kTypographic) == std::string_view::npos) return term;
    thread_local std::string plain;
    plain = term;
    for (std::size_t at = 0; (at = plain.find(kTypographic, at)) != std::string::npos;) {
      plain.replace(at, kTypographic.size(), "'");
    }
    return plain;
  }

  [[nodiscard]] text::Stemmer& stemmer_of_thread() const {
    thread_local std::map<std::string, text::Stemmer, std::less<>> stemmers;
    const auto found = stemmers.find(language_);
    if (found != stemmers.end()) return found->second;
    return stemmers.try_emplace(language_, language_).first->second;
  }

  StandardAnalyzer standard_;
  std::string language_;
};

const std::map<std::string, std::shared_ptr<const Analyzer>, std::less<>>& analyzers() {
  static const std::map<std::string, std::shared_ptr<const Analyzer>, std::less<>> all = {
      {"standard", std::make_shared<StandardAnalyzer>()},
      {"english", std::make_shared<StemmingAnalyzer>("english")},
      {"whitespace", std::make_shared<WhitespaceAnalyzer>()},
      {"keyword", std::make_shared<KeywordAnalyzer>()}};
  return all;
}

}  // namespace

std::shared_ptr<const Analyzer> find_analyzer(std::string_view name) {
  const auto found = analyzers().find(name);
  if (found != analyzers().end()) return found->second;
  std::string names;
  for (const auto& [known, analyzer] : analyzers()) names += (names.empty() ? "" : ", ") + known;
  throw SchemaError("there is no analyzer \"" + std::string(name) + "\"; there are " + names);
}

std::vector<std::string> analyzer_names() {
  std::vector<std::string> names;
  for (const auto& [name, analyzer] : analyzers()) names.push_back(name);
  return names;
}

std::vector<OwnedToken> analyze(std::string_view text, std::string_view analyzer) {
  TokenBuffer buffer;
  find_analyzer(analyzer)->analyze(text, buffer);
  std::vector<OwnedToken> out;
  out.reserve(buffer.tokens().size());
  for (const Token& token : buffer.tokens()) {
    out.push_back({std::string(token.term), token.begin, token.end, token.position});
  }
  return out;
}

}  // namespace lodex
