#include "store/document_ids.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <numeric>
#include <utility>
#include <vector>

#include "base/checksum.h"

namespace lodex::store {
namespace {

std::size_t shared_prefix(std::string_view a, std::string_view b) {
  std::size_t i = 0;
  while (i < a.size() && i < b.size() && a[i] == b[i]) ++i;
  return i;
}

constexpr std::size_t kFirstSlots = 1024;

// Of a hash those bits that do not say where in a table it lies.
std::uint32_t bits_of(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 32); }

// Ids that are put together in place; longer ones are rare.
constexpr std::size_t kShortId = 240;
constexpr std::size_t kStep = 16;

// Copies a part of a block to where it belongs in an id: 16 bytes at once where there are so many,
// as almost all parts are shorter and any length of copy would be a guess gone wrong. What is too
// much is overwritten, or cut.
void copy_part(char* to, std::string_view part, std::size_t behind) {
  if (part.size() <= kStep && part.size() + behind >= kStep) {
    std::memcpy(to, part.data(), kStep);
  } else {
    std::memcpy(to, part.data(), part.size());
  }
}

// The `n`-th id (from 0) of a block.
void nth_id(ByteReader in, std::uint64_t n, std::string& out) {
  char together[kShortId + kStep];
  out.clear();
  std::size_t size = 0;
  bool is_short = true;
  for (std::uint64_t i = 0; i <= n; ++i) {
    const std::uint64_t shared = in.varint();
    const std::string_view rest = in.text();
    if (shared > size) in.fail("has an id that cannot be put together");
    if (is_short && shared + rest.size() > kShortId) {
      is_short = false;
      out.assign(together, size);
    }
    if (is_short) {
      copy_part(together + shared, rest, in.remaining());
    } else {
      out.resize(shared);
      out += rest;
    }
    size = shared + rest.size();
  }
  if (is_short) out.assign(together, size);
}

// Documents by the hashes of their ids, equal ones by document. As hashes are spread evenly, a
// distribution by their highest bits leaves groups of a few.
std::vector<std::int64_t> order_of(std::span<const std::uint64_t> hashes) {
  if (hashes.size() < 2) return std::vector<std::int64_t>(hashes.size());
  const unsigned shift = 64 - static_cast<unsigned>(std::bit_width(hashes.size() - 1));
  std::vector<std::uint32_t> next((std::size_t{1} << (64 - shift)) + 1);
  for (const std::uint64_t hash : hashes) ++next[(hash >> shift) + 1];
  std::partial_sum(next.begin(), next.end(), next.begin());
  std::vector<std::pair<std::uint64_t, std::int64_t>> sorted(hashes.size());
  for (std::size_t doc = 0; doc < hashes.size(); ++doc) {
    sorted[next[hashes[doc] >> shift]++] = {hashes[doc], static_cast<std::int64_t>(doc)};
  }
  std::vector<std::int64_t> order;
  order.reserve(sorted.size());
  auto group = sorted.begin();
  for (const std::uint32_t end : next) {  // each group's, by now
    std::sort(group, sorted.begin() + end);
    for (; group != sorted.begin() + end; ++group) order.push_back(group->second);
  }
  return order;
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
  Slot& slot = slots_[slot_of(id, hash)];
  if (slot.doc == kEndDoc) ++distinct_;
  slot = {static_cast<DocId>(hashes_.size() - 1), bits_of(hash)};
}

std::string DocumentIdsWriter::id(DocId doc) const {
  const auto begin = static_cast<std::size_t>(starts_[doc / kIdsPerBlock]);
  std::string out;
  nth_id({ids_.view().subspan(begin), "document ids"}, doc % kIdsPerBlock, out);
  return out;
}

// Where the document with this id is, or would be.
std::size_t DocumentIdsWriter::slot_of(std::string_view wanted, std::uint64_t hash) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = hash & mask;
  while (slots_[at].doc != kEndDoc &&
         (slots_[at].bits != bits_of(hash) || id(slots_[at].doc) != wanted)) {
    at = (at + 1) & mask;
  }
  return at;
}

std::optional<DocId> DocumentIdsWriter::find(std::string_view wanted) const {
  if (slots_.empty()) return {};
  const DocId doc = slots_[slot_of(wanted, hash_of(wanted))].doc;
  if (doc == kEndDoc) return {};
  return doc;
}

