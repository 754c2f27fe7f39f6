// SPDX-License-Identifier: GPL-2.0-or-later
#include "xapian/document_reader.h"

#include <algorithm>
#include <charconv>
#include <utility>
#include <vector>

#include "base/utf8.h"
#include "lodex/error.h"
#include "search/sort_value.h"

namespace lodex::xapian {
namespace {

// A shorter term has all of its id.
constexpr std::size_t kSurelyWhole = kMaxTermBytes / 2;

std::string name_of(const DataMapping& data, std::string_view name) {
  const auto found = data.names.find(name);
  return found == data.names.end() ? std::string(name) : found->second;
}

// Several lines of one name are a list.
void add_value(Document& document, const std::string& name, std::string text) {
  const Value* old = document.find(name);
  if (old == nullptr) {
    document.append(name, std::move(text));
    return;
  }
  const auto* known = old->get_if<Value::List>();
  Value::List list = known != nullptr ? *known : Value::List{*old};
  list.emplace_back(std::move(text));
  document.set(name, std::move(list));
}

void read_lines(const DataMapping& data, std::string_view text, Document& document) {
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    const std::size_t equals = line.find('=');
    if (equals == 0 || equals == std::string_view::npos) continue;
    const std::string name = name_of(data, repaired_utf8(line.substr(0, equals)));
    if (name != "id") add_value(document, name, repaired_utf8(line.substr(equals + 1)));
  }
}

// What is no JSON object is shown as text.
void read_json(const DataMapping& data, std::string_view text, Document& document) {
  try {
    const Document parsed = Document::from_json(text);
    for (const Field& field : parsed.fields()) {
      if (field.name != "id") document.set(name_of(data, field.name), field.value);
    }
  } catch (const DocumentError&) {
    document.set("data", repaired_utf8(text));
  }
}

Value value_of(const LayoutField& field, const std::string& bytes) {
  if (field.kind == FieldKind::kKeyword) return repaired_utf8(bytes);
  return search::to_value(field.number_of(bytes), field.kind);
}

void read_values(const Layout& layout, const Xapian::Document& source, Document& document) {
  for (const LayoutField& field : layout.fields()) {
    if (!field.value_slot || document.find(field.name) != nullptr) continue;
    const std::string bytes = source.get_value(*field.value_slot);
    if (!bytes.empty()) document.set(field.name, value_of(field, bytes));
  }
}

Document own_document(const std::string& data) {
  try {
    return Document::from_json(data);
  } catch (const DocumentError& error) {
    throw CorruptIndexError(std::string("the data of a document: ") + error.what());
  }
}

std::string term_of_id(const State& state, const Xapian::Database& database, Xapian::docid number) {
  const std::string& prefix = *state.layout().id_prefix();
  Xapian::TermIterator term = database.termlist_begin(number);
  term.skip_to(prefix);
  if (term == database.termlist_end(number) || !(*term).starts_with(prefix)) return {};
  return *term;
}

}  // namespace

std::string id_of(const State& state, const Xapian::Database& database, Xapian::docid number) {
  if (state.layout().id_prefix()) {
    const std::string term = term_of_id(state, database, number);
    if (!state.layout().is_foreign() && term.size() >= kSurelyWhole) {
      return std::string(own_document(database.get_document(number).get_data()).id());
    }
    if (const auto id = state.layout().id_of(term)) return *id;
  }
  return std::to_string(number);
}

std::optional<Xapian::docid> number_of(const State& state, const Xapian::Database& database,
                                       std::string_view id) {
  if (state.layout().id_prefix()) {
    const std::string term = state.layout().id_term(id);
    const Xapian::PostingIterator found = database.postlist_begin(term);
    if (found != database.postlist_end(term)) return *found;
    if (!state.layout().is_foreign()) return {};
  }
  // A document that has no such term is named by its number.
  Xapian::docid number = 0;
  const auto read = std::from_chars(id.data(), id.data() + id.size(), number);
  if (read.ec != std::errc() || read.ptr != id.data() + id.size() || number == 0) return {};
  try {
    (void)database.get_document(number);
  } catch (const Xapian::DocNotFoundError&) {
    return {};
  }
  if (id_of(state, database, number) != id) return {};
  return number;
}

Document read_document(const State& state, const Xapian::Database& database, Xapian::docid number) {
  const Xapian::Document source = database.get_document(number);
  const std::string data = source.get_data();
  if (state.data().format == DataFormat::kDocument) return own_document(data);
  Document document{{"id", repaired_utf8(id_of(state, database, number))}};
  switch (state.data().format) {
    case DataFormat::kLines:
      read_lines(state.data(), data, document);
      break;
    case DataFormat::kJson:
      read_json(state.data(), data, document);
      break;
    case DataFormat::kText:
      if (!data.empty()) document.set("data", repaired_utf8(data));
      break;
    default:
      break;
  }
  read_values(state.layout(), source, document);
  return document;
}

}  // namespace lodex::xapian
