// Stems of the words that were met last: most words of a text are among few.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/term_key.h"
#include "lodex/analysis.h"
#include "text/stemmers/stemmer.h"

namespace lodex::text {

// A stemmer with a memory for its answers: a table with one place for each word, which the last one
// has. It begins small and grows with the words that it meets. Not thread-safe: one a thread.
class CachedStemmer {
 public:
  // Throws SchemaError where libstemmer has no such language.
  explicit CachedStemmer(std::string_view language) : stemmer_(language) {}

  // The stem of a folded word: the beginning of `word` where that is it, else in `memory`.
  // `readable` are bytes around the word, see TermKey::of().
  [[nodiscard]] std::string_view stem(std::string_view word, std::string_view readable,
                                      TokenBuffer& memory) {
    const TermKey key = TermKey::of(word, readable);
    if (!key.is_whole()) return stem_long(word, key, memory);
    Short& entry = short_[key.spread() & (short_.size() - 1)];
    if (entry.word != key) [[unlikely]]
      return stem_new(word, key, memory);
    if (entry.is_beginning) return word.substr(0, entry.stem_size);
    return memory.copy({entry.stem.data(), entry.stem_size});
  }

 private:
  static constexpr std::size_t kFirstEntries = 256;
  static constexpr std::size_t kMostShort = std::size_t{1} << 15;  // 1 MB
  static constexpr std::size_t kMostLong = std::size_t{1} << 13;   // half of it

  struct Short {
    TermKey word;  // whole; of size 0 where there is none
    std::uint8_t stem_size = 0;
    bool is_beginning = true;
    std::array<char, 14> stem{};  // if it is not the beginning of the word
  };
  struct Long {
    std::uint8_t word_size = 0;
    std::uint8_t stem_size = 0;
    std::array<char, 31> word{};
    std::array<char, 31> stem{};
  };

  std::string_view stem_new(std::string_view word, const TermKey& key, TokenBuffer& memory);
  std::string_view stem_long(std::string_view word, const TermKey& key, TokenBuffer& memory);
  // What the stemmer says; valid until it is asked again.
  std::string_view ask(std::string_view word);

  Stemmer stemmer_;
  std::string plain_;  // a word with other apostrophes
  // Powers of two of them.
  std::vector<Short> short_ = std::vector<Short>(kFirstEntries);
  std::vector<Long> long_ = std::vector<Long>(kFirstEntries);
  std::size_t new_short_ = 0;  // since the table grew last
  std::size_t new_long_ = 0;
};

}  // namespace lodex::text
