#include "lodex/document.h"

#include <algorithm>

#include "document/json.h"

namespace lodex {

std::string Value::to_json() const {
  std::string out;
  append_json(out, *this);
  return out;
}

std::string Value::to_text() const {
  if (const auto* text = get_if<std::string>()) return *text;
  if (is_null()) return {};
  const auto* list = get_if<List>();
  if (list == nullptr) return to_json();
  std::string out;
  for (const Value& item : *list) {
    if (!out.empty()) out += ", ";
    out += item.to_text();
  }
  return out;
}

Document::Document(std::initializer_list<Field> fields) {
  fields_.reserve(fields.size());
  for (const Field& field : fields) set(field.name, field.value);
}

Document Document::from_json(std::string_view text) {
  std::uint64_t replaced = 0;
  return JsonReader().read(text, replaced);
}

std::string Document::to_json() const {
  std::string out = "{";
  for (const Field& field : fields_) {
    if (out.size() > 1) out += ',';
    append_json_string(out, field.name);
    out += ':';
    append_json(out, field.value);
  }
  return out + "}";
}

Document& Document::set(std::string_view name, Value value) {
  const auto found = std::ranges::find(fields_, name, &Field::name);
  if (found != fields_.end()) {
    found->value = std::move(value);
  } else {
    fields_.push_back({std::string(name), std::move(value)});
  }
  return *this;
}

const Value* Document::find(std::string_view name) const noexcept {
  const auto found = std::ranges::find(fields_, name, &Field::name);
  return found == fields_.end() ? nullptr : &found->value;
}

std::optional<Value> Document::remove(std::string_view name) {
  const auto found = std::ranges::find(fields_, name, &Field::name);
  if (found == fields_.end()) return {};
  Value value = std::move(found->value);
  fields_.erase(found);
  return value;
}

std::string Document::text(std::string_view name) const {
  const Value* value = find(name);
  return value == nullptr ? std::string() : value->to_text();
}

std::string_view Document::id() const noexcept {
  const Value* value = find("id");
  const std::string* text = value == nullptr ? nullptr : value->get_if<std::string>();
  return text == nullptr ? std::string_view() : std::string_view(*text);
}

}  // namespace lodex
