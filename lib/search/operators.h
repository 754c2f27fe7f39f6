// Operators: the nodes of a plan over one segment, evaluated a window at a time. A node costs a
// virtual call a window, never one a posting.
#pragma once

#include <memory>
#include <vector>

#include "ranking/bm25.h"
#include "search/collection.h"
#include "search/plan.h"
#include "search/window.h"

namespace lodex::search {

// Matches documents of one segment and scores them. Windows are asked for in rising order, each at
// most once a method, until rewind(). Not thread-safe; segment and plan have to outlive it.
class Operator {
 public:
  virtual ~Operator() = default;
  Operator() = default;
  Operator(const Operator&) = delete;
  Operator& operator=(const Operator&) = delete;

  // No document before the one returned, which is at least `from`, matches. kEndDoc: none at all.
  [[nodiscard]] virtual DocId next_candidate(DocId from) = 0;
  // No document of the window scores more.
  [[nodiscard]] virtual ranking::Score bound(const Window& window) = 0;
  // Adds the matching documents of the window to `matches`, and their scores to `scores` unless it
  // is null. Scores of documents that do not match are left as they are.
  virtual void collect(const Window& window, Matches& matches, ranking::Score* scores) = 0;
  // From here on windows may be asked for anew.
  virtual void rewind() = 0;
};

// The operators of a plan over one segment of the collection. Deleted documents are not told apart.
[[nodiscard]] std::unique_ptr<Operator> make_operator(const Plan& plan,
                                                      const Collection& collection,
                                                      std::size_t segment);

}  // namespace lodex::search
