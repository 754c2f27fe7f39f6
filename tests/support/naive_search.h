// Search by looking at every document: the specification that the engine is compared with.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "lodex/document.h"
#include "lodex/query.h"
#include "lodex/schema.h"
#include "lodex/search.h"
#include "query/node.h"

namespace lodex::test {

class NaiveSearch {
 public:
  NaiveSearch(std::vector<Document> documents, Schema schema);

  struct Match {
    std::size_t document;  // in the order given
    double score;
  };
  // All matches in the order of the documents, scored in double precision.
  [[nodiscard]] std::vector<Match> search(const Query& query, const Bm25& model = {}) const;

  [[nodiscard]] const std::vector<Document>& documents() const { return documents_; }
  [[nodiscard]] const Schema& schema() const { return schema_; }

 private:
  // Where each term stands, and the number of tokens, of one field of one document.
  struct FieldText {
    std::map<std::string, std::vector<std::uint32_t>> positions;
    std::uint32_t length = 0;
  };
  using Occurrences = std::vector<std::uint32_t>;  // how often, by document

  [[nodiscard]] std::optional<double> match(const query::Node& node, std::size_t document,
                                            const Bm25& model) const;
  [[nodiscard]] const FieldText* text(const std::string& field, std::size_t document) const;
  [[nodiscard]] std::uint64_t doc_freq(const std::string& field, const std::string& term) const;
  [[nodiscard]] double idf(std::uint64_t doc_freq) const;
  [[nodiscard]] double measure_average_length(const std::string& field) const;
  [[nodiscard]] const std::vector<std::string>& expansion(const query::Expansion& expansion) const;
  // How often a leaf occurs in the document, and its idf.
  struct Leaf {
    std::string field;
    std::uint32_t freq = 0;
    double idf = 0;
  };
  [[nodiscard]] Leaf leaf(const query::Node& node, std::size_t document) const;
  // Length over average length, with b.
  [[nodiscard]] double norm(const std::string& field, std::size_t document,
                            const Bm25& model) const;

  std::vector<Document> documents_;
  Schema schema_;
  std::map<std::string, std::vector<std::optional<FieldText>>> texts_;     // by field, by document
  std::map<std::string, std::map<std::string, std::uint64_t>> doc_freqs_;  // by field, by term
  std::map<std::string, double> average_lengths_;
  mutable std::map<std::string, std::vector<std::string>> expansions_;  // by what was expanded
};

// A random query over the fields of random_documents.
[[nodiscard]] Query random_query(class Random& random, std::size_t vocabulary, unsigned depth);

}  // namespace lodex::test
