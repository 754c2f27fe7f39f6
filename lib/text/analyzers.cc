// The analyzers that lodex brings along, by name.
#include <map>

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

bool is_ascii_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

class WhitespaceAnalyzer final : public Analyzer {
 public:
  void analyze(std::string_view text, TokenBuffer& out) const override {
    const auto size = static_cast<std::uint32_t>(text.size());
    std::uint32_t position = 0;
    for (std::uint32_t i = 0; i < size; ++i) {
      if (is_ascii_space(text[i])) continue;
      const std::uint32_t begin = i;
      while (i < size && !is_ascii_space(text[i])) ++i;
      out.add({limited_term(text.substr(begin, i - begin), out), begin, i, position++});
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
