#include "text/analyzers/code_scanner.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>

#include "base/ascii.h"
#include "base/utf8.h"
#include "text/words/word_segmenter.h"

namespace lodex::text {
namespace {

enum class Kind : std::uint8_t { kNone, kUpper, kLower, kLetter, kDigit, kMark, kUnderscore };

struct CodeCharacter {
  Kind kind = Kind::kNone;
  std::uint32_t size = 1;
  char32_t code_point = 0;
};

Kind kind_of(char32_t c) {
  if (c == '_') return Kind::kUnderscore;
  const auto code_point = static_cast<UChar32>(c);
  if (u_isUUppercase(code_point)) return Kind::kUpper;
  if (u_isULowercase(code_point)) return Kind::kLower;
  const std::uint32_t mask = U_GET_GC_MASK(code_point);
  if ((mask & U_GC_L_MASK) != 0) return Kind::kLetter;
  if ((mask & U_GC_N_MASK) != 0) return Kind::kDigit;
  if ((mask & U_GC_M_MASK) != 0) return Kind::kMark;
  return Kind::kNone;
}

// The character at `at`; of kind kNone and size 0 at the end of the text.
CodeCharacter character_at(std::string_view text, std::size_t at) {
  if (at >= text.size()) return {Kind::kNone, 0, 0};
  const Decoded decoded = decode_utf8(text.substr(at));
  if (!decoded.valid) return {Kind::kNone, decoded.size, kReplacement};
  return {kind_of(decoded.code_point), decoded.size, decoded.code_point};
}

// Marks belong to what stands before them, so they begin nothing.
bool begins_identifier(Kind kind) { return kind != Kind::kNone && kind != Kind::kMark; }
bool is_letter(Kind kind) {
  return kind == Kind::kUpper || kind == Kind::kLower || kind == Kind::kLetter;
}

bool is_one_of(std::string_view word, std::span<const std::string_view> words) {
  return std::ranges::find(words, word) != words.end();
}

// Names that end in symbols. Elsewhere "++" and "#" are operators and comments.
constexpr std::array<std::string_view, 7> kPlusPlus{"c",       "g",       "clang", "libc",
                                                    "libstdc", "notepad", "vc"};
constexpr std::array<std::string_view, 6> kSharp{"a", "c", "f", "j", "q", "x"};
// What an option, a path, a variable or the like begins with.
constexpr std::string_view kSigilBytes = ".@$#/~-";
constexpr std::array<std::string_view, 10> kSigils{".", "@",  "$",  "#",  "/",
                                                   "-", "--", "./", "~/", "../"};
// Behind an apostrophe; whatever else stands there is a string in quotes.
constexpr std::array<std::string_view, 7> kContractions{"s", "t", "m", "d", "re", "ve", "ll"};
constexpr std::array<std::string_view, 2> kApostrophes{"'", "\xe2\x80\x99"};
constexpr std::array<std::string_view, 7> kJoints{"::", "->", ".", "-", "/", "\\", "@"};

// Scripts that put no spaces between words, and whatever has a number above them.
constexpr char32_t kFirstOfDictionaries = 0x0e00;

// Cuts a stretch without "_" by case.
class CaseSplitter {
 public:
  CaseSplitter(std::string_view text, ByteRange stretch, std::vector<ByteRange>& words)
      : text_(text), stretch_(stretch), words_(words) {}

  void split() {
    std::size_t begin = stretch_.begin;
    if (at(begin).kind == Kind::kDigit) {
      words_.push_back(stretch_);
      return;
    }
    Kind before = Kind::kNone;
    for (std::size_t i = begin; i < stretch_.end;) {
      const CodeCharacter here = at(i);
      if (i > begin && is_boundary(before, here, i)) {
        add_word({begin, i});
        begin = i;
      }
      if (here.kind != Kind::kMark) before = here.kind;
      i += here.size;
    }
    add_word({begin, stretch_.end});
  }

 private:
  [[nodiscard]] CodeCharacter at(std::size_t i) const {
    return i < stretch_.end ? character_at(text_, i) : CodeCharacter{Kind::kNone, 0, 0};
  }

  [[nodiscard]] bool is_boundary(Kind before, const CodeCharacter& here, std::size_t i) const {
    if (here.kind != Kind::kUpper) return false;
    if (before != Kind::kUpper) return true;
    // The last capital of several begins a word: HTTPServer. Not so in a plural: URLs.
    const CodeCharacter next = at(i + here.size);
    if (next.kind != Kind::kLower) return false;
    const bool is_plural =
        next.code_point == 's' && at(i + here.size + next.size).kind != Kind::kLower;
    return !is_plural;
  }

  // Two letters or more and the digits beside them are words of their own, as in utf8, sha256sum.
  void add_word(ByteRange word) {
    std::size_t letters = 0;        // of the last run of them
    std::size_t behind_digits = 0;  // where it begins, if digits stand before it
    bool in_digits = false;
    const auto cut = [&](std::size_t at) {
      words_.push_back({word.begin, at});
      word.begin = at;
    };
    for (std::size_t i = word.begin; i < word.end;) {
      const CodeCharacter here = at(i);
      if (is_letter(here.kind)) {
        if (in_digits) behind_digits = i;
        letters = in_digits ? 1 : letters + 1;
        in_digits = false;
        if (letters == 2 && behind_digits > word.begin) cut(behind_digits);
      } else if (here.kind == Kind::kDigit) {
        if (!in_digits && letters >= 2) cut(i);
        in_digits = true;
      }
      i += here.size;
    }
    words_.push_back(word);
  }

