#include "text/words/word_segmenter.h"

#include <unicode/brkiter.h>
#include <unicode/ubrk.h>
#include <unicode/utext.h>

#include "text/icu_error.h"

namespace lodex::text {

struct WordSegmenter::Impl {
  std::unique_ptr<icu::BreakIterator> iterator;
  UText utext = UTEXT_INITIALIZER;
  ~Impl() { utext_close(&utext); }
};

WordSegmenter::WordSegmenter() : impl_(std::make_unique<Impl>()) {
  UErrorCode status = U_ZERO_ERROR;
  impl_->iterator.reset(icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
  check_icu(status, "cannot make a word iterator");
}

WordSegmenter::~WordSegmenter() = default;

void WordSegmenter::start(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  utext_openUTF8(&impl_->utext, text.data(), static_cast<std::int64_t>(text.size()), &status);
  impl_->iterator->setText(&impl_->utext, status);
  check_icu(status, "cannot walk over a text");
  begin_ = end_ = 0;
  impl_->iterator->first();
}

bool WordSegmenter::next() {
  while (true) {
    begin_ = end_;
    const std::int32_t boundary = impl_->iterator->next();
    if (boundary == icu::BreakIterator::DONE) return false;
    end_ = static_cast<std::uint32_t>(boundary);
    if (impl_->iterator->getRuleStatus() >= UBRK_WORD_NONE_LIMIT) return true;
  }
}

WordSegmenter& word_segmenter() {
  thread_local WordSegmenter segmenter;
  return segmenter;
}

}  // namespace lodex::text
