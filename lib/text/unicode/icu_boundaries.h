// ICU's iterators over texts of UTF-8.
#pragma once

#include <unicode/brkiter.h>
#include <unicode/utext.h>

#include <cstdint>
#include <memory>
#include <string_view>

#include "text/unicode/icu_error.h"

namespace lodex::text {

// Walks over the boundaries of one kind in one text after another: words, sentences, and so on, by
// the rules of no language in particular. Making one is slow. Not thread-safe.
class Boundaries {
 public:
  // icu::BreakIterator::createWordInstance and its like.
  using Make = icu::BreakIterator* (*)(const icu::Locale&, UErrorCode&);

  explicit Boundaries(Make make) {
    UErrorCode status = U_ZERO_ERROR;
    iterator_.reset(make(icu::Locale::getRoot(), status));
    check_icu(status, "cannot make an iterator over a text");
  }
  ~Boundaries() { utext_close(&utext_); }
  Boundaries(const Boundaries&) = delete;
  Boundaries& operator=(const Boundaries&) = delete;

  // The iterator, at the beginning of a text (less than 2 GiB), which has to outlive the walk.
  // Bytes that are not UTF-8 count as U+FFFD.
  icu::BreakIterator& over(std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    utext_openUTF8(&utext_, text.data(), static_cast<std::int64_t>(text.size()), &status);
    iterator_->setText(&utext_, status);
    check_icu(status, "cannot walk over a text");
    return *iterator_;
  }
  // The same, where the last walk is.
  icu::BreakIterator& iterator() { return *iterator_; }

 private:
  std::unique_ptr<icu::BreakIterator> iterator_;
  UText utext_ = UTEXT_INITIALIZER;
};

}  // namespace lodex::text
