// What an analyzer makes of a text, for tests to compare.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lodex/analysis.h"

namespace lodex::test {

using Terms = std::vector<std::string>;

inline Terms terms_of(std::vector<OwnedToken> tokens) {
  Terms out;
  for (OwnedToken& token : tokens) out.push_back(std::move(token.term));
  return out;
}

inline Terms terms(std::string_view text, const Analyzer& analyzer) {
  return terms_of(analyze(text, analyzer));
}

inline Terms terms(std::string_view text, std::string_view analyzer) {
  return terms_of(analyze(text, analyzer));
}

}  // namespace lodex::test
