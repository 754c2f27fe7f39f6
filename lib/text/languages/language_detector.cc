// The language of a text, by CLD2. Its tables are constants, so any number of threads may ask.
#include <cstdio>  // CLD2's header wants it

#include <cld2/public/compact_lang_det.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "base/utf8.h"
#include "lodex/analysis.h"

namespace lodex {
namespace {

constexpr std::size_t kMostBytes = std::size_t{256} << 10;

struct CodeName {
  std::string_view code;  // of CLD2
  std::string_view analyzer;
};

constexpr std::array kAnalyzers{
    CodeName{"ar", "arabic"},      CodeName{"bs", "serbian"},    CodeName{"ca", "catalan"},
    CodeName{"da", "danish"},      CodeName{"de", "german"},     CodeName{"el", "greek"},
    CodeName{"en", "english"},     CodeName{"es", "spanish"},    CodeName{"eu", "basque"},
    CodeName{"fi", "finnish"},     CodeName{"fr", "french"},     CodeName{"ga", "irish"},
    CodeName{"hi", "hindi"},       CodeName{"hr", "serbian"},    CodeName{"hu", "hungarian"},
    CodeName{"hy", "armenian"},    CodeName{"id", "indonesian"}, CodeName{"it", "italian"},
    CodeName{"ja", "japanese"},    CodeName{"km", "khmer"},      CodeName{"ko", "korean"},
    CodeName{"lo", "lao"},         CodeName{"lt", "lithuanian"}, CodeName{"my", "burmese"},
    CodeName{"nb", "norwegian"},   CodeName{"ne", "nepali"},     CodeName{"nl", "dutch"},
    CodeName{"nn", "norwegian"},   CodeName{"no", "norwegian"},  CodeName{"pt", "portuguese"},
    CodeName{"ro", "romanian"},    CodeName{"ru", "russian"},    CodeName{"sr", "serbian"},
    CodeName{"sv", "swedish"},     CodeName{"ta", "tamil"},      CodeName{"th", "thai"},
    CodeName{"tr", "turkish"},     CodeName{"yi", "yiddish"},    CodeName{"zh", "chinese"},
    CodeName{"zh-Hant", "chinese"}};

std::string analyzer_for(std::string_view code) {
  const auto known = std::ranges::find(kAnalyzers, code, &CodeName::code);
  return known == kAnalyzers.end() ? "standard" : std::string(known->analyzer);
}

// What CLD2 takes: valid UTF-8 without controls and noncharacters.
std::string readable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const Decoded letter = decode_utf8(text.substr(at));
    const char32_t c = letter.code_point;
    const bool is_text = letter.valid && c >= 0x20 && !(c >= 0x7f && c < 0xa0) &&
                         !(c >= 0xfdd0 && c <= 0xfdef) && (c & 0xfffe) != 0xfffe;
    if (is_text) {
      out += text.substr(at, letter.size);
    } else {
      out += ' ';
    }
    at += letter.size;
  }
  return out;
}

}  // namespace

DetectedLanguage detect_language(std::string_view text) {
  const std::string read = readable(text.substr(0, floor_to_boundary(text, kMostBytes)));
  const CLD2::CLDHints no_hints{nullptr, nullptr, 0, CLD2::UNKNOWN_LANGUAGE};
  std::array<CLD2::Language, 3> languages{};
  std::array<int, 3> percents{};
  std::array<double, 3> scores{};
  int text_bytes = 0;
  bool is_reliable = false;
  int valid_bytes = 0;
  const CLD2::Language language = CLD2::ExtDetectLanguageSummaryCheckUTF8(
      read.data(), static_cast<int>(read.size()), true, &no_hints, 0, languages.data(),
      percents.data(), scores.data(), nullptr, &text_bytes, &is_reliable, &valid_bytes);
  if (!is_reliable || language == CLD2::UNKNOWN_LANGUAGE) return {"", "standard", 0};
  double percent = 0;
  for (std::size_t i = 0; i < languages.size(); ++i) {
    if (languages[i] == language) percent = percents[i];
  }
  std::string code = CLD2::LanguageCode(language);
  std::string analyzer = analyzer_for(code);
  return {std::move(code), std::move(analyzer), percent / 100};
}

}  // namespace lodex
