#include "dictionary/term_block.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace lodex::dictionary {
namespace {

constexpr std::uint64_t kNibble = 15;
constexpr std::size_t kEscape = 15;  // of four bits: the number follows
constexpr std::uint8_t kOnce = 1 << 3;
constexpr const char* kWhat = "term dictionary";

// Heads and codes are taken eight at a time.
constexpr std::size_t kWord = sizeof(std::uint64_t);
constexpr std::uint64_t kEach = 0x0101010101010101;

std::size_t sum_of_bytes(std::uint64_t word) { return word * kEach >> 56; }

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
  const bool is_short = info.doc_freq < kInlineDocuments;
  codes_.u8(static_cast<std::uint8_t>((is_short ? info.doc_freq : 0) | (once ? kOnce : 0U)));
  if (is_short) {
    const std::size_t before = infos_.size();
    if (!once) infos_.varint(info.total_freq - info.doc_freq);
    infos_.bytes(list);
    shorts_.push_back({info.doc_freq, infos_.size() - before});
  } else {
    longs_.varint(info.doc_freq);
    if (!once) longs_.varint(info.total_freq - info.doc_freq);
    longs_.varint(info.postings_size);
    longs_.varint(info.positions_size);
    shorts_.push_back({0, 0});
  }
}

void TermBlockWriter::finish(ByteWriter& out) {
  std::size_t unit = UINT8_MAX;
  for (const Short& info : shorts_) {
    if (info.documents > 0) unit = std::min(unit, info.size / info.documents);
  }
  out.varint(offset_);
  out.u8(static_cast<std::uint8_t>(unit));
  out.bytes(heads_.view());
  const std::size_t codes = out.size();
  out.bytes(codes_.view());
  out.bytes(texts_.view());
  std::size_t begin = 0;
  for (std::size_t place = 0; place < shorts_.size(); ++place) {
    const std::size_t more = shorts_[place].size - unit * shorts_[place].documents;
    out.buffer()[codes + place] |= static_cast<std::uint8_t>(nibble(more) << 4);
    if (more >= kEscape) out.varint(more - kEscape);
    out.bytes(infos_.view().subspan(begin, shorts_[place].size));
    begin += shorts_[place].size;
  }
  out.bytes(longs_.view());
  shorts_.clear();
  for (ByteWriter* part : {&heads_, &codes_, &texts_, &infos_, &longs_}) part->clear();
}

TermBlock::TermBlock(ByteSpan bytes, std::size_t count, std::uint64_t offset)
    : bytes_(bytes), count_(count), offset_(offset) {
  ByteReader in(bytes, kWhat);
  postings_ = in.varint();
  unit_ = in.u8();
  heads_ = in.position();
  (void)in.bytes(2 * count);
}

void TermBlock::fail(std::string_view problem) const { ByteReader(bytes_, kWhat).fail(problem); }

ByteReader TermBlock::reader(std::size_t at) const {
  if (at > bytes_.size()) fail("has a block that is cut short");
  return {bytes_.subspan(at), kWhat};
}

TermBlock::Text TermBlock::text(std::size_t place, std::size_t at) const {
  const std::uint8_t head = heads()[place];
  const std::size_t shared = head & kNibble;
  const std::size_t size = head >> 4;
  if (shared < kEscape && size < kEscape) return {shared, at, size};
  return long_text(place, at);
}

TermBlock::Text TermBlock::long_text(std::size_t place, std::size_t at) const {
  const std::uint8_t head = heads()[place];
  ByteReader in = reader(at);
  std::uint64_t shared = head & kNibble;
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
  const Text first = text(0, texts());
  if (first.shared != 0) fail("has a block whose first term is not whole");
  return rest(first);
}

