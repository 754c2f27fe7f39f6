// SPDX-License-Identifier: GPL-2.0-or-later
#include "xapian/remote_query.h"

#include <algorithm>
#include <limits>

namespace lodex::xapian {
namespace {

using XapianQuery = Xapian::Query;

XapianQuery phrase_query(const Sought& sought, std::vector<QueryNote>& notes) {
  const std::uint64_t window = std::uint64_t{sought.offsets.back()} + 1 + sought.phrase->slop;
  const bool has_gaps = sought.offsets.back() + 1 != sought.offsets.size();
  if (has_gaps && sought.phrase->ordered && sought.phrase->slop == 0) {
    notes.push_back(
        {"the server looks for the words of a phrase with gaps within as many positions, in order",
         0});
  }
  return {sought.phrase->ordered ? XapianQuery::OP_PHRASE : XapianQuery::OP_NEAR,
          sought.terms.begin(), sought.terms.end(),
          static_cast<Xapian::termcount>(
              std::min<std::uint64_t>(window, std::numeric_limits<std::int32_t>::max()))};
}

XapianQuery plain_query(const Leaf& leaf, std::vector<QueryNote>& notes) {
  const Sought& sought = leaf.sought;
  if (sought.phrase.has_value()) return phrase_query(sought, notes);
  if (sought.terms.size() == 1) return XapianQuery(sought.terms[0]);
  return {XapianQuery::OP_SYNONYM, sought.terms.begin(), sought.terms.end()};
}

}  // namespace

XapianQuery remote_query(const Leaf& leaf, double boost, std::vector<QueryNote>& notes) {
  return boost * plain_query(leaf, notes);
}

XapianQuery remote_query(const std::vector<std::pair<Leaf, double>>& leaves, double boost,
                         std::vector<QueryNote>& notes) {
  std::vector<XapianQuery> parts;
  for (const auto& [leaf, weight] : leaves) {
    parts.push_back(weight * plain_query(leaf, notes));
  }
  // The best field counts: a sum would make a word in two fields weigh as two words.
  return boost * XapianQuery(XapianQuery::OP_MAX, parts.begin(), parts.end());
}

std::unique_ptr<Xapian::Weight> remote_weight(const Bm25& model) {
  // k1, k2, k3, b, the least length that counts.
  return std::make_unique<Xapian::BM25Weight>(model.k1, 0, 1, model.b, 0);
}

QueryNote remote_note() {
  return {"the database is on a server, which ranks by Xapian's own BM25 over whole documents", 0};
}

}  // namespace lodex::xapian
