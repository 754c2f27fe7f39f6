// SPDX-License-Identifier: GPL-2.0-or-later
#include "xapian/database_evidence.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "explain/explain.h"
#include "lodex/error.h"
#include "postings/phrase_match.h"
#include "query/field_terms.h"
#include "xapian/leaf.h"
#include "xapian/occurrences.h"
#include "xapian/ranges.h"
#include "xapian/scoring.h"
#include "xapian/term_list.h"
#include "xapian/values.h"

namespace lodex::xapian {
namespace {

class DatabaseEvidence final : public explain::Evidence {
 public:
  DatabaseEvidence(const Collection& collection, const Xapian::Database& database,
                   const Bm25& model, Xapian::docid number)
      : collection_(collection),
        database_(database),
        model_(model),
        number_(number),
        document_(database.get_document(number)) {}

  [[nodiscard]] std::uint64_t document_count() const override {
    return collection_.document_count();
  }
  [[nodiscard]] explain::LeafFacts facts(const query::NodePtr& leaf) const override;
  [[nodiscard]] bool matches(const query::NodePtr& leaf) const override;
  [[nodiscard]] double score(const explain::ScoredWord& word) const override;

 private:
  [[nodiscard]] std::uint32_t freq(const std::string& term, bool is_keyword) const;
  [[nodiscard]] std::uint32_t places(const Sought& sought) const;
  [[nodiscard]] std::uint32_t length(const LayoutField& field) const;
  [[nodiscard]] bool has_term(const std::string& term) const { return freq(term, true) > 0; }
  [[nodiscard]] bool has_term_within(const LayoutField& field, const ValueRange& range) const;
  [[nodiscard]] bool is_within(const query::Range& range) const;
  [[nodiscard]] bool has_field(const std::string& name) const;

  const Collection& collection_;
  const Xapian::Database& database_;
  const Bm25& model_;
  Xapian::docid number_;
  Xapian::Document document_;
};

// 0 where the document does not have the term.
std::uint32_t DatabaseEvidence::freq(const std::string& term, bool is_keyword) const {
  // Xapian takes no term at all for that of all documents.
  if (term.empty()) return 0;
  Xapian::PostingIterator it = database_.postlist_begin(term);
  const Xapian::PostingIterator end = database_.postlist_end(term);
  if (it != end) it.skip_to(number_);
  if (it == end || *it != number_) return 0;
  return is_keyword ? 1 : std::max(1U, it.get_wdf());
}

// Of a phrase, all of whose terms the document has.
std::uint32_t DatabaseEvidence::places(const Sought& sought) const {
  std::vector<std::vector<std::uint32_t>> positions;
  for (const std::string& term : sought.terms) {
    positions.emplace_back(database_.positionlist_begin(number_, term),
                           database_.positionlist_end(number_, term));
  }
  return postings::count_phrase(positions, sought.offsets, *sought.phrase);
}

std::uint32_t DatabaseEvidence::length(const LayoutField& field) const {
  if (field.length_slot) {
    const std::string bytes = document_.get_value(*field.length_slot);
    return bytes.empty() ? 0 : decode_length(bytes);
  }
  return field.length == LengthSource::kDocument ? database_.get_doclength(number_) : 1;
}

explain::LeafFacts DatabaseEvidence::facts(const query::NodePtr& leaf) const {
  std::vector<QueryNote> notes;
  const Leaf read = LeafReader(collection_, database_, notes).read(*leaf);
  const Sought& sought = read.sought;
  explain::LeafFacts out;
  out.field = read.field->name;
  out.has_length = !sought.is_keyword;
  std::uint32_t sum = 0;
  bool has_all = true;
  PhraseBound bound;
  for (std::size_t i = 0; i < sought.terms.size(); ++i) {
    const std::string& term = sought.terms[i];
    out.terms.push_back({read.target.terms[i].term, term.empty() ? 0 : database_.get_termfreq(term),
                         freq(term, sought.is_keyword)});
    sum += out.terms.back().freq;
    has_all = has_all && out.terms.back().freq > 0;
    bound.add(out.terms.back().freq);
  }
  out.freq = sum;
  // Another program may have counted less than it has positions.
  if (sought.phrase) out.freq = has_all ? std::min(places(sought), bound.of(*sought.phrase)) : 0;
  if (out.freq == 0 || sought.is_keyword) return out;
  out.length = std::max(length(*read.field), out.freq);
  out.average_length = collection_.field(*read.field, database_).average_length();
  out.of_documents = !read.field->length_slot;
  return out;
}

bool DatabaseEvidence::has_term_within(const LayoutField& field, const ValueRange& range) const {
  bool found = false;
  for_each_term(database_, field, {}, [&](std::string_view term, const Xapian::TermIterator& it) {
    found = range.has(std::string(term)) && has_term(*it);
    return !found;
  });
  return found;
}

bool DatabaseEvidence::is_within(const query::Range& node) const {
  const LayoutField& field = indexed_field(collection_.layout(), node.field);
  const ValueRange range = value_range(node, field);
  if (!field.value_slot) return has_term_within(field, range);
  const std::string values =
      field.values_slot ? document_.get_value(*field.values_slot) : std::string();
  return std::ranges::any_of(read_slot_values(document_.get_value(*field.value_slot), values),
                             [&](const std::string& value) { return range.has(value); });
}

bool DatabaseEvidence::has_field(const std::string& name) const {
  if (name == query::kIdField) return true;
  const LayoutField& field = indexed_field(collection_.layout(), name);
  const auto has_slot = [&](const std::optional<Xapian::valueno>& slot) {
    return slot && !document_.get_value(*slot).empty();
  };
  if (field.length_slot) return has_slot(field.length_slot);
  if (!field.value_slot) return has_term_within(field, {});
  return has_slot(field.value_slot) || has_slot(field.values_slot);
}

bool DatabaseEvidence::matches(const query::NodePtr& leaf) const {
  return std::visit(
      query::Overloaded{
          [&](const query::Range& range) { return is_within(range); },
          [&](const query::Exists& exists) { return has_field(exists.field); },
          [&](const query::Term& id) { return has_term(collection_.layout().id_term(id.term)); },
          [](const auto&) { return false; },
      },
      leaf->data);
}

double DatabaseEvidence::score(const explain::ScoredWord& word) const {
  ScoredPart part;
  part.weight = word.weight;
  part.k1 = model_.k1;
  double sum = 0;
  for (const auto& [facts, weight] : word.parts) {
    const double b = facts->has_length ? model_.b : 0;
    ScoredField field;
    field.weight = weight;
    field.normalise(b, facts->average_length);
    sum += field.frequency(facts->freq, facts->length);
  }
  return part.score(sum);
}

}  // namespace

Explanation explained(const explain::Question& question, const Collection& collection,
                      const Xapian::Database& database, Xapian::docid number) {
  if (collection.is_remote()) {
    throw QueryError(
        "the database is on a server, which ranks by Xapian's own BM25 over whole documents: its "
        "scores are not explained");
  }
  return explain::explain(question, DatabaseEvidence(collection, database, question.model, number));
}

}  // namespace lodex::xapian
