// SPDX-License-Identifier: GPL-2.0-or-later
#include "xapian/leaf.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "lodex/error.h"
#include "ranking/bm25.h"
#include "search/expansion.h"
#include "search/requirements.h"
#include "text/term_limit.h"
#include "xapian/term_list.h"

namespace lodex::xapian {

const LayoutField& indexed_field(const Layout& layout, const std::string& name) {
  (void)search::indexed_field(layout.schema(), name);
  return *layout.find(name);
}

double LeafReader::idf(std::uint64_t doc_freq) const {
  return ranking::idf(collection_.document_count(), doc_freq);
}

Leaf LeafReader::start(const std::string& name) const {
  const Layout& layout = collection_.layout();
  (void)search::field_with_terms(layout.schema(), name);
  const LayoutField& field = *layout.find(name);
  Leaf leaf;
  leaf.field = &field;
  leaf.sought.is_keyword = field.kind == FieldKind::kKeyword;
  leaf.target.field = name;
  return leaf;
}

std::uint64_t LeafReader::add(Leaf& leaf, const std::string& term, std::uint32_t position) const {
  std::string in_database = term_of(*leaf.field, term);
  std::uint64_t doc_freq = 0;
  if (in_database.empty()) {
    // Xapian takes no term at all for that of all documents.
    leaf.sought.counts.emplace_back();
  } else if (is_single_) {
    leaf.sought.counts.push_back(counts_of(in_database, leaf.sought.is_keyword, database_));
    doc_freq = leaf.sought.counts.back().documents;
  } else {
    doc_freq = database_.get_termfreq(in_database);
  }
  leaf.sought.terms.push_back(std::move(in_database));
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
  (void)search::field_with_positions(collection_.layout().schema(), node.field);
  leaf.occurs = true;
  for (const query::PhraseTerm& term : node.terms) {
    const std::uint64_t doc_freq = add(leaf, term.term, term.position);
    leaf.idf += idf(doc_freq);
    leaf.occurs = leaf.occurs && doc_freq > 0;
    leaf.sought.offsets.push_back(term.position);
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
  const search::Expanded taken = search::most_frequent(std::move(found));
  if (auto note = search::note_of(taken, node)) notes_.push_back(std::move(*note));
  for (const std::string& term : taken.terms) {
    leaf.sought.terms.push_back(term_of(*leaf.field, term));
    leaf.target.terms.push_back({term, 0});
  }
  leaf.idf = idf(taken.doc_freq);
  leaf.occurs = !taken.terms.empty();
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
