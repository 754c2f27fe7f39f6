#include "segment/field_inverter.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

#include "lodex/error.h"
#include "store/field_lengths.h"

namespace lodex::segment {
namespace {

constexpr std::uint32_t kMove = 0x80000000;

// The difference that a move stands for: 31 bits, two's complement.
std::int32_t difference_of(std::uint32_t move) { return static_cast<std::int32_t>(move << 1) >> 1; }

constexpr std::size_t kTokensAhead = 16;

constexpr std::size_t kMaxWords = std::size_t{1} << 30;

}  // namespace

std::uint32_t FieldInverter::begin_value(DocId doc) {
  if (lengths_.size() <= doc) {
    lengths_.resize(std::size_t{doc} + 1, store::kMissing);
    entries_.resize(std::size_t{doc} + 1, 0);
    lengths_[doc] = 0;
    next_position_ = expected_ = 0;
    ++documents_;
  }
  return lengths_[doc] == 0 ? next_position_ : next_position_ + kValueGap;
}

std::uint32_t* FieldInverter::make_room(std::size_t tokens, std::size_t terms) {
  const std::size_t before = numbers_.size();
  // A move with each token.
  numbers_.resize(before + 2 * tokens);
  if (counts_.size() < vocabulary_.size() + terms) {
    counts_.resize(2 * (vocabulary_.size() + terms));
  }
  return numbers_.data() + before;
}

void FieldInverter::end_value(DocId doc, const std::uint32_t* number_end, std::size_t tokens) {
  const auto size = static_cast<std::size_t>(number_end - numbers_.data());
  entries_[doc] += static_cast<std::uint32_t>(size - (numbers_.size() - 2 * tokens));
  numbers_.resize(size);
  lengths_[doc] += static_cast<std::uint32_t>(tokens);
  tokens_ += tokens;
}

void FieldInverter::add_value(DocId doc, std::span<const Token> tokens, std::string_view readable) {
  const std::uint32_t base = begin_value(doc);
  // The walk back (sort_occurrences) expects each token one position after the one before.
  std::uint32_t expected = expected_;
  std::uint32_t* number_at = make_room(tokens.size(), tokens.size());
  std::uint32_t* const counts = counts_.data();
  // Look-ups are begun some tokens ahead: most of their time is waiting for memory.
  std::array<TermKey, kTokensAhead> keys{};
  const auto begin = [&](std::size_t i) {
    keys[i % kTokensAhead] = TermKey::of(tokens[i].term, readable);
    vocabulary_.begin(keys[i % kTokensAhead]);
  };
  for (std::size_t i = 0; i < std::min(kTokensAhead, tokens.size()); ++i) begin(i);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const std::uint32_t position = base + tokens[i].position;
    if (position != expected) *number_at++ = kMove | (position - expected);
    const std::uint32_t number = vocabulary_.intern(tokens[i].term, keys[i % kTokensAhead]);
    if (i + kTokensAhead < tokens.size()) begin(i + kTokensAhead);
    ++counts[number];
    *number_at++ = number;
    expected = position + 1;
  }
  end_value(doc, number_at, tokens.size());
  expected_ = next_position_ = expected;
}

void FieldInverter::add_terms(DocId doc, const GivenTerms& given) {
  const std::uint32_t base = begin_value(doc);
  std::uint32_t expected = expected_;
  std::uint32_t end = base;  // behind the last position
  std::uint32_t* number_at = make_room(given.occurrences(), given.size());
  const auto put = [&](std::uint32_t number, std::uint32_t position) {
    if (position != expected) *number_at++ = kMove | (position - expected);
    *number_at++ = number;
    expected = position + 1;
    end = std::max(end, expected);
  };
  std::array<TermKey, kTokensAhead> keys{};
  const auto begin = [&](std::size_t i) {
    keys[i % kTokensAhead] = TermKey::of(given.term(i), given.bytes());
    vocabulary_.begin(keys[i % kTokensAhead]);
  };
  std::vector<std::pair<std::uint32_t, std::uint32_t>> without_position;
  for (std::size_t i = 0; i < std::min(kTokensAhead, given.size()); ++i) begin(i);
  for (std::size_t i = 0; i < given.size(); ++i) {
    const std::uint32_t number = vocabulary_.intern(given.term(i), keys[i % kTokensAhead]);
    if (i + kTokensAhead < given.size()) begin(i + kTokensAhead);
    counts_[number] += given.frequency(i);
    for (const std::uint32_t position : given.positions(i)) put(number, base + position);
    if (given.more(i) > 0) without_position.emplace_back(number, given.more(i));
  }
  for (const auto& [number, more] : without_position) {
    for (std::uint32_t i = 0; i < more; ++i) put(number, end + kValueGap);
  }
  end_value(doc, number_at, given.occurrences());
  expected_ = expected;
  next_position_ = end;
}

