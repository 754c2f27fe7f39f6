// Words of a text by Unicode's rules (UAX #29 with ICU's tailoring and dictionaries).
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

namespace lodex::text {

// Walks over the words of one text after another. Words are what ICU's word iterator gives a status
// of number, letter, kana or ideograph; what lies between them (white space, punctuation, symbols)
// is passed over. Not thread-safe; making one is slow, so use word_segmenter().
class WordSegmenter {
 public:
  WordSegmenter();
  ~WordSegmenter();
  WordSegmenter(const WordSegmenter&) = delete;
  WordSegmenter& operator=(const WordSegmenter&) = delete;

  // The text has to outlive the walk; bytes that are not UTF-8 count as U+FFFD.
  void start(std::string_view text);
  // Moves to the next word. False at the end.
  bool next();
  // Byte offsets of the word.
  [[nodiscard]] std::uint32_t begin() const { return begin_; }
  [[nodiscard]] std::uint32_t end() const { return end_; }

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
  std::uint32_t begin_ = 0;
  std::uint32_t end_ = 0;
};

// The segmenter of this thread.
WordSegmenter& word_segmenter();

}  // namespace lodex::text
