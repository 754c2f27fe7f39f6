// An order of documents in which those with the same terms stand close together.
//
// Posting lists of such an order have small gaps and long runs, so they are smaller, and their
// blocks are of documents alike, so that bounds of scores are tight and pruning passes over more.
//
// Recursive graph bisection (Dhulipala et al., "Compressing Graphs and Indexes with Recursive Graph
// Bisection", KDD 2016): the documents are halved such that each term is, as far as can be, in
// documents of one half, and so on with the halves. As in Mackenzie et al., "Faster Index
// Reordering with Bipartite Graph Partitioning" (SIGIR 2021), halves are told apart by selecting
// the median gain, not by sorting.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/ids.h"
#include "segment/forward_index.h"

namespace lodex::segment {

struct BisectionOptions {
  // Fewer documents than twice this are not halved again.
  std::uint32_t smallest = 32;
  // How often documents are exchanged between two halves, at most.
  unsigned iterations = 8;
  // Exchanging ends when it moved fewer than one in so many documents.
  std::uint32_t few = 64;
};

// Memory that the following needs at its peak, with the forward index, in bytes.
inline constexpr std::size_t kBisectionPostingBytes = 2 * sizeof(std::uint16_t);
inline constexpr std::size_t kBisectionDocumentBytes = 64;

// A permutation: the document that comes first, the second, and so on. Documents that nothing tells
// apart keep their order. Deterministic. Consumes the forward index.
[[nodiscard]] std::vector<DocId> order_by_bisection(ForwardIndex forward,
                                                    const BisectionOptions& options = {});

}  // namespace lodex::segment