// No term is put together: of the term at hand only the number of bytes that it has in common
// with the wanted one matters. As long as all terms so far were below the wanted one, a term that
// shares more than that with its predecessor is below it as well, and one that shares less is above
// it.
std::optional<std::size_t> TermBlock::find(std::string_view wanted) const {
  std::size_t common = 0;
  std::size_t passed = 0;
  std::size_t at = texts();
  for (std::size_t place = 0;; ++place) {
    place = next_decisive(place, std::min(common, kEscape));
    if (place >= count_) return {};
    at = pass_texts(passed, place, at);
    passed = place;
    const Text here = text(place, at);
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
}

// `common` is 15 at most, so that no byte borrows from the next.
std::size_t TermBlock::next_decisive(std::size_t from, std::size_t common) const {
  for (std::size_t place = from; place < count_; place += kWord) {
    const std::uint64_t shared = word(heads_ + place, count_ - place) & kNibble * kEach;
    const std::uint64_t decisive = ((0x80 | common) * kEach - shared) & 0x80 * kEach;
    if (decisive != 0) return place + static_cast<std::size_t>(std::countr_zero(decisive)) / 8;
  }
  return count_;
}

std::size_t TermBlock::pass_texts(std::size_t from, std::size_t to, std::size_t at) const {
  std::size_t sum = 0;
  std::uint64_t escapes = 0;
  for (std::size_t place = from; place < to; place += kWord) {
    const std::uint64_t heads = word(heads_ + place, to - place);
    const std::uint64_t sizes = heads >> 4 & kNibble * kEach;
    sum += sum_of_bytes(sizes);
    escapes |= (sizes + kEach) | ((heads & kNibble * kEach) + kEach);
  }
  if ((escapes & (kNibble + 1) * kEach) == 0) return at + sum;
  for (std::size_t place = from; place < to; ++place) {
    const Text passed = text(place, at);
    at = passed.begin + passed.size;
  }
  return at;
}

std::size_t TermBlock::pass_shorts(std::size_t to, std::size_t at) const {
  std::size_t sum = 0;
  std::uint64_t escapes = 0;
  for (std::size_t place = 0; place < to; place += kWord) {
    const std::uint64_t codes = word(heads_ + count_ + place, to - place);
    const std::uint64_t sizes = codes >> 4 & kNibble * kEach;
    sum += sum_of_bytes(sizes) + unit_ * sum_of_bytes(codes & (kInlineDocuments - 1) * kEach);
    escapes |= sizes + kEach;
  }
  if ((escapes & (kNibble + 1) * kEach) == 0) return at + sum;
  for (std::size_t place = 0; place < to; ++place) {
    if (codes()[place] % kInlineDocuments != 0) (void)read_short(codes()[place], at);
  }
  return at;
}

std::uint64_t TermBlock::word(std::size_t at, std::size_t count) const {
  if (at + kWord <= bytes_.size()) {
    const auto eight = load<std::uint64_t>(bytes_.data() + at);
    return count >= kWord ? eight : eight & ((std::uint64_t{1} << 8 * count) - 1);
  }
  std::uint64_t some = 0;
  std::memcpy(&some, bytes_.data() + at, std::min({count, kWord, bytes_.size() - at}));
  return some;
}

TermInfo TermBlock::read_short(std::uint8_t code, std::size_t& at) const {
  TermInfo info;
  info.doc_freq = code % kInlineDocuments;
  std::uint64_t size = (code >> 4) + unit_ * info.doc_freq;
  ByteReader in = reader(at);
  if (code >> 4 == kEscape) size += in.varint32();
  const std::size_t end = at + in.position() + size;
  info.total_freq = info.doc_freq + ((code & kOnce) != 0 ? 0 : in.varint());
  const std::size_t begin = at + in.position();
  if (begin > end || end > bytes_.size()) fail("has a list that does not lie within its block");
  info.offset = TermInfo::kInDictionary | (offset_ + begin);
  info.postings_size = end - begin;
  info.list = bytes_.data() + begin;
  at = end;
  return info;
}

TermInfo TermBlock::read_long(std::uint8_t code, ByteReader& in, std::uint64_t& offset) const {
  TermInfo info;
  info.doc_freq = in.varint32();
  if (info.doc_freq < kInlineDocuments) in.fail("has a long list of few documents");
  info.total_freq = info.doc_freq + ((code & kOnce) != 0 ? 0 : in.varint());
  info.postings_size = in.varint();
  info.positions_size = in.varint();
  info.offset = offset;
  offset = info.end();
  return info;
}

TermInfo TermBlock::info(std::size_t place) const {
  const std::size_t shorts = pass_texts(0, count_, texts());
  const std::uint8_t code = codes()[place];
  if (code % kInlineDocuments != 0) {
    std::size_t at = pass_shorts(place, shorts);
    return read_short(code, at);
  }
  ByteReader in = reader(pass_shorts(count_, shorts));
  std::uint64_t offset = postings_;
  for (std::size_t before = 0; before < place; ++before) {
    if (codes()[before] % kInlineDocuments == 0) (void)read_long(codes()[before], in, offset);
  }
  return read_long(code, in, offset);
}

TermBlock::Walk TermBlock::begin() const {
  const std::size_t shorts = pass_texts(0, count_, texts());
  return {0, texts(), shorts, pass_shorts(count_, shorts), postings_};
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
  const std::uint8_t code = codes()[walk.place++];
  if (code % kInlineDocuments != 0) {
    info = read_short(code, walk.short_info);
  } else {
    ByteReader in = reader(walk.long_info);
    info = read_long(code, in, walk.offset);
    walk.long_info += in.position();
  }
}

}  // namespace lodex::dictionary
