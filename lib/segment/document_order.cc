#include "segment/document_order.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <span>

namespace lodex::segment {
namespace {

// Gains are whole numbers, so that they are the same on every machine: bits in units of 2^-10. A
// term's gain is below 2^15, the sum over fewer than 2^16 terms below 2^31.
constexpr double kUnitsPerBit = 1024;
// By how much more two documents have to gain together with each iteration: a quarter of a bit.
constexpr std::int32_t kInertia = 256;

// Documents to be ordered among themselves. Terms are numbered anew: 0 to term_count.
struct Part {
  std::vector<DocId> docs;
  std::vector<std::uint64_t> ends;  // of each document's terms
  std::vector<std::uint16_t> terms;
  std::uint32_t term_count = 0;

  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(docs.size()); }
  [[nodiscard]] std::span<const std::uint16_t> terms_of(std::uint32_t i) const {
    const std::uint64_t begin = i == 0 ? 0 : ends[i - 1];
    return {terms.data() + begin, ends[i] - begin};
  }
};

class Bisection {
 public:
  Bisection(std::uint32_t doc_count, const BisectionOptions& options)
      : options_(options), costs_(std::size_t{doc_count} / 2 + 4) {
    for (std::size_t i = 1; i < costs_.size(); ++i) {
      const auto freq = static_cast<double>(i);
      costs_[i] = static_cast<std::int32_t>(
          std::lround((freq * std::log2(freq + 1) - (freq - 1) * std::log2(freq)) * kUnitsPerBit));
    }
    right_.resize(doc_count);
    order_.reserve(doc_count);
  }

  std::vector<DocId> order(Part all);

 private:
  // Appends the documents of `part` to the order.
  void run(Part part);
  void count_halves(const Part& part);
  void compute_gains();
  void compute_keys(const Part& part, std::int32_t inertia);
  std::uint32_t exchange(const Part& part);
  void split(const Part& part);
  [[nodiscard]] Part half_of(const Part& part, bool right, std::uint32_t size) const;

