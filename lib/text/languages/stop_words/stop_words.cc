#include "text/languages/stop_words/stop_words.h"

#include <set>

#include "lodex/error.h"
#include "text/case_folder.h"
#include "text/word_list.h"

namespace lodex::text {

std::vector<std::string> stop_words(std::string_view language) {
  std::set<std::string_view> known;
  for (const auto lists : {germanic_stop_lists(), romance_stop_lists(),
                           slavic_and_baltic_stop_lists(), other_stop_lists()}) {
    for (const StopList& list : lists) {
      known.insert(list.language);
      if (list.language != language) continue;
      std::vector<std::string> words = words_of(list.words);
      TokenBuffer memory;
      for (std::string& word : words) word = std::string(fold(word, memory));
      return words;
    }
  }
  std::string names;
  for (const std::string_view name : known)
    names += (names.empty() ? "" : ", ") + std::string(name);
  throw SchemaError("filter \"stop\" has no list of \"" + std::string(language) +
                    "\", so give it \"words\"; there are lists of " + names);
}

}  // namespace lodex::text
