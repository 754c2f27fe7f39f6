#include "query/stop_words.h"

#include <algorithm>
#include <map>
#include <utility>

#include "lodex/analysis.h"
#include "text/filters/apostrophe.h"
#include "text/languages/stop_words/stop_words.h"
#include "text/unicode/case_folder.h"

namespace lodex::query {
namespace {

// Folded, as the lists are.
std::string plain_form(std::string_view word) {
  TokenBuffer memory;
  std::string_view folded = text::fold(word, memory);
  std::string plain;
  plain.reserve(folded.size());
  while (!folded.empty()) {
    const std::size_t apostrophe = text::apostrophe_at_front(folded);
    plain.push_back(apostrophe > 0 ? '\'' : folded.front());
    folded.remove_prefix(std::max<std::size_t>(apostrophe, 1));
  }
  return plain;
}

}  // namespace

const StopWords* StopWords::of_analyzer(std::string_view name) {
  static const auto all = [] {
    std::map<std::string, StopWords, std::less<>> lists;
    for (const auto family : {text::germanic_stop_lists(), text::romance_stop_lists(),
                              text::slavic_and_baltic_stop_lists(), text::other_stop_lists()}) {
      for (const text::StopList& list : family) {
        StopWords& words = lists[std::string(list.language)];
        for (std::string& word : text::stop_words(list.language)) {
          words.words_.insert(std::move(word));
        }
      }
    }
    return lists;
  }();
  const auto found = all.find(name);
  return found == all.end() ? nullptr : &found->second;
}

bool StopWords::contains(std::string_view word) const { return words_.contains(plain_form(word)); }

}  // namespace lodex::query