void DocumentIdsWriter::grow() {
  const std::vector<Slot> old =
      std::exchange(slots_, std::vector<Slot>(std::max(kFirstSlots, slots_.size() * 2)));
  const std::size_t mask = slots_.size() - 1;
  for (const Slot& slot : old) {
    if (slot.doc == kEndDoc) continue;
    std::size_t at = hashes_[slot.doc] & mask;
    while (slots_[at].doc != kEndDoc) at = (at + 1) & mask;
    slots_[at] = slot;
  }
}

std::size_t DocumentIdsWriter::memory() const {
  return ids_.size() + starts_.size() * sizeof(std::int64_t) + slots_.size() * sizeof(Slot) +
         hashes_.size() * sizeof(std::uint64_t);
}

void DocumentIdsWriter::finish(ByteWriter& ids, ByteWriter& index) {
  starts_.push_back(static_cast<std::int64_t>(ids_.size()));
  ids.bytes(ids_.view());
  write_packed_integers(starts_, index);
  write_packed_integers(order_of(hashes_), index);
}

DocumentIds::DocumentIds(CheckedBytes ids, CheckedBytes index, std::uint32_t doc_count)
    : ids_(ids), starts_(index, 0), order_(index, starts_.end()), doc_count_(doc_count) {
  const std::uint64_t blocks = (std::uint64_t{doc_count} + kIdsPerBlock - 1) / kIdsPerBlock;
  if (starts_.size() != blocks + 1 || order_.size() != doc_count) {
    index.fail("the ids are not one a document");
  }
}

void DocumentIds::read_id(DocId doc, std::string& out) const {
  const std::uint64_t block = doc / kIdsPerBlock;
  const auto begin = static_cast<std::uint64_t>(starts_[block]);
  const auto end = static_cast<std::uint64_t>(starts_[block + 1]);
  if (begin > end) ids_.fail("the blocks of ids are out of order");
  nth_id({ids_.read(begin, end - begin), "document ids"}, doc % kIdsPerBlock, out);
}

std::string DocumentIds::id(DocId doc) const {
  std::string out;
  read_id(doc, out);
  return out;
}

DocId DocumentIds::ordered(std::uint64_t place) const {
  const std::int64_t doc = order_[place];
  if (doc < 0 || doc >= doc_count_) ids_.fail("the order of the ids names an unknown document");
  return static_cast<DocId>(doc);
}

// Some place in the order with this hash. Hashes are spread evenly, so that guessing by proportion
// takes a few looks where halving takes twenty. A few bad guesses turn it into halving, so a
// damaged order costs no more.
std::optional<std::uint64_t> DocumentIds::place_of(std::uint64_t hash) const {
  std::uint64_t low = 0;
  std::uint64_t high = doc_count_;
  std::uint64_t low_hash = 0;
  std::uint64_t high_hash = UINT64_MAX;
  std::string id;
  for (unsigned looks = 0; low < high; ++looks) {
    std::uint64_t guess = low + (high - low) / 2;
    if (looks < 8 && low_hash < hash && hash < high_hash) {
      const double share =
          static_cast<double>(hash - low_hash) / static_cast<double>(high_hash - low_hash);
      guess = low + std::min(high - low - 1,
                             static_cast<std::uint64_t>(share * static_cast<double>(high - low)));
    }
    read_id(ordered(guess), id);
    const std::uint64_t found = hash_of(id);
    if (found == hash) return guess;
    if (found < hash) {
      low = guess + 1;
      low_hash = found;
    } else {
      high = guess;
      high_hash = found;
    }
  }
  return {};
}

std::optional<DocId> DocumentIds::find(std::string_view wanted) const {
  const std::uint64_t hash = hash_of(wanted);
  const std::optional<std::uint64_t> some = place_of(hash);
  if (!some) return {};
  std::optional<DocId> found;
  std::string candidate;
  // Whether the id at a place has the hash still.
  const auto look_at = [&](std::uint64_t place) {
    const DocId doc = ordered(place);
    read_id(doc, candidate);
    if (candidate == wanted) {
      if (!found || doc > *found) found = doc;
      return true;
    }
    return hash_of(candidate) == hash;
  };
  for (std::uint64_t place = *some; place < doc_count_ && look_at(place);) ++place;
  for (std::uint64_t place = *some; place > 0 && look_at(place - 1);) --place;
  return found;
}

}  // namespace lodex::store
