#include "search/collapsed_documents.h"

#include <optional>
#include <utility>

#include "search/requirements.h"

namespace lodex::search {

CollapsedDocuments::CollapsedDocuments(const Collapse& collapse, const Schema& schema,
                                       std::size_t k)
    : values_(collapsible_field(schema, collapse)), top_(k, collapse.per_value) {}

SortValue CollapsedDocuments::value_of(std::int64_t number) const {
  if (values_.is_keyword() && number < 0) return *elsewhere_[static_cast<std::size_t>(~number)];
  return values_.value(number);
}

void CollapsedDocuments::begin_segment(const segment::Segment& segment) {
  if (!values_.is_keyword()) {
    values_.begin_segment(segment);
    return;
  }
  const std::vector<Kept> kept = std::move(*this).sorted();
  values_.begin_segment(segment);
  elsewhere_.clear();
  numbers_elsewhere_.clear();
  for (const Kept& document : kept) top_.add(document.key, number_of(document.value));
}

std::optional<std::int64_t> CollapsedDocuments::number_of(const SortValue& value) {
  const auto* keyword = std::get_if<std::string>(&value);
  if (keyword == nullptr) return {};
  if (const auto number = values_.number_of(*keyword)) return number;
  const auto next = -1 - static_cast<std::int64_t>(elsewhere_.size());
  const auto [place, is_new] = numbers_elsewhere_.try_emplace(*keyword, next);
  if (is_new) elsewhere_.push_back(&place->first);
  return place->second;
}

std::vector<CollapsedDocuments::Kept> CollapsedDocuments::sorted() && {
  std::vector<Kept> out;
  for (const auto& [key, number] : top_.take()) {
    out.push_back({key, number ? value_of(*number) : SortValue()});
  }
  return out;
}

}  // namespace lodex::search
