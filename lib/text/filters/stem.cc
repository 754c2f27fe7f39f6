#include <map>
#include <string>
#include <utility>

#include "text/filters/filters.h"
#include "text/stemmer.h"

namespace lodex::text {
namespace {

// Snowball's rules know the apostrophe of ASCII only ("it's"), most books print U+2019.
std::string_view with_plain_apostrophe(std::string_view term) {
  constexpr std::string_view kTypographic = "\xe2\x80\x99";
  if (term.find(kTypographic) == std::string_view::npos) return term;
  thread_local std::string plain;
  plain = term;
  for (std::size_t at = 0; (at = plain.find(kTypographic, at)) != std::string::npos;) {
    plain.replace(at, kTypographic.size(), "'");
  }
  return plain;
}

class StemFilter final : public TokenFilter {
 public:
  explicit StemFilter(std::string language) : language_(std::move(language)) {
    (void)stemmer_of_thread();  // throws where there is no such language
  }

  [[nodiscard]] std::string name() const override { return "stem " + language_; }

  void filter(TokenBuffer& tokens, std::size_t first) const override {
    Stemmer& stemmer = stemmer_of_thread();
    for (std::size_t i = first; i < tokens.tokens().size(); ++i) {
      Token& token = tokens.mutable_tokens()[i];
      const std::string_view stem = stemmer.stem(with_plain_apostrophe(token.term));
      if (stem != token.term) token.term = tokens.copy(stem);
    }
  }

 private:
  [[nodiscard]] Stemmer& stemmer_of_thread() const {
    thread_local std::map<std::string, Stemmer, std::less<>> stemmers;
    const auto found = stemmers.find(language_);
    if (found != stemmers.end()) return found->second;
    return stemmers.try_emplace(language_, language_).first->second;
  }

  std::string language_;
};

}  // namespace

FilterPointer stem_filter(std::string language) {
  return std::make_shared<StemFilter>(std::move(language));
}

}  // namespace lodex::text
