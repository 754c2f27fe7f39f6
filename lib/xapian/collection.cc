// SPDX-License-Identifier: GPL-2.0-or-later
#include "xapian/collection.h"

#include <algorithm>
#include <utility>

#include "lodex/document.h"
#include "lodex/error.h"

namespace lodex::xapian {
namespace {

// Nothing where it is not a number that is not negative.
std::optional<std::uint64_t> count_of(const Document& document, std::string_view name) {
  const Value* value = document.find(name);
  const auto* number = value == nullptr ? nullptr : value->get_if<std::int64_t>();
  if (number == nullptr || *number < 0) return {};
  return static_cast<std::uint64_t>(*number);
}

Value count(std::uint64_t number) { return static_cast<std::int64_t>(number); }

}  // namespace

double FieldStatistics::average_length() const {
  if (documents == 0 || tokens == 0) return 1;
  return static_cast<double>(tokens) / static_cast<double>(documents);
}

std::string encode_length(std::uint32_t length) { return Xapian::sortable_serialise(length); }

std::uint32_t decode_length(const std::string& bytes) {
  const double length = Xapian::sortable_unserialise(bytes);
  return static_cast<std::uint32_t>(std::clamp(length, 0.0, double{UINT32_MAX}));
}

std::string note_of(const std::map<std::string, std::uint64_t>& tokens,
                    const Xapian::Database& database) {
  Document fields;
  for (const auto& [name, number] : tokens) fields.append(name, count(number));
  return Document{{"documents", count(database.get_doccount())},
                  {"length", count(database.get_total_length())},
                  {"tokens", Json{fields.to_json()}}}
      .to_json();
}

std::optional<std::map<std::string, std::uint64_t>> noted_tokens(const Xapian::Database& database) {
  if (database.size() != 1) return {};
  const std::string note = database.get_metadata(kStatisticsKey);
  if (note.empty()) return {};
  try {
    const Document document = Document::from_json(note);
    const Value* tokens = document.find("tokens");
    const auto* json = tokens == nullptr ? nullptr : tokens->get_if<Json>();
    if (json == nullptr || count_of(document, "documents") != database.get_doccount() ||
        count_of(document, "length") != database.get_total_length()) {
      return {};
    }
    const Document fields = Document::from_json(json->text);
    std::map<std::string, std::uint64_t> out;
    for (const Field& field : fields.fields()) {
      const auto number = count_of(fields, field.name);
      if (!number) return {};
      out[field.name] = *number;
    }
    return out;
  } catch (const DocumentError&) {
    return {};
  }
}

Collection::Collection(Layout layout, const Xapian::Database& database, bool is_remote)
    : layout_(std::move(layout)),
      is_remote_(is_remote),
      documents_(database.get_doccount()),
      noted_tokens_(noted_tokens(database)) {}

const Collection::Slot& Collection::read_slot(Xapian::valueno slot,
                                              const Xapian::Database& database) const {
  const std::lock_guard guard(mutex_);
  const auto known = slots_.find(slot);
  if (known != slots_.end()) return known->second;
  Slot read;
  const bool keep = database.size() == 1 && !is_remote_;
  auto lengths = std::make_shared<FieldLengths>();
  if (keep) lengths->resize(std::size_t{database.get_lastdocid()} + 1);
  const Xapian::ValueIterator end = database.valuestream_end(slot);
  for (Xapian::ValueIterator it = database.valuestream_begin(slot); it != end; ++it) {
    const std::uint32_t length = decode_length(*it);
    read.tokens += length;
    if (keep && it.get_docid() < lengths->size()) (*lengths)[it.get_docid()] = length;
  }
  if (keep) read.lengths = std::move(lengths);
  return slots_.emplace(slot, std::move(read)).first->second;
}

FieldStatistics Collection::field(const LayoutField& field,
                                  const Xapian::Database& database) const {
  {
    const std::lock_guard guard(mutex_);
    const auto known = fields_.find(field.name);
    if (known != fields_.end()) return known->second;
  }
  const FieldStatistics counted = count_field(field, database);
  const std::lock_guard guard(mutex_);
  return fields_.emplace(field.name, counted).first->second;
}

FieldStatistics Collection::count_field(const LayoutField& field,
                                        const Xapian::Database& database) const {
  if (!field.length_slot) return {documents_, database.get_total_length()};
  FieldStatistics out{database.get_value_freq(*field.length_slot), 0};
  if (out.documents == 0) return out;
  if (field.length == LengthSource::kDocument) {
    out.tokens = database.get_total_length();
  } else if (noted_tokens_.has_value() && noted_tokens_->contains(field.name)) {
    out.tokens = noted_tokens_->at(field.name);
  } else {
    out.tokens = read_slot(*field.length_slot, database).tokens;
  }
  return out;
}

std::shared_ptr<const FieldLengths> Collection::lengths(const LayoutField& field,
                                                        const Xapian::Database& database) const {
  if (!field.length_slot || database.size() != 1 || is_remote_) return nullptr;
  return read_slot(*field.length_slot, database).lengths;
}

}  // namespace lodex::xapian
