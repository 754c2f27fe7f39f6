// A cursor around another that checks the contract of lib/postings/cursor.h at every call.
#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <utility>
#include <vector>

#include "postings/cursor.h"

namespace lodex::test {

// Fails the test (and goes on) where the wrapped cursor moves back, stays where it has to move, or
// has a posting that its block's pairs do not dominate, and where its user asks for what may not be
// asked at the end.
template <postings::DocCursor Cursor>
class AssertingCursor {
 public:
  explicit AssertingCursor(Cursor cursor) : cursor_(std::move(cursor)), doc_(cursor_.doc()) {}

  [[nodiscard]] DocId doc() const {
    EXPECT_EQ(cursor_.doc(), doc_) << "doc() changed without a move";
    return doc_;
  }
  DocId next() {
    const DocId before = doc_;
    return moved(cursor_.next(), before == kEndDoc ? kEndDoc : before + 1);
  }
  DocId seek(DocId target) {
    const DocId before = doc_;
    const DocId now = cursor_.seek(target);
    if (target <= before) {
      EXPECT_EQ(now, before) << "seek to " << target << " moved a cursor that stood behind it";
    }
    return moved(now, std::max(target, before));
  }
  [[nodiscard]] std::uint64_t cost() const { return cursor_.cost(); }

  [[nodiscard]] std::uint32_t freq()
    requires postings::FreqCursor<Cursor>
  {
    EXPECT_NE(doc_, kEndDoc) << "freq() at the end";
    const std::uint32_t freq = cursor_.freq();
    EXPECT_GE(freq, 1U);
    return freq;
  }
  void positions(std::vector<std::uint32_t>& out)
    requires postings::PositionCursor<Cursor>
  {
    EXPECT_NE(doc_, kEndDoc) << "positions() at the end";
    cursor_.positions(out);
    EXPECT_EQ(out.size(), freq());
    for (std::size_t i = 1; i < out.size(); ++i) EXPECT_LE(out[i - 1], out[i]);
  }
  void block_seek(DocId target)
    requires postings::BlockCursor<Cursor>
  {
    EXPECT_GE(target, looked_at_) << "blocks are looked at in rising order";
    looked_at_ = target;
    cursor_.block_seek(target);
    EXPECT_GE(cursor_.block_last(), target);
    EXPECT_EQ(cursor_.doc(), doc_) << "block_seek() moved the cursor";
  }
  [[nodiscard]] DocId block_last() const
    requires postings::BlockCursor<Cursor>
  {
    return cursor_.block_last();
  }
  [[nodiscard]] postings::Impacts block_max() const
    requires postings::BlockCursor<Cursor>
  {
    return cursor_.block_max();
  }

 private:
  DocId moved(DocId now, DocId least) {
    EXPECT_GE(now, least) << "a cursor moved back or stood still";
    EXPECT_EQ(cursor_.doc(), now) << "a move did not return doc()";
    return doc_ = now;
  }

  Cursor cursor_;
  DocId doc_;
  DocId looked_at_ = 0;
};

}  // namespace lodex::test
