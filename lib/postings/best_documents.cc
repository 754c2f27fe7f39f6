#include "postings/best_documents.h"

#include <algorithm>
#include <functional>
#include <limits>

namespace lodex::postings {
namespace {
constexpr std::uint32_t kMaxLength = std::numeric_limits<std::uint16_t>::max();
}

void BestDocuments::add(const Impact& document) {
  // What cannot be said of a document has to be less than it is, so very long ones are left out.
  if (document.length > kMaxLength) return;
  const Kept kept{saturation(document, typical_length_), document};
  if (kept_.size() == kBestDocuments) {
    if (kept.saturation <= kept_.front().saturation) return;
    std::ranges::pop_heap(kept_, std::greater<>());
    kept_.pop_back();
  }
  kept_.push_back(kept);
  std::ranges::push_heap(kept_, std::greater<>());
}

void BestDocuments::add_block(std::span<const std::uint32_t> freqs,
                              std::span<const std::uint32_t> lengths, const Impacts& impacts) {
  if (kept_.size() == kBestDocuments) {
    const bool hopeful = std::ranges::any_of(impacts.pairs(), [&](const Impact& pair) {
      return pair.freq == kUnboundedFreq ||
             saturation(pair, typical_length_) > kept_.front().saturation;
    });
    if (!hopeful) return;
  }
  for (std::size_t i = 0; i < freqs.size(); ++i) {
    const Impact document{std::min(freqs[i], kUnboundedFreq), lengths[i]};
    if (kept_.size() < kBestDocuments || may_be_better(document)) add(document);
  }
}

// Whether the document may be better than the worst that is kept, without a division: almost none
// is.
bool BestDocuments::may_be_better(const Impact& document) const {
  // More than rounding can make of it.
  constexpr double kSlack = 1 + 1e-9;
  const double worst = kept_.front().saturation;
  return document.freq * (1 - worst) * kSlack >=
         worst *
             (kUsualK1 * (1 - kUsualB) + kUsualK1 * kUsualB * reciprocal_length_ * document.length);
}

void BestDocuments::add_stored(ByteSpan stored) {
  for (std::size_t i = 0; i < kBestDocuments; ++i) {
    const Impact document = read(stored, i);
    if (document.freq > 0) add(document);
  }
}

void BestDocuments::write(ByteWriter& out) const {
  for (std::size_t i = 0; i < kBestDocuments; ++i) {
    const Impact document = i < kept_.size() ? kept_[i].document : Impact{};
    out.u8(static_cast<std::uint8_t>(document.freq));
    out.number(static_cast<std::uint16_t>(document.length));
  }
}

Impact BestDocuments::read(ByteSpan stored, std::size_t number) {
  const std::uint8_t* at = stored.data() + 3 * number;
  return {at[0], load<std::uint16_t>(at + 1)};
}

}  // namespace lodex::postings
