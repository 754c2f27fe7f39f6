// Reading and writing the little-endian bytes of our files.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <vector>

static_assert(std::endian::native == std::endian::little,
              "the file formats are mapped as they are, so lodex needs a little-endian machine");

namespace lodex {

using ByteSpan = std::span<const std::uint8_t>;

inline ByteSpan as_bytes(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}
inline std::string_view as_text(ByteSpan bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

template <class T>
[[nodiscard]] T load(const std::uint8_t* from) {
  static_assert(std::is_trivially_copyable_v<T>);
  T value;
  std::memcpy(&value, from, sizeof value);
  return value;
}

// The most bytes that a varint of 64 bits takes.
inline constexpr std::size_t kMaxVarintBytes = 10;

// Appends numbers and bytes to a buffer.
class ByteWriter {
 public:
  template <class T>
  void number(T value) {
    static_assert(std::is_arithmetic_v<T>);
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(&value);
    buffer_.insert(buffer_.end(), bytes, bytes + sizeof value);
  }
  void u8(std::uint8_t value) { buffer_.push_back(value); }
  // LEB128: seven bits a byte, least significant first, the high bit set on all but the last.
  void varint(std::uint64_t value) {
    while (value >= 0x80) {
      buffer_.push_back(static_cast<std::uint8_t>(value | 0x80));
      value >>= 7;
    }
    buffer_.push_back(static_cast<std::uint8_t>(value));
  }
  // A varint of the length, then the bytes.
  void text(std::string_view value) {
    varint(value.size());
    bytes(as_bytes(value));
  }
  void bytes(ByteSpan value) { buffer_.insert(buffer_.end(), value.begin(), value.end()); }
  // Zeros up to a multiple of `alignment`, a power of two.
  void align(std::size_t alignment) {
    buffer_.resize((buffer_.size() + alignment - 1) & ~(alignment - 1));
  }

  [[nodiscard]] std::size_t size() const { return buffer_.size(); }
  [[nodiscard]] ByteSpan view() const { return buffer_; }
  [[nodiscard]] std::vector<std::uint8_t>& buffer() { return buffer_; }
  void clear() { buffer_.clear(); }

 private:
  std::vector<std::uint8_t> buffer_;
};

// Takes numbers and bytes from a span, never past its end: every method throws CorruptIndexError
// where the span has too few bytes or a varint is too long.
class ByteReader {
 public:
  // `what` names the structure in the error's message and has to outlive the reader.
  ByteReader(ByteSpan bytes, const char* what) : bytes_(bytes), what_(what) {}

  template <class T>
  [[nodiscard]] T number() {
    static_assert(std::is_arithmetic_v<T>);
    need(sizeof(T));
    const T value = load<T>(bytes_.data() + position_);
    position_ += sizeof(T);
    return value;
  }
  [[nodiscard]] std::uint8_t u8() {
    need(1);
    return bytes_[position_++];
  }
  [[nodiscard]] std::uint64_t varint() {
    if (position_ < bytes_.size() && bytes_[position_] < 0x80) return bytes_[position_++];
    return long_varint();
  }
  // A varint that has to fit 32 bits.
  [[nodiscard]] std::uint32_t varint32();
  [[nodiscard]] std::string_view text() { return as_text(bytes(varint())); }
  [[nodiscard]] ByteSpan bytes(std::uint64_t size) {
    need(size);
    const ByteSpan part = bytes_.subspan(position_, size);
    position_ += size;
    return part;
  }

  [[nodiscard]] std::size_t position() const { return position_; }
  [[nodiscard]] std::size_t remaining() const { return bytes_.size() - position_; }
  [[nodiscard]] bool at_end() const { return position_ == bytes_.size(); }
  // Throws CorruptIndexError: "<what>: <problem> at byte <position>".
  [[noreturn]] void fail(std::string_view problem) const;

 private:
  void need(std::uint64_t size) const {
    if (size > bytes_.size() - position_) fail("ends too early");
  }
  [[nodiscard]] std::uint64_t long_varint();

  ByteSpan bytes_;
  std::size_t position_ = 0;
  const char* what_;
};

}  // namespace lodex
