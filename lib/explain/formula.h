// The parts of a formula as nodes of an explanation.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "explain/evidence.h"
#include "lodex/search.h"

namespace lodex::explain {

// A number of the formula, or what was computed of `details`.
[[nodiscard]] Explanation number(double value, std::string description,
                                 std::vector<Explanation> details = {});
// What does not match.
[[nodiscard]] Explanation no_match(std::string description, std::vector<Explanation> details = {});

// A leaf as text, such as body:fox, and what the engine knows of it.
struct Leaf {
  enum class Kind : std::uint8_t { kTerm, kPhrase, kPattern };
  std::string name;
  LeafFacts facts;
  Kind kind = Kind::kTerm;
};

// How much the leaf tells: of a phrase the sum over its terms.
[[nodiscard]] Explanation idf_of(const Leaf& leaf, std::uint64_t documents);
// How often the document has it.
[[nodiscard]] Explanation frequency_of(const Leaf& leaf);
// tf / (tf + k1 · (1 − b + b · length / average length)) of a leaf that is scored alone.
[[nodiscard]] Explanation saturation_of(const Leaf& leaf, const Bm25& model);
// weight · tf / (1 − b + b · length / average length) of one field among several.
[[nodiscard]] Explanation field_frequency_of(const Leaf& leaf, double weight, const Bm25& model);
// tf / (tf + k1), where tf is the sum of such.
[[nodiscard]] Explanation saturation_of(std::vector<Explanation> frequencies, const Bm25& model);
// That the document does not have the leaf; of a phrase, which of its terms it has.
[[nodiscard]] Explanation absence_of(const Leaf& leaf);

}  // namespace lodex::explain
