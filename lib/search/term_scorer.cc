#include "search/term_scorer.h"

#include <algorithm>
#include <cstring>
#include <functional>

#include "search/window.h"

namespace lodex::search {
namespace {

// With fewer documents a window, on average, a list is looked at whole for its bounds: blocks span
// many windows, of which most may have none of its documents.
constexpr std::size_t kFewInWindow = 4;

}  // namespace

simd::LengthArray length_array(const Occurrences& occurrences, const segment::Segment& segment) {
  if (!occurrences.is_text) return {};
  const store::LengthView view = segment.field(occurrences.field)->lengths.view();
  return {view.data, view.width};
}

double length_weight(const Occurrences& occurrences, const Bm25& model) {
  return occurrences.is_text ? model.b : 0;
}

ranking::Bm25Term term_formula(const ScoredPlan& plan, const Bm25& model,
                               const ranking::ScoreScale& scale) {
  const ScoredPlan::Part& part = plan.parts[0];
  return ranking::Bm25Term::of(scale.units(plan.weight), model.k1,
                               length_weight(part.occurrences, model), part.average_length);
}

ranking::Bm25Field field_formula(const ScoredPlan::Part& part, const Bm25& model) {
  return ranking::Bm25Field::of(part.field_weight, length_weight(part.occurrences, model),
                                part.average_length);
}

ranking::Bm25Fields fields_formula(const ScoredPlan& plan, const Bm25& model,
                                   const ranking::ScoreScale& scale) {
  return {scale.units(plan.weight), static_cast<float>(model.k1)};
}

void TermScorer::rewind() {
  cursor_.rewind();
  bound_known_ = false;
  bound_block_ = 0;
  stretch_block_ = 0;
}

void TermScorer::score_block() {
  if (scored_ == cursor_.block()) return;
  const std::span<const DocId> docs = cursor_.whole_block();
  simd::kernels().score(formula(), lengths_, docs.data(), cursor_.whole_block_freqs().data(),
                        docs.size(), scores_.data());
  scored_ = cursor_.block();
}

TermScorer::Batch TermScorer::batch(DocId end) {
  const std::span<const DocId> docs = cursor_.block_docs(end);
  if (docs.empty()) return {docs, scores_.data()};
  score_block();
  return {docs, scores_.data() + cursor_.where()};
}

void TermScorer::score_some(std::span<const std::uint32_t> places, const DocId* docs, Score* out) {
  if (scored_ == cursor_.block()) {
    for (const std::uint32_t place : places) *out++ = scores_[cursor_.where() + place];
    return;
  }
  // Frequencies become scores in their place.
  cursor_.freqs_at(places, out);
  simd::kernels().score(formula(), lengths_, docs, out, places.size(), out);
}

Score TermScorer::reached_by(std::size_t count) const {
  const ByteSpan best = cursor_.best_documents();
  if (best.empty() || count == 0 || count > postings::kBestDocuments) return 0;
  std::array<Score, postings::kBestDocuments> scores{};
  for (std::size_t i = 0; i < scores.size(); ++i) {
    const postings::Impact document = postings::BestDocuments::read(best, i);
    if (document.freq > 0) scores[i] = term_.score(document.freq, document.length);
  }
  std::ranges::nth_element(scores, scores.begin() + static_cast<std::ptrdiff_t>(count - 1),
                           std::greater<>());
  return scores[count - 1];
}

Score TermScorer::bound_of_only_block() {
  score_block();
  const std::size_t count = cursor_.whole_block().size();
  return count == 0 ? 0 : *std::max_element(scores_.data(), scores_.data() + count) + 1;
}

Score TermScorer::bound_of_blocks(std::size_t first, std::size_t last) const {
  constexpr std::size_t kAtOnce = 16;
  const std::uint8_t* impacts = cursor_.block_impacts().data();
  Score largest = 0;
  std::array<Score, kAtOnce> bounds{};
  for (std::size_t b = first; b <= last; b += kAtOnce) {
    const std::size_t count = std::min(kAtOnce, last + 1 - b);
    simd::kernels().largest_scores(formula(), impacts + b * postings::kImpactBytes, count,
                                   bounds.data());
    largest = std::max(largest, *std::max_element(bounds.data(), bounds.data() + count));
  }
  return largest;
}

void TermScorer::look_at(DocId target) {
  bound_known_ = true;
  if (bound_block_ < cursor_.block_count() && cursor_.last_of_block(bound_block_) < target) {
    bound_block_ =
        cursor_.block_impacts().empty() ? 1 : cursor_.find_block(bound_block_ + 1, target);
  }
  bound_last_ = cursor_.last_of_block(bound_block_);
  if (bound_last_ == kEndDoc) {
    bound_ = 0;
  } else if (cursor_.block_impacts().empty()) {
    bound_ = bound_of_only_block();
  } else {
    bound_ = bound_of_blocks(bound_block_, bound_block_);
  }
}

Score TermScorer::bound_between(DocId begin, DocId end) {
  const std::size_t blocks = cursor_.block_count();
  if (cursor_.block_impacts().empty()) {
    return blocks > 0 && cursor_.last_of_block(0) >= begin ? bound_of_only_block() : 0;
  }
  if (end - begin > kWindowSize && !cursor_.window_impacts().empty()) {
    return bound_of_windows(begin, end);
  }
  if (stretch_block_ < blocks && cursor_.last_of_block(stretch_block_) < begin) {
    stretch_block_ = cursor_.find_block(stretch_block_ + 1, begin);
  }
  if (stretch_block_ >= blocks) return 0;
  const std::size_t first = stretch_block_;
  if (cursor_.last_of_block(first) < end - 1) {
    stretch_block_ = std::min(cursor_.find_block(first + 1, end - 1), blocks - 1);
  }
  return bound_of_blocks(first, stretch_block_);
}

Score TermScorer::bound_of_windows(DocId begin, DocId end) {
  if (windows_.empty()) {
    windows_.resize(Window::count(cursor_.last_of_block(cursor_.block_count() - 1) + 1));
    bound_windows(windows_);
  }
  const std::size_t count = windows_.size();
  const auto first = windows_.begin() +
                     static_cast<std::ptrdiff_t>(std::min<std::size_t>(count, begin / kWindowSize));
  const auto last = windows_.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(
                                           count, (end - 1) / kWindowSize + std::size_t{1}));
  return first == last ? 0 : *std::max_element(first, last);
}

