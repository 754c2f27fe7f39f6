#include <unicode/bytestream.h>
#include <unicode/casemap.h>

#include <algorithm>
#include <string>

#include "base/utf8.h"
#include "text/filters/filters.h"
#include "text/unicode/icu_error.h"

namespace lodex::text {
namespace {

bool is_changed(std::string_view word) {
  return std::ranges::any_of(word,
                             [](char c) { return (c & 0x80) != 0 || (c >= 'A' && c <= 'Z'); });
}

// Of the root locale, in which I becomes i.
std::string lowercase_of(std::string_view word) {
  std::string lower;
  icu::StringByteSink<std::string> sink(&lower);
  UErrorCode status = U_ZERO_ERROR;
  icu::CaseMap::utf8ToLower("", 0,
                            icu::StringPiece(word.data(), static_cast<std::int32_t>(word.size())),
                            sink, nullptr, status);
  check_icu(status, "cannot make a word lower case");
  return lower;
}

// What is not UTF-8 becomes U+FFFD.
std::string lowercase(std::string_view word) {
  return is_valid_utf8(word) ? lowercase_of(word) : lowercase_of(repaired_utf8(word));
}

class LowercaseFilter final : public TokenFilter {
 public:
  [[nodiscard]] std::string name() const override { return "lowercase"; }

  void filter(TokenBuffer& tokens, std::size_t first) const override {
    for (Token& token : std::span(tokens.mutable_tokens()).subspan(first)) {
      if (is_changed(token.term)) token.term = tokens.copy(lowercase(token.term));
    }
  }

  [[nodiscard]] std::string normalize(std::string part) const override {
    return is_changed(part) ? lowercase(part) : part;
  }
};

}  // namespace

FilterPointer lowercase_filter() { return std::make_shared<LowercaseFilter>(); }

}  // namespace lodex::text
