// SPDX-License-Identifier: GPL-2.0-or-later
// How the documents of a schema lie in a Xapian database: which prefix the terms of a field have,
// in which slots its values are.
//
//   Q + id       the document's id
//   words        terms of the main text field: "body", else "text", else the only one
//   S + word     of "title"; K + value of the first keyword field named "keyword(s)" or "tag(s)"
//   XNAME + term of any other field: the ASCII letters of its name in upper case, and further
//                letters where another field has these
//
// Between a prefix of several letters, or none, and a term that begins with an upper-case ASCII
// letter or ':' stands a ':', so that no two fields share a term; for several letters that is what
// Xapian::QueryParser does. A term that would have more than kMaxTermBytes keeps its beginning and
// ends in a hash.
//
// Words have the frequencies and positions of the native engine, positions counted from 1. Keywords
// and ids have the frequency 0, so that the length of a document is that of its texts.
//
// Slots: of a text field its number of tokens in the document; of any other field its value, and in
// another slot all values of documents that have several (values.h).
#pragma once

#include <xapian.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lodex/schema.h"
#include "xapian/values.h"

namespace lodex::xapian {

// Of a term with its prefix; zero bytes count twice.
inline constexpr std::size_t kMaxTermBytes = 245;

// What the length of a field is that ranking normalises by.
enum class LengthSource : std::uint8_t {
  kNone,      // it has none: keywords
  kSlot,      // the number in a slot
  kDocument,  // Xapian's length of the document
};

struct LayoutField {
  std::string name;
  FieldKind kind = FieldKind::kText;
  // Whether it has terms in the database, and what they begin with.
  bool has_terms = false;
  std::string prefix{};
  LengthSource length = LengthSource::kNone;
  bool positions = false;
  // Whether a ':' stands before terms that begin with a capital where there is no prefix.
  bool escapes_capitals = true;
  std::optional<Xapian::valueno> length_slot{};  // text: documents that have the field have it
  std::optional<Xapian::valueno> value_slot{};   // other kinds
  std::optional<Xapian::valueno> values_slot{};
  DateFormat dates = DateFormat::kMicroseconds;

  // What bytes of a value stand for, as columns of the native engine have it; not of keywords.
  [[nodiscard]] std::int64_t number_of(std::string_view bytes) const {
    return decode_number(kind, bytes, dates);
  }
  bool operator==(const LayoutField&) const = default;
};

// Immutable but for extend(); a plain value.
class Layout {
 public:
  // That of a new database.
  explicit Layout(const Schema& schema);
  // That of a database that another program made. `id_prefix` begins the term that only one
  // document has; nothing where there is none, ids are then the numbers of documents.
  Layout(Schema schema, std::vector<LayoutField> fields, std::optional<std::string> id_prefix);

  // Whether lodex made the database.
  static bool is_in(const Xapian::Database& database);
  // From the metadata of such a database. Throws CorruptIndexError.
  static Layout load(const Xapian::Database& database);
  // Writes all metadata but the statistics.
  void save(Xapian::WritableDatabase& database) const;

  // Takes a schema that has more fields.
  void extend(const Schema& schema);

  [[nodiscard]] const Schema& schema() const { return schema_; }
  [[nodiscard]] bool is_foreign() const { return is_foreign_; }
  // In the order of the schema.
  [[nodiscard]] const std::vector<LayoutField>& fields() const { return fields_; }
  // Null where there is no such field.
  [[nodiscard]] const LayoutField* find(std::string_view name) const;
  [[nodiscard]] const std::optional<std::string>& id_prefix() const { return id_prefix_; }
  // Of the document with this id; there is an id_prefix().
  [[nodiscard]] std::string id_term(std::string_view id) const;
  // The id in such a term, nothing where it is another term.
  [[nodiscard]] std::optional<std::string> id_of(std::string_view term) const;

  bool operator==(const Layout&) const = default;

 private:
  [[nodiscard]] std::string free_prefix(const FieldSpec& field) const;
  [[nodiscard]] bool is_taken(std::string_view prefix) const;
  void choose_lengths();

  Schema schema_;
  std::vector<LayoutField> fields_;
  std::optional<std::string> id_prefix_ = "Q";
  Xapian::valueno next_slot_ = 0;
  bool is_foreign_ = false;
};

// The term of the database for a term of a field. Appended to `out`, which saves memory.
void append_term(std::string& out, const LayoutField& field, std::string_view term);
[[nodiscard]] std::string term_of(const LayoutField& field, std::string_view term);

// Keys of the metadata.
inline constexpr const char* kSchemaKey = "lodex.schema";
inline constexpr const char* kLayoutKey = "lodex.layout";
inline constexpr const char* kVersionsKey = "lodex.versions";
inline constexpr const char* kStatisticsKey = "lodex.statistics";
inline constexpr const char* kImportKey = "lodex.import";
// Of what is described here. A reader refuses any other.
inline constexpr std::int64_t kLayoutVersion = 1;

}  // namespace lodex::xapian