  std::string_view text_;
  ByteRange stretch_;
  std::vector<ByteRange>& words_;
};

void split_stretch(std::string_view text, ByteRange stretch, std::vector<ByteRange>& words) {
  bool by_dictionary = false;
  for (std::size_t i = stretch.begin; i < stretch.end && !by_dictionary;) {
    const CodeCharacter here = character_at(text, i);
    by_dictionary = here.code_point >= kFirstOfDictionaries;
    i += here.size;
  }
  if (!by_dictionary) {
    CaseSplitter(text, stretch, words).split();
    return;
  }
  WordSegmenter& segmenter = word_segmenter();
  segmenter.start(text.substr(stretch.begin, stretch.end - stretch.begin));
  while (segmenter.next()) {
    const ByteRange word{stretch.begin + segmenter.begin(), stretch.begin + segmenter.end()};
    CaseSplitter(text, word, words).split();
  }
}

}  // namespace

bool CodeScanner::next(CodeName& name) {
  CodeCharacter here = character_at(text_, at_);
  for (; !begins_identifier(here.kind); here = character_at(text_, at_)) {
    if (here.size == 0) return false;
    at_ += here.size;
  }
  name.identifiers.clear();
  name.range.begin = sigil_before(at_);
  bool is_number = here.kind == Kind::kDigit;
  name.identifiers.push_back(identifier_at(at_));
  for (std::size_t begin = joined_at(name); begin != 0; begin = joined_at(name)) {
    is_number =
        is_number && text_[begin - 1] == '.' && character_at(text_, begin).kind == Kind::kDigit;
    name.identifiers.push_back(identifier_at(begin));
  }
  at_ = name.range.end = name.identifiers.back().range.end;
  name.is_number = is_number && name.identifiers.size() > 1;
  return true;
}

std::size_t CodeScanner::identifier_end(std::size_t begin) const {
  std::size_t end = begin;
  bool behind_letter = false;
  while (true) {
    const CodeCharacter here = character_at(text_, end);
    if (here.kind != Kind::kNone) {
      behind_letter = is_letter(here.kind) || (behind_letter && here.kind == Kind::kMark);
      end += here.size;
    } else if (const std::size_t behind = behind_letter ? contraction_end(end) : 0; behind != 0) {
      return behind;
    } else {
      return end;
    }
  }
}

// Behind the "'t" of "don't" if it stands at `at`, else 0.
std::size_t CodeScanner::contraction_end(std::size_t at) const {
  for (const std::string_view apostrophe : kApostrophes) {
    if (!text_.substr(at).starts_with(apostrophe)) continue;
    const std::size_t begin = at + apostrophe.size();
    std::size_t end = begin;
    while (end < text_.size() && end - begin < 3 && is_ascii_letter(text_[end])) ++end;
    const bool is_whole = character_at(text_, end).kind == Kind::kNone;
    if (is_whole && is_one_of(ascii_lower_case(text_.substr(begin, end - begin)), kContractions)) {
      return end;
    }
  }
  return 0;
}

Identifier CodeScanner::identifier_at(std::size_t begin) const {
  const std::size_t end = identifier_end(begin);
  const std::string_view behind = text_.substr(end);
  const auto is_named = [&](std::span<const std::string_view> names) {
    return end - begin <= 8 && is_one_of(ascii_lower_case(text_.substr(begin, end - begin)), names);
  };
  if (behind.starts_with("++") && is_named(kPlusPlus)) {
    const Kind next = character_at(text_, end + 2).kind;
    if (next == Kind::kNone || next == Kind::kDigit) return {{begin, end + 2}, true};
  }
  if (behind.starts_with("#") && is_named(kSharp) &&
      character_at(text_, end + 1).kind == Kind::kNone) {
    return {{begin, end + 1}, true};
  }
  return {{begin, end}, false};
}

// Where the identifier begins that is joined to the last one of the name; 0 where none is.
std::size_t CodeScanner::joined_at(const CodeName& name) const {
  const Identifier& last = name.identifiers.back();
  const std::size_t end = last.range.end;
  // C++17.
  if (last.has_symbol && character_at(text_, end).kind == Kind::kDigit) return end;
  for (const std::string_view joint : kJoints) {
    if (!text_.substr(end).starts_with(joint)) continue;
    const bool is_joined = begins_identifier(character_at(text_, end + joint.size()).kind);
    return is_joined ? end + joint.size() : 0;
  }
  // AT&T and R&D, but not a&b.
  const bool is_and = text_.substr(end).starts_with("&") &&
                      kind_of(static_cast<unsigned char>(text_[end - 1])) == Kind::kUpper &&
                      character_at(text_, end + 1).kind == Kind::kUpper;
  return is_and ? end + 1 : 0;
}

// Where the option, path or the like begins whose first identifier begins at `begin`.
std::size_t CodeScanner::sigil_before(std::size_t begin) const {
  std::size_t first = begin;
  while (first > 0 && begin - first < 4 && kSigilBytes.find(text_[first - 1]) != kSigilBytes.npos) {
    --first;
  }
  if (!is_one_of(text_.substr(first, begin - first), kSigils)) return begin;
  // Behind an identifier it is an operator.
  const std::size_t before = first == 0 ? 0 : floor_to_boundary(text_, first - 1);
  return first > 0 && character_at(text_, before).kind != Kind::kNone ? begin : first;
}

void split_identifier(std::string_view text, const Identifier& identifier,
                      std::vector<ByteRange>& words) {
  if (identifier.has_symbol) {
    words.push_back(identifier.range);
    return;
  }
  const std::string_view whole = text.substr(0, identifier.range.end);
  for (std::size_t begin = identifier.range.begin; begin < whole.size();) {
    const std::size_t end = std::min(whole.find('_', begin), whole.size());
    if (end > begin) split_stretch(text, {begin, end}, words);
    begin = end + 1;
  }
}

}  // namespace lodex::text
