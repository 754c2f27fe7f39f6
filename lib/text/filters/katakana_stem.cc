#include <string>
#include <string_view>
#include <vector>

#include "text/filters/filters.h"
#include "text/filters/rewriting_filter.h"
#include "text/unicode/scripts.h"

namespace lodex::text {
namespace {

constexpr std::string_view kProlongedSoundMark = "\xe3\x83\xbc";
// Shorter words are told apart by the mark.
constexpr std::size_t kLeastUnits = 4;

// The prolonged sound mark at the end of longer words in Katakana, which some write and some do
// not: サーバー and サーバ.
struct KatakanaStem {
  [[nodiscard]] static std::string name() { return "katakana_stem"; }

  std::string_view operator()(std::string_view term, std::string&) const {
    thread_local std::vector<LetterUnit> units;
    if (!term.ends_with(kProlongedSoundMark) || !cut_into_units(term, units)) return term;
    if (units.size() < kLeastUnits) return term;
    for (const LetterUnit& unit : units) {
      if (unit.script != Script::kKatakana) return term;
    }
    return term.substr(0, term.size() - kProlongedSoundMark.size());
  }
};

}  // namespace

FilterPointer katakana_stem_filter() {
  return std::make_shared<RewritingFilter<KatakanaStem>>(KatakanaStem{});
}

}  // namespace lodex::text
