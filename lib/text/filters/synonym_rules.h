// Rules of synonyms as files have them.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace lodex::text {

// Each of `from` becomes all of `to`, and stays beside them where it `keeps` its place.
struct SynonymRule {
  std::vector<std::string> from;
  std::vector<std::string> to;
  bool keeps = false;
  std::size_t line = 0;  // from 1
  // Written by a person, so that a word that the analyzer drops is a mistake.
  bool by_hand = true;
};

// Solr's: "a b, c => d, e" replaces what is left of the arrow; the words of "a, b, c" stand for
// each other, or, not to `expand`, for the first of them. A backslash takes the next character as
// it is. Empty lines and those that begin with # say nothing. Throws SchemaError with the line's
// number.
[[nodiscard]] std::vector<SynonymRule> solr_synonyms(std::span<const std::string> lines,
                                                     bool expand);

// WordNet's Prolog file wn_s.pl: "s(100000001,1,'abstain',v,1,0)." Words of one number stand for
// each other, or for the first of them; a word alone says nothing. Throws SchemaError with the
// line's number.
[[nodiscard]] std::vector<SynonymRule> wordnet_synonyms(std::span<const std::string> lines,
                                                        bool expand);

}  // namespace lodex::text
