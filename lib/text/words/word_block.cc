#include "text/words/word_block.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "base/utf8.h"

namespace lodex::text {
namespace {

// What versions of ICU do not agree about.
struct Tailoring {
  bool at_is_letter = ask_word_class('@') == WordClass::kLetter;
  bool colon_is_mid = ask_word_class(':') == WordClass::kMidLetter;
};

const Tailoring& tailoring() {
  static const Tailoring of_this_icu;
  return of_this_icu;
}

std::uint64_t bits_below(std::size_t place) {
  return place == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << place) - 1;
}

// ASCII as simd::TextClasses has it.
WordClass classify_ascii(char c) {
  if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) return WordClass::kLetter;
  if (c >= '0' && c <= '9') return WordClass::kDigit;
  switch (c) {
    case '_':
      return WordClass::kConnector;
    case ',':
    case ';':
      return WordClass::kMidNumber;
    case '.':
    case '\'':
      return WordClass::kMidBoth;
    case ':':
      return tailoring().colon_is_mid ? WordClass::kMidLetter : WordClass::kOther;
    case '@':
      return tailoring().at_is_letter ? WordClass::kLetter : WordClass::kOther;
    case '"':
      return WordClass::kDependent;
    default:
      return WordClass::kOther;
  }
}

// What is no UTF-8.
constexpr Character kInvalid;

// Of a text that does not begin with ASCII.
const Character& first_character(std::string_view text, std::size_t& size) {
  if (const char32_t common = decode_common_utf8(text, size)) return character(common);
  const Decoded decoded = decode_utf8(text);
  size = decoded.size;
  return decoded.valid ? character(decoded.code_point) : kInvalid;
}

// From 2 to 4 bytes.
void copy_few(const char* from, std::size_t size, char* to) {
  std::memcpy(to, from, 2);
  std::memcpy(to + size - 2, from + size - 2, 2);
}

bool is_mark(std::string_view text) {
  if ((text[0] & 0x80) == 0) return false;
  const WordClass word_class = classify_first(text).word_class;
  return word_class == WordClass::kExtend || word_class == WordClass::kForeignExtend;
}

// Where the character begins to which the mark at `at` belongs; where there is none, that of the
// marks.
std::size_t begin_of_marked(std::string_view text, std::size_t at) {
  while (at > 0) {
    at = floor_to_boundary(text, at - 1);
    if (!is_mark(text.substr(at))) return at;
  }
  return 0;
}

}  // namespace

ClassifiedCharacter classify_first(std::string_view text) {
  if ((text[0] & 0x80) == 0) return {classify_ascii(text[0]), 1};
  ClassifiedCharacter classified;
  classified.word_class = first_character(text, classified.size).word_class;
  return classified;
}

WordBlock::WordBlock(std::string_view text, char* folded) {
  std::array<char, simd::kTextBlock> padded{};
  const char* bytes = text.data();
  if (text.size() < padded.size()) {
    padded.fill(' ');
    std::copy(text.begin(), text.end(), padded.begin());
    bytes = padded.data();
  }
  classes_ = simd::kernels().classify_text(bytes, folded);
  if (tailoring().at_is_letter) classes_.letters |= classes_.ats;
  if (!tailoring().colon_is_mid) classes_.colons = 0;
  if (classes_.not_ascii != 0) classify_not_ascii(text, folded);
  // A character is not torn from its marks.
  if (!wants_icu_ && limit_ < text.size() && is_mark(text.substr(limit_))) {
    limit_ = begin_of_marked(text, limit_);
  }
  find_words();
}

void WordBlock::classify_not_ascii(std::string_view text, char* folded) {
  for (std::uint64_t left = classes_.not_ascii; left != 0;) {
    Place place{static_cast<std::size_t>(std::countr_zero(left)), 1};
    const Character& c = first_character(text.substr(place.at), place.size);
    if (place.at + place.size > simd::kTextBlock) return stop_at(place.at, false);
    left &= ~place.bits();
    if (!add(text, place, c.word_class)) return;
    if (c.fold_size == place.size && place.size > 1) {
      copy_few(c.fold.data(), place.size, folded + place.at);
    } else {
      unfolded_ |= place.bits();
    }
  }
}

