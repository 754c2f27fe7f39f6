#include "text/words/character_table.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <cstring>
#include <memory>
#include <mutex>
#include <string>

#include "base/utf8.h"
#include "text/unicode/nfkc_casefold.h"
#include "text/words/word_segmenter.h"

namespace lodex::text {
namespace {

constexpr char32_t kPageSize = CharacterTable::kPageSize;
using Page = CharacterTable::Page;

std::string utf8(char32_t code_point) {
  std::string text;
  append_utf8(text, code_point);
  return text;
}

bool has_script(char32_t c, UScriptCode script) {
  return u_getIntPropertyValue(static_cast<UChar32>(c), UCHAR_SCRIPT) == script;
}

// Whether more than its neighbours decides about the character: what a dictionary says, how many
// of its kind there are, what stands two characters away.
bool depends_on_much(char32_t c) {
  const auto property = [c](UProperty p) {
    return u_getIntPropertyValue(static_cast<UChar32>(c), p);
  };
  switch (property(UCHAR_WORD_BREAK)) {
    case U_WB_KATAKANA:
    case U_WB_HEBREW_LETTER:
    case U_WB_REGIONAL_INDICATOR:
    case U_WB_ZWJ:
      return true;
    default:
      break;
  }
  if (property(UCHAR_LINE_BREAK) == U_LB_COMPLEX_CONTEXT) return true;
  return has_script(c, USCRIPT_HAN) || has_script(c, USCRIPT_HIRAGANA) ||
         has_script(c, USCRIPT_KATAKANA);
}

// Asks ICU whether texts are one word.
class Prober {
 public:
  WordClass classify(char32_t code_point) {
    const auto property = u_getIntPropertyValue(static_cast<UChar32>(code_point), UCHAR_WORD_BREAK);
    const bool is_mark = property == U_WB_EXTEND || property == U_WB_FORMAT || property == U_WB_ZWJ;
    const WordClass by_rules =
        depends_on_much(code_point) ? WordClass::kForeign : probe(code_point);
    return by_rules == WordClass::kForeign && is_mark ? WordClass::kForeignExtend : by_rules;
  }

 private:
  WordClass probe(char32_t code_point) {
    const std::string c = utf8(code_point);
    const bool alone = joined(c);
    const bool twice = joined(c + c);
    const bool with_letters = joined("a" + c) && joined(c + "a") && joined("a" + c + "b");
    const bool with_digits = joined("1" + c) && joined(c + "1") && joined("1" + c + "2");
    const bool with_connectors = joined("_" + c) && joined(c + "_");
    if (with_letters && with_digits && twice && with_connectors) {
      if (!alone) return WordClass::kConnector;
      return joined("1," + c) ? WordClass::kDigit : letter(c);
    }
    if (alone) return is_hangul(code_point, c) ? WordClass::kHangul : WordClass::kForeign;
    if (twice) return WordClass::kForeign;
    return without_a_word_of_its_own(code_point, c);
  }

  bool joined(const std::string& text) {
    segmenter_.start(text);
    return segmenter_.next() && segmenter_.begin() == 0 && segmenter_.end() == text.size();
  }

  WordClass letter(const std::string& c) {
    return joined("a'" + c) && joined(c + "'a") ? WordClass::kLetter : WordClass::kForeign;
  }

  bool is_hangul(char32_t code_point, const std::string& c) {
    const auto type =
        u_getIntPropertyValue(static_cast<UChar32>(code_point), UCHAR_HANGUL_SYLLABLE_TYPE);
    const bool is_syllable = type == U_HST_LV_SYLLABLE || type == U_HST_LVT_SYLLABLE;
    return is_syllable && joined(c + utf8(0xac00) + c) && !joins_others(c);
  }
  // With any of what letters join.
  bool joins_others(const std::string& c) {
    for (const char* other : {"a", "1", "_"}) {
      if (joined(other + c) || joined(c + other)) return true;
    }
    return joined(c + "'" + c) || joined(c + "." + c);
  }

  WordClass without_a_word_of_its_own(char32_t code_point, const std::string& c) {
    const bool behind_letter = joined("a" + c);
    const bool behind_digit = joined("1" + c);
    const bool between_letters = joined("a" + c + "b");
    const bool between_digits = joined("1" + c + "2");
    if (joined(c + "a") || joined(c + "1")) return WordClass::kForeign;
    if (behind_letter && behind_digit && between_letters && between_digits) {
      return WordClass::kExtend;
    }
    if (behind_letter || behind_digit) return WordClass::kForeign;
    if (between_letters && between_digits) return WordClass::kMidBoth;
    if (between_letters) return WordClass::kMidLetter;
    if (between_digits) return WordClass::kMidNumber;
    const bool is_dependent =
        code_point == '"' ||
        u_hasBinaryProperty(static_cast<UChar32>(code_point), UCHAR_EXTENDED_PICTOGRAPHIC) != 0;
    return is_dependent ? WordClass::kDependent : WordClass::kOther;
  }

  WordSegmenter segmenter_;
};

void set_fold(char32_t code_point, TokenBuffer& memory, Character& out) {
  memory.clear();
  const std::string_view folded = fold_in_context(utf8(code_point), memory);
  if (!folds_alone(code_point) || folded.size() > out.fold.size()) return;
  std::memcpy(out.fold.data(), folded.data(), folded.size());
  out.fold_size = static_cast<std::uint8_t>(folded.size());
}

std::unique_ptr<Page> make_page(std::size_t number) {
  auto page = std::make_unique<Page>();
  TokenBuffer memory;
  for (char32_t i = 0; i < kPageSize; ++i) {
    const char32_t code_point = static_cast<char32_t>(number) * kPageSize + i;
    Character& entry = (*page)[i];
    if (code_point >= 0xd800 && code_point < 0xe000) continue;  // never in UTF-8
    entry.word_class = ask_word_class(code_point);
    set_fold(code_point, memory, entry);
  }
  return page;
}

}  // namespace

std::array<std::atomic<const Page*>, 0x110000 / kPageSize> CharacterTable::pages_{};

const Page& CharacterTable::add_page(std::size_t number) {
  std::unique_ptr<Page> made = make_page(number);
  const Page* known = nullptr;
  if (!pages_[number].compare_exchange_strong(known, made.get(), std::memory_order_acq_rel)) {
    return *known;
  }
  return *made.release();
}

WordClass ask_word_class(char32_t code_point) {
  static std::mutex mutex;
  static Prober prober;
  const std::lock_guard lock(mutex);
  return prober.classify(code_point);
}

}  // namespace lodex::text
