// SPDX-License-Identifier: GPL-2.0-or-later
#include "xapian/glass_positions.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <bit>
#include <fstream>
#include <iterator>
#include <optional>

namespace lodex::xapian {
namespace {

constexpr std::size_t kDirectory = 11;    // where it begins in a block
constexpr std::size_t kBranchHeader = 4;  // before the size of a key
constexpr std::size_t kLeafHeader = 2;
constexpr unsigned kSizeBits = 0x1fff;
constexpr unsigned kLeastItem = 3;
// A list that is whole and not compressed.
constexpr unsigned kFlags = 0xe000;
constexpr unsigned kWhole = 0x6000;

[[noreturn]] void fail() {
  throw Xapian::DatabaseCorruptError("the table of positions is not as expected");
}

std::uint32_t u16(const std::uint8_t* at) { return std::uint32_t{at[0]} << 8 | at[1]; }
std::uint32_t u32(const std::uint8_t* at) { return u16(at) << 16 | u16(at + 2); }

// Seven bits a byte, the lowest first.
std::uint64_t varint(const std::uint8_t*& at, const std::uint8_t* end) {
  std::uint64_t value = 0;
  for (unsigned shift = 0; at != end && shift < 64; shift += 7) {
    value |= std::uint64_t{*at & 0x7FU} << shift;
    if (*at++ < 0x80) return value;
  }
  fail();
}

// What "iamglass" says of the table of positions.
struct TableInfo {
  std::uint32_t revision = 0;
  std::uint32_t root = 0;
  unsigned levels = 0;  // 0: there is no table
  std::size_t block_size = 0;
};

constexpr std::string_view kMagic("\x0f\x0dXapian Glass\x04\x6e", 16);

// In the form of Database::get_uuid().
std::string uuid_text(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) out += '-';
    const auto byte = static_cast<std::uint8_t>(bytes[i]);
    out += kDigits[byte >> 4];
    out += kDigits[byte & 15];
  }
  return out;
}

std::optional<TableInfo> read_info(const std::string& directory, const Xapian::Database& database) {
  constexpr std::size_t kUuid = 16;
  constexpr int kPositionTable = 3;
  std::ifstream in(directory + "/iamglass", std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (text.size() < kMagic.size() + kUuid || !text.starts_with(kMagic)) return {};
  if (uuid_text(text.substr(kMagic.size(), kUuid)) != database.get_uuid()) return {};
  const auto* at = reinterpret_cast<const std::uint8_t*>(text.data()) + kMagic.size() + kUuid;
  const auto* end = reinterpret_cast<const std::uint8_t*>(text.data()) + text.size();
  TableInfo info;
  info.revision = static_cast<std::uint32_t>(varint(at, end));
  if (info.revision != database.get_revision()) return {};
  for (int table = 0; table <= kPositionTable; ++table) {
    info.root = static_cast<std::uint32_t>(varint(at, end));
    const std::uint64_t shape = varint(at, end);  // levels above leaves, order, whether it is empty
    info.levels = (shape & 1) != 0 ? 0 : static_cast<unsigned>(shape >> 2) + 1;
    (void)varint(at, end);  // entries
    info.block_size = varint(at, end) << 11;
    (void)varint(at, end);  // what is compressed
    const std::uint64_t free_list = varint(at, end);
    if (free_list > static_cast<std::uint64_t>(end - at)) fail();
    at += free_list;
  }
  constexpr unsigned kMostLevels = 10;
  if (info.levels > kMostLevels || info.block_size < 2048 || info.block_size > 65536) return {};
  return info;
}

// The lowest bit of a byte comes first.
class Bits {
 public:
  Bits(const std::uint8_t* at, const std::uint8_t* end) : at_(at), end_(end) {}

  // One of `values` numbers. Where these are no power of two, those in the middle have a bit less.
  std::uint32_t one_of(std::uint64_t values) {
    const auto width = static_cast<unsigned>(std::bit_width(values - 1));
    const std::uint64_t spare = (std::uint64_t{1} << width) - values;
    if (spare == 0) return take(width);
    const std::uint64_t middle = (values - spare) / 2;
    std::uint64_t number = take(width - 1);
    if (number < middle && take(1) != 0) number += middle + spare;
    return static_cast<std::uint32_t>(number);
  }

 private:
  std::uint32_t take(unsigned width) {
    for (; count_ < width; count_ += 8) {
      if (at_ == end_) fail();
      bits_ |= std::uint64_t{*at_++} << count_;
    }
    const std::uint64_t taken = bits_ & ((std::uint64_t{1} << width) - 1);
    bits_ >>= width;
    count_ -= width;
    return static_cast<std::uint32_t>(taken);
  }

  const std::uint8_t* at_;
  const std::uint8_t* end_;
  std::uint64_t bits_ = 0;
  unsigned count_ = 0;
};

// What lies between two positions that are known: the middle one, then both sides.
void fill(Bits& bits, std::vector<std::uint32_t>& out, std::size_t low, std::size_t high) {
  while (low + 1 < high) {
    const std::size_t middle = (low + high) / 2;
    if (out[high] < out[low] || out[high] - out[low] < high - low) fail();
    const std::uint64_t values = out[high] - out[low] - (high - low) + 1;
    out[middle] = bits.one_of(values) + out[low] + static_cast<std::uint32_t>(middle - low);
    fill(bits, out, low, middle);
    low = middle;
  }
}

}  // namespace

