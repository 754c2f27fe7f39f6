// Queries as Python holds them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "lodex/query.h"

namespace lodex::python {

// A query and, where & or | made it, the parts that it joins: a & b & c is one list of three, not
// two lists of two, so that a long chain stays within the limit of depth.
class JoinedQuery {
 public:
  enum class Join : std::uint8_t { kNone, kAll, kAny };

  explicit JoinedQuery(Query query) : query_(std::move(query)) {}

  [[nodiscard]] const Query& query() const { return query_; }
  [[nodiscard]] static JoinedQuery both(const JoinedQuery& a, const JoinedQuery& b) {
    return joined(a, b, Join::kAll);
  }
  [[nodiscard]] static JoinedQuery either(const JoinedQuery& a, const JoinedQuery& b) {
    return joined(a, b, Join::kAny);
  }

 private:
  static JoinedQuery joined(const JoinedQuery& a, const JoinedQuery& b, Join join);
  void append_parts(std::vector<Query>& parts, Join join) const;

  Query query_;
  Join join_ = Join::kNone;
  std::vector<Query> parts_;
};

}  // namespace lodex::python
