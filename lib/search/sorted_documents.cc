#include "search/sorted_documents.h"

#include <algorithm>

#include "lodex/error.h"
#include "search/requirements.h"

namespace lodex::search {
namespace {

// Turns the order of all values around.
std::int64_t directed(std::int64_t value, bool descending) { return descending ? ~value : value; }

}  // namespace

std::strong_ordering order_of(const SortValue& a, const SortValue& b, bool descending) {
  const bool a_is_missing = std::holds_alternative<std::monostate>(a);
  const bool b_is_missing = std::holds_alternative<std::monostate>(b);
  if (a_is_missing || b_is_missing) return a_is_missing <=> b_is_missing;
  return descending ? b <=> a : a <=> b;
}

SortedDocuments::SortedDocuments(const std::vector<SortKey>& keys, const Schema& schema,
                                 std::size_t k, const std::optional<After>& after)
    : k_(k), after_(after) {
  for (const SortKey& key : keys) {
    if (key.field.empty()) {
      keys_.push_back({{}, FieldKind::kReal, key.descending, nullptr});
      continue;
    }
    const FieldSpec& spec = sortable_field(schema, key.field);
    keys_.push_back({key.field, spec.kind, key.descending, nullptr});
  }
  if (after_ && after_->sort_values.size() != keys_.size()) {
    throw QueryError("the place to go on from belongs to another order");
  }
}

void SortedDocuments::begin_segment(const segment::Segment& segment, std::uint32_t base) {
  segment_ = &segment;
  base_ = base;
  heap_.clear();
  for (Key& key : keys_) key.part = key.field.empty() ? nullptr : segment.field(key.field);
  local_after_.clear();
  if (!after_) return;
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    local_after_.push_back(local_after(keys_[i], after_->sort_values[i]));
  }
  local_after_doc_ = std::int64_t{index_of(after_->doc)} - base_;
}

bool SortedDocuments::is_behind_after(const Entry& entry) const {
  if (!after_) return true;
  if (entry.keys != local_after_) return entry.keys > local_after_;
  return std::int64_t{entry.doc} > local_after_doc_;
}

SortedDocuments::LocalKey SortedDocuments::local_key(const Key& key, DocId doc,
                                                     ranking::Score score) const {
  if (key.field.empty()) return {false, directed(score, key.descending)};
  if (key.part == nullptr || !key.part->column.has_value()) return {};
  const store::Column& column = *key.part->column;
  const store::Column::Extent extent = column.extent(doc);
  if (extent.begin == extent.end) return {};
  std::int64_t value = column.value(key.descending ? extent.end - 1 : extent.begin);
  // Even numbers, so that a keyword that the segment does not have finds a place between two.
  if (key.kind == FieldKind::kKeyword) value *= 2;
  return {false, directed(value, key.descending)};
}

SortedDocuments::LocalKey SortedDocuments::local_after(const Key& key,
                                                       const SortValue& value) const {
  if (const auto* number = std::get_if<std::int64_t>(&value)) {
    return {false, directed(*number, key.descending)};
  }
  const auto* keyword = std::get_if<std::string>(&value);
  if (keyword == nullptr) return {};
  if (key.part == nullptr) return {false, 0};  // no document has a value to be compared with
  dictionary::TermIterator it(key.part->terms);
  it.seek(*keyword);
  std::int64_t place = it.at_end() ? std::int64_t{key.part->terms.size()} : index_of(it.id());
  place *= 2;
  if (it.at_end() || it.term() != *keyword) --place;
  return {false, directed(place, key.descending)};
}

SortValue SortedDocuments::value_of(const Key& key, LocalKey local) const {
  if (local.is_missing) return {};
  std::int64_t value = directed(local.value, key.descending);
  if (key.kind != FieldKind::kKeyword) return value;
  value /= 2;
  const auto terms = static_cast<std::int64_t>(key.part->terms.size());
  if (value < 0 || value >= terms) {
    throw CorruptIndexError(segment_->path() + ": a column names a term that there is not");
  }
  return key.part->terms.term(TermId{static_cast<std::uint32_t>(value)});
}

void SortedDocuments::add(const Window& window, const Matches& matches, const Scores& scores) {
  if (k_ == 0) return;
  Entry entry{std::vector<LocalKey>(keys_.size()), 0, 0};
  matches.for_each([&](DocId at) {
    entry.doc = window.begin + at;
    entry.score = scores[at];
    for (std::size_t i = 0; i < keys_.size(); ++i) {
      entry.keys[i] = local_key(keys_[i], entry.doc, entry.score);
    }
    if (!is_behind_after(entry)) return;
    if (heap_.size() == k_) {
      if (entry >= heap_.front()) return;
      std::ranges::pop_heap(heap_);
      heap_.pop_back();
    }
    heap_.push_back(entry);
    std::ranges::push_heap(heap_);
  });
}

void SortedDocuments::end_segment() {
  for (const Entry& entry : heap_) {
    RankedDocument document{GlobalDocId{base_ + entry.doc}, entry.score, {}};
    for (std::size_t i = 0; i < keys_.size(); ++i) {
      document.sort_values.push_back(value_of(keys_[i], entry.keys[i]));
    }
    best_.push_back(std::move(document));
  }
  std::ranges::sort(best_, [this](const auto& a, const auto& b) { return comes_before(a, b); });
  if (best_.size() > k_) best_.resize(k_);
}

bool SortedDocuments::comes_before(const RankedDocument& a, const RankedDocument& b) const {
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    const auto order = order_of(a.sort_values[i], b.sort_values[i], keys_[i].descending);
    if (order != 0) return order < 0;
  }
  return a.doc < b.doc;
}

std::vector<RankedDocument> SortedDocuments::finish() && { return std::move(best_); }

}  // namespace lodex::search
