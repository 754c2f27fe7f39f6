#include "lodex/origin.h"

#include <algorithm>

namespace lodex {
namespace {

Value integer(std::uint64_t number) { return static_cast<std::int64_t>(number); }

// A whole number that is not negative.
std::optional<std::uint64_t> number_of(const Value& value) {
  const auto* number = value.get_if<std::int64_t>();
  if (number == nullptr || *number < 0) return {};
  return static_cast<std::uint64_t>(*number);
}

Value value_of(const std::vector<LineMark>& marks) {
  Value::List list;
  list.reserve(2 * marks.size());
  LineMark last;
  for (const LineMark& mark : marks) {
    list.push_back(integer(mark.offset - last.offset));
    list.push_back(integer(mark.line - last.line));  // negative where lines fall
    last = mark;
  }
  return list;
}

bool read_marks(const Value::List& list, std::vector<LineMark>& marks) {
  if (list.empty() || list.size() % 2 != 0) return false;
  LineMark last;
  for (std::size_t i = 0; i < list.size(); i += 2) {
    const auto offset = number_of(list[i]);
    const auto* line = list[i + 1].get_if<std::int64_t>();
    if (!offset || line == nullptr) return false;
    last.offset += *offset;
    last.line += static_cast<std::uint64_t>(*line);
    marks.push_back(last);
  }
  return true;
}

bool read_lines(const Value& name, const Value& value, FieldLines& out) {
  const auto* field = name.get_if<std::string>();
  if (field == nullptr) return false;
  out.field = *field;
  if (const auto first = number_of(value)) {
    out.first = *first;
    return true;
  }
  const auto* list = value.get_if<Value::List>();
  return list != nullptr && read_marks(*list, out.marks);
}

}  // namespace

std::uint64_t Origin::line_of(std::string_view field, std::string_view text,
                              std::size_t offset) const {
  const auto known = std::ranges::find(lines, field, &FieldLines::field);
  if (known == lines.end()) return line;
  if (known->marks.empty()) {
    const std::string_view before = text.substr(0, offset);
    return known->first + static_cast<std::uint64_t>(std::ranges::count(before, '\n'));
  }
  const auto behind = std::ranges::upper_bound(known->marks, offset, {}, &LineMark::offset);
  return behind == known->marks.begin() ? behind->line : std::prev(behind)->line;
}

Value Origin::to_value() const {
  Value::List list{Value(path), integer(line)};
  for (const FieldLines& field : lines) {
    list.emplace_back(field.field);
    list.push_back(field.marks.empty() ? integer(field.first) : value_of(field.marks));
  }
  return list;
}

std::optional<Origin> Origin::from_value(const Value& value) {
  const auto* list = value.get_if<Value::List>();
  if (list == nullptr || list->size() < 2 || list->size() % 2 != 0) return {};
  const auto* path = (*list)[0].get_if<std::string>();
  const auto line = number_of((*list)[1]);
  if (path == nullptr || !line) return {};
  Origin origin{*path, *line};
  for (std::size_t i = 2; i < list->size(); i += 2) {
    if (!read_lines((*list)[i], (*list)[i + 1], origin.lines.emplace_back())) return {};
  }
  return origin;
}

}  // namespace lodex
