#include "search/facet_counter.h"

#include <algorithm>

#include "search/requirements.h"

namespace lodex::search {

void keep_most_frequent(Facet& facet, std::size_t limit) {
  std::ranges::sort(facet.counts, [](const FacetCount& a, const FacetCount& b) {
    return a.count != b.count ? a.count > b.count : a.value < b.value;
  });
  if (facet.counts.size() > limit) facet.counts.resize(limit);
}

FacetCounter::FacetCounter(const std::vector<std::string>& fields, const Schema& schema,
                           std::size_t limit)
    : limit_(limit) {
  for (const std::string& name : fields) {
    const bool is_boolean = countable_field(schema, name).kind == FieldKind::kBoolean;
    fields_.push_back({name, is_boolean, {}, nullptr, {}});
  }
}

void FacetCounter::begin_segment(const segment::Segment& segment) {
  for (Field& field : fields_) {
    const segment::SegmentField* part = segment.field(field.name);
    field.part = part != nullptr && part->column.has_value() ? part : nullptr;
    if (field.part != nullptr) field.counts.assign(field.is_boolean ? 2 : part->terms.size(), 0);
  }
}

void FacetCounter::add(const Window& window, const Matches& matches) {
  for (Field& field : fields_) {
    if (field.part == nullptr) continue;
    const store::Column& column = *field.part->column;
    matches.for_each([&](DocId at) {
      const store::Column::Extent extent = column.extent(window.begin + at);
      for (std::uint64_t i = extent.begin; i < extent.end; ++i) {
        const auto number = static_cast<std::uint64_t>(column.value(i));
        if (number < field.counts.size()) ++field.counts[number];
      }
    });
  }
}

void FacetCounter::end_segment() {
  for (Field& field : fields_) {
    if (field.part == nullptr) continue;
    if (field.is_boolean) {
      if (field.counts[0] > 0) field.totals["false"] += field.counts[0];
      if (field.counts[1] > 0) field.totals["true"] += field.counts[1];
      continue;
    }
    dictionary::TermIterator it(field.part->terms);
    for (it.seek(""); !it.at_end(); it.next()) {
      const std::uint64_t count = field.counts[index_of(it.id())];
      if (count > 0) field.totals[it.term()] += count;
    }
  }
}

std::vector<Facet> FacetCounter::finish() const {
  std::vector<Facet> out;
  for (const Field& field : fields_) {
    Facet facet{field.name, {}};
    for (const auto& [value, count] : field.totals) facet.counts.push_back({value, count});
    keep_most_frequent(facet, limit_);
    out.push_back(std::move(facet));
  }
  return out;
}

}  // namespace lodex::search
