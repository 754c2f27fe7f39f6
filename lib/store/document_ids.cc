#include "store/document_ids.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "base/checksum.h"

namespace lodex::store {
namespace {

std::size_t shared_prefix(std::string_view a, std::string_view b) {
  std::size_t i = 0;
  while (i < a.size() && i < b.size() && a[i] == b[i]) ++i;
  return i;
}

constexpr std::size_t kFirstSlots = 1024;

// The `n`-th id (from 0) of a block.
std::string nth_id(ByteReader in, std::uint64_t n) {
  std::string id;
  for (std::uint64_t i = 0; i <= n; ++i) {
    const std::uint64_t shared = in.varint();
    if (shared > id.size()) in.fail("has an id that cannot be put together");
    id.resize(shared);
    id += in.text();
  }
  return id;
}

}  // namespace

void DocumentIdsWriter::add(std::string_view id) {
  if ((distinct_ + 1) * 2 > slots_.size()) grow();
  if (hashes_.size() % kIdsPerBlock == 0) {
    starts_.push_back(static_cast<std::int64_t>(ids_.size()));
    last_.clear();
  }
  const std::size_t shared = shared_prefix(last_, id);
  ids_.varint(shared);
  ids_.text(id.substr(shared));
  last_ = id;
  const std::uint64_t hash = hash_of(id);
  hashes_.push_back(hash);
  DocId& slot = slots_[slot_of(id, hash)];
  if (slot == kEndDoc) ++distinct_;
  slot = static_cast<DocId>(hashes_.size() - 1);
}

std::string DocumentIdsWriter::id(DocId doc) const {
  const auto begin = static_cast<std::size_t>(starts_[doc / kIdsPerBlock]);
  return nth_id({ids_.view().subspan(begin), "document ids"}, doc % kIdsPerBlock);
}

// Where the document with this id is, or would be.
std::size_t DocumentIdsWriter::slot_of(std::string_view wanted, std::uint64_t hash) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = hash & mask;
  while (slots_[at] != kEndDoc && (hashes_[slots_[at]] != hash || id(slots_[at]) != wanted)) {
    at = (at + 1) & mask;
  }
  return at;
}

std::optional<DocId> DocumentIdsWriter::find(std::string_view wanted) const {
  if (slots_.empty()) return {};
  const DocId doc = slots_[slot_of(wanted, hash_of(wanted))];
  if (doc == kEndDoc) return {};
  return doc;
}

void DocumentIdsWriter::grow() {
  const std::vector<DocId> old =
      std::exchange(slots_, std::vector<DocId>(std::max(kFirstSlots, slots_.size() * 2), kEndDoc));
  const std::size_t mask = slots_.size() - 1;
  for (const DocId doc : old) {
    if (doc == kEndDoc) continue;
    std::size_t at = hashes_[doc] & mask;
    while (slots_[at] != kEndDoc) at = (at + 1) & mask;
    slots_[at] = doc;
  }
}

std::size_t DocumentIdsWriter::memory() const {
  return ids_.size() + starts_.size() * sizeof(std::int64_t) + slots_.size() * sizeof(DocId) +
         hashes_.size() * sizeof(std::uint64_t);
}

void DocumentIdsWriter::finish(ByteWriter& ids, ByteWriter& index) {
  starts_.push_back(static_cast<std::int64_t>(ids_.size()));
  std::vector<std::int64_t> order(hashes_.size());
  std::iota(order.begin(), order.end(), 0);
  std::ranges::stable_sort(
      order, {}, [&](std::int64_t doc) { return hashes_[static_cast<std::size_t>(doc)]; });
  ids.bytes(ids_.view());
  write_packed_integers(starts_, index);
  write_packed_integers(order, index);
}

DocumentIds::DocumentIds(CheckedBytes ids, CheckedBytes index, std::uint32_t doc_count)
    : ids_(ids), starts_(index, 0), order_(index, starts_.end()), doc_count_(doc_count) {
  const std::uint64_t blocks = (std::uint64_t{doc_count} + kIdsPerBlock - 1) / kIdsPerBlock;
  if (starts_.size() != blocks + 1 || order_.size() != doc_count) {
    index.fail("the ids are not one a document");
  }
}

std::string DocumentIds::id(DocId doc) const {
  const std::uint64_t block = doc / kIdsPerBlock;
  const auto begin = static_cast<std::uint64_t>(starts_[block]);
  const auto end = static_cast<std::uint64_t>(starts_[block + 1]);
  if (begin > end) ids_.fail("the blocks of ids are out of order");
  return nth_id({ids_.read(begin, end - begin), "document ids"}, doc % kIdsPerBlock);
}

DocId DocumentIds::ordered(std::uint64_t place) const {
  const std::int64_t doc = order_[place];
  if (doc < 0 || doc >= doc_count_) ids_.fail("the order of the ids names an unknown document");
  return static_cast<DocId>(doc);
}

// Hashes are spread evenly, so that guessing by proportion takes two or three looks where halving
// takes twenty. A few bad guesses turn it into halving, so a damaged order costs no more.
std::uint64_t DocumentIds::first_place_of(std::uint64_t hash) const {
  std::uint64_t low = 0;
  std::uint64_t high = doc_count_;
  std::uint64_t low_hash = 0;
  std::uint64_t high_hash = UINT64_MAX;
  for (unsigned looks = 0; low < high; ++looks) {
    std::uint64_t guess = low + (high - low) / 2;
    if (looks < 8 && low_hash < hash && hash < high_hash) {
      const auto share = static_cast<long double>(hash - low_hash) /
                         static_cast<long double>(high_hash - low_hash);
      guess =
          low + std::min(high - low - 1,
                         static_cast<std::uint64_t>(share * static_cast<long double>(high - low)));
    }
    const std::uint64_t found = hash_of(id(ordered(guess)));
    if (found < hash) {
      low = guess + 1;
      low_hash = found;
    } else {
      high = guess;
      high_hash = found;
    }
  }
  return low;
}

std::optional<DocId> DocumentIds::find(std::string_view wanted) const {
  const std::uint64_t hash = hash_of(wanted);
  std::optional<DocId> found;
  for (std::uint64_t place = first_place_of(hash); place < doc_count_; ++place) {
    const DocId doc = ordered(place);
    const std::string candidate = id(doc);
    if (candidate == wanted) {
      found = doc;
    } else if (hash_of(candidate) != hash) {
      break;
    }
  }
  return found;
}

}  // namespace lodex::store
