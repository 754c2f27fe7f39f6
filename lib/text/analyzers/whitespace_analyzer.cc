#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "base/bytes.h"
#include "text/analyzers/analyzers.h"
#include "text/term_limit.h"

namespace lodex::text {
namespace {

// Which of eight bytes are ASCII white space (9 to 13, 32), as bits. All at once: bytes are added
// to and compared by their highest bits, so that nothing is carried from one to the next.
std::uint64_t spaces_of(std::uint64_t bytes) {
  constexpr std::uint64_t kOnes = 0x0101010101010101;
  constexpr std::uint64_t kHigh = 0x80 * kOnes;
  const std::uint64_t low = bytes & ~kHigh;
  const std::uint64_t not_blank = (low ^ (0x20 * kOnes)) + 0x7f * kOnes;
  const std::uint64_t from_tab = low + (0x80 - 9) * kOnes;
  const std::uint64_t behind_return = low + (0x80 - 14) * kOnes;
  const std::uint64_t spaces = (~not_blank | (from_tab & ~behind_return)) & ~bytes & kHigh;
  // Collects the highest bits in the highest byte, that of the first byte lowest.
  return (spaces >> 7) * 0x0102040810204080 >> 56;
}

// The same of the 64 bytes from `at` on; what is behind the text is space.
std::uint64_t spaces_at(std::string_view text, std::size_t at) {
  std::array<std::uint8_t, 64> block{};
  const std::size_t size = std::min(block.size(), text.size() - at);
  if (size < block.size()) block.fill(' ');
  std::memcpy(block.data(), text.data() + at, size);
  std::uint64_t spaces = 0;
  for (unsigned i = 0; i < 8; ++i) {
    spaces |= spaces_of(load<std::uint64_t>(block.data() + std::size_t{8} * i)) << (8 * i);
  }
  return spaces;
}

class WhitespaceAnalyzer final : public Analyzer {
 public:
  void analyze(std::string_view text, TokenBuffer& out) const override {
    std::uint32_t position = 0;
    std::size_t begin = 0;
    std::uint64_t in_word = 0;  // 1: a word began at `begin` and goes on
    // One more block than there is, so that a word at the end of the text ends.
    const auto place_in = [](std::size_t at, std::uint64_t& changes) {
      const std::size_t place = at + static_cast<std::size_t>(std::countr_zero(changes));
      changes &= changes - 1;
      return place;
    };
    for (std::size_t at = 0; at <= text.size(); at += 64) {
      const std::uint64_t word_bytes = ~spaces_at(text, at);
      // Bits where words begin and end, in turn.
      std::uint64_t changes = word_bytes ^ (word_bytes << 1 | in_word);
      if (in_word == 0 && changes != 0) begin = place_in(at, changes);
      while (changes != 0) {
        const std::size_t end = place_in(at, changes);
        out.add({limited_term({text.data() + begin, end - begin}, out),
                 static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end), position++});
        if (changes != 0) begin = place_in(at, changes);
      }
      in_word = word_bytes >> 63;
    }
  }
  void explain(std::string_view text, std::vector<AnalysisStage>& stages) const override {
    stages.push_back({"whitespace", lodex::analyze(text, *this)});
  }
};

}  // namespace

std::shared_ptr<const Analyzer> whitespace_analyzer() {
  return std::make_shared<WhitespaceAnalyzer>();
}

}  // namespace lodex::text