bool WordBlock::add(std::string_view text, Place place, WordClass word_class) {
  switch (word_class) {
    case WordClass::kLetter:
      classes_.letters |= place.bits();
      return true;
    case WordClass::kDigit:
      classes_.digits |= place.bits();
      return true;
    case WordClass::kConnector:
      classes_.connectors |= place.bits();
      return true;
    case WordClass::kHangul:
      hangul_ |= place.bits();
      return true;
    case WordClass::kMidLetter:
      return add_mid(text, place, classes_.letters, 0);
    case WordClass::kMidNumber:
      return add_mid(text, place, 0, classes_.digits);
    case WordClass::kMidBoth:
      return add_mid(text, place, classes_.letters, classes_.digits);
    case WordClass::kExtend:
      return add_extend(place);
    case WordClass::kForeign:
      stop_at(place.at, true);
      return false;
    case WordClass::kForeignExtend:
      stop_at(begin_of_marked(text, place.at), true);
      return false;
    case WordClass::kOther:
    case WordClass::kDependent:
      return true;
  }
  return true;
}

bool WordBlock::add_extend(Place place) {
  const std::uint64_t before = place.before();
  // Whether a mark may stand between what is before and behind it is nothing for masks.
  if ((before & (classes_.mid_numbers | classes_.mid_both | classes_.colons)) != 0) {
    stop_at(place.at - 1, true);
    return false;
  }
  // ICU does not take Hangul or a connector with a mark at its end for a word everywhere.
  if ((before & (hangul_ | classes_.connectors)) != 0) {
    stop_at(place.at, true);
    return false;
  }
  for (std::uint64_t* word : {&classes_.letters, &classes_.digits}) {
    if ((*word & before) != 0) *word |= place.bits();
  }
  return true;
}

// `letters` and `digits`: those that it joins.
bool WordBlock::add_mid(std::string_view text, Place place, std::uint64_t letters,
                        std::uint64_t digits) {
  const bool behind_letter = (letters & place.before()) != 0;
  const bool behind_digit = (digits & place.before()) != 0;
  const std::string_view rest = text.substr(place.at + place.size);
  if (rest.empty() || !(behind_letter || behind_digit)) return true;
  switch (classify_first(rest).word_class) {
    case WordClass::kExtend:
    case WordClass::kForeign:
    case WordClass::kForeignExtend:
      stop_at(place.at, true);
      return false;
    case WordClass::kLetter:
      if (behind_letter) joined_ |= place.bits();
      return true;
    case WordClass::kDigit:
      if (behind_digit) joined_ |= place.bits();
      return true;
    default:
      return true;
  }
}

void WordBlock::stop_at(std::size_t at, bool for_icu) {
  limit_ = at;
  wants_icu_ = for_icu;
}

void WordBlock::find_words() {
  const std::uint64_t letters = classes_.letters;
  const std::uint64_t digits = classes_.digits;
  const std::uint64_t mid_letters = classes_.mid_both | classes_.colons;
  const std::uint64_t mid_numbers = classes_.mid_both | classes_.mid_numbers;
  const std::uint64_t joining =
      (mid_letters & letters << 1 & letters >> 1) | (mid_numbers & digits << 1 & digits >> 1);
  std::uint64_t words = letters | digits | classes_.connectors | joined_ | joining;
  // What follows the last byte is not known, so it may yet join.
  const std::uint64_t last = limit_ == 0 ? 0 : std::uint64_t{1} << (limit_ - 1);
  const std::uint64_t open = last & (mid_letters | mid_numbers);
  const std::uint64_t between = ~(words | hangul_ | open) & bits_below(limit_);
  known_ = static_cast<std::size_t>(std::bit_width(between));
  if (known_ == 0) wants_icu_ = true;
  words &= bits_below(known_);
  const std::uint64_t hangul = hangul_ & bits_below(known_);
  begins_ = (words & ~(words << 1)) | (hangul & ~(hangul << 1));
  ends_ = (~words & words << 1) | (~hangul & hangul << 1);
}

}  // namespace lodex::text
