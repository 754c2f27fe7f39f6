// SPDX-License-Identifier: GPL-2.0-or-later
#include "xapian/values.h"

#include <xapian.h>

#include <algorithm>
#include <cmath>

#include "base/sortable.h"

namespace lodex::xapian {
namespace {

// The longest that sortable_serialise() gives.
constexpr std::size_t kSerialisedBytes = 9;
// With the mark behind it.
constexpr std::size_t kMarkedBytes = kSerialisedBytes + 1;
constexpr char kOneHigher = '\x01';
constexpr double kBeyondIntegers = 0x1p63;

// The largest real that is not above the number.
double real_below(std::int64_t number) {
  auto real = static_cast<double>(number);
  if (real >= kBeyondIntegers || static_cast<std::int64_t>(real) > number) {
    real = std::nextafter(real, -kBeyondIntegers);
  }
  return real;
}

// Xapian 1.4 puts negative numbers with few bits one step of their upper half too low, below lower
// numbers. Such a number is the one below it and a mark.
std::string encode_real(double real) {
  std::string out = Xapian::sortable_serialise(real);
  const double below = std::nextafter(real, -HUGE_VAL);
  if (real >= 0 || std::isinf(below)) return out;
  std::string lower = Xapian::sortable_serialise(below);
  if (lower < out) return out;
  lower.resize(kSerialisedBytes, '\0');
  return lower + kOneHigher;
}

double decode_real(std::string_view bytes) {
  const double real = Xapian::sortable_unserialise(std::string(bytes.substr(0, kSerialisedBytes)));
  const bool higher = bytes.size() > kSerialisedBytes && bytes[kSerialisedBytes] == kOneHigher;
  return higher ? std::nextafter(real, HUGE_VAL) : real;
}

std::string encode_integer(std::int64_t number) {
  const double real = real_below(number);
  std::string out = encode_real(real);
  // Below 2^63 reals are 1,024 apart.
  const auto rest = static_cast<std::uint64_t>(number - static_cast<std::int64_t>(real));
  if (rest == 0) return out;
  out.resize(kMarkedBytes, '\0');
  out += static_cast<char>(rest >> 8);
  out += static_cast<char>(rest & 0xFF);
  return out;
}

std::int64_t decode_integer(std::string_view bytes) {
  const double real = decode_real(bytes);
  if (real >= kBeyondIntegers) return INT64_MAX;
  if (!(real >= -kBeyondIntegers)) return INT64_MIN;
  const auto number = static_cast<std::int64_t>(real);
  if (bytes.size() < kMarkedBytes + 2) return number;
  const auto byte = [&](std::size_t i) {
    return std::int64_t{static_cast<std::uint8_t>(bytes[kMarkedBytes + i])};
  };
  return number + std::min(byte(0) << 8 | byte(1), INT64_MAX - std::max(number, std::int64_t{0}));
}

constexpr std::int64_t kMicroseconds = 1'000'000;  // in a second
constexpr std::size_t kBinaryBytes = 4;

std::int64_t decode_seconds(DateFormat dates, std::string_view bytes) {
  if (dates == DateFormat::kSeconds) {
    const double real = Xapian::sortable_unserialise(std::string(bytes)) * kMicroseconds;
    if (real >= kBeyondIntegers) return INT64_MAX;
    return real >= -kBeyondIntegers ? static_cast<std::int64_t>(real) : INT64_MIN;
  }
  std::int64_t seconds = 0;
  for (const char byte : bytes.substr(0, kBinaryBytes)) {
    seconds = seconds << 8 | static_cast<std::uint8_t>(byte);
  }
  return seconds * kMicroseconds;
}

void append_sized(std::string& out, std::string_view bytes) {
  std::size_t size = bytes.size();
  for (; size >= 0x80; size >>= 7) out += static_cast<char>(size | 0x80);
  out += static_cast<char>(size);
  out += bytes;
}

// Takes the next of them; false at the end, or where the bytes are none of ours.
bool take_sized(std::string_view& bytes, std::string& out) {
  std::size_t size = 0;
  for (unsigned shift = 0; shift < 32; shift += 7) {
    if (bytes.empty()) return false;
    const auto byte = static_cast<std::uint8_t>(bytes[0]);
    bytes.remove_prefix(1);
    size |= std::size_t{byte & 0x7FU} << shift;
    if ((byte & 0x80U) != 0) continue;
    if (size > bytes.size()) return false;
    out = bytes.substr(0, size);
    bytes.remove_prefix(size);
    return true;
  }
  return false;
}

}  // namespace

std::string encode_number(FieldKind kind, std::int64_t number) {
  if (kind == FieldKind::kReal) return encode_real(real_of_sortable(number));
  return encode_integer(number);
}

std::int64_t decode_number(FieldKind kind, std::string_view bytes, DateFormat dates) {
  if (kind == FieldKind::kDate && dates != DateFormat::kMicroseconds) {
    return decode_seconds(dates, bytes);
  }
  if (kind == FieldKind::kReal) {
    return sortable_real(decode_real(bytes));
  }
  return decode_integer(bytes);
}

std::string encode_seconds(DateFormat dates, std::int64_t seconds) {
  if (dates == DateFormat::kSeconds) {
    return Xapian::sortable_serialise(static_cast<double>(seconds));
  }
  if (seconds > UINT32_MAX) return std::string(kBinaryBytes + 1, '\xff');
  const auto number = static_cast<std::uint32_t>(std::max(seconds, std::int64_t{0}));
  std::string out;
  for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(number >> shift & 0xFF);
  return out;
}

SlotValues slot_values(std::vector<std::string> values) {
  std::ranges::sort(values);
  const auto [first, last] = std::ranges::unique(values);
  values.erase(first, last);
  SlotValues out;
  if (values.empty()) return out;
  if (values.size() > 1 || values[0].empty()) {
    for (const std::string& value : values) append_sized(out.values, value);
  }
  out.value = std::move(values[0]);
  return out;
}

std::vector<std::string> read_slot_values(const std::string& value, std::string_view values) {
  std::vector<std::string> out;
  if (values.empty()) {
    if (!value.empty()) out.push_back(value);
    return out;
  }
  for (std::string next; take_sized(values, next);) out.push_back(next);
  return out;
}

}  // namespace lodex::xapian
