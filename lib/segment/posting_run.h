// The postings of one term in one chunk of documents, in memory.
//
//   run := documents: u16, flags: u16, document: u16*, frequency: number*, gap: number*
//
// Documents count from the first of the chunk. Gaps are those of the positions: the first of a
// document as it is, then differences. Frequencies are left out where all are 1, gaps where
// positions are not wanted. Numbers have 32 bits if the run is wide; else frequencies have 8, gaps
// 16: what almost all need, and quicker to read than numbers of as many bytes as each needs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/ids.h"

namespace lodex::segment {

// An occurrence of a term: in which document, at which position.
struct Occurrence {
  DocId doc;
  std::uint32_t position;
};

enum class Contents : std::uint8_t { kDocuments, kFrequencies, kPositions };

// Most documents of a chunk.
inline constexpr std::size_t kMaxRunDocuments = UINT16_MAX;

class RunWriter {
 public:
  explicit RunWriter(Contents contents) : contents_(contents) {}
  // Appends the run of at least one occurrence, which rise, to words of four bytes.
  void append(std::span<const Occurrence> occurrences, std::vector<std::uint32_t>& out);

 private:
  Contents contents_;
  std::vector<std::uint16_t> docs_;
  std::vector<std::uint32_t> freqs_;
  std::vector<std::uint32_t> gaps_;
};

class RunReader {
 public:
  // `base` is the first document of the chunk.
  RunReader(const std::uint32_t* run, DocId base, bool has_gaps);

  [[nodiscard]] std::size_t left() const { return left_; }
  // The next documents and their frequencies, at most left().
  void read(std::size_t count, DocId* docs, std::uint32_t* freqs);
  // The next gaps, as many as the sum of the frequencies read.
  void read_gaps(std::size_t count, std::uint32_t* gaps);

 private:
  DocId base_;
  bool wide_;
  bool all_once_;
  std::size_t left_;
  const std::uint8_t* docs_;
  const std::uint8_t* freqs_;
  const std::uint8_t* gaps_ = nullptr;
};

}  // namespace lodex::segment