void TermScorer::bound_blocks(std::vector<Score>& out) {
  out.resize(cursor_.block_count());
  const ByteSpan impacts = cursor_.block_impacts();
  if (impacts.empty()) {
    if (!out.empty()) out[0] = bound_of_only_block();
    return;
  }
  simd::kernels().largest_scores(formula(), impacts.data(), out.size(), out.data());
}

void TermScorer::bound_some_blocks(std::span<const std::uint32_t> blocks, Score* out) {
  const ByteSpan impacts = cursor_.block_impacts();
  if (impacts.empty()) {
    for (const std::uint32_t block : blocks) {
      *out++ = block < cursor_.block_count() ? bound_of_only_block() : 0;
    }
    return;
  }
  constexpr std::size_t kAtOnce = 16;
  std::array<std::uint8_t, kAtOnce * postings::kImpactBytes> pairs{};
  for (; !blocks.empty(); blocks = blocks.subspan(std::min(kAtOnce, blocks.size()))) {
    const std::size_t count = std::min(kAtOnce, blocks.size());
    for (std::size_t i = 0; i < count; ++i) {
      std::uint8_t* to = pairs.data() + i * postings::kImpactBytes;
      if (blocks[i] < cursor_.block_count()) {
        std::memcpy(to, impacts.data() + blocks[i] * postings::kImpactBytes,
                    postings::kImpactBytes);
      } else {
        std::memset(to, 0, postings::kImpactBytes);
      }
    }
    simd::kernels().largest_scores(formula(), pairs.data(), count, out);
    out += count;
  }
}

void TermScorer::bound_windows(std::span<Score> out) {
  const ByteSpan impacts = cursor_.window_impacts();
  const std::size_t count = std::min(out.size(), impacts.size() / postings::kImpactBytes);
  std::ranges::fill(out.subspan(count), Score{0});
  if (count > 0) {
    simd::kernels().largest_scores(formula(), impacts.data(), count, out.data());
  } else if (doc_freq() < out.size() * kFewInWindow) {
    bound_windows_exactly(out);
  } else {
    bound_windows_by_blocks(out);
  }
}

void TermScorer::bound_windows_exactly(std::span<Score> out) {
  while (doc() != kEndDoc) {
    const Batch all = batch(kEndDoc);
    for (std::size_t i = 0; i < all.size(); ++i) {
      Score& bound = out[all.docs[i] / kWindowSize];
      bound = std::max(bound, all.scores[i] + 1);  // 0 is for windows without documents
    }
    pass(all);
  }
  rewind();
}

void TermScorer::bound_windows_by_blocks(std::span<Score> out) {
  std::vector<Score> blocks;
  bound_blocks(blocks);
  DocId begin = 0;
  for (std::size_t b = 0; b < blocks.size(); ++b) {
    const DocId last = cursor_.last_of_block(b);
    for (std::size_t w = begin / kWindowSize;
         w <= std::min<std::size_t>(last / kWindowSize, out.size() - 1); ++w) {
      out[w] = std::max(out[w], blocks[b]);
    }
    begin = last + 1;
  }
}

}  // namespace lodex::search
