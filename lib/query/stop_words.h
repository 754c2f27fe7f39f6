// Words that say little of what a text is about: "what", "the", "of".
#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>

namespace lodex::query {

// What a stop word counts beside other words; docs/relevance.md has the measurements. Not 0: they
// tell documents apart that are alike in all else, and what matches does not depend on the list.
inline constexpr double kStopWordWeight = 0.1;

// The stop words of a language. Immutable.
class StopWords {
 public:
  // Those of the language that an analyzer is named after; nullptr where there are none.
  static const StopWords* of_analyzer(std::string_view name);

  // A word as it is written.
  [[nodiscard]] bool contains(std::string_view word) const;

 private:
  std::set<std::string, std::less<>> words_;  // folded, with the apostrophe of ASCII
};

}  // namespace lodex::query
