// The first documents of fields whose analyzer is "auto": they tell the language of the field.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "index/document_mapper.h"
#include "lodex/schema.h"

namespace lodex::index {

// Holds documents back until there is enough text. A field has one analyzer for all documents, as
// queries are analysed once for all of them; so the language is chosen once, by the field, and the
// schema has its analyzer from then on.
class LODEX_API LanguageSample {
 public:
  // Whether a document has to be held back: it has text of a field that has no language yet, or it
  // comes behind one that has.
  [[nodiscard]] bool wants(const MappedDocument& document, const Schema& schema) const;
  void add(MappedDocument document, const Schema& schema);
  // Whether more documents would hardly tell more.
  [[nodiscard]] bool is_full() const;
  [[nodiscard]] bool empty() const { return documents_.empty(); }

  // `schema` with the analyzers of the languages. Where a field's text does not tell its language,
  // or is short, that of all fields of the sample does; where that does not, it is "standard".
  [[nodiscard]] Schema with_languages(Schema schema) const;
  // The documents in their order; the sample is then empty.
  [[nodiscard]] std::vector<MappedDocument> take();

 private:
  std::vector<MappedDocument> documents_;
  std::size_t bytes_ = 0;
  std::map<std::string, std::string> texts_;  // by field, what its detection reads
};

}  // namespace lodex::index
