#include "dictionary/term_block.h"

#include <algorithm>
#include <cassert>

namespace lodex::dictionary {
namespace {

constexpr std::size_t kEscape = 15;  // of four bits: the number follows
constexpr std::uint8_t kOnce = 1 << 3;
constexpr const char* kWhat = "term dictionary";

std::uint8_t nibble(std::size_t number) {
  return static_cast<std::uint8_t>(std::min(number, kEscape));
}

std::size_t shared_prefix(std::string_view a, std::string_view b) {
  const std::size_t limit = std::min(a.size(), b.size());
  std::size_t i = 0;
  while (i < limit && a[i] == b[i]) ++i;
  return i;
}

}  // namespace

void TermBlockWriter::add_text(std::string_view term) {
  const std::size_t shared = heads_.size() == 0 ? 0 : shared_prefix(last_, term);
  const std::string_view rest = term.substr(shared);
  heads_.u8(static_cast<std::uint8_t>(nibble(shared) | nibble(rest.size()) << 4));
  if (shared >= kEscape) texts_.varint(shared - kEscape);
  if (rest.size() >= kEscape) texts_.varint(rest.size() - kEscape);
  texts_.bytes(as_bytes(rest));
  last_ = term;
}

void TermBlockWriter::add(std::string_view term, const TermInfo& info, ByteSpan list,
                          std::uint64_t offset) {
  if (heads_.size() == 0) offset_ = offset;
  add_text(term);
  const bool once = info.total_freq == info.doc_freq;
  info_.clear();
  if (!once) info_.varint(info.total_freq - info.doc_freq);
  std::uint32_t documents = 0;
  if (info.doc_freq < kInlineDocuments) {
    documents = info.doc_freq;
    info_.bytes(list);
  } else {
    info_.varint(info.doc_freq);
    info_.varint(info.postings_size);
    info_.varint(info.positions_size);
  }
  codes_.u8(static_cast<std::uint8_t>(documents | (once ? kOnce : 0U) | nibble(info_.size()) << 4));
  if (info_.size() >= kEscape) infos_.varint(info_.size() - kEscape);
  infos_.bytes(info_.view());
}

void TermBlockWriter::finish(ByteWriter& out) {
  out.varint(offset_);
  for (ByteWriter* part : {&heads_, &codes_, &texts_, &infos_}) {
    out.bytes(part->view());
    part->clear();
  }
}

TermBlock::TermBlock(ByteSpan bytes, std::size_t count, std::uint64_t offset)
    : bytes_(bytes), count_(count), offset_(offset) {
  ByteReader in(bytes, kWhat);
  postings_ = in.varint();
  heads_ = in.position();
  (void)in.bytes(2 * count);
}

void TermBlock::fail(std::string_view problem) const { ByteReader(bytes_, kWhat).fail(problem); }

ByteReader TermBlock::reader(std::size_t at) const {
  if (at > bytes_.size()) fail("has a block that is cut short");
  return {bytes_.subspan(at), kWhat};
}

TermBlock::Text TermBlock::text(std::size_t place, std::size_t at) const {
  const std::uint8_t head = bytes_[heads_ + place];
  const std::size_t shared = head & 15;
  const std::size_t size = head >> 4;
  if (shared < kEscape && size < kEscape) return {shared, at, size};
  return long_text(place, at);
}

TermBlock::Text TermBlock::long_text(std::size_t place, std::size_t at) const {
  const std::uint8_t head = bytes_[heads_ + place];
  ByteReader in = reader(at);
  std::uint64_t shared = head & 15;
  std::uint64_t size = head >> 4;
  if (shared == kEscape) shared += in.varint32();
  if (size == kEscape) size += in.varint32();
  if (shared > kMaxTermBytes || size > kMaxTermBytes) in.fail("has a term that is too long");
  return {shared, at + in.position(), size};
}

std::string_view TermBlock::rest(const Text& text) const {
  if (text.size > bytes_.size() || text.begin > bytes_.size() - text.size) {
    fail("has a block that is cut short");
  }
  return as_text(bytes_.subspan(text.begin, text.size));
}

std::string_view TermBlock::first_term() const {
  const Text first = text(0, heads_ + 2 * count_);
  if (first.shared != 0) fail("has a block whose first term is not whole");
  return rest(first);
}

// Does not put terms together: of the term at hand only the number of bytes that it has in common
// with the wanted one matters. As long as all terms so far were below the wanted one, a term that
// shares more than that with its predecessor is below it as well, and one that shares less is above
// it.
std::optional<std::size_t> TermBlock::find(std::string_view wanted) const {
  std::size_t common = 0;
  std::size_t at = heads_ + 2 * count_;
  for (std::size_t place = 0; place < count_; ++place) {
    const Text here = text(place, at);
    at = here.begin + here.size;
    if (here.shared > common) continue;
    if (here.shared < common) return {};
    const std::string_view have = rest(here);
    const std::string_view want = wanted.substr(common);
    const std::size_t same = shared_prefix(have, want);
    common += same;
    if (same == want.size()) {
      if (same == have.size()) return place;
      return {};
    }
    const bool above = same < have.size() && static_cast<std::uint8_t>(have[same]) >
                                                 static_cast<std::uint8_t>(want[same]);
    if (above) return {};
  }
  return {};
}

std::size_t TermBlock::end_of_texts() const {
  std::size_t at = heads_ + 2 * count_;
  for (std::size_t place = 0; place < count_; ++place) {
    const Text here = text(place, at);
    at = here.begin + here.size;
  }
  return at;
}

TermInfo TermBlock::read_info(std::size_t place, std::size_t& at, std::uint64_t& offset) const {
  const std::uint8_t code = code_of(place);
  ByteReader all = reader(at);
  std::uint64_t size = code >> 4;
  if (size == kEscape) size += all.varint32();
  const std::size_t begin = at + all.position();
  ByteReader in(all.bytes(size), kWhat);
  at = begin + size;
  TermInfo info;
  info.total_freq = (code & kOnce) != 0 ? 0 : in.varint();
  info.doc_freq = code % kInlineDocuments;
  if (info.doc_freq > 0) {
    info.offset = TermInfo::kInDictionary | (offset_ + begin);
    info.postings_size = in.remaining();
    info.list = bytes_.data() + begin + in.position();
  } else {
    info.doc_freq = in.varint32();
    info.postings_size = in.varint();
    info.positions_size = in.varint();
    info.offset = offset;
    offset = info.end();
    if (info.doc_freq < kInlineDocuments || !in.at_end()) in.fail("has a term of the wrong kind");
  }
  info.total_freq += info.doc_freq;
  return info;
}

TermInfo TermBlock::info(std::size_t place) const {
  std::size_t at = end_of_texts();
  std::uint64_t offset = postings_;
  for (std::size_t before = 0; before < place; ++before) {
    const std::size_t code = code_of(before);
    if (code % kInlineDocuments != 0 && code >> 4 != kEscape) {
      at += code >> 4;
    } else {
      (void)read_info(before, at, offset);
    }
  }
  return read_info(place, at, offset);
}

TermBlock::Walk TermBlock::begin() const {
  return {0, heads_ + 2 * count_, end_of_texts(), postings_};
}

void TermBlock::next(Walk& walk, std::string& term, TermInfo& info) const {
  const Text here = text(walk.place, walk.text);
  const std::string_view more = rest(here);
  if (here.shared > term.size() || here.shared + more.size() > kMaxTermBytes) {
    fail("has a term that cannot be put together");
  }
  term.resize(here.shared);
  term += more;
  walk.text = here.begin + here.size;
  info = read_info(walk.place, walk.info, walk.offset);
  ++walk.place;
}

}  // namespace lodex::dictionary
