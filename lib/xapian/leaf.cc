// SPDX-License-Identifier: GPL-2.0-or-later
#include "xapian/leaf.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "lodex/error.h"
#include "ranking/bm25.h"
#include "search/expansion.h"
#include "text/term_limit.h"
#include "xapian/term_list.h"

namespace lodex::xapian {
std::string kind_of(const LayoutField& field) { return std::string(to_string(field.kind)); }

const LayoutField& indexed_field(const Layout& layout, const std::string& name) {
  const FieldSpec* spec = layout.schema().find(name);
  const LayoutField* field = layout.find(name);
  if (spec == nullptr || field == nullptr) {
    throw QueryError("there is no field \"" + name + "\" in the index");
  }
  if (!spec->options.indexed || spec->kind == FieldKind::kJson) {
    throw QueryError("field \"" + name + "\" is stored but not indexed, so it cannot be searched");
  }
  return *field;
}

double LeafReader::idf(std::uint64_t doc_freq) const {
  return ranking::idf(collection_.document_count(), doc_freq);
}

Leaf LeafReader::start(const std::string& name) const {
  const LayoutField& field = indexed_field(collection_.layout(), name);
  if (!field.has_terms) {
    throw QueryError("field \"" + name + "\" (" + kind_of(field) +
                     ") has no terms; it is searched by ranges of values");
  }
  Leaf leaf;
  leaf.field = &field;
  leaf.sought.is_keyword = field.kind == FieldKind::kKeyword;
  leaf.target.field = name;
  return leaf;
}

std::uint64_t LeafReader::add(Leaf& leaf, const std::string& term, std::uint32_t position) const {
  std::string in_database = term_of(*leaf.field, term);
  // Xapian takes no term at all for that of all documents.
  const std::uint64_t doc_freq = in_database.empty() ? 0 : database_.get_termfreq(in_database);
  leaf.sought.terms.push_back(std::move(in_database));
  leaf.sought.offsets.push_back(position);
  leaf.target.terms.push_back({term, position});
  return doc_freq;
}

Leaf LeafReader::read(const query::Term& node) const {
  Leaf leaf = start(node.field);
  const std::uint64_t doc_freq = add(
      leaf,
      leaf.sought.is_keyword ? text::limited_term(node.term, text::kMaxKeywordBytes) : node.term,
      0);
  leaf.idf = idf(doc_freq);
  leaf.occurs = doc_freq > 0;
  return leaf;
}

Leaf LeafReader::read(const query::Phrase& node) const {
  Leaf leaf = start(node.field);
  if (leaf.field->kind != FieldKind::kText || !leaf.field->positions) {
    throw QueryError("field \"" + node.field + "\" has no positions, so it has no phrases");
  }
  leaf.occurs = true;
  for (const query::PhraseTerm& term : node.terms) {
    const std::uint64_t doc_freq = add(leaf, term.term, term.position);
    leaf.idf += idf(doc_freq);
    leaf.occurs = leaf.occurs && doc_freq > 0;
  }
  leaf.sought.phrase = leaf.target.phrase = node.options;
  return leaf;
}

Leaf LeafReader::read(const query::Expansion& node) const {
  Leaf leaf = start(node.field);
  const auto matcher = search::matcher_of(node);
  std::vector<std::pair<std::string, std::uint64_t>> found;
  for_each_term(database_, *leaf.field, matcher->prefix(),
                [&](std::string_view term, const Xapian::TermIterator& it) {
                  if (matcher->matches(term)) found.emplace_back(term, it.get_termfreq());
                  return true;
                });
  if (found.size() > Limits::kMaxExpansions) {
    notes_.push_back({"of " + std::to_string(found.size()) + " terms of field \"" + node.field +
                          "\" that match \"" + node.pattern + "\" the " +
                          std::to_string(Limits::kMaxExpansions) + " most frequent were taken",
                      0});
    std::ranges::stable_sort(found, std::greater<>(),
                             &std::pair<std::string, std::uint64_t>::second);
    found.resize(Limits::kMaxExpansions);
    std::ranges::sort(found);
  }
  std::uint64_t doc_freq = 0;
  for (const auto& [term, of_term] : found) {
    leaf.sought.terms.push_back(term_of(*leaf.field, term));
    leaf.target.terms.push_back({term, 0});
    doc_freq += of_term;
  }
  leaf.idf = idf(doc_freq);
  leaf.occurs = !found.empty();
  return leaf;
}

Leaf LeafReader::read(const query::Node& node) const {
  return std::visit(
      query::Overloaded{
          [this](const query::Term& term) { return read(term); },
          [this](const query::Phrase& phrase) { return read(phrase); },
          [this](const query::Expansion& expansion) { return read(expansion); },
          [](const auto&) -> Leaf { throw QueryError("only leaves go across fields"); }},
      node.data);
}

}  // namespace lodex::xapian
