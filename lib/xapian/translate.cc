// SPDX-License-Identifier: GPL-2.0-or-later
#include "xapian/translate.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "lodex/error.h"
#include "query/field_terms.h"
#include "search/requirements.h"
#include "xapian/leaf.h"
#include "xapian/ranges.h"
#include "xapian/remote_query.h"
#include "xapian/scoring.h"
#include "xapian/term_list.h"
#include "xapian/values.h"

namespace lodex::xapian {
namespace {

using query::Node;
using query::NodePtr;
using XapianQuery = Xapian::Query;

// A boost of 0 stands for what is matched and not scored.
constexpr double kUnscored = 0;

class Translator {
 public:
  Translator(const Collection& collection, const Xapian::Database& database, const Bm25& model,
             TranslatedQuery& out)
      : collection_(collection),
        layout_(collection.layout()),
        database_(database),
        model_(model),
        out_(out),
        leaves_(collection, database, out.notes) {}

  XapianQuery translate(const Node& node, double boost) {
    return std::visit([&](const auto& data) { return make(data, boost); }, node.data);
  }

  [[nodiscard]] std::unique_ptr<Xapian::Weight> weight() {
    if (collection_.is_remote()) return remote_weight(model_);
    return std::make_unique<TermWeight>(
        std::make_shared<const std::vector<TermFormula>>(std::move(formulas_)));
  }

 private:
  // Of a field; looked up once for a query.
  struct Lengths {
    const LayoutField* field;
    double average;
    std::shared_ptr<const FieldLengths> all;  // or null
  };

  static XapianQuery everything() { return XapianQuery(std::string()); }

  XapianQuery make(const query::None&, double) { return {}; }
  XapianQuery make(const query::All&, double) { return everything(); }
  XapianQuery make(const query::Boost& node, double boost) {
    return translate(*node.part, boost * node.factor);
  }
  XapianQuery make(const query::Term& node, double boost);
  XapianQuery make(const query::Phrase& node, double boost) { return alone(node, boost); }
  XapianQuery make(const query::Expansion& node, double boost) { return alone(node, boost); }
  XapianQuery make(const query::Across& node, double boost);
  XapianQuery make(const query::Boolean& node, double boost);
  XapianQuery make(const query::Range& node, double boost);
  XapianQuery make(const query::Exists& node, double boost);

  template <class Data>
  XapianQuery alone(const Data& node, double boost);
  void note_target(Leaf& leaf, double weight);
  XapianQuery any_of(const std::vector<NodePtr>& nodes, double boost);
  XapianQuery all_of(const std::vector<NodePtr>& nodes, double boost);
  [[nodiscard]] bool is_plain_term(const Leaf& leaf);
  XapianQuery term_query(const Leaf& leaf, double weight);
  XapianQuery unscored(const Leaf& leaf);
  [[nodiscard]] const Lengths& lengths_of(const LayoutField& field);
  [[nodiscard]] ScoredField scored_field(Leaf leaf);
  XapianQuery within(const LayoutField& field, const ValueRange& range);
  XapianQuery keyword_terms_within(const LayoutField& field, const ValueRange& range);

