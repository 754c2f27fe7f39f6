// Where a text may be cut, near a place of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace lodex::text {

// How well a text may be cut at a place; each kind is also of those before it.
enum class Cut : std::uint8_t {
  kCharacter,  // between two characters as readers see them (grapheme clusters)
  kWord,       // between two words or signs
  kLine,       // where a line may be broken: no comma begins it, no bracket is left open
  kSentence,   // between two sentences or paragraphs; both ends of the text
};

struct CutPlace {
  std::uint32_t offset = 0;  // bytes of the text
  Cut kind = Cut::kCharacter;
  bool before_space = false;  // the character that begins here is white space
};

// The places near byte `at` of the text (less than 4 GiB, any bytes), by rising offset: the last
// one that is not behind `at`, `before` characters before it and `after` behind it, fewer where the
// text ends. White space counts as one character however long it is.
//
// Characters, words, lines and sentences are Unicode's (ICU's root rules and dictionaries). A place
// between characters is one in the whole text, provided none is larger than a MiB; the kinds are
// found by looking at this part of the text alone. Takes time in proportion to that part.
[[nodiscard]] std::vector<CutPlace> cut_places(std::string_view text, std::size_t at,
                                               std::size_t before, std::size_t after);

// The last boundary between characters as readers see them that is not behind byte `at`, and the
// first that is not before it.
[[nodiscard]] std::size_t character_begin(std::string_view text, std::size_t at);
[[nodiscard]] std::size_t character_end(std::string_view text, std::size_t at);

}  // namespace lodex::text
