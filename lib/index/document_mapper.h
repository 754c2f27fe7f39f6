// From documents to what is indexed of them, by the schema.
#pragma once

#include <cstdint>
#include <forward_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "index/indexed_document.h"
#include "lodex/document.h"
#include "lodex/schema.h"

namespace lodex::index {

// A value of a field as it is indexed: text and keywords as text, everything else as a number (see
// store::Column).
struct FieldValue {
  std::size_t field = 0;  // in Schema::fields()
  std::string_view text;  // lies in the document that it belongs to
  std::int64_t number = 0;
};

// Cannot be copied, as values lie in it.
struct MappedDocument {
  MappedDocument() = default;
  MappedDocument(MappedDocument&&) = default;
  MappedDocument& operator=(MappedDocument&&) = default;
  MappedDocument(const MappedDocument&) = delete;
  MappedDocument& operator=(const MappedDocument&) = delete;
  ~MappedDocument() = default;

  Document stored;
  std::vector<FieldValue> values;  // of indexed fields
  // Fields whose terms are given, by rising number in Schema::fields().
  std::vector<std::pair<std::size_t, IndexedField>> given;
  Document source;                      // what was given, where not all of it is stored
  std::forward_list<std::string> made;  // texts of values that are no strings
  std::size_t bytes = 0;                // about what all this takes
};

// Checks the document against the schema, to which it adds fields where that takes unknown ones.
// Throws DocumentError that names the field, LimitError for an id that is too long; the schema is
// then as before.
[[nodiscard]] LODEX_API MappedDocument map_document(Document document, Schema& schema);

// The same of a document whose terms are given. Every field has to be in the schema, and what it
// has has to be what the kind of the field takes; DocumentError says where it is not so.
[[nodiscard]] LODEX_API MappedDocument map_indexed(IndexedDocument document, const Schema& schema);

}  // namespace lodex::index
