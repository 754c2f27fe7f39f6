// What an engine knows of one document and of what a query asks: all that an explanation needs of
// it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "lodex/query.h"
#include "lodex/search.h"
#include "query/node.h"

namespace lodex::explain {

// What was asked: that of a search which scores depend on.
struct Question {
  Query query{};
  std::optional<Query> filter{};
  Bm25 model{};
};

struct TermFacts {
  std::string term;
  std::uint64_t doc_freq = 0;  // documents that have it
  std::uint32_t freq = 0;      // how often it is in the document
};

// A term, a phrase or a pattern of one field.
struct LeafFacts {
  std::string field;
  bool has_length = true;        // false: a keyword, whose length does not count
  std::vector<TermFacts> terms;  // one; those of the phrase; those that the pattern stands for
  // How often the document has it: 0 where it does not match. Of a pattern the sum over its terms.
  std::uint32_t freq = 0;
  std::uint32_t length = 0;  // of the field in the document, where it matches
  double average_length = 1;
  // Whether lengths are those of whole documents, as the field has none of its own.
  bool of_documents = false;
};

// A word that is scored: in one field, or in several.
struct ScoredWord {
  struct Part {
    const LeafFacts* facts = nullptr;
    double weight = 1;
  };
  std::vector<Part> parts{};
  double weight = 0;    // boost · idf
  bool across = false;  // BM25F, also where there is one part only
};

class Evidence {
 public:
  Evidence() = default;
  Evidence(const Evidence&) = delete;
  Evidence& operator=(const Evidence&) = delete;
  virtual ~Evidence() = default;

  // Of the collection.
  [[nodiscard]] virtual std::uint64_t document_count() const = 0;
  // Of a term, phrase or pattern; not of ids.
  [[nodiscard]] virtual LeafFacts facts(const query::NodePtr& leaf) const = 0;
  // Whether the document matches what is not scored: a range, the existence of a field, an id.
  [[nodiscard]] virtual bool matches(const query::NodePtr& leaf) const = 0;
  // What the word adds to the score of the document, by the arithmetic of the engine. At least one
  // of its parts is in the document.
  [[nodiscard]] virtual double score(const ScoredWord& word) const = 0;
};

}  // namespace lodex::explain
