// SPDX-License-Identifier: GPL-2.0-or-later
// From a query tree to a query of Xapian that finds the same documents with the same scores.
//
// Scores of local databases are those of lodex/search.h, by weights and posting sources of ours. A
// server has neither: it ranks by Xapian's own BM25, and a note says so.
#pragma once

#include <xapian.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "lodex/query.h"
#include "lodex/search.h"
#include "query/node.h"
#include "xapian/collection.h"

namespace lodex::xapian {

// A scored part of a query in one field, for snippets: any of some terms, or a phrase of them. As
// the field's analyzer makes them.
struct Target {
  std::string field;
  std::vector<query::PhraseTerm> terms;
  std::optional<PhraseOptions> phrase{};
  double weight = 0;  // boost · idf
};

struct TranslatedQuery {
  Xapian::Query query;
  std::unique_ptr<Xapian::Weight> weight;  // for Xapian::Enquire
  std::vector<QueryNote> notes;            // what limits cut away
  std::vector<Target> targets;             // in the order of the query
};

// `database` is a handle of the collection's state. Throws QueryError where a field is unknown or
// does not support what is asked of it, or the database cannot answer it.
[[nodiscard]] TranslatedQuery translate(const Query& query, const std::optional<Query>& filter,
                                        const Collection& collection,
                                        const Xapian::Database& database, const Bm25& model);

}  // namespace lodex::xapian
