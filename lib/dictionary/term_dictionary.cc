#include "dictionary/term_dictionary.h"

#include <algorithm>

#include "base/term_prefix.h"

namespace lodex::dictionary {
namespace {

constexpr std::size_t kPrefix = sizeof(std::uint64_t);
// Offsets of blocks: what is read of one is eight bytes.
constexpr std::size_t kOffset = 5;
constexpr std::uint64_t kOffsetMask = (std::uint64_t{1} << (8 * kOffset)) - 1;
constexpr std::size_t kOffsetsTail = sizeof(std::uint64_t) - kOffset;

// Asks for the lines of a block at once: the reader wants its beginning, then something of the
// middle, then something of the end.
void prefetch(ByteSpan block) {
  constexpr std::size_t kLine = 64;
  constexpr std::size_t kMost = 8 * kLine;
  for (std::size_t at = 0; at < std::min(block.size(), kMost); at += kLine) {
    __builtin_prefetch(block.data() + at);
  }
}

std::size_t upper_count(std::size_t count) {
  return (count + kPrefixesPerNode - 1) / kPrefixesPerNode;
}

}  // namespace

bool TermDictionaryWriter::add(std::string_view term, const TermInfo& info, ByteSpan list) {
  if (count_ % kTermsPerBlock == 0) {
    finish_block();
    prefixes_.push_back(prefix_of(term));
    offsets_.push_back(written_);
  }
  block_.add(term, info, list, postings_);
  ++count_;
  if (info.doc_freq < kInlineDocuments) return true;
  postings_ += list.size();
  return false;
}

void TermDictionaryWriter::finish_block() {
  if (block_.term_count() == 0) return;
  const std::size_t before = terms_.size();
  block_.finish(terms_);
  written_ += terms_.size() - before;
}

void TermDictionaryWriter::finish() {
  finish_block();
  offsets_.push_back(written_);
  index_.number<std::uint64_t>(count_);
  std::size_t step = 1;
  while (prefixes_.size() > step * kPrefixesPerNode) step *= kPrefixesPerNode;
  for (; step > 0; step /= kPrefixesPerNode) {
    for (std::size_t i = 0; i < prefixes_.size(); i += step) index_.number(prefixes_[i]);
  }
  for (const std::uint64_t offset : offsets_) {
    index_.bytes({reinterpret_cast<const std::uint8_t*>(&offset), kOffset});
  }
  index_.buffer().resize(index_.size() + kOffsetsTail);
}

TermDictionary::TermDictionary(CheckedBytes terms, CheckedBytes index)
    : terms_(terms), index_(index) {
  if (index_.empty()) return;
  const auto count = index_.element<std::uint64_t>(0, 0);
  if (count > UINT32_MAX) index_.fail("a dictionary has more terms than there can be");
  term_count_ = static_cast<std::uint32_t>(count);
  offsets_ = lay_out_levels();
  if (index_.size() != offsets_ + (block_count() + 1) * kOffset + kOffsetsTail) {
    index_.fail("the index of a dictionary has not the size that its number of terms asks for");
  }
}

// The highest level comes first. Returns where the lowest ends.
std::uint64_t TermDictionary::lay_out_levels() {
  for (std::size_t count = block_count(); count > 0; count = upper_count(count)) {
    levels_[level_count_++].count = count;
    if (count <= kPrefixesPerNode) break;
  }
  std::uint64_t offset = sizeof(std::uint64_t);
  for (std::size_t level = level_count_; level-- > 0;) {
    levels_[level].offset = offset;
    offset += levels_[level].count * kPrefix;
  }
  return offset;
}

std::size_t TermDictionary::find_prefix(std::uint64_t target, bool behind) const {
  // Nothing is above the highest prefix.
  if (behind && target == UINT64_MAX) return block_count();
  const std::uint64_t below = target + (behind ? 1 : 0);
  std::size_t place = 0;
  for (std::size_t level = level_count_; level-- > 0;) {
    // The last prefix before the place on the level above begins the node that the place is in, or
    // ends.
    const Level& here = levels_[level];
    const std::size_t node = place == 0 ? 0 : (place - 1) * kPrefixesPerNode;
    const std::size_t count = std::min(kPrefixesPerNode, here.count - node);
    const ByteSpan prefixes = index_.read(here.offset + node * kPrefix, count * kPrefix);
    // Counting does without branches, which would be as good as random.
    std::size_t low = 0;
    for (std::size_t i = 0; i < count; ++i) {
      low += static_cast<std::size_t>(load<std::uint64_t>(prefixes.data() + i * kPrefix) < below);
    }
    place = node + low;
  }
  return place;
}

std::uint64_t TermDictionary::prefix(std::size_t block) const {
  return index_.element<std::uint64_t>(levels_[0].offset, block);
}

std::size_t TermDictionary::block_of(std::string_view target) const {
  const std::uint64_t wanted = prefix_of(target);
  // Blocks from `low` to `high` begin with the target's prefix; their terms have to be compared.
  std::size_t low = find_prefix(wanted, false);
  std::size_t high = low;
  if (low < block_count() && prefix(low) == wanted) high = std::max(low, find_prefix(wanted, true));
  while (low < high) {
    const std::size_t middle = (low + high) / 2;
    if (block(middle).first_term() <= target) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low == 0 ? 0 : low - 1;
}

TermBlock TermDictionary::block(std::size_t number) const {
  const ByteSpan offsets = index_.read(offsets_ + number * kOffset, 2 * kOffset + kOffsetsTail);
  const std::uint64_t begin = load<std::uint64_t>(offsets.data()) & kOffsetMask;
  const std::uint64_t end = load<std::uint64_t>(offsets.data() + kOffset) & kOffsetMask;
  if (begin > end) terms_.fail("the blocks of a dictionary are out of order");
  const std::size_t first = number * kTermsPerBlock;
  const ByteSpan bytes = terms_.read(begin, end - begin);
  prefetch(bytes);
  return {bytes, std::min<std::size_t>(kTermsPerBlock, term_count_ - first), begin};
}

std::optional<TermDictionary::Found> TermDictionary::find(std::string_view wanted) const {
  if (term_count_ == 0) return {};
  const std::size_t number = block_of(wanted);
  const TermBlock terms = block(number);
  const std::optional<std::size_t> place = terms.find(wanted);
  if (!place) return {};
  return Found{TermId{static_cast<std::uint32_t>(number * kTermsPerBlock + *place)},
               terms.info(*place)};
}

std::string TermDictionary::term(TermId id) const {
  const std::uint32_t number = index_of(id);
  if (number >= term_count_) terms_.fail("a term was wanted that the dictionary has not");
  TermIterator it(*this);
  it.enter(number / kTermsPerBlock);
  while (!it.at_end() && it.id() != id) it.next();
  return it.term();
}

void TermIterator::seek(std::string_view target) {
  at_end_ = dictionary_->size() == 0;
  if (at_end_) return;
  enter(dictionary_->block_of(target));
  while (!at_end_ && term_ < target) next();
}

void TermIterator::enter(std::size_t block) {
  at_end_ = false;
  block_ = dictionary_->block(block);
  walk_ = block_.begin();
  number_of_block_ = block;
  number_ = static_cast<std::uint32_t>(block * kTermsPerBlock);
  term_.clear();
  block_.next(walk_, term_, info_);
}

void TermIterator::next() {
  if (at_end_) return;
  if (number_ + 1 == dictionary_->size()) {
    at_end_ = true;
  } else if (walk_.place == block_.term_count()) {
    enter(number_of_block_ + 1);
  } else {
    ++number_;
    block_.next(walk_, term_, info_);
  }
}

}  // namespace lodex::dictionary
