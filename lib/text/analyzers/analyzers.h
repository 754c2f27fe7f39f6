// The analyzers that filters stand behind.
#pragma once

#include <memory>
#include <string_view>

#include "lodex/analysis.h"

namespace lodex {

// The analyzer of a field until its first texts tell its language; then the field has that of the
// language.
inline constexpr std::string_view kAutoAnalyzer = "auto";

namespace text {

// Words by Unicode's rules, as they are written.
[[nodiscard]] std::shared_ptr<const Analyzer> words_analyzer();
// The same, case folded.
[[nodiscard]] std::shared_ptr<const Analyzer> standard_analyzer();
// What stands between ASCII white space.
[[nodiscard]] std::shared_ptr<const Analyzer> whitespace_analyzer();
// That of the language that each text is in.
[[nodiscard]] std::shared_ptr<const Analyzer> auto_analyzer();
// The whole text.
[[nodiscard]] std::shared_ptr<const Analyzer> keyword_analyzer();
// Names of source code, whole and word by word, case folded.
[[nodiscard]] std::shared_ptr<const Analyzer> code_analyzer();

}  // namespace text
}  // namespace lodex
