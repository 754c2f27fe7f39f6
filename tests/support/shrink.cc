#include "support/shrink.h"

#include <utility>

#include "query/node.h"

namespace lodex::test {
namespace {

using query::NodePtr;

// Of the tree below `node`, each simpler by one step.
std::vector<NodePtr> simpler(const query::Node& node);

void add_simpler(std::vector<NodePtr>& out, const query::Boost& boost) {
  out.push_back(boost.part);
  for (const NodePtr& part : simpler(*boost.part)) {
    out.push_back(query::make_node(query::Boost{part, boost.factor}));
  }
}

void add_simpler(std::vector<NodePtr>& out, const query::Across& across) {
  for (std::size_t i = 0; i < across.parts.size(); ++i) {
    out.push_back(across.parts[i].first);
    query::Across changed = across;
    changed.parts.erase(changed.parts.begin() + static_cast<std::ptrdiff_t>(i));
    if (!changed.parts.empty()) out.push_back(query::make_node(changed));
    if (across.parts[i].second != 1) {
      changed = across;
      changed.parts[i].second = 1;
      out.push_back(query::make_node(changed));
    }
    for (const NodePtr& part : simpler(*across.parts[i].first)) {
      changed = across;
      changed.parts[i].first = part;
      out.push_back(query::make_node(changed));
    }
  }
}

void add_simpler(std::vector<NodePtr>& out, const query::Boolean& boolean) {
  using Parts = std::vector<NodePtr> query::Boolean::*;
  for (const Parts parts : {&query::Boolean::must, &query::Boolean::should,
                            &query::Boolean::must_not, &query::Boolean::filter}) {
    for (std::size_t i = 0; i < (boolean.*parts).size(); ++i) {
      out.push_back((boolean.*parts)[i]);
      query::Boolean changed = boolean;
      (changed.*parts).erase((changed.*parts).begin() + static_cast<std::ptrdiff_t>(i));
      out.push_back(query::make_node(changed));
      for (const NodePtr& part : simpler(*(boolean.*parts)[i])) {
        changed = boolean;
        (changed.*parts)[i] = part;
        out.push_back(query::make_node(changed));
      }
    }
  }
}

void add_simpler(std::vector<NodePtr>& out, const query::Phrase& phrase) {
  for (const query::PhraseTerm& term : phrase.terms) {
    out.push_back(query::make_node(query::Term{phrase.field, term.term}));
  }
  if (phrase.options.slop > 0) {
    query::Phrase changed = phrase;
    --changed.options.slop;
    out.push_back(query::make_node(changed));
  }
  for (std::size_t i = 0; phrase.terms.size() > 2 && i < phrase.terms.size(); ++i) {
    query::Phrase changed = phrase;
    changed.terms.erase(changed.terms.begin() + static_cast<std::ptrdiff_t>(i));
    const std::uint32_t first = changed.terms[0].position;
    for (query::PhraseTerm& term : changed.terms) term.position -= first;
    out.push_back(query::make_node(changed));
  }
}

void add_simpler(std::vector<NodePtr>& out, const query::Range& range) {
  for (Value query::Range::* const bound : {&query::Range::lower, &query::Range::upper}) {
    if ((range.*bound).is_null()) continue;
    query::Range changed = range;
    changed.*bound = Value();
    out.push_back(query::make_node(changed));
  }
}

template <class Leaf>
void add_simpler(std::vector<NodePtr>&, const Leaf&) {}

std::vector<NodePtr> simpler(const query::Node& node) {
  std::vector<NodePtr> out;
  std::visit([&](const auto& data) { add_simpler(out, data); }, node.data);
  return out;
}

}  // namespace

std::vector<Query> simpler_queries(const Query& query) {
  std::vector<Query> out;
  for (NodePtr& node : simpler(query.node())) out.emplace_back(std::move(node));
  return out;
}

Query shrink_query(Query query, const std::function<bool(const Query&)>& fails) {
  while (true) {
    const std::vector<Query> candidates = simpler_queries(query);
    const auto found = std::ranges::find_if(candidates, fails);
    if (found == candidates.end()) return query;
    query = *found;
  }
}

}  // namespace lodex::test
