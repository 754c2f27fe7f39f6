// The analyzers that filters stand behind.
#pragma once

#include <memory>

#include "lodex/analysis.h"

namespace lodex::text {

// Words by Unicode's rules, as they are written.
[[nodiscard]] std::shared_ptr<const Analyzer> words_analyzer();
// The same, case folded.
[[nodiscard]] std::shared_ptr<const Analyzer> standard_analyzer();
// What stands between ASCII white space.
[[nodiscard]] std::shared_ptr<const Analyzer> whitespace_analyzer();
// The whole text.
[[nodiscard]] std::shared_ptr<const Analyzer> keyword_analyzer();
// Names of source code, whole and word by word, case folded.
[[nodiscard]] std::shared_ptr<const Analyzer> code_analyzer();

}  // namespace lodex::text
