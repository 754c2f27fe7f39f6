// The postings of one term from several segments, brought into a new order of the documents.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/ids.h"
#include "segment/segment.h"
#include "segment/segment_writer.h"

namespace lodex::segment {

// Holds one term at a time: 16 bytes a posting and 4 a position. Not thread-safe.
class PostingGatherer {
 public:
  explicit PostingGatherer(bool positions) : positions_(positions) {}

  // Postings of the term, in any order.
  void add(DocId doc, std::uint32_t freq, std::span<const std::uint32_t> positions);
  // Hands them to `out` by rising document, and forgets them.
  void write(FieldTermsWriter& out);

 private:
  void sort();

  bool positions_;
  std::vector<std::uint64_t> keys_;  // document, and place in the other arrays
  std::vector<std::uint64_t> other_;
  std::vector<std::uint32_t> freqs_;
  std::vector<std::uint64_t> starts_;  // of the positions of each posting
  std::vector<std::uint32_t> places_;
};

}  // namespace lodex::segment
