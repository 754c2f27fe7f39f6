#include "search/collection.h"

#include <algorithm>
#include <bit>

#include "lodex/error.h"

namespace lodex::search {
namespace {

using segment::LiveSegment;
using segment::SegmentField;

// Calls `visit` with each deleted document.
template <class Visit>
void for_each_deleted(const LiveSegment& live, Visit visit) {
  if (live.deletions == nullptr) return;
  const std::vector<std::uint64_t>& words = live.deletions->words();
  for (std::size_t w = 0; w < words.size(); ++w) {
    for (std::uint64_t word = words[w]; word != 0; word &= word - 1) {
      visit(static_cast<DocId>(w * 64 + static_cast<unsigned>(std::countr_zero(word))));
    }
  }
}

FieldStatistics live_field(const LiveSegment& live, const SegmentField& field) {
  FieldStatistics out{field.info.documents, field.info.tokens};
  if (live.deletions == nullptr || live.deletions->size() == 0) return out;
  if (field.info.kind != FieldKind::kText) return out;
  for_each_deleted(live, [&](DocId doc) {
    if (!field.lengths.has(doc)) return;
    --out.documents;
    out.tokens -= field.lengths.length(doc);
  });
  return out;
}

}  // namespace

double FieldStatistics::average_length() const {
  if (documents == 0 || tokens == 0) return 1;
  return static_cast<double>(tokens) / static_cast<double>(documents);
}

Collection::Collection(std::vector<LiveSegment> segments) : segments_(std::move(segments)) {
  std::uint64_t next = 0;
  for (const LiveSegment& live : segments_) {
    bases_.push_back(static_cast<std::uint32_t>(next));
    next += live.segment->doc_count();
    if (next > kMaxDocuments) {
      throw LimitError("an index has no more than " + std::to_string(kMaxDocuments) + " documents");
    }
    live_ += live.live_count();
    for (const SegmentField& field : live.segment->fields()) {
      FieldStatistics& total = fields_[field.info.name];
      const FieldStatistics part = live_field(live, field);
      total.documents += part.documents;
      total.tokens += part.tokens;
    }
  }
}

Collection::Place Collection::place(GlobalDocId doc) const {
  const std::uint32_t number = index_of(doc);
  const auto after = std::upper_bound(bases_.begin(), bases_.end(), number);
  const auto segment = static_cast<std::size_t>(after - bases_.begin()) - 1;
  return {segment, number - bases_[segment]};
}

FieldStatistics Collection::field(std::string_view name) const {
  const auto found = fields_.find(std::string(name));
  return found == fields_.end() ? FieldStatistics{} : found->second;
}

TermStatistics Collection::live_statistics(std::size_t segment, const SegmentField& field,
                                           const TermInfo& info) const {
  TermStatistics out{info.doc_freq, info.total_freq};
  const LiveSegment& live = segments_[segment];
  if (live.deletions == nullptr || live.deletions->size() == 0) return out;
  postings::TermCursor cursor = field.cursor(info);
  const auto uncount = [&] {
    --out.doc_freq;
    out.total_freq -= cursor.freq();
  };
  if (live.deletions->size() < info.doc_freq) {
    for_each_deleted(live, [&](DocId doc) {
      if (cursor.seek(doc) == doc) uncount();
    });
  } else {
    for (DocId doc = cursor.doc(); doc != kEndDoc; doc = cursor.next()) {
      if (live.is_deleted(doc)) uncount();
    }
  }
  return out;
}

Collection::FoundTerm Collection::find(std::string_view field, std::string_view term) const {
  FoundTerm found(segments_.size());
  for (std::size_t s = 0; s < segments_.size(); ++s) {
    const SegmentField* part = segments_[s].segment->field(field);
    if (part != nullptr) found[s] = part->terms.find(term);
  }
  return found;
}

TermStatistics Collection::term(std::string_view field, std::string_view term,
                                const FoundTerm& found) const {
  const bool deletions = std::ranges::any_of(segments_, [](const LiveSegment& live) {
    return live.deletions != nullptr && live.deletions->size() > 0;
  });
  std::string key;
  if (deletions) {
    key.append(field).append(1, '\0').append(term);
    const std::lock_guard guard(mutex_);
    const auto known = terms_.find(key);
    if (known != terms_.end()) return known->second;
  }
  TermStatistics out;
  for (std::size_t s = 0; s < segments_.size(); ++s) {
    if (!found[s]) continue;
    const TermStatistics live =
        live_statistics(s, *segments_[s].segment->field(field), found[s]->info);
    out.doc_freq += live.doc_freq;
    out.total_freq += live.total_freq;
  }
  if (deletions) {
    const std::lock_guard guard(mutex_);
    terms_.emplace(std::move(key), out);
  }
  return out;
}

std::optional<GlobalDocId> Collection::find(std::string_view id) const {
  // The newest segment first: an id is live in one at most.
  for (std::size_t s = segments_.size(); s-- > 0;) {
    const auto doc = segments_[s].segment->find(id);
    if (doc && !segments_[s].is_deleted(*doc)) return global(s, *doc);
  }
  return {};
}

}  // namespace lodex::search
