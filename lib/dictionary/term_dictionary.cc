#include "dictionary/term_dictionary.h"

#include <algorithm>
#include <cassert>

namespace lodex::dictionary {
namespace {

constexpr std::size_t kIndexHeader = sizeof(std::uint32_t);
constexpr std::size_t kIndexEntry = 2 * sizeof(std::uint64_t);

std::size_t shared_prefix(std::string_view a, std::string_view b) {
  const auto limit = std::min(a.size(), b.size());
  return static_cast<std::size_t>(
      std::mismatch(a.begin(), a.begin() + static_cast<std::ptrdiff_t>(limit), b.begin()).first -
      a.begin());
}

}  // namespace

void TermDictionaryWriter::add(std::string_view term, const TermInfo& info) {
  assert(count_ == 0 || last_ < term);
  const std::size_t before = terms_.size();
  const bool opens_block = count_ % kTermsPerBlock == 0;
  if (opens_block) {
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
  index_.number(count_);
  index_.bytes(blocks_.view());
}

TermDictionary::TermDictionary(CheckedBytes terms, CheckedBytes index)
    : terms_(terms), index_(index) {
  if (index_.empty()) return;
  term_count_ = index_.element<std::uint32_t>(0, 0);
  if (index_.size() != kIndexHeader + block_count() * kIndexEntry) {
    index_.fail("the index of a dictionary has not the size that its number of terms asks for");
  }
}

TermDictionary::Block TermDictionary::block(std::size_t number) const {
  const ByteSpan bytes = index_.read(kIndexHeader + number * kIndexEntry, kIndexEntry);
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
  std::size_t low = 0;
  std::size_t high = block_count();
  while (high - low > 1) {
    const std::size_t middle = (low + high) / 2;
    if (first_term(middle) <= target) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return low;
}

std::optional<TermDictionary::Found> TermDictionary::find(std::string_view term) const {
  TermIterator it(*this);
  it.seek(term);
  if (it.at_end() || it.term() != term) return {};
  return Found{it.id(), it.info()};
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
  const TermDictionary::Block place = dictionary_->block(block);
  const std::uint64_t end = block + 1 < dictionary_->block_count()
                                ? dictionary_->block(block + 1).terms_offset
                                : dictionary_->terms_.size();
  if (place.terms_offset > end)
    dictionary_->terms_.fail("the blocks of a dictionary are out of order");
  in_ = ByteReader(dictionary_->terms_.read(place.terms_offset, end - place.terms_offset),
                   "term dictionary");
  block_ = block;
  number_ = static_cast<std::uint32_t>(block * kTermsPerBlock);
  left_ = std::min<std::size_t>(kTermsPerBlock, dictionary_->size() - number_);
  term_.clear();
  info_ = {};
  info_.offset = place.postings_offset;
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
  info_.doc_freq = in_.varint32();
  info_.total_freq = info_.doc_freq + in_.varint();
  info_.postings_size = in_.varint();
  info_.positions_size = in_.varint();
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
