// Tokens of a query by their positions: at one position any of them will do.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "lodex/analysis.h"
#include "lodex/query.h"

namespace lodex::query {

// What an analyzer put at one position: a word, or a word and its synonyms.
struct Place {
  std::uint32_t position = 0;
  std::vector<std::string> terms;  // at least one, all different
};

// `tokens` by rising positions.
[[nodiscard]] std::vector<Place> places_of(const std::vector<OwnedToken>& tokens);

// Choices of one term for each place that are written out as phrases. Where there are more, as with
// words cut into n-grams, all that is asked is that each place has one of its terms.
inline constexpr std::size_t kMaxPhraseForms = 64;

// One of the terms of the first place, behind it one of the second, and so on, as far apart as the
// places are. Nothing where there are no places. Throws LimitError where there are too many.
[[nodiscard]] std::optional<Query> phrase_of(const std::string& field,
                                             const std::vector<Place>& places,
                                             PhraseOptions options);

// One of the terms of each place, wherever they stand.
[[nodiscard]] std::optional<Query> all_places(const std::string& field,
                                              const std::vector<Place>& places);

}  // namespace lodex::query
