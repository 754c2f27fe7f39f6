// A document whose terms are given: past the analysis.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "lodex/document.h"
#include "segment/given_terms.h"

namespace lodex::index {

// What a document has of an indexed field of the schema. A field that is there without terms has
// length 0, as that of a text without words.
struct IndexedField {
  std::string name;
  segment::GivenTerms terms{};          // text and keyword
  std::vector<std::int64_t> numbers{};  // other kinds, as store::Column has them
};

struct IndexedDocument {
  Document stored;  // with its id; what is returned, whatever the fields below say
  std::vector<IndexedField> fields{};
};

}  // namespace lodex::index
