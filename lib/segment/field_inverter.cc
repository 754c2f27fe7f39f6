#include "segment/field_inverter.h"

#include "lodex/error.h"
#include "store/field_lengths.h"

namespace lodex::segment {
namespace {

constexpr std::uint32_t kMove = 0x80000000;

// The difference that a move stands for: 31 bits, two's complement.
std::int32_t difference_of(std::uint32_t move) { return static_cast<std::int32_t>(move << 1) >> 1; }

constexpr std::size_t kAhead = 16;

}  // namespace

void FieldInverter::add_value(DocId doc, std::span<const Token> tokens) {
  const bool is_new = lengths_.size() <= doc;
  if (is_new) {
    lengths_.resize(std::size_t{doc} + 1, store::kMissing);
    entries_.resize(std::size_t{doc} + 1, 0);
    lengths_[doc] = 0;
    next_position_ = 0;
    ++documents_;
  }
  // The walk back (for_each_occurrence) expects each token one position after the one before.
  std::uint32_t expected = next_position_;
  const std::uint32_t base =
      is_new || lengths_[doc] == 0 ? next_position_ : next_position_ + kValueGap;
  std::uint32_t entries = 0;
  // Look-ups are begun some tokens ahead: most of their time is waiting for memory.
  std::array<Vocabulary::Key, kAhead> keys{};
  for (std::size_t i = 0; i < std::min(kAhead, tokens.size()); ++i) {
    keys[i] = vocabulary_.begin(tokens[i].term);
  }
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    const std::uint32_t position = base + token.position;
    if (position != expected) {
      tokens_by_document_.push_back(kMove | (position - expected));
      ++entries;
    }
    const std::uint32_t number = vocabulary_.intern(token.term, keys[i % kAhead]);
    if (i + kAhead < tokens.size()) keys[i % kAhead] = vocabulary_.begin(tokens[i + kAhead].term);
    if (number == counts_.size()) counts_.push_back(0);
    ++counts_[number];
    tokens_by_document_.push_back(number);
    ++entries;
    expected = position + 1;
  }
  entries_[doc] += entries;
  lengths_[doc] += static_cast<std::uint32_t>(tokens.size());
  tokens_ += tokens.size();
  next_position_ = expected;
}

template <class Visit>
void FieldInverter::for_each_occurrence(Visit&& visit) const {
  DocId doc = 0;
  std::uint32_t left = entries_.empty() ? 0 : entries_[0];
  std::uint32_t position = 0;
  tokens_by_document_.for_each([&](std::uint32_t number) {
    while (left == 0) {
      left = entries_[++doc];
      position = 0;
    }
    --left;
    if ((number & kMove) != 0) {
      position += static_cast<std::uint32_t>(difference_of(number));
    } else {
      visit(number, Occurrence{doc, position++});
    }
  });
}

void FieldInverter::for_each_term(
    const std::function<void(std::string_view, std::span<const Occurrence>)>& visit) const {
  const std::vector<std::uint32_t> order = vocabulary_.sorted();
  // Where the occurrences of each term begin, by the order of the terms.
  std::vector<std::uint64_t> next(counts_.size());
  std::uint64_t begin = 0;
  for (const std::uint32_t number : order) {
    next[number] = begin;
    begin += counts_[number];
  }
  const auto occurrences = std::make_unique_for_overwrite<Occurrence[]>(tokens_);
  for_each_occurrence([&](std::uint32_t number, Occurrence occurrence) {
    occurrences[next[number]++] = occurrence;
  });
  begin = 0;
  for (const std::uint32_t number : order) {
    visit(vocabulary_.term(number), {occurrences.get() + begin, counts_[number]});
    begin += counts_[number];
  }
}

std::size_t FieldInverter::memory() const {
  return vocabulary_.memory() + tokens_by_document_.memory() +
         (entries_.capacity() + lengths_.capacity() + counts_.capacity()) * sizeof(std::uint32_t);
}

}  // namespace lodex::segment
