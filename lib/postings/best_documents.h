// The best documents of a long list: before a search has found anything, its best k documents are
// known to score at least what the k-th of these does.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/bytes.h"
#include "postings/impacts.h"

namespace lodex::postings {

// So many are stored, three bytes each, with lists of so many documents or more.
inline constexpr std::size_t kBestDocuments = 20;
inline constexpr std::uint32_t kBestDocumentsList = 1024;
inline constexpr std::size_t kBestDocumentsBytes = 3 * kBestDocuments;

// Gathers the documents of one list that score best under BM25 with its usual parameters. Under
// others they are not the best, but still so many documents of the list.
class BestDocuments {
 public:
  // `typical_length` is the average length of the field, above 0.
  explicit BestDocuments(double typical_length)
      : typical_length_(typical_length), reciprocal_length_(1 / typical_length) {}

  // The documents of a block; `impacts` bound them.
  void add_block(std::span<const std::uint32_t> freqs, std::span<const std::uint32_t> lengths,
                 const Impacts& impacts);
  // Those that are stored with another list, which has no document in common with what was added.
  void add_stored(ByteSpan stored);
  // kBestDocumentsBytes: for each a frequency (255: that or more; 0: there is none) and a length.
  void write(ByteWriter& out) const;
  void clear() { kept_.clear(); }

  // Reads them one by one.
  static Impact read(ByteSpan stored, std::size_t number);

 private:
  struct Kept {
    double saturation = 0;
    Impact document;
    bool operator>(const Kept& other) const { return saturation > other.saturation; }
  };
  // Its frequency is at most kUnboundedFreq.
  void add(const Impact& document);
  [[nodiscard]] bool may_be_better(const Impact& document) const;

  double typical_length_;
  double reciprocal_length_;
  std::vector<Kept> kept_;  // a heap, the worst in front
};

}  // namespace lodex::postings
