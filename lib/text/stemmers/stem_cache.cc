#include "text/stemmers/stem_cache.h"
#include "text/unicode/apostrophe.h"

#include <algorithm>

namespace lodex::text {
namespace {

// Makes the table larger, and empty, once as many words were new as it has places.
template <class Entry>
void count_new(std::vector<Entry>& table, std::size_t& count, std::size_t most) {
  if (++count < table.size() || table.size() >= most) return;
  table.assign(std::min(4 * table.size(), most), Entry());
  count = 0;
}

// The stem as a part of the word if it can be, else in memory.
std::string_view kept(std::string_view stem, std::string_view word, TokenBuffer& memory) {
  return word.starts_with(stem) ? word.substr(0, stem.size()) : memory.copy(stem);
}

}  // namespace

std::string_view CachedStemmer::stem_new(std::string_view word, const TermKey& key,
                                         TokenBuffer& memory) {
  const std::string_view stem = ask(word);
  count_new(short_, new_short_, kMostShort);
  Short entry;
  entry.word = key;
  entry.is_beginning = word.starts_with(stem);
  if (entry.is_beginning || stem.size() <= entry.stem.size()) {
    entry.stem_size = static_cast<std::uint8_t>(stem.size());
    if (!entry.is_beginning) std::ranges::copy(stem, entry.stem.begin());
    short_[key.spread() & (short_.size() - 1)] = entry;
  }
  return kept(stem, word, memory);
}

std::string_view CachedStemmer::stem_long(std::string_view word, const TermKey& key,
                                          TokenBuffer& memory) {
  Long entry;
  if (word.size() > entry.word.size()) return kept(ask(word), word, memory);
  const Long& known = long_[key.spread() & (long_.size() - 1)];
  if (std::string_view(known.word.data(), known.word_size) == word) {
    return kept({known.stem.data(), known.stem_size}, word, memory);
  }
  const std::string_view stem = ask(word);
  count_new(long_, new_long_, kMostLong);
  if (stem.size() <= entry.stem.size()) {
    entry.word_size = static_cast<std::uint8_t>(word.size());
    entry.stem_size = static_cast<std::uint8_t>(stem.size());
    std::ranges::copy(word, entry.word.begin());
    std::ranges::copy(stem, entry.stem.begin());
    long_[key.spread() & (long_.size() - 1)] = entry;
  }
  return kept(stem, word, memory);
}

// A word of which nothing would be left is its own stem, as some in Nepali. Snowball's rules know
// the apostrophe of ASCII only ("it's"), most books print another.
std::string_view CachedStemmer::ask(std::string_view word) {
  const std::string_view stem = stemmer_.stem(with_plain_apostrophes(word, plain_));
  return stem.empty() ? word : stem;
}

}  // namespace lodex::text
