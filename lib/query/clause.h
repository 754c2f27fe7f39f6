// Parts of a list: what the parser makes of a text before it is one query.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "lodex/query.h"
#include "query/words.h"

namespace lodex::query {

// What a part of a list of clauses is to its list.
enum class Sign : std::uint8_t { kPlain, kMust, kMustNot };

struct Clause {
  Sign sign = Sign::kPlain;
  Query query;
  // Set where the clause names a value of a field that is not text: such clauses restrict a list.
  std::string exact_field{};
  // Of a bare word, one without a sign, a weight or a field: what it was cut into.
  std::vector<PlainWord> words{};
  // Set where a word in a script without spaces may be several: the words one by one, as if there
  // were blanks between them. Stands for `query`, the string as typed, where no operator does.
  std::optional<Query> unspaced{};

  // What the clause asks for in a list.
  [[nodiscard]] Query& in_list() { return unspaced ? *unspaced : query; }
  [[nodiscard]] bool ranks() const { return sign != Sign::kMustNot && exact_field.empty(); }
  [[nodiscard]] bool is_stop_word() const { return words.size() == 1 && words[0].is_stop_word; }
};

// Clauses without an operator between them, as one query: any of them, or all. Exact clauses
// restrict the others: those of one field are alternatives, those of several fields must all hold.
// Words that tell little weigh less.
[[nodiscard]] Query combine(std::vector<Clause> clauses, bool require_all);

// An operand of AND or OR: a negative one is everything but what it names.
[[nodiscard]] Query operand(Clause clause);

}  // namespace lodex::query
