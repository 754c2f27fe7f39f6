// From documents to what is indexed of them, by the schema.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "lodex/document.h"
#include "lodex/schema.h"

namespace lodex::index {

// A value of a field as it is indexed: text and keywords as text, everything else as a number (see
// store::Column).
struct FieldValue {
  std::size_t field = 0;  // in Schema::fields()
  std::string text;
  std::int64_t number = 0;
};

struct MappedDocument {
  Document stored;
  std::vector<FieldValue> values;  // of indexed fields
};

// Checks the document against the schema, to which it adds fields where that takes unknown ones.
// Throws DocumentError that names the field, LimitError for an id that is too long; the schema is
// then as before.
[[nodiscard]] MappedDocument map_document(Document document, Schema& schema);

}  // namespace lodex::index
