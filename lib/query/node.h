// The nodes of a query tree, as engines walk over them.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "lodex/document.h"
#include "lodex/query.h"

namespace lodex::query {

struct Node;
using NodePtr = std::shared_ptr<const Node>;

struct None {};
struct All {};

struct Term {
  std::string field;
  std::string term;
};

struct PhraseTerm {
  std::string term;
  std::uint32_t position = 0;  // relative to the first
};

// At least two terms, by rising position.
struct Phrase {
  std::string field;
  std::vector<PhraseTerm> terms;
  PhraseOptions options;
};

enum class ExpansionKind : std::uint8_t { kPrefix, kWildcard, kFuzzy, kRegex };

// All terms of a field that match a pattern, taken as one.
struct Expansion {
  std::string field;
  ExpansionKind kind = ExpansionKind::kPrefix;
  std::string pattern;
  FuzzyOptions fuzzy;  // kFuzzy only
};

// Null values are open ends.
struct Range {
  std::string field;
  Value lower;
  Value upper;
  RangeOptions options;
};

struct Exists {
  std::string field;
};

// Each part is a Term, Phrase or Expansion.
struct Across {
  std::vector<std::pair<NodePtr, double>> parts;
};

struct Boolean {
  std::vector<NodePtr> must;
  std::vector<NodePtr> should;
  std::vector<NodePtr> must_not;
  std::vector<NodePtr> filter;
};

struct Boost {
  NodePtr part;
  double factor = 1;
};

using Variant =
    std::variant<None, All, Term, Phrase, Expansion, Range, Exists, Across, Boolean, Boost>;

struct Node {
  Variant data;
  // Of the tree below: made sure to be within Limits when the node was made, so that recursion over
  // a tree is safe.
  unsigned depth = 1;
  std::size_t clauses = 1;
};

// The node, its measures taken. Throws LimitError.
[[nodiscard]] NodePtr make_node(Variant data);

template <class... Fs>
struct Overloaded : Fs... {
  using Fs::operator()...;
};
template <class... Fs>
Overloaded(Fs...) -> Overloaded<Fs...>;

}  // namespace lodex::query
