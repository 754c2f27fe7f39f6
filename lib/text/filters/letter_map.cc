#include "text/filters/letter_map.h"

#include <algorithm>
#include <cassert>
#include <string>

#include "base/utf8.h"
#include "text/filters/rewriting_filter.h"

namespace lodex::text {
namespace {

class LetterMap {
 public:
  LetterMap(std::string_view name, std::span<const LetterRow> rows) : name_(name), rows_(rows) {
    assert(std::ranges::is_sorted(rows, {}, &LetterRow::letter));
  }

  [[nodiscard]] std::string name() const { return std::string(name_); }

  std::string_view operator()(std::string_view term, std::string& filled) const {
    if (is_ascii(term)) return term;
    std::size_t copied = 0;  // of the term
    bool changed = false;
    for (std::size_t at = 0; at < term.size();) {
      const Decoded letter = decode_utf8(term.substr(at));
      if (const LetterRow* row = find(letter.code_point)) {
        changed = true;
        filled.append(term.substr(copied, at - copied)).append(row->becomes);
        copied = at + letter.size;
      }
      at += letter.size;
    }
    if (!changed) return term;
    return filled.append(term.substr(copied));
  }

 private:
  [[nodiscard]] const LetterRow* find(char32_t letter) const {
    if (letter < rows_.front().letter || letter > rows_.back().letter) return nullptr;
    const auto found = std::ranges::lower_bound(rows_, letter, {}, &LetterRow::letter);
    return found->letter == letter ? &*found : nullptr;
  }

  std::string_view name_;
  std::span<const LetterRow> rows_;
};

}  // namespace

FilterPointer letter_map_filter(std::string_view name, std::span<const LetterRow> rows) {
  return std::make_shared<RewritingFilter<LetterMap>>(LetterMap(name, rows));
}

}  // namespace lodex::text