  BisectionOptions options_;
  // What one more document costs a term in a half that has n - 1: the growth of n log (n + 1).
  std::vector<std::int32_t> costs_;
  std::vector<DocId> order_;
  // Of the part at hand: which half each document is in; in how many documents of each half each
  // term is; what a document with the term gains in the right half, if it is in the left and if it
  // is in the right one now.
  std::vector<std::uint8_t> right_;
  std::vector<std::uint32_t> left_freqs_;
  std::vector<std::uint32_t> right_freqs_;
  std::vector<std::array<std::int16_t, 2>> gains_;
  std::vector<std::uint64_t> keys_;
  std::vector<std::uint64_t> selected_;
};

std::vector<DocId> Bisection::order(Part all) {
  left_freqs_.assign(all.term_count, 0);
  for (const std::uint16_t term : all.terms) ++left_freqs_[term];
  Part useful = half_of(all, false, all.size());
  all = {};
  run(std::move(useful));
  return std::move(order_);
}

void Bisection::run(Part part) {
  if (part.size() < 2 * options_.smallest || part.terms.empty()) {
    order_.insert(order_.end(), part.docs.begin(), part.docs.end());
    return;
  }
  split(part);
  Part left = half_of(part, false, part.size() / 2);
  Part right = half_of(part, true, part.size() - part.size() / 2);
  part = {};
  run(std::move(left));
  run(std::move(right));
}

void Bisection::split(const Part& part) {
  const std::uint32_t left = part.size() / 2;
  for (std::uint32_t i = 0; i < part.size(); ++i) right_[i] = i < left ? 0 : 1;
  count_halves(part);
  for (unsigned i = 0; i < options_.iterations; ++i) {
    compute_gains();
    compute_keys(part, static_cast<std::int32_t>(i) * kInertia);
    if (exchange(part) < part.size() / options_.few + 1) break;
  }
}

void Bisection::count_halves(const Part& part) {
  left_freqs_.assign(part.term_count, 0);
  right_freqs_.assign(part.term_count, 0);
  const std::uint64_t middle = part.ends[part.size() / 2 - 1];
  for (std::uint64_t i = 0; i < middle; ++i) ++left_freqs_[part.terms[i]];
  for (std::uint64_t i = middle; i < part.terms.size(); ++i) ++right_freqs_[part.terms[i]];
}

void Bisection::compute_gains() {
  gains_.resize(left_freqs_.size());
  for (std::size_t t = 0; t < gains_.size(); ++t) {
    // What the document itself adds to its half is left out: a term of 0 documents is not asked
    // for.
    const std::uint32_t left = left_freqs_[t];
    const std::uint32_t right = right_freqs_[t];
    gains_[t] = {static_cast<std::int16_t>(costs_[right + 1] - costs_[left]),
                 static_cast<std::int16_t>(costs_[right] - costs_[left + 1])};
  }
}

// A key orders a document by what it gains in the right half, then by its place. Documents stay
// where they are for gains below `inertia`: all see the same frequencies, and would else go to and
// fro together.
void Bisection::compute_keys(const Part& part, std::int32_t inertia) {
  keys_.resize(part.size());
  const std::uint16_t* term = part.terms.data();
  for (std::uint32_t i = 0; i < part.size(); ++i) {
    const std::uint16_t* end = part.terms.data() + part.ends[i];
    const std::int16_t* gains = &gains_[0][right_[i]];
    std::int32_t gain = right_[i] == 0 ? 0 : inertia;
    for (; term < end; ++term) gain += gains[std::size_t{2} * *term];
    keys_[i] = std::uint64_t{static_cast<std::uint32_t>(gain) ^ 0x80000000U} << 32 | i;
  }
}

// The documents that gain least in the right half make the left one. Returns how many moved.
std::uint32_t Bisection::exchange(const Part& part) {
  selected_.assign(keys_.begin(), keys_.end());
  const auto middle = selected_.begin() + part.size() / 2;
  std::nth_element(selected_.begin(), middle, selected_.end());
  const std::uint64_t first_right = *middle;
  std::uint32_t moved = 0;
  for (std::uint32_t i = 0; i < part.size(); ++i) {
    const std::uint8_t right = keys_[i] >= first_right ? 1 : 0;
    if (right == right_[i]) continue;
    right_[i] = right;
    ++moved;
    std::vector<std::uint32_t>& from = right != 0 ? left_freqs_ : right_freqs_;
    std::vector<std::uint32_t>& to = right != 0 ? right_freqs_ : left_freqs_;
    for (const std::uint16_t term : part.terms_of(i)) {
      --from[term];
      ++to[term];
    }
  }
  return moved;
}

// Leaves out terms that cannot tell documents of the half apart: those of one document, and of all.
Part Bisection::half_of(const Part& part, bool right, std::uint32_t size) const {
  const std::vector<std::uint32_t>& freqs = right ? right_freqs_ : left_freqs_;
  Part half;
  std::vector<std::uint32_t> numbers(part.term_count);
  std::uint64_t total = 0;
  constexpr std::uint32_t kNone = UINT32_MAX;
  for (std::uint32_t t = 0; t < part.term_count; ++t) {
    const bool tells = freqs[t] > 1 && freqs[t] < size;
    numbers[t] = tells ? half.term_count++ : kNone;
    if (tells) total += freqs[t];
  }
  half.docs.reserve(size);
  half.ends.reserve(size);
  half.terms.resize(total + 1);
  std::uint64_t at = 0;
  for (std::uint32_t i = 0; i < part.size(); ++i) {
    if ((right_[i] != 0) != right) continue;
    for (const std::uint16_t term : part.terms_of(i)) {
      const std::uint32_t number = numbers[term];
      half.terms[at] = static_cast<std::uint16_t>(number);
      at += number != kNone ? 1 : 0;
    }
    half.docs.push_back(part.docs[i]);
    half.ends.push_back(at);
  }
  half.terms.resize(total);
  return half;
}

}  // namespace

std::vector<DocId> order_by_bisection(ForwardIndex forward, const BisectionOptions& options) {
  Part all;
  all.docs.resize(forward.doc_count());
  std::iota(all.docs.begin(), all.docs.end(), DocId{0});
  all.ends.assign(forward.starts.begin() + 1, forward.starts.end());
  all.terms = std::move(forward.terms);
  for (const std::uint16_t term : all.terms) {
    all.term_count = std::max(all.term_count, term + std::uint32_t{1});
  }
  return Bisection(static_cast<std::uint32_t>(forward.doc_count()), options).order(std::move(all));
}

}  // namespace lodex::segment
