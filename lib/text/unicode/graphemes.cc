#include "text/unicode/graphemes.h"

#include <unicode/brkiter.h>
#include <unicode/utext.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "text/unicode/icu_error.h"

namespace lodex::text {
namespace {

// Not thread-safe; slow to make.
class GraphemeIterator {
 public:
  GraphemeIterator() {
    UErrorCode status = U_ZERO_ERROR;
    iterator_.reset(icu::BreakIterator::createCharacterInstance(icu::Locale::getRoot(), status));
    check_icu(status, "cannot make an iterator over characters");
  }
  ~GraphemeIterator() { utext_close(&utext_); }
  GraphemeIterator(const GraphemeIterator&) = delete;
  GraphemeIterator& operator=(const GraphemeIterator&) = delete;

  void append_ends(std::string_view text, std::size_t limit, std::vector<std::uint32_t>& ends) {
    UErrorCode status = U_ZERO_ERROR;
    utext_openUTF8(&utext_, text.data(), static_cast<std::int64_t>(text.size()), &status);
    iterator_->setText(&utext_, status);
    check_icu(status, "cannot walk over characters");
    iterator_->first();
    for (std::int32_t end = iterator_->next(); end != icu::BreakIterator::DONE;
         end = iterator_->next()) {
      if (static_cast<std::size_t>(end) > limit) return;
      ends.push_back(static_cast<std::uint32_t>(end));
    }
  }

 private:
  std::unique_ptr<icu::BreakIterator> iterator_;
  UText utext_ = UTEXT_INITIALIZER;
};

// In ASCII a line break of two bytes is the only character that is not one byte.
bool is_one_byte_each(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return (c & 0x80) == 0 && c != '\r'; });
}

}  // namespace

std::span<const std::uint32_t> grapheme_ends(std::string_view text, std::size_t limit) {
  thread_local std::vector<std::uint32_t> ends;
  ends.clear();
  if (text.size() <= limit && is_one_byte_each(text)) {
    for (std::uint32_t end = 1; end <= text.size(); ++end) ends.push_back(end);
    return ends;
  }
  thread_local GraphemeIterator iterator;
  iterator.append_ends(text, limit, ends);
  return ends;
}

}  // namespace lodex::text