void FieldInverter::sort_occurrences() {
  ends_.resize(vocabulary_.size());
  std::size_t begin = 0;
  for (std::size_t term = 0; term < ends_.size(); ++term) {
    ends_[term] = begin;
    begin += counts_[term];
  }
  occurrences_.resize(tokens_);
  std::size_t at = 0;
  for (DocId doc = 0; doc < entries_.size(); ++doc) {
    std::uint32_t position = 0;
    for (const std::size_t end = at + entries_[doc]; at < end; ++at) {
      const std::uint32_t number = numbers_[at];
      if ((number & kMove) != 0) {
        position += static_cast<std::uint32_t>(difference_of(number));
      } else {
        occurrences_[ends_[number]++] = {doc, position++};
      }
    }
  }
}

// Terms that begin alike side by side, because the segment is written in the order of its terms:
// what it needs at a time of all chunks is then not scattered over their memory.
void FieldInverter::order_terms() {
  constexpr std::size_t kGroups = 256 * 32;
  const auto group_of = [this](std::uint32_t number) {
    const std::string_view term = vocabulary_.term(number);
    const std::size_t first = term.empty() ? 0 : static_cast<std::uint8_t>(term[0]);
    const std::size_t second = term.size() < 2 ? 0 : static_cast<std::uint8_t>(term[1]);
    return first * 32 + second % 32;
  };
  std::vector<std::uint32_t> next(kGroups + 1);
  std::vector<std::uint16_t> groups(vocabulary_.size());
  for (std::uint32_t term = 0; term < vocabulary_.size(); ++term) {
    groups[term] = static_cast<std::uint16_t>(group_of(term));
    ++next[groups[term] + std::size_t{1}];
  }
  std::partial_sum(next.begin(), next.end(), next.begin());
  term_order_.resize(vocabulary_.size());
  for (std::uint32_t term = 0; term < vocabulary_.size(); ++term) {
    term_order_[next[groups[term]]++] = term;
  }
}

void FieldInverter::invert(Contents contents) {
  sort_occurrences();
  RunWriter writer(contents);
  std::vector<std::uint32_t> once_words;
  words_.clear();
  order_terms();
  for (const std::uint32_t term : term_order_) {
    const std::size_t begin = ends_[term] - counts_[term];
    const Occurrence first = occurrences_[begin];
    const std::uint32_t position = contents == Contents::kPositions ? first.position : 0;
    if (counts_[term] == 1 && position <= UINT16_MAX) {
      inverted_.once.push_back(term);
      once_words.push_back(first.doc | position << 16);
    } else {
      inverted_.runs.push_back({term, static_cast<std::uint32_t>(words_.size())});
      writer.append({occurrences_.data() + begin, counts_[term]}, words_);
    }
    if (words_.size() > kMaxWords) throw LimitError("a document has more than 2^30 words");
  }
  inverted_.word_count = words_.size() + once_words.size();
  inverted_.words = std::make_unique_for_overwrite<std::uint32_t[]>(inverted_.word_count);
  std::ranges::copy(words_, inverted_.words.get());
  std::ranges::copy(once_words, inverted_.words.get() + words_.size());
}

void FieldInverter::clear() {
  vocabulary_.clear();
  numbers_.clear();
  entries_.clear();
  lengths_.clear();
  counts_.clear();
  documents_ = tokens_ = 0;
  next_position_ = expected_ = 0;
  inverted_.words.reset();
  inverted_.word_count = 0;
  inverted_.runs.clear();
  inverted_.once.clear();
}

}  // namespace lodex::segment
