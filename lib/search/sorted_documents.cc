#include "search/sorted_documents.h"

#include <algorithm>
#include <map>
#include <utility>

#include "lodex/error.h"
#include "search/requirements.h"

namespace lodex::search {
namespace {

// Turns the order of all values around.
std::int64_t directed(std::int64_t value, bool descending) { return descending ? ~value : value; }

}  // namespace

SortedDocuments::SortedDocuments(const RunOptions& options, const Schema& schema)
    : k_(options.limit), after_(options.after) {
  for (const SortKey& key : options.sort) {
    std::optional<ColumnValues> values;
    if (!key.field.empty()) values.emplace(sortable_field(schema, key.field));
    keys_.push_back({std::move(values), key.descending});
  }
  if (after_ && after_->sort_values.size() != keys_.size()) {
    throw QueryError("the place to go on from belongs to another order");
  }
  if (options.collapse) {
    const FieldSpec& field = collapsible_field(schema, *options.collapse);
    const std::size_t per_value = options.collapse->per_value;
    collapsing_.emplace(Collapsing{ColumnValues(field), per_value, {k_, per_value}});
  }
}

void SortedDocuments::begin_segment(const segment::Segment& segment, std::uint32_t base) {
  base_ = base;
  heap_.clear();
  for (Key& key : keys_) {
    if (key.values) key.values->begin_segment(segment);
  }
  if (collapsing_) collapsing_->values.begin_segment(segment);
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
  if (!key.values) return {false, directed(score, key.descending)};
  const store::Column* column = key.values->column();
  if (column == nullptr) return {};
  const store::Column::Extent extent = column->extent(doc);
  if (extent.begin == extent.end) return {};
  std::int64_t value = column->value(key.descending ? extent.end - 1 : extent.begin);
  // Even numbers, so that a keyword that the segment does not have finds a place between two.
  if (key.values->is_keyword()) value *= 2;
  return {false, directed(value, key.descending)};
}

SortedDocuments::LocalKey SortedDocuments::local_after(const Key& key,
                                                       const SortValue& value) const {
  if (const auto* number = std::get_if<std::int64_t>(&value)) {
    return {false, directed(*number, key.descending)};
  }
  const auto* keyword = std::get_if<std::string>(&value);
  if (keyword == nullptr) return {};
  if (!key.values) return {false, 0};
  const ColumnValues::Place place = key.values->place_of(*keyword);
  return {false, directed(place.number * 2 - (place.is_same ? 0 : 1), key.descending)};
}

SortValue SortedDocuments::value_of(const Key& key, LocalKey local) const {
  if (local.is_missing) return {};
  const std::int64_t value = directed(local.value, key.descending);
  if (!key.values) return value;
  return key.values->value(key.values->is_keyword() ? value / 2 : value);
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
    if (collapsing_) {
      collapse(entry);
      return;
    }
    if (heap_.size() == k_) {
      if (entry >= heap_.front()) return;
      std::ranges::pop_heap(heap_);
      heap_.pop_back();
    }
    heap_.push_back(entry);
    std::ranges::push_heap(heap_);
  });
}

void SortedDocuments::collapse(const Entry& entry) {
  if (!collapsing_->top.has_room_for(entry)) return;
  collapsing_->top.add(entry, collapsing_->values.lowest(entry.doc));
}

void SortedDocuments::take(const Entry& entry, SortValue collapse_value) {
  auto values = std::make_unique<RankedDocument::Values>();
  values->sort.reserve(keys_.size());
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    values->sort.push_back(value_of(keys_[i], entry.keys[i]));
  }
  values->collapse = std::move(collapse_value);
  best_.push_back({GlobalDocId{base_ + entry.doc}, entry.score, std::move(values)});
}

void SortedDocuments::end_segment() {
  for (const Entry& entry : heap_) take(entry, {});
  if (collapsing_) {
    for (const auto& [entry, number] : collapsing_->top.take()) {
      take(entry, number ? collapsing_->values.value(*number) : SortValue());
    }
  }
  std::ranges::sort(best_, [this](const auto& a, const auto& b) { return comes_before(a, b); });
  if (collapsing_) collapse_best();
  if (best_.size() > k_) best_.resize(k_);
}

void SortedDocuments::collapse_best() {
  std::map<SortValue, std::size_t> met;
  std::size_t kept = 0;
  for (std::size_t i = 0; i < best_.size(); ++i) {
    const SortValue& value = best_[i].values->collapse;
    const bool has_value = !std::holds_alternative<std::monostate>(value);
    if (has_value && ++met[value] > collapsing_->per_value) continue;
    if (kept != i) best_[kept] = std::move(best_[i]);
    ++kept;
  }
  best_.resize(kept);
}

bool SortedDocuments::comes_before(const RankedDocument& a, const RankedDocument& b) const {
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    const auto order = order_of(a.values->sort[i], b.values->sort[i], keys_[i].descending);
    if (order != 0) return order < 0;
  }
  return a.doc < b.doc;
}

std::vector<RankedDocument> SortedDocuments::finish() && { return std::move(best_); }

}  // namespace lodex::search
