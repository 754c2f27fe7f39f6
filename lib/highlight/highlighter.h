// Snippets: the passage of a text that shows best why it was found, with the words of the query
// marked.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "highlight/field_targets.h"
#include "highlight/passage.h"
#include "lodex/analysis.h"
#include "lodex/search.h"

namespace lodex::highlight {

struct Highlights {
  Passage passage;
  std::vector<Mark> marks;  // of the passage, and of what is near it, by rising begin
  std::int64_t weight = 0;  // to choose between fields; 0 where nothing was found
};

// The best passage of about `length` characters; the beginning of the text where nothing is found.
//
// A text of more than a MiB is analysed in parts, cut at ends of lines or at spaces, so that memory
// does not grow with it: words are the same, but a phrase is not found across such a place. Looking
// ends with a part after which the best passage has everything that is looked for.
[[nodiscard]] Highlights find_highlights(std::string_view text, const Analyzer& analyzer,
                                         const FieldTargets& targets, std::size_t length);

// The passage as it is shown, with an ellipsis where text was left out. Marks that overlap are one,
// and one that ends within a character is made longer to take it in.
[[nodiscard]] std::string write_snippet(std::string_view text, const Highlights& highlights,
                                        Markup markup);

// The first byte that the passage marks; 0 where it marks none.
[[nodiscard]] std::size_t first_match(const Highlights& highlights);

}  // namespace lodex::highlight