std::unique_ptr<GlassPositions> GlassPositions::open(const std::string& directory,
                                                     const Xapian::Database& database) {
  const std::optional<TableInfo> info = read_info(directory, database);
  if (!info) return nullptr;
  int file = -1;
  if (info->levels > 0) {
    file = ::open((directory + "/position.glass").c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return nullptr;
  }
  return std::unique_ptr<GlassPositions>(
      new GlassPositions(file, info->root, info->levels, info->block_size, info->revision));
}

GlassPositions::GlassPositions(int file, std::uint32_t root, unsigned levels,
                               std::size_t block_size, std::uint32_t revision)
    : file_(file), root_(root), block_size_(block_size), revision_(revision), levels_(levels) {}

GlassPositions::~GlassPositions() {
  if (file_ >= 0) ::close(file_);
}

void GlassPositions::load(Level& level, std::uint32_t number, std::size_t depth) {
  if (level.number == number) return;
  level.number = UINT32_MAX;
  level.block.resize(block_size_);
  std::size_t done = 0;
  while (done < block_size_) {
    const ssize_t got = ::pread(file_, level.block.data() + done, block_size_ - done,
                                static_cast<off_t>(number * std::uint64_t{block_size_} + done));
    if (got <= 0) fail();
    done += static_cast<std::size_t>(got);
  }
  if (u32(level.block.data()) > revision_) {
    throw Xapian::DatabaseModifiedError("the database was changed while it was read");
  }
  const std::size_t end = u16(level.block.data() + 9);
  if (level.block[4] != depth || end <= kDirectory || end > block_size_) fail();
  level.number = number;
}

std::size_t GlassPositions::item_count(const Level& level) {
  return (u16(level.block.data() + 9) - kDirectory) / 2;
}

const std::uint8_t* GlassPositions::item(const Level& level, std::size_t number) {
  const std::size_t offset = u16(level.block.data() + kDirectory + 2 * number);
  // Room for the header and the size of a key of either kind.
  if (offset + kBranchHeader + 1 > level.block.size()) {
    if (offset + kLeafHeader + 1 > level.block.size()) fail();
  }
  return level.block.data() + offset;
}

GlassPositions::Bytes GlassPositions::key(const Level& level, std::size_t number,
                                          std::size_t header) {
  const std::uint8_t* at = item(level, number) + header;
  const std::uint8_t* end = level.block.data() + level.block.size();
  if (at >= end || *at >= end - at) fail();
  return {at + 1, at + 1 + *at};
}

std::size_t GlassPositions::last_item(const Level& level, std::size_t header) const {
  // The first item stands for everything below the second one.
  std::size_t low = 0;
  std::size_t high = item_count(level);
  while (low + 1 < high) {
    const std::size_t middle = (low + high) / 2;
    (key(level, middle, header).text() <= key_ ? low : high) = middle;
  }
  return low;
}

bool GlassPositions::find() {
  Level& leaf = levels_.front();
  // Mostly it is the next one.
  if (leaf.number != UINT32_MAX && leaf.item + 1 < item_count(leaf) &&
      key(leaf, leaf.item + 1, kLeafHeader).text() == key_) {
    ++leaf.item;
    return true;
  }
  std::uint32_t block = root_;
  for (std::size_t depth = levels_.size() - 1; depth > 0; --depth) {
    Level& level = levels_[depth];
    load(level, block, depth);
    level.item = last_item(level, kBranchHeader);
    block = u32(item(level, level.item));
  }
  load(leaf, block, 0);
  leaf.item = last_item(leaf, kLeafHeader);
  return key(leaf, leaf.item, kLeafHeader).text() == key_;
}

void GlassPositions::make_key(const std::string& term, Xapian::docid document) {
  if (term != term_) {
    term_ = term;
    key_.clear();
    for (const char c : term) {
      key_ += c;
      if (c == '\0') key_ += '\xff';
    }
    key_ += '\0';
    term_key_size_ = key_.size();
  }
  key_.resize(term_key_size_);
  // Two bytes, or so many more as there are bits set before the first that is not.
  std::array<std::uint8_t, 5> bytes{};
  for (std::size_t i = 0; i < 4; ++i) bytes[4 - i] = static_cast<std::uint8_t>(document >> 8 * i);
  std::size_t begin = 0;
  if (document < 0x8000) {
    begin = 3;
  } else if (document < 0x400000) {
    begin = 2;
    bytes[begin] |= 0x80;
  } else if (document < 0x20000000) {
    begin = 1;
    bytes[begin] |= 0xc0;
  } else {
    bytes[begin] |= 0xe0;
  }
  key_.append(reinterpret_cast<const char*>(bytes.data()) + begin, bytes.size() - begin);
}

void GlassPositions::decode(Bytes list, std::vector<std::uint32_t>& out) const {
  const std::uint8_t* at = list.begin;
  const auto last = static_cast<std::uint32_t>(varint(at, list.end));
  if (at == list.end) {
    out.assign(1, last);
    return;
  }
  Bits bits(at, list.end);
  if (last == 0) fail();
  const std::uint32_t first = bits.one_of(last);
  if (first >= last) fail();
  out.resize(std::size_t{bits.one_of(last - first)} + 2);
  out.front() = first;
  out.back() = last;
  fill(bits, out, 0, out.size() - 1);
}

void GlassPositions::read(const std::string& term, const Xapian::PostingIterator& posting,
                          std::vector<std::uint32_t>& out) {
  out.clear();
  if (levels_.empty()) return;
  make_key(term, *posting);
  if (!find()) return;
  const Level& leaf = levels_.front();
  const std::uint8_t* begin = item(leaf, leaf.item);
  const std::uint8_t* end = begin + (u16(begin) & kSizeBits) + kLeastItem;
  const Bytes of_key = key(leaf, leaf.item, kLeafHeader);
  if (end > leaf.block.data() + leaf.block.size() || of_key.end > end) fail();
  if ((u16(begin) & kFlags) != kWhole) {
    // A very long list lies in several parts.
    const Xapian::PositionIterator last = posting.positionlist_end();
    for (auto at = posting.positionlist_begin(); at != last; ++at) out.push_back(*at);
    return;
  }
  decode({of_key.end, end}, out);
}

}  // namespace lodex::xapian
