#include "text/case_folder.h"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>

#include <algorithm>

#include "text/icu_error.h"

namespace lodex::text {
namespace {

const icu::Normalizer2& nfkc_casefold() {
  static const icu::Normalizer2& instance = []() -> const icu::Normalizer2& {
    UErrorCode status = U_ZERO_ERROR;
    const auto* normalizer = icu::Normalizer2::getNFKCCasefoldInstance(status);
    check_icu(status, "cannot load NFKC_Casefold");
    return *normalizer;
  }();
  return instance;
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return (c & 0x80) == 0; });
}

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

std::string_view fold_ascii(std::string_view word, TokenBuffer& memory) {
  if (std::none_of(word.begin(), word.end(), is_upper)) return word;
  char* folded = memory.allocate(word.size());
  std::transform(word.begin(), word.end(), folded,
                 [](char c) { return is_upper(c) ? static_cast<char>(c + ('a' - 'A')) : c; });
  return {folded, word.size()};
}

}  // namespace

std::string_view fold(std::string_view word, TokenBuffer& memory) {
  if (is_ascii(word)) return fold_ascii(word, memory);
  thread_local std::string folded;
  folded.clear();
  icu::StringByteSink<std::string> sink(&folded);
  UErrorCode status = U_ZERO_ERROR;
  nfkc_casefold().normalizeUTF8(
      0, icu::StringPiece(word.data(), static_cast<std::int32_t>(word.size())), sink, nullptr,
      status);
  check_icu(status, "cannot fold a word");
  return memory.copy(folded);
}

}  // namespace lodex::text
