#include "engine/search_cursor.h"

#include <string_view>

#include "base/bytes.h"
#include "base/checksum.h"
#include "lodex/error.h"

namespace lodex::engine {
namespace {

constexpr char kDigits[] = "0123456789abcdef";

std::string to_hex(ByteSpan bytes) {
  std::string out;
  for (const std::uint8_t byte : bytes) {
    out += kDigits[byte >> 4];
    out += kDigits[byte & 15];
  }
  return out;
}

std::vector<std::uint8_t> from_hex(std::string_view text) {
  std::vector<std::uint8_t> out;
  const std::string_view digits(kDigits);
  for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
    const auto high = digits.find(text[i]);
    const auto low = digits.find(text[i + 1]);
    if (high == std::string_view::npos || low == std::string_view::npos) return {};
    out.push_back(static_cast<std::uint8_t>(high << 4 | low));
  }
  return text.size() % 2 == 0 ? out : std::vector<std::uint8_t>();
}

}  // namespace

std::string write_cursor(const search::After& place) {
  ByteWriter out;
  out.number(place.score);
  out.number(index_of(place.doc));
  for (const search::SortValue& value : place.sort_values) {
    out.u8(static_cast<std::uint8_t>(value.index()));
    if (const auto* number = std::get_if<std::int64_t>(&value)) out.number(*number);
    if (const auto* text = std::get_if<std::string>(&value)) out.text(*text);
  }
  const auto check = static_cast<std::uint32_t>(checksum(out.view()));
  out.number(check);
  return to_hex(out.view());
}

namespace {

search::After read_cursor(std::string_view text) {
  const std::vector<std::uint8_t> bytes = from_hex(text);
  constexpr std::size_t kCheckBytes = sizeof(std::uint32_t);
  const ByteSpan all(bytes);
  const bool sound =
      bytes.size() >= 3 * kCheckBytes &&
      load<std::uint32_t>(bytes.data() + bytes.size() - kCheckBytes) ==
          static_cast<std::uint32_t>(checksum(all.first(bytes.size() - kCheckBytes)));
  if (!sound) throw QueryError("the text to go on from is not a cursor of a hit");
  ByteReader in(all.first(bytes.size() - kCheckBytes), "cursor");
  search::After after;
  after.score = in.number<ranking::Score>();
  after.doc = GlobalDocId{in.number<std::uint32_t>()};
  while (!in.at_end()) {
    switch (in.u8()) {
      case 0:
        after.sort_values.emplace_back();
        break;
      case 1:
        after.sort_values.emplace_back(in.number<std::int64_t>());
        break;
      default:
        after.sort_values.emplace_back(std::string(in.text()));
    }
  }
  return after;
}

}  // namespace

std::optional<search::After> after_of(const SearchOptions& options, std::size_t sort_values) {
  if (!options.after.has_value()) return {};
  if (options.offset > 0) throw QueryError("a search goes on from an offset or a cursor, not both");
  // Which hits with a value come before the cursor is not known from it.
  if (options.collapse) {
    throw QueryError("collapsed hits do not go on from a cursor (after), but from an offset");
  }
  search::After after = read_cursor(options.after->cursor);
  if (after.sort_values.size() != sort_values) {
    throw QueryError("the cursor belongs to a search with another order");
  }
  return after;
}

}  // namespace lodex::engine
