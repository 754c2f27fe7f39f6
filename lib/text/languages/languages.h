// The analyzers of languages.
#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "lodex/analysis.h"

namespace lodex::text {

struct Language {
  std::string_view name;     // of the analyzer: "english"
  std::string_view filters;  // behind the tokenizer, as a definition has them
  std::string_view tokenizer = "standard";
};

// All, by name.
[[nodiscard]] std::span<const Language> languages();
[[nodiscard]] std::shared_ptr<const Analyzer> make_analyzer(const Language& language);

}  // namespace lodex::text
