// Which terms a pattern stands for: prefixes, wildcards, near spellings, regular expressions.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "dictionary/term_dictionary.h"

namespace lodex::dictionary {

// A set of terms. Immutable after its making, but matches() may use memory of its own: not
// thread-safe.
class TermMatcher {
 public:
  virtual ~TermMatcher() = default;
  TermMatcher() = default;
  TermMatcher(const TermMatcher&) = delete;
  TermMatcher& operator=(const TermMatcher&) = delete;

  // Bytes that every term of the set begins with.
  [[nodiscard]] const std::string& prefix() const { return prefix_; }
  // Whether a term that begins with prefix() is in the set.
  [[nodiscard]] virtual bool matches(std::string_view term) = 0;

 protected:
  std::string prefix_;
};

[[nodiscard]] std::unique_ptr<TermMatcher> prefix_matcher(std::string_view prefix);
// `?` is one code point, `*` any number, `\` takes the next character as it is.
[[nodiscard]] std::unique_ptr<TermMatcher> wildcard_matcher(std::string_view pattern);
// Terms within `edits` insertions, deletions, substitutions and swaps of neighbours (optimal string
// alignment) of `term`, counted in code points, that share its first `prefix` code points.
[[nodiscard]] std::unique_ptr<TermMatcher> fuzzy_matcher(std::string_view term, unsigned edits,
                                                         unsigned prefix);
// The whole term matches the expression (RE2, linear time). Throws QueryError where it is not
// valid.
[[nodiscard]] std::unique_ptr<TermMatcher> regex_matcher(const std::string& pattern);

// Calls `visit` with every term of the dictionary that is in the set, in byte order, until it
// returns false.
void for_each_match(const TermDictionary& dictionary, TermMatcher& matcher,
                    const std::function<bool(const TermIterator&)>& visit);

}  // namespace lodex::dictionary
