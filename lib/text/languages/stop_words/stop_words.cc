#include "text/languages/stop_words/stop_words.h"

#include <set>

#include "base/joined.h"
#include "lodex/error.h"
#include "text/filters/filters.h"
#include "text/languages/word_list.h"
#include "text/unicode/case_folder.h"

namespace lodex::text {
namespace {

// Serbian is written in both alphabets, its list in Cyrillic.
void add_latin(std::vector<std::string>& words) {
  const FilterPointer latin = serbian_latin_filter();
  const std::size_t cyrillic = words.size();
  for (std::size_t i = 0; i < cyrillic; ++i) words.push_back(latin->normalize(words[i]));
}

}  // namespace

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
      if (language == "serbian") add_latin(words);
      return words;
    }
  }
  throw SchemaError("filter \"stop\" has no list of \"" + std::string(language) +
                    "\", so give it \"words\"; there are lists of " + joined(known));
}

}  // namespace lodex::text
