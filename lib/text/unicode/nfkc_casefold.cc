#include "text/unicode/nfkc_casefold.h"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>

#include <string>

#include "base/utf8.h"
#include "text/unicode/icu_error.h"

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

// Bytes that are folded at once.
constexpr std::size_t kPart = 1024;

// How much of a word ICU gets at once. It puts the marks on a letter in order by insertion, which
// takes the square of their number: a minute for a word of a MB. So a long word is folded in parts,
// cut before a character that does not depend on those before it or, if there is none in kPart
// bytes of marks, between any two.
std::size_t part_of(std::string_view word) {
  if (word.size() <= kPart) return word.size();
  std::size_t at = floor_to_boundary(word, kPart);
  while (at < word.size() && at < 2 * kPart) {
    const Decoded next = decode_utf8(word.substr(at));
    if (folds_alone(next.code_point)) break;
    at += next.size;
  }
  return at;
}

}  // namespace

std::string_view fold_in_context(std::string_view word, TokenBuffer& memory) {
  // ICU would leave such bytes as they are.
  if (!is_valid_utf8(word)) return fold_in_context(repaired_utf8(word), memory);
  thread_local std::string folded;
  folded.clear();
  icu::StringByteSink<std::string> sink(&folded);
  while (!word.empty()) {
    const std::string_view part = word.substr(0, part_of(word));
    UErrorCode status = U_ZERO_ERROR;
    nfkc_casefold().normalizeUTF8(
        0, icu::StringPiece(part.data(), static_cast<std::int32_t>(part.size())), sink, nullptr,
        status);
    check_icu(status, "cannot fold a word");
    word.remove_prefix(part.size());
  }
  return memory.copy(folded);
}

bool folds_alone(char32_t code_point) {
  return nfkc_casefold().hasBoundaryBefore(static_cast<UChar32>(code_point)) != 0;
}

}  // namespace lodex::text