  const Collection& collection_;
  const Layout& layout_;
  const Xapian::Database& database_;
  const Bm25& model_;
  TranslatedQuery& out_;
  LeafReader leaves_;
  std::vector<Lengths> lengths_;
  std::vector<TermFormula> formulas_;
};

// Takes the target out of the leaf.
void Translator::note_target(Leaf& leaf, double weight) {
  if (weight == kUnscored) return;
  leaf.target.weight = weight;
  out_.targets.push_back(std::move(leaf.target));
}

const Translator::Lengths& Translator::lengths_of(const LayoutField& field) {
  const auto known = std::ranges::find(lengths_, &field, &Lengths::field);
  if (known != lengths_.end()) return *known;
  lengths_.push_back({&field, collection_.field(field, database_).average_length(),
                      collection_.lengths(field, database_)});
  return lengths_.back();
}

// Whether it is a term of which Xapian knows all that its score needs. Lengths that are in memory
// are better: Xapian takes more time to look one up than for all the rest.
bool Translator::is_plain_term(const Leaf& leaf) {
  if (leaf.sought.terms.size() != 1 || leaf.sought.phrase.has_value()) return false;
  if (leaf.sought.is_keyword || model_.b == 0) return true;
  return leaf.field->length == LengthSource::kDocument && lengths_of(*leaf.field).all == nullptr;
}

XapianQuery Translator::term_query(const Leaf& leaf, double weight) {
  const double b = leaf.sought.is_keyword ? 0 : model_.b;
  const double slope = b == 0 ? 0 : model_.k1 * b / lengths_of(*leaf.field).average;
  formulas_.push_back({weight, model_.k1 * (1 - b), slope, leaf.sought.is_keyword});
  return static_cast<double>(formulas_.size()) * XapianQuery(leaf.sought.terms[0]);
}

ScoredField Translator::scored_field(Leaf leaf) {
  ScoredField out;
  const LayoutField& field = *leaf.field;
  const double b = leaf.sought.is_keyword ? 0 : model_.b;
  if (b > 0) {
    const Lengths& lengths = lengths_of(field);
    out.normalise(b, lengths.average);
    // The slot is read faster than Xapian's length of the document.
    out.length = field.length_slot ? LengthSource::kSlot : field.length;
    out.slot = field.length_slot.value_or(0);
    out.lengths = lengths.all;
  }
  out.sought = std::move(leaf.sought);
  return out;
}

XapianQuery Translator::unscored(const Leaf& leaf) {
  if (!leaf.occurs) return {};
  if (!leaf.sought.phrase.has_value()) {
    return {XapianQuery::OP_OR, leaf.sought.terms.begin(), leaf.sought.terms.end()};
  }
  auto part = std::make_shared<ScoredPart>();
  part->fields.emplace_back().sought = leaf.sought;
  return query_of(std::move(part));
}

template <class Data>
XapianQuery Translator::alone(const Data& node, double boost) {
  Leaf leaf = leaves_.read(node);
  const double weight = boost * leaf.idf;
  note_target(leaf, weight);
  if (!leaf.occurs) return {};
  if (collection_.is_remote()) return remote_query(leaf, boost, out_.notes);
  if (boost == kUnscored) return unscored(leaf);
  if (is_plain_term(leaf)) return term_query(leaf, weight);
  auto part = std::make_shared<ScoredPart>();
  part->weight = weight;
  part->k1 = model_.k1;
  part->fields.push_back(scored_field(std::move(leaf)));
  return query_of(std::move(part));
}

XapianQuery Translator::make(const query::Term& node, double boost) {
  if (node.field != query::kIdField) return alone(node, boost);
  if (!layout_.id_prefix()) {
    throw QueryError(
        "the documents of this database have no ids but their numbers, for which a query cannot "
        "look");
  }
  return kUnscored * XapianQuery(layout_.id_term(node.term));
}

XapianQuery Translator::make(const query::Across& node, double boost) {
  std::vector<std::pair<Leaf, double>> leaves;
  leaves.reserve(node.parts.size());
  // The word tells as much as it does in the field where it tells least.
  double least_idf = std::numeric_limits<double>::infinity();
  for (const auto& [part, weight] : node.parts) {
    leaves.emplace_back(leaves_.read(*part), weight);
    least_idf = std::min(least_idf, leaves.back().first.idf);
  }
  for (auto& [leaf, weight] : leaves) note_target(leaf, boost * least_idf);
  std::erase_if(leaves, [](const auto& leaf) { return !leaf.first.occurs; });
  if (leaves.empty()) return {};
  if (collection_.is_remote()) return remote_query(leaves, boost, out_.notes);
  if (boost == kUnscored) {
    std::vector<XapianQuery> parts;
    for (const auto& [leaf, weight] : leaves) parts.push_back(unscored(leaf));
    return {XapianQuery::OP_OR, parts.begin(), parts.end()};
  }
  auto part = std::make_shared<ScoredPart>();
  part->weight = boost * least_idf;
  part->k1 = model_.k1;
  part->fields.reserve(leaves.size());
  for (auto& [leaf, weight] : leaves) {
    part->fields.push_back(scored_field(std::move(leaf)));
    part->fields.back().weight = weight;
  }
  return query_of(std::move(part));
}

XapianQuery Translator::any_of(const std::vector<NodePtr>& nodes, double boost) {
  std::vector<XapianQuery> parts;
  parts.reserve(nodes.size());
  for (const NodePtr& node : nodes) parts.push_back(translate(*node, boost));
  return {XapianQuery::OP_OR, parts.begin(), parts.end()};
}

XapianQuery Translator::all_of(const std::vector<NodePtr>& nodes, double boost) {
  std::vector<XapianQuery> parts;
  parts.reserve(nodes.size());
  for (const NodePtr& node : nodes) parts.push_back(translate(*node, boost));
  return {XapianQuery::OP_AND, parts.begin(), parts.end()};
}

XapianQuery Translator::make(const query::Boolean& node, double boost) {
  XapianQuery out;
  const XapianQuery must = all_of(node.must, boost);
  const XapianQuery should = any_of(node.should, boost);
  const XapianQuery filter = all_of(node.filter, kUnscored);
  const XapianQuery must_not = any_of(node.must_not, kUnscored);
  if (node.must.empty() && node.filter.empty()) {
    out = should;
  } else {
    if (node.must.empty()) {
      out = kUnscored * filter;
    } else if (node.filter.empty()) {
      out = must;
    } else {
      out = XapianQuery(XapianQuery::OP_FILTER, must, filter);
    }
    if (!should.empty() && boost != kUnscored) {
      out = XapianQuery(XapianQuery::OP_AND_MAYBE, out, should);
    }
  }
  if (!must_not.empty()) out = XapianQuery(XapianQuery::OP_AND_NOT, out, must_not);
  return out;
}

XapianQuery Translator::make(const query::Range& node, double) {
  if (node.field == query::kIdField) throw QueryError("ids have no ranges");
  const LayoutField& field = indexed_field(layout_, node.field);
  if (field.kind == FieldKind::kText) {
    throw QueryError("field \"" + node.field + "\" (text) has no ranges");
  }
  return within(field, value_range(node, field));
}

XapianQuery Translator::within(const LayoutField& field, const ValueRange& range) {
  if (!field.value_slot) {
    if (field.has_terms) return keyword_terms_within(field, range);
    throw QueryError("field \"" + field.name + "\" has no values in this database, so no ranges");
  }
  XapianQuery single = value_query(*field.value_slot, range);
  if (!field.values_slot || database_.get_value_freq(*field.values_slot) == 0) return single;
  if (!collection_.is_remote()) return single | values_query(*field.values_slot, range);
  if (field.has_terms) return keyword_terms_within(field, range);
  throw QueryError("field \"" + field.name +
                   "\" has several values in some documents, which a server cannot compare");
}

XapianQuery Translator::keyword_terms_within(const LayoutField& field, const ValueRange& range) {
  std::vector<XapianQuery> terms;
  for_each_term(database_, field, {}, [&](std::string_view term, const Xapian::TermIterator& it) {
    if (range.has(std::string(term))) terms.emplace_back(*it);
    if (terms.size() > Limits::kMaxClauses) {
      throw QueryError("more than " + std::to_string(Limits::kMaxClauses) + " values of field \"" +
                       field.name + "\" are in the range, and the database has them as terms only");
    }
    return true;
  });
  return kUnscored * XapianQuery(XapianQuery::OP_OR, terms.begin(), terms.end());
}

XapianQuery Translator::make(const query::Exists& node, double) {
  if (node.field == query::kIdField) return everything();
  const LayoutField& field = indexed_field(layout_, node.field);
  if (field.length_slot) return slot_query(*field.length_slot);
  if (!field.value_slot) {
    if (field.has_terms) return keyword_terms_within(field, {});
    throw QueryError("this database does not say which documents have field \"" + node.field +
                     "\"");
  }
  const XapianQuery single = slot_query(*field.value_slot);
  return field.values_slot ? single | slot_query(*field.values_slot) : single;
}

}  // namespace

TranslatedQuery translate(const Query& query, const std::optional<Query>& filter,
                          const Collection& collection, const Xapian::Database& database,
                          const Bm25& model) {
  search::require_valid(model);
  TranslatedQuery out;
  Translator translator(collection, database, model, out);
  out.query = translator.translate(query.node(), 1);
  if (filter.has_value()) {
    out.query = Xapian::Query(Xapian::Query::OP_FILTER, out.query,
                              translator.translate(filter->node(), kUnscored));
  }
  if (collection.is_remote()) out.notes.push_back(remote_note());
  out.weight = translator.weight();
  return out;
}

}  // namespace lodex::xapian
