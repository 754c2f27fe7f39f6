// Documents: named values, in the order in which they were given.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "lodex/config.h"

namespace lodex {

// A JSON object, kept as its text (UTF-8). Such values are stored and returned, never indexed.
struct Json {
  std::string text;
  bool operator==(const Json&) const = default;
};

// One value of a field: null, boolean, integer (64 bits), real, string (UTF-8), object, or a list.
// A list gives the field several values.
class LODEX_API Value {
 public:
  using List = std::vector<Value>;
  using Variant = std::variant<std::monostate, bool, std::int64_t, double, std::string, Json, List>;

  Value() = default;
  Value(bool v) : data_(v) {}                           // NOLINT(google-explicit-constructor)
  Value(int v) : data_(std::int64_t{v}) {}              // NOLINT(google-explicit-constructor)
  Value(std::int64_t v) : data_(v) {}                   // NOLINT(google-explicit-constructor)
  Value(double v) : data_(v) {}                         // NOLINT(google-explicit-constructor)
  Value(const char* v) : data_(std::string(v)) {}       // NOLINT(google-explicit-constructor)
  Value(std::string_view v) : data_(std::string(v)) {}  // NOLINT(google-explicit-constructor)
  Value(std::string v) : data_(std::move(v)) {}         // NOLINT(google-explicit-constructor)
  Value(Json v) : data_(std::move(v)) {}                // NOLINT(google-explicit-constructor)
  Value(List v) : data_(std::move(v)) {}                // NOLINT(google-explicit-constructor)
  Value(const std::vector<std::string>& v) : data_(List(v.begin(), v.end())) {}  // NOLINT

  [[nodiscard]] bool is_null() const noexcept {
    return std::holds_alternative<std::monostate>(data_);
  }
  // The value as T, or null where it is of another type.
  template <class T>
  [[nodiscard]] const T* get_if() const noexcept {
    return std::get_if<T>(&data_);
  }
  [[nodiscard]] const Variant& variant() const noexcept { return data_; }

  // As JSON text; a string is quoted.
  [[nodiscard]] std::string to_json() const;
  // For people and tab-separated output: a string as it is, a list joined with ", ".
  [[nodiscard]] std::string to_text() const;

  bool operator==(const Value&) const = default;

 private:
  Variant data_;
};

// A field's name and its value.
struct Field {
  std::string name;
  Value value;
  bool operator==(const Field&) const = default;
};

// A document: a sequence of fields with distinct names. The field "id" holds its unique id, a
// non-empty string of at most 512 bytes (an integer is taken for its digits). A plain value type.
class LODEX_API Document {
 public:
  Document() = default;
  Document(std::initializer_list<Field> fields);

  // Reads one JSON object. Unsigned integers of 64 bits are kept as Json, larger ones become
  // reals; of text that is not valid UTF-8 each offending byte sequence becomes U+FFFD. Of a name
  // that occurs twice the last value counts. Throws DocumentError where the text is not JSON.
  static Document from_json(std::string_view text);
  // One JSON object on one line. from_json(to_json()) gives an equal document.
  [[nodiscard]] std::string to_json() const;

  // Sets a field, replacing the value it had.
  Document& set(std::string_view name, Value value);
  // Takes a field out: its value, or nothing where the document has no such field.
  std::optional<Value> remove(std::string_view name);
  // The value of a field, or null where the document has no such field.
  [[nodiscard]] const Value* find(std::string_view name) const noexcept;
  // The field as text (see Value::to_text), or "" where there is none.
  [[nodiscard]] std::string text(std::string_view name) const;
  // The id, or "" where there is none or it is not a string.
  [[nodiscard]] std::string_view id() const noexcept;

  [[nodiscard]] const std::vector<Field>& fields() const noexcept { return fields_; }
  // Memory for so many fields.
  void reserve(std::size_t fields) { fields_.reserve(fields); }
  // For readers that know that no name occurs twice.
  void append(std::string name, Value value) {
    fields_.push_back({std::move(name), std::move(value)});
  }

  bool operator==(const Document&) const = default;

 private:
  std::vector<Field> fields_;
};

}  // namespace lodex
