// Bytes that claim to be a segment: reading every part of them gives what is there or throws
// CorruptIndexError. Checksums are made right first, so that the readers behind them are reached.
#include <cstring>
#include <vector>

#include "base/checksum.h"
#include "lodex/error.h"
#include "segment/segment.h"

namespace {

using lodex::ByteSpan;
using lodex::DocId;
using lodex::kEndDoc;
using lodex::segment::Segment;
using lodex::segment::SegmentField;

constexpr std::size_t kTrailerBytes = 40;
constexpr std::size_t kChunkBytes = lodex::ChunkedChecksums::kChunkBytes;

class Bytes final : public lodex::io::ReadableFile {
 public:
  explicit Bytes(std::vector<std::uint8_t> bytes) : bytes_(std::move(bytes)) {}
  [[nodiscard]] ByteSpan bytes() const override { return bytes_; }

 private:
  std::vector<std::uint8_t> bytes_;
};

void store(std::uint8_t* at, std::uint64_t number) { std::memcpy(at, &number, sizeof number); }

// See lib/segment/segment_file.h for the frame. What is too broken for it stays as it is.
void repair_checksums(std::vector<std::uint8_t>& bytes) {
  if (bytes.size() < kTrailerBytes) return;
  std::uint8_t* trailer = bytes.data() + bytes.size() - kTrailerBytes;
  const auto offset = lodex::load<std::uint64_t>(trailer);
  if (offset > bytes.size() - kTrailerBytes) return;
  const std::size_t size = bytes.size() - kTrailerBytes - offset;
  const std::size_t chunks = lodex::ChunkedChecksums::chunk_count(offset);
  if (size < chunks * sizeof(std::uint64_t)) return;
  std::uint8_t* sum = bytes.data() + offset + size - chunks * sizeof(std::uint64_t);
  for (std::size_t begin = 0; begin < offset; begin += kChunkBytes, sum += sizeof(std::uint64_t)) {
    store(sum, lodex::checksum({bytes.data() + begin, std::min(kChunkBytes, offset - begin)}));
  }
  store(trailer + 8, size);
  store(trailer + 16, lodex::checksum({bytes.data() + offset, size}));
  store(trailer + 24, bytes.size());
}

// The way of counts: bits of windows.
void mark_windows(lodex::postings::TermCursor cursor) {
  constexpr DocId kWindow = 4096;
  for (DocId begin = 0; begin < 4 * kWindow; begin += kWindow) {
    std::uint64_t words[kWindow / 64] = {};
    cursor.mark(begin, begin + kWindow, words);
  }
}

// Moves a cursor about as searches do: over all documents, and by leaps over blocks.
void read_postings(const SegmentField& field) {
  std::vector<std::uint32_t> positions;
  lodex::dictionary::TermIterator term(field.terms);
  for (term.seek(""); !term.at_end(); term.next()) {
    auto cursor = field.cursor(term.info());
    for (DocId doc = cursor.doc(); doc != kEndDoc; doc = cursor.next()) {
      (void)cursor.freq();
      if (field.info.positions) cursor.positions(positions);
    }
    auto leaping = field.cursor(term.info());
    for (DocId doc = leaping.doc(); doc != kEndDoc; doc = leaping.seek(doc * 2 + 1)) {
      leaping.block_seek(doc);
      (void)leaping.block_max();
      if (leaping.block_last() == kEndDoc) break;
    }
    mark_windows(field.cursor(term.info()));
    (void)field.terms.find(term.term());
  }
}

void read_everything(const Segment& segment) {
  for (const SegmentField& field : segment.fields()) {
    read_postings(field);
    for (DocId doc = 0; field.column.has_value() && doc < segment.doc_count(); ++doc) {
      const auto extent = field.column->extent(doc);
      for (std::uint64_t i = extent.begin; i < extent.end; ++i) (void)field.column->value(i);
    }
  }
  for (DocId doc = 0; doc < segment.doc_count(); ++doc) (void)segment.document(doc);
  (void)segment.find("a");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::vector<std::uint8_t> bytes(data, data + size);
  repair_checksums(bytes);
  // Reading and verifying apart: what one of them stops at, the other may pass.
  for (const bool verify : {false, true}) {
    try {
      const Segment segment(std::make_unique<Bytes>(bytes), "fuzz");
      if (verify) {
        segment.verify();
      } else {
        read_everything(segment);
      }
    } catch (const lodex::CorruptIndexError&) {
    }
  }
  return 0;
}
