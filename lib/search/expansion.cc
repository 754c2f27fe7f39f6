#include "search/expansion.h"

#include <algorithm>
#include <map>

namespace lodex::search {

std::unique_ptr<dictionary::TermMatcher> matcher_of(const query::Expansion& expansion) {
  switch (expansion.kind) {
    case query::ExpansionKind::kPrefix:
      return dictionary::prefix_matcher(expansion.pattern);
    case query::ExpansionKind::kWildcard:
      return dictionary::wildcard_matcher(expansion.pattern);
    case query::ExpansionKind::kFuzzy:
      return dictionary::fuzzy_matcher(expansion.pattern, expansion.fuzzy.edits,
                                       expansion.fuzzy.prefix);
    case query::ExpansionKind::kRegex:
      break;
  }
  return dictionary::regex_matcher(expansion.pattern);
}

Expanded most_frequent(std::vector<std::pair<std::string, std::uint64_t>> found) {
  Expanded out;
  out.matching = found.size();
  if (found.size() > Limits::kMaxExpansions) {
    std::ranges::stable_sort(found, std::greater<>(),
                             &std::pair<std::string, std::uint64_t>::second);
    found.resize(Limits::kMaxExpansions);
    std::ranges::sort(found);
  }
  for (auto& [term, doc_freq] : found) {
    out.doc_freq += doc_freq;
    out.terms.push_back(std::move(term));
  }
  return out;
}

std::optional<QueryNote> note_of(const Expanded& expanded, const query::Expansion& expansion) {
  if (expanded.matching == expanded.terms.size()) return {};
  return QueryNote{"of " + std::to_string(expanded.matching) + " terms of field \"" +
                       expansion.field + "\" that match \"" + expansion.pattern + "\" the " +
                       std::to_string(expanded.terms.size()) + " most frequent were taken",
                   0};
}

Expanded expand(const Collection& collection, const query::Expansion& expansion) {
  const auto matcher = matcher_of(expansion);
  std::map<std::string, std::uint64_t, std::less<>> found;
  for (std::size_t s = 0; s < collection.segments().size(); ++s) {
    const segment::SegmentField* field = collection.segments()[s].segment->field(expansion.field);
    if (field == nullptr) continue;
    dictionary::for_each_match(field->terms, *matcher, [&](const dictionary::TermIterator& it) {
      const auto doc_freq = collection.live_statistics(s, *field, it.info()).doc_freq;
      if (doc_freq > 0) found[it.term()] += doc_freq;
      return true;
    });
  }
  return most_frequent({found.begin(), found.end()});
}

}  // namespace lodex::search
