#include "document/json.h"

#include <simdjson.h>

#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>
#include <unordered_set>

#include "base/utf8.h"
#include "lodex/error.h"

namespace lodex {
namespace {

namespace dom = simdjson::dom;

// A part of a document as its own text.
Json text_of(const dom::element& element) { return Json{simdjson::minify(element)}; }

Value value_of(const dom::element& element) {
  switch (element.type()) {
    case dom::element_type::OBJECT:
      return text_of(element);
    case dom::element_type::ARRAY: {
      Value::List list;
      for (const dom::element item : dom::array(element)) list.push_back(value_of(item));
      return list;
    }
    case dom::element_type::STRING:
      return std::string_view(element);
    case dom::element_type::INT64:
      return std::int64_t(element);
    case dom::element_type::UINT64:  // above the largest signed one
      return Json{std::to_string(std::uint64_t(element))};
    case dom::element_type::DOUBLE:
      return double(element);
    case dom::element_type::BOOL:
      return bool(element);
    case dom::element_type::NULL_VALUE:
      return {};
  }
  return {};
}

// Puts a document together; of a repeated name the last value counts.
class DocumentMaker {
 public:
  explicit DocumentMaker(std::size_t fields) { document_.reserve(fields); }
  void add(std::string_view name, Value value) {
    if (is_repeated(name)) {
      document_.set(name, std::move(value));
    } else {
      document_.append(std::string(name), std::move(value));
    }
  }
  [[nodiscard]] Document finish() && { return std::move(document_); }

 private:
  // Most documents have few fields, which are looked through; names of the others are hashed.
  bool is_repeated(std::string_view name) {
    constexpr std::size_t kFewFields = 32;
    if (document_.fields().size() < kFewFields) return document_.find(name) != nullptr;
    if (names_.empty()) {
      for (const Field& field : document_.fields()) names_.insert(field.name);
    }
    return !names_.emplace(name).second;
  }

  Document document_;
  std::unordered_set<std::string> names_;
};

Document document_of(const dom::element& element) {
  const dom::object object(element);
  DocumentMaker document(object.size());
  for (const auto [name, value] : object) document.add(name, value_of(value));
  return std::move(document).finish();
}

// simdjson refuses integers of more than 64 bits. This slower reader takes them as reals, which is
// what most writers of JSON mean by them.
Value slow_value_of(const nlohmann::ordered_json& json) {
  if (json.is_object()) return Json{json.dump()};
  if (json.is_string()) return json.get<std::string>();
  if (json.is_boolean()) return json.get<bool>();
  if (json.is_number_float()) return json.get<double>();
  if (json.is_number()) {
    const bool fits = !json.is_number_unsigned() || json.get<std::uint64_t>() <= INT64_MAX;
    return fits ? Value(json.get<std::int64_t>()) : Value(Json{json.dump()});
  }
  if (!json.is_array()) return {};
  Value::List list;
  for (const auto& item : json) list.push_back(slow_value_of(item));
  return list;
}

// simdjson's own limit.
constexpr int kMaxDepth = 1024;

Document read_slowly(std::string_view text) {
  using Json = nlohmann::ordered_json;
  const auto within_depth = [](int depth, Json::parse_event_t, Json&) {
    if (depth > kMaxDepth) throw simdjson::simdjson_error(simdjson::DEPTH_ERROR);
    return true;
  };
  const auto json = Json::parse(text, within_depth, false);
  if (!json.is_object()) throw simdjson::simdjson_error(simdjson::NUMBER_ERROR);
  DocumentMaker document(json.size());
  for (const auto& [name, value] : json.items()) document.add(name, slow_value_of(value));
  return std::move(document).finish();
}

}  // namespace

struct JsonReader::Impl {
  dom::parser parser;
  std::string copy;
};

JsonReader::JsonReader() : impl_(std::make_unique<Impl>()) {}
JsonReader::~JsonReader() = default;

Document JsonReader::read_padded(std::string_view text, std::uint64_t& replaced) {
  static_assert(kPadding >= simdjson::SIMDJSON_PADDING);
  replaced = 0;
  try {
    dom::element element;
    auto error = impl_->parser.parse(text.data(), text.size(), false).get(element);
    if (error == simdjson::UTF8_ERROR) {
      impl_->copy = repaired_utf8(text, replaced);
      impl_->copy.reserve(impl_->copy.size() + kPadding);
      text = impl_->copy;
      error = impl_->parser.parse(text.data(), text.size(), false).get(element);
    }
    if (error == simdjson::NUMBER_ERROR) return read_slowly(text);
    if (error != simdjson::SUCCESS) throw simdjson::simdjson_error(error);
    return document_of(element);
  } catch (const simdjson::simdjson_error& error) {
    throw DocumentError(std::string("is not a JSON object: ") + error.what());
  }
}

Document JsonReader::read(std::string_view text, std::uint64_t& replaced) {
  std::string padded;
  padded.reserve(text.size() + kPadding);
  padded = text;
  return read_padded(padded, replaced);
}

void append_json_string(std::string& out, std::string_view text) {
  static constexpr char kHex[] = "0123456789abcdef";
  out += '"';
  while (!text.empty()) {
    const Decoded decoded = decode_utf8(text);
    const char32_t c = decoded.code_point;
    if (!decoded.valid) {
      append_utf8(out, kReplacement);
    } else if (c == '"' || c == '\\') {
      out += '\\';
      out += static_cast<char>(c);
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else if (c < 0x20 || c == 0x7f) {
      out += "\\u00";
      out += kHex[c >> 4];
      out += kHex[c & 15];
    } else {
      out += text.substr(0, decoded.size);
    }
    text.remove_prefix(decoded.size);
  }
  out += '"';
}

namespace {

void append_real(std::string& out, double value) {
  if (!std::isfinite(value)) {
    out += "null";
    return;
  }
  char text[32];
  const auto end = std::to_chars(text, text + sizeof text, value).ptr;
  const std::string_view digits(text, static_cast<std::size_t>(end - text));
  out += digits;
  if (digits.find_first_of(".e") == std::string_view::npos) out += ".0";
}

struct JsonAppender {
  std::string& out;
  void operator()(std::monostate) const { out += "null"; }
  void operator()(bool value) const { out += value ? "true" : "false"; }
  void operator()(std::int64_t value) const { out += std::to_string(value); }
  void operator()(double value) const { append_real(out, value); }
  void operator()(const std::string& value) const { append_json_string(out, value); }
  void operator()(const Json& value) const { out += value.text; }
  void operator()(const Value::List& list) const {
    out += '[';
    for (std::size_t i = 0; i < list.size(); ++i) {
      if (i > 0) out += ',';
      append_json(out, list[i]);
    }
    out += ']';
  }
};

}  // namespace

void append_json(std::string& out, const Value& value) {
  std::visit(JsonAppender{out}, value.variant());
}

}  // namespace lodex
