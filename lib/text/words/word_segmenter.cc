#include "text/words/word_segmenter.h"

#include <unicode/ubrk.h>

#include "text/unicode/icu_boundaries.h"

namespace lodex::text {

struct WordSegmenter::Impl {
  Boundaries boundaries{icu::BreakIterator::createWordInstance};
};

WordSegmenter::WordSegmenter() : impl_(std::make_unique<Impl>()) {}

WordSegmenter::~WordSegmenter() = default;

void WordSegmenter::start(std::string_view text) {
  impl_->boundaries.over(text).first();
  begin_ = end_ = 0;
}

bool WordSegmenter::next() {
  icu::BreakIterator& iterator = impl_->boundaries.iterator();
  while (true) {
    begin_ = end_;
    const std::int32_t boundary = iterator.next();
    if (boundary == icu::BreakIterator::DONE) return false;
    end_ = static_cast<std::uint32_t>(boundary);
    if (iterator.getRuleStatus() >= UBRK_WORD_NONE_LIMIT) return true;
  }
}

WordSegmenter& word_segmenter() {
  thread_local WordSegmenter segmenter;
  return segmenter;
}

}  // namespace lodex::text
