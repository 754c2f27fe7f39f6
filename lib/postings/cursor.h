// The contract of cursors: walks over the documents that match something, in rising order.
//
// A cursor is born on its first document, or at kEndDoc where there is none. Every call is legal at
// every time, also at the end, where a cursor stays. Each method equals a naive loop:
//
//   next()          do the smallest step: doc() becomes the next matching document, or kEndDoc
//   seek(target)    while (doc() < target) next();
//                   so it stays put where target <= doc()
//
// Both return the new doc(). Costly checks are in two phases: a cursor that only approximates its
// matches is asked matches() for each document that everything else agrees on.
#pragma once

#include <concepts>
#include <cstdint>
#include <vector>

#include "base/ids.h"
#include "postings/impacts.h"

namespace lodex::postings {

template <class C>
concept DocCursor = requires(C& cursor, const C& constant, DocId target) {
  { constant.doc() } -> std::same_as<DocId>;
  { cursor.next() } -> std::same_as<DocId>;
  { cursor.seek(target) } -> std::same_as<DocId>;
  // About how many documents next() would still visit from birth: orders intersections.
  { constant.cost() } -> std::same_as<std::uint64_t>;
};

// Knows how often its term (or phrase) occurs in doc(), at least 1. Not to be asked at the end.
template <class C>
concept FreqCursor = DocCursor<C> && requires(C& cursor) {
  { cursor.freq() } -> std::same_as<std::uint32_t>;
};

// Knows where: freq() rising positions of doc(), decoded only when asked. Not at the end.
template <class C>
concept PositionCursor = FreqCursor<C> && requires(C& cursor, std::vector<std::uint32_t>& out) {
  { cursor.positions(out) } -> std::same_as<void>;
};

// Knows bounds for blocks of documents without decoding them. The block looked at is another state
// than doc(), which these do not move:
//
//   block_seek(target)  look at the block that has the first document >= target
//   block_last()        its last document, or kEndDoc behind the last block
//   block_max()         pairs that dominate every (freq, length) in it (see Impacts); an empty list
//                       behind the last block
template <class C>
concept BlockCursor = FreqCursor<C> && requires(C& cursor, const C& constant, DocId target) {
  { cursor.block_seek(target) } -> std::same_as<void>;
  { constant.block_last() } -> std::same_as<DocId>;
  { constant.block_max() } -> std::same_as<Impacts>;
};

}  // namespace lodex::postings
