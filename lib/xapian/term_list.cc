// SPDX-License-Identifier: GPL-2.0-or-later
#include "xapian/term_list.h"

#include <array>
#include <string>

namespace lodex::xapian {
namespace {

// Terms of a database from one that begins with `begin` + `first` on, as long as they begin with
// `begin` and a byte up to `last`; behind `begin` stands the term of the field.
struct Stretch {
  std::string begin;
  unsigned char first;
  unsigned char last;
};

using Visit = std::function<bool(std::string_view, const Xapian::TermIterator&)>;

// False where `visit` ended it.
bool walk(const Xapian::Database& database, const Stretch& stretch, std::string_view prefix,
          const Visit& visit) {
  if (!prefix.empty()) {
    const auto byte = static_cast<unsigned char>(prefix[0]);
    if (byte < stretch.first || byte > stretch.last) return true;
  }
  const std::string from = stretch.begin + std::string(prefix);
  Xapian::TermIterator it = database.allterms_begin(from);
  if (prefix.empty() && stretch.first > 0) {
    it.skip_to(stretch.begin + static_cast<char>(stretch.first));
  }
  for (const Xapian::TermIterator end = database.allterms_end(from); it != end; ++it) {
    const std::string term = *it;
    const std::string_view own = std::string_view(term).substr(stretch.begin.size());
    if (own.empty() ? stretch.first > 0 : static_cast<unsigned char>(own[0]) > stretch.last) break;
    if (own.empty() && (stretch.begin.empty() || stretch.begin.back() == ':')) continue;
    if (!visit(own, it)) return false;
  }
  return true;
}

}  // namespace

void for_each_term(const Xapian::Database& database, const LayoutField& field,
                   std::string_view prefix, const Visit& visit) {
  if (!field.has_terms) return;
  if (field.prefix.size() == 1 || field.prefix.ends_with(':')) {
    walk(database, {field.prefix, 0, 0xFF}, prefix, visit);
    return;
  }
  // Where there is no prefix, terms with a capital are those of other fields.
  const bool escapes = !field.prefix.empty() || field.escapes_capitals;
  if (!escapes) {
    const std::array<Stretch, 2> stretches{{{"", 0, 'A' - 1}, {"", 'Z' + 1, 0xFF}}};
    for (const Stretch& stretch : stretches) {
      if (!walk(database, stretch, prefix, visit)) return;
    }
    return;
  }
  const std::string& plain = field.prefix;
  const std::string escaped = plain + ':';
  const std::array<Stretch, 5> stretches{{{plain, 0, ':' - 1},
                                          {escaped, ':', ':'},
                                          {plain, ':' + 1, 'A' - 1},
                                          {escaped, 'A', 'Z'},
                                          {plain, 'Z' + 1, 0xFF}}};
  for (const Stretch& stretch : stretches) {
    if (!walk(database, stretch, prefix, visit)) return;
  }
}

}  // namespace lodex::xapian
