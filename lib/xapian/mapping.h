// SPDX-License-Identifier: GPL-2.0-or-later
// What a database that another program made means: its prefixes, slots and data.
//
// A mapping is a JSON object:
//
//   {"like": "omindex",           a mapping to begin with
//    "schema": {…},               as schema files have it: kinds and analyzers of the fields
//    "prefixes": {"title": "S"},  what the terms of fields begin with
//    "slots": {"size": 2},        where the values of fields are
//    "id": "Q",                   the prefix of the term that one document has; "" where there is
//                                 none: ids are then the numbers of documents
//    "data": "lines",             what documents keep: "lines" (name=value), "json", "text", "none"
//    "names": {"sample": "body"}} fields of the data that have another name in the schema
#pragma once

#include <xapian.h>

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "lodex/document.h"
#include "xapian/layout.h"

namespace lodex::xapian {

enum class DataFormat : std::uint8_t {
  kDocument,  // a document as lodex writes it
  kLines,
  kJson,
  kText,
  kNone,
};

// How documents are kept.
struct DataMapping {
  DataFormat format = DataFormat::kDocument;
  std::map<std::string, std::string, std::less<>> names{};
};

struct Mapping {
  Layout layout;
  DataMapping data{};
};

// Of a database: as lodex wrote it, else as `named` says (a file, the name of a ready mapping, or
// ""), else the ready mapping of the program that seems to have made it, else "xapian", that of
// Xapian's conventions. Throws UsageError, IoError, SchemaError that say what is wrong with the
// mapping.
[[nodiscard]] Mapping mapping_of(const Xapian::Database& database, const std::string& named);

// Throws UsageError that names the place in question, SchemaError.
[[nodiscard]] Mapping parse_mapping(std::string_view json);
// Their names.
[[nodiscard]] std::vector<std::string> ready_mappings();

}  // namespace lodex::xapian
