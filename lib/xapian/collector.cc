// SPDX-License-Identifier: GPL-2.0-or-later
#include "xapian/collector.h"

#include <algorithm>
#include <utility>

#include "base/sortable.h"
#include "base/utf8.h"
#include "search/facet_counter.h"
#include "search/requirements.h"
#include "search/sort_value.h"
#include "xapian/values.h"

namespace lodex::xapian {
namespace {

std::vector<std::string> values_of(const LayoutField& field, const Xapian::Document& document) {
  if (!field.value_slot) return {};
  const std::string values =
      field.values_slot ? document.get_value(*field.values_slot) : std::string();
  return read_slot_values(document.get_value(*field.value_slot), values);
}

}  // namespace

DocumentOrder::DocumentOrder(const std::vector<SortKey>& keys, const Layout& layout) {
  for (const SortKey& key : keys) {
    if (!key.field.empty()) (void)search::sortable_field(layout.schema(), key.field);
    keys_.push_back({key.field.empty() ? nullptr : layout.find(key.field), key.descending});
  }
}

std::vector<search::SortValue> DocumentOrder::sort_values(const Xapian::Document& document,
                                                          double score) const {
  std::vector<search::SortValue> out;
  out.reserve(keys_.size());
  for (const Key& key : keys_) {
    search::SortValue& value = out.emplace_back();
    if (key.field == nullptr) {
      value = sortable_real(score);
      continue;
    }
    std::vector<std::string> values = values_of(*key.field, document);
    if (values.empty()) continue;
    std::string& first = key.descending ? values.back() : values.front();
    if (key.field->kind == FieldKind::kKeyword) {
      value = std::move(first);
    } else {
      value = key.field->number_of(first);
    }
  }
  return out;
}

bool DocumentOrder::operator()(const Ranked& a, const Ranked& b) const {
  if (keys_.empty() && a.score != b.score) return a.score > b.score;
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    const auto order = search::order_of(a.sort_values[i], b.sort_values[i], keys_[i].descending);
    if (order != 0) return order < 0;
  }
  return a.number < b.number;
}

CollapseField::CollapseField(const Collapse& collapse, const Layout& layout)
    : field_(layout.find(search::collapsible_field(layout.schema(), collapse).name)),
      per_value_(collapse.per_value) {}

// The values of a document with an empty one begin with its size, 0, and no others are below them.
bool CollapseField::is_in_slot(const Xapian::Database& database) const {
  if (!field_->values_slot || database.get_value_freq(*field_->values_slot) == 0) return true;
  const std::string lowest = database.get_value_lower_bound(*field_->values_slot);
  return !lowest.empty() && lowest[0] != '\0';
}

std::optional<std::string> CollapseField::bytes(const Xapian::Document& document) const {
  std::vector<std::string> values = values_of(*field_, document);
  if (values.empty()) return {};
  return std::move(values.front());
}

search::SortValue CollapseField::value(const std::string& bytes) const {
  if (field_->kind == FieldKind::kKeyword) return repaired_utf8(bytes);
  return field_->number_of(bytes);
}

ValueCounter::ValueCounter(const std::string& name, const Layout& layout)
    : field_(layout.find(search::countable_field(layout.schema(), name).name)) {}

void ValueCounter::add(const Xapian::Document& document) {
  for (std::string& value : values_of(*field_, document)) ++counts_[std::move(value)];
}

void ValueCounter::add_value(const std::string& bytes, std::uint64_t documents) {
  counts_[bytes] += documents;
}

// The first of several has been counted in its own slot, unless it is empty.
void ValueCounter::add_values(const std::string& bytes, std::uint64_t documents) {
  const std::vector<std::string> values = read_slot_values({}, bytes);
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i > 0 || values[i].empty()) counts_[values[i]] += documents;
  }
}

Facet ValueCounter::finish(std::size_t limit) const {
  Facet facet{field_->name, {}};
  for (const auto& [bytes, count] : counts_) {
    const bool is_boolean = field_->kind == FieldKind::kBoolean;
    const bool is_true = is_boolean && field_->number_of(bytes) != 0;
    facet.counts.push_back({is_boolean ? (is_true ? "true" : "false") : bytes, count});
  }
  search::keep_most_frequent(facet, limit);
  return facet;
}

Collector::Collector(const SearchOptions& options, const Layout& layout, std::size_t limit,
                     std::optional<Ranked> after, WholeNumber whole_number)
    : order_(options.sort, layout),
      limit_(limit),
      after_(std::move(after)),
      facet_limit_(options.facet_limit),
      whole_number_(std::move(whole_number)) {
  for (const std::string& name : options.facets) counters_.emplace_back(name, layout);
  if (options.collapse) {
    collapse_.emplace(*options.collapse, layout);
    collapsing_.emplace(limit_, collapse_->per_value(), order_);
  }
}

void Collector::operator()(const Xapian::Document& document, double score) {
  ++total_;
  for (ValueCounter& counter : counters_) counter.add(document);
  if (limit_ == 0) return;
  Ranked ranked{
      whole_number_(document.get_docid()), score, order_.sort_values(document, score), {}};
  if (after_ && !order_(*after_, ranked)) return;
  if (!collapsing_) {
    keep(std::move(ranked));
  } else if (collapsing_->has_room_for(ranked)) {
    collapsing_->add(std::move(ranked), collapse_->bytes(document));
  }
}

void Collector::keep(Ranked ranked) {
  if (heap_.size() == limit_) {
    if (!order_(ranked, heap_.front())) return;
    std::ranges::pop_heap(heap_, order_);
    heap_.pop_back();
  }
  heap_.push_back(std::move(ranked));
  std::ranges::push_heap(heap_, order_);
}

MatchResult Collector::finish() {
  MatchResult out;
  std::ranges::sort_heap(heap_, order_);
  out.documents = std::move(heap_);
  if (collapsing_) {
    for (auto& [ranked, bytes] : collapsing_->take()) {
      if (bytes) ranked.collapse_value = collapse_->value(*bytes);
      out.documents.push_back(std::move(ranked));
    }
  }
  out.total = total_;
  for (const ValueCounter& counter : counters_) out.facets.push_back(counter.finish(facet_limit_));
  return out;
}

}  // namespace lodex::xapian
