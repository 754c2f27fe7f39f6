// The segments of one snapshot taken as one collection, and its statistics.
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/ids.h"
#include "segment/segment.h"

namespace lodex::search {

// Of the live documents, over all segments.
struct FieldStatistics {
  std::uint64_t documents = 0;  // that have the field
  std::uint64_t tokens = 0;

  // Tokens a document that has the field; at least 1.
  [[nodiscard]] double average_length() const;
};

struct TermStatistics {
  std::uint64_t doc_freq = 0;
  std::uint64_t total_freq = 0;
};

// Immutable but for a cache; thread-safe.
class Collection {
 public:
  // Throws LimitError where the segments have kMaxDocuments documents or more.
  explicit Collection(std::vector<segment::LiveSegment> segments);

  [[nodiscard]] const std::vector<segment::LiveSegment>& segments() const { return segments_; }
  // The global number of a segment's first document.
  [[nodiscard]] std::uint32_t base(std::size_t segment) const { return bases_[segment]; }
  [[nodiscard]] GlobalDocId global(std::size_t segment, DocId doc) const {
    return GlobalDocId{bases_[segment] + doc};
  }
  struct Place {
    std::size_t segment;
    DocId doc;
  };
  [[nodiscard]] Place place(GlobalDocId doc) const;

  [[nodiscard]] std::uint64_t document_count() const { return live_; }
  [[nodiscard]] FieldStatistics field(std::string_view name) const;
  // A term as each segment has it, by the number of the segment.
  using FoundTerm = std::vector<std::optional<dictionary::TermDictionary::Found>>;
  [[nodiscard]] FoundTerm find(std::string_view field, std::string_view term) const;
  // Exact over the live documents; `found` is what find() gave for the term. Where a segment has
  // deletions its postings are walked, once for a snapshot.
  [[nodiscard]] TermStatistics term(std::string_view field, std::string_view term,
                                    const FoundTerm& found) const;
  [[nodiscard]] TermStatistics term(std::string_view field, std::string_view term) const {
    return this->term(field, term, find(field, term));
  }
  // The same for a term that is known to have these postings in one segment.
  [[nodiscard]] TermStatistics live_statistics(std::size_t segment,
                                               const segment::SegmentField& field,
                                               const TermInfo& info) const;
  // The live document with this id.
  [[nodiscard]] std::optional<GlobalDocId> find(std::string_view id) const;

 private:
  std::vector<segment::LiveSegment> segments_;
  std::vector<std::uint32_t> bases_;
  std::uint64_t live_ = 0;
  std::unordered_map<std::string, FieldStatistics> fields_;
  mutable std::mutex mutex_;
  mutable std::unordered_map<std::string, TermStatistics> terms_;  // where there are deletions
};

}  // namespace lodex::search
