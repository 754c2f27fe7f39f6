#include "query/stop_words.h"

#include <map>
#include <utility>

#include "lodex/analysis.h"
#include "text/languages/stop_words/stop_words.h"
#include "text/unicode/apostrophe.h"
#include "text/unicode/case_folder.h"

namespace lodex::query {

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

bool StopWords::contains(std::string_view word) const {
  TokenBuffer memory;
  std::string plain;
  return words_.contains(text::with_plain_apostrophes(text::fold(word, memory), plain));
}

}  // namespace lodex::query
