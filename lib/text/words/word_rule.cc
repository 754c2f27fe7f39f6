#include "text/words/word_rule.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <optional>
#include <vector>

#include "base/joined.h"
#include "base/utf8.h"

namespace lodex::text {
namespace {

struct Character {
  std::string_view bytes;
  int word_break = U_WB_OTHER;
  UScriptCode script = USCRIPT_COMMON;
  bool in_dictionary = false;  // ICU looks words of such characters up
};

Character character_of(std::string_view bytes, char32_t c) {
  const auto code = static_cast<UChar32>(c);
  UErrorCode status = U_ZERO_ERROR;
  const UScriptCode script = uscript_getScript(code, &status);
  const bool complex = u_getIntPropertyValue(code, UCHAR_LINE_BREAK) == U_LB_COMPLEX_CONTEXT;
  const bool east_asian = script == USCRIPT_HAN || script == USCRIPT_HIRAGANA;
  return {bytes, u_getIntPropertyValue(code, UCHAR_WORD_BREAK), script, complex || east_asian};
}

bool is_ignored(const Character& character) {
  return character.word_break == U_WB_EXTEND || character.word_break == U_WB_FORMAT ||
         character.word_break == U_WB_ZWJ;
}
bool is_letter(const Character& c) {
  return c.word_break == U_WB_ALETTER || c.word_break == U_WB_HEBREW_LETTER;
}
bool is_digit(const Character& c) { return c.word_break == U_WB_NUMERIC; }

// What was seen of a word, from its first character to its last.
class Description {
 public:
  explicit Description(std::string_view word) {
    while (!word.empty()) {
      const Decoded decoded = decode_utf8(word);
      const Character c = character_of(word.substr(0, decoded.size), decoded.code_point);
      word.remove_prefix(decoded.size);
      // Rules look past marks and invisible characters (WB4), but not past one that begins a word.
      if (is_ignored(c) && !characters_.empty()) {
        has_marks_ = true;
      } else {
        characters_.push_back(c);
      }
    }
    for (std::size_t i = 0; i < characters_.size(); ++i) look_at(i);
  }

  [[nodiscard]] std::string text() const {
    std::string out = kind();
    if (!out.empty() && !joints_.empty()) out += ", ";
    out += joined(joints_);
    if (out.empty()) out = "one character that is a word by itself (WB999)";
    if (has_marks_) out += ", with marks or invisible characters (WB4)";
    return out;
  }

 private:
  void look_at(std::size_t i) {
    const Character& c = characters_[i];
    const Character* before = i > 0 ? &characters_[i - 1] : nullptr;
    const Character* behind = i + 1 < characters_.size() ? &characters_[i + 1] : nullptr;
    if (c.in_dictionary) dictionary_script_ = c.script;
    if (is_letter(c) && !c.in_dictionary) ++letters_;
    if (is_digit(c)) ++digits_;
    has_katakana_ = has_katakana_ || c.word_break == U_WB_KATAKANA;
    if (c.word_break == U_WB_EXTENDNUMLET) return add_joint("joined by", c, "WB13a, WB13b");
    if (before == nullptr || is_letter(c) || is_digit(c)) return;
    look_at_joint(c, *before, behind);
  }

  // A character that stands between two others, or (WB7a) behind one.
  void look_at_joint(const Character& c, const Character& before, const Character* behind) {
    const bool quote = c.word_break == U_WB_SINGLE_QUOTE;
    const bool hebrew = before.word_break == U_WB_HEBREW_LETTER;
    if (c.word_break == U_WB_DOUBLE_QUOTE && hebrew) {
      return add_joint("joined over", c, "WB7b, WB7c");
    }
    const bool joins_letters =
        quote || c.word_break == U_WB_MIDLETTER || c.word_break == U_WB_MIDNUMLET;
    const bool joins_digits =
        quote || c.word_break == U_WB_MIDNUM || c.word_break == U_WB_MIDNUMLET;
    if (is_letter(before) && joins_letters && behind != nullptr && is_letter(*behind)) {
      return add_joint("joined over", c, "WB6, WB7");
    }
    if (is_digit(before) && joins_digits && behind != nullptr && is_digit(*behind)) {
      return add_joint("joined over", c, "WB11, WB12");
    }
    if (hebrew && quote) add_joint("ended by", c, "WB7a");
  }

  void add_joint(const char* how, const Character& c, const char* rule) {
    const std::string joint = std::string(how) + " " + std::string(c.bytes) + " (" + rule + ")";
    for (const std::string& known : joints_) {
      if (known == joint) return;
    }
    joints_.push_back(joint);
  }

  // What the word is made of.
  [[nodiscard]] std::string kind() const {
    const bool alone = characters_.size() == 1 && joints_.empty();
    std::string out;
    if (dictionary_script_) {
      out = std::string(alone ? "a character" : "a word") + " of the dictionary (" +
            uscript_getName(*dictionary_script_) + ")";
    } else if (has_katakana_) {
      out = alone ? "a katakana character" : "katakana (WB13)";
    }
    std::string plain;
    if (letters_ > 0 && digits_ > 0) {
      plain = "letters and digits (WB9, WB10)";
    } else if (letters_ > 0) {
      plain = letters_ == 1 ? "a letter" : joints_.empty() ? "letters (WB5)" : "letters";
    } else if (digits_ > 0) {
      plain = digits_ == 1 ? "a digit" : joints_.empty() ? "digits (WB8)" : "digits";
    }
    if (out.empty() || plain.empty()) return out + plain;
    return out + ", " + plain;
  }

  std::vector<Character> characters_;
  std::vector<std::string> joints_;
  std::optional<UScriptCode> dictionary_script_;
  std::size_t letters_ = 0;
  std::size_t digits_ = 0;
  bool has_katakana_ = false;
  bool has_marks_ = false;
};

}  // namespace

std::string word_rule(std::string_view word) { return Description(word).text(); }

}  // namespace lodex::text
