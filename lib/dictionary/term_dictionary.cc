#include "dictionary/term_dictionary.h"

#include <algorithm>
#include <cassert>

#include "base/term_prefix.h"

namespace lodex::dictionary {
namespace {

constexpr std::size_t kIndexHeader = sizeof(std::uint64_t);
constexpr std::size_t kIndexEntry = 2 * sizeof(std::uint64_t);
constexpr std::size_t kIndexPrefix = sizeof(std::uint64_t);

// The first of `count` prefixes that is not below `target`, or above it where `behind`.
std::size_t find_prefix(const std::uint8_t* prefixes, std::size_t count, std::uint64_t target,
                        bool behind) {
  std::size_t low = 0;
  while (count > 0) {
    const std::size_t half = count / 2;
    const auto prefix = load<std::uint64_t>(prefixes + (low + half) * kIndexPrefix);
    const bool before = behind ? prefix <= target : prefix < target;
    low = before ? low + half + 1 : low;
    count = before ? count - half - 1 : half;
  }
  return low;
}

std::size_t shared_prefix(std::string_view a, std::string_view b) {
  const auto limit = std::min(a.size(), b.size());
  return static_cast<std::size_t>(
      std::mismatch(a.begin(), a.begin() + static_cast<std::ptrdiff_t>(limit), b.begin()).first -
      a.begin());
}

// What follows a term; leaves the offset as it is.
void read_info(ByteReader& in, TermInfo& info) {
  info.doc_freq = in.varint32();
  info.total_freq = info.doc_freq + in.varint();
  info.postings_size = in.varint();
  info.positions_size = in.varint();
}

}  // namespace

void TermDictionaryWriter::add(std::string_view term, const TermInfo& info) {
  assert(count_ == 0 || last_ < term);
  const std::size_t before = terms_.size();
  const bool opens_block = count_ % kTermsPerBlock == 0;
  if (opens_block) {
    prefixes_.number(prefix_of(term));
    blocks_.number(written_);
    blocks_.number(info.offset);
  }
  const std::size_t shared = opens_block ? 0 : shared_prefix(last_, term);
  terms_.varint(shared);
  terms_.text(term.substr(shared));
  terms_.varint(info.doc_freq);
  terms_.varint(info.total_freq - info.doc_freq);
  terms_.varint(info.postings_size);
  terms_.varint(info.positions_size);
  written_ += terms_.size() - before;
  last_ = term;
  ++count_;
}

void TermDictionaryWriter::finish() {
  index_.number<std::uint64_t>(count_);
  index_.bytes(prefixes_.view());
  index_.bytes(blocks_.view());
}

TermDictionary::TermDictionary(CheckedBytes terms, CheckedBytes index)
    : terms_(terms), index_(index) {
  if (index_.empty()) return;
  const auto count = index_.element<std::uint64_t>(0, 0);
  if (count > UINT32_MAX) index_.fail("a dictionary has more terms than there can be");
  term_count_ = static_cast<std::uint32_t>(count);
  if (index_.size() != kIndexHeader + block_count() * (kIndexPrefix + kIndexEntry)) {
    index_.fail("the index of a dictionary has not the size that its number of terms asks for");
  }
}

TermDictionary::Block TermDictionary::block(std::size_t number) const {
  const ByteSpan bytes =
      index_.read(kIndexHeader + block_count() * kIndexPrefix + number * kIndexEntry, kIndexEntry);
  return {load<std::uint64_t>(bytes.data()), load<std::uint64_t>(bytes.data() + 8)};
}

std::string_view TermDictionary::first_term(std::size_t number) const {
  const std::uint64_t offset = block(number).terms_offset;
  const std::uint64_t rest = offset > terms_.size() ? 0 : terms_.size() - offset;
  ByteReader in(terms_.read(offset, std::min<std::uint64_t>(rest, kMaxTermBytes + 8)),
                "term dictionary");
  if (in.varint() != 0) in.fail("has a block whose first term is not whole");
  return in.text();
}

std::size_t TermDictionary::block_of(std::string_view target) const {
  const std::size_t blocks = block_count();
  const ByteSpan prefixes = index_.read(kIndexHeader, blocks * kIndexPrefix);
  const std::uint64_t prefix = prefix_of(target);
  // Blocks from `low` to `high` begin with the target's prefix; their terms have to be compared.
  std::size_t low = find_prefix(prefixes.data(), blocks, prefix, false);
  std::size_t high =
      low + find_prefix(prefixes.data() + low * kIndexPrefix, blocks - low, prefix, true);
  while (low < high) {
    const std::size_t middle = (low + high) / 2;
    if (first_term(middle) <= target) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low == 0 ? 0 : low - 1;
}

// Walks over one block without putting its terms together: of the term at hand only the number of
// bytes that it has in common with the wanted one matters. As long as all terms so far were below
// the wanted one, a term that shares more than that with its predecessor is below it as well, and
// one that shares less is above it.
std::optional<TermDictionary::Found> TermDictionary::find(std::string_view wanted) const {
  if (term_count_ == 0) return {};
  const std::size_t number = block_of(wanted);
  const Block place = block(number);
  ByteReader in(terms_of(number), "term dictionary");
  TermInfo info;
  info.offset = place.postings_offset;
  const std::size_t first = number * kTermsPerBlock;
  const std::size_t count = std::min<std::size_t>(kTermsPerBlock, term_count_ - first);
  std::size_t common = 0;
  for (std::size_t i = 0; i < count; ++i, info.offset = info.end()) {
    const std::uint64_t shared = in.varint();
    const std::string_view rest = in.text();
    read_info(in, info);
    if (shared > common) continue;
    if (shared < common) return {};
    const std::string_view rest_of_wanted = wanted.substr(common);
    const std::size_t same = shared_prefix(rest, rest_of_wanted);
    common += same;
    if (same == rest.size() && same == rest_of_wanted.size()) {
      return Found{TermId{static_cast<std::uint32_t>(first + i)}, info};
    }
    const bool above = same == rest_of_wanted.size() ||
                       (same < rest.size() && static_cast<std::uint8_t>(rest[same]) >
                                                  static_cast<std::uint8_t>(rest_of_wanted[same]));
    if (above) return {};
  }
  return {};
}

ByteSpan TermDictionary::terms_of(std::size_t number) const {
  const std::uint64_t begin = block(number).terms_offset;
  const std::uint64_t end =
      number + 1 < block_count() ? block(number + 1).terms_offset : terms_.size();
  if (begin > end) terms_.fail("the blocks of a dictionary are out of order");
  return terms_.read(begin, end - begin);
}

std::string TermDictionary::term(TermId id) const {
  const std::uint32_t number = index_of(id);
  if (number >= term_count_) terms_.fail("a term was wanted that the dictionary has not");
  TermIterator it(*this);
  it.seek(first_term(number / kTermsPerBlock));
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
  in_ = ByteReader(dictionary_->terms_of(block), "term dictionary");
  block_ = block;
  number_ = static_cast<std::uint32_t>(block * kTermsPerBlock);
  left_ = std::min<std::size_t>(kTermsPerBlock, dictionary_->size() - number_);
  term_.clear();
  info_ = {};
  info_.offset = dictionary_->block(block).postings_offset;
  read_term();
}

void TermIterator::read_term() {
  const std::uint64_t shared = in_.varint();
  const std::string_view rest = in_.text();
  if (shared > term_.size() || shared + rest.size() > kMaxTermBytes) {
    in_.fail("has a term that cannot be put together");
  }
  term_.resize(shared);
  term_ += rest;
  read_info(in_, info_);
  --left_;
}

void TermIterator::next() {
  if (at_end_) return;
  if (number_ + 1 == dictionary_->size()) {
    at_end_ = true;
  } else if (left_ == 0) {
    enter(block_ + 1);
  } else {
    ++number_;
    info_.offset = info_.end();
    read_term();
  }
}

}  // namespace lodex::dictionary
