// Files that a schema names.
#pragma once

#include <string>
#include <string_view>

namespace lodex {

// The schema with the lines of each file in the place of its name, so that it needs nothing but
// itself: {"name": "synonyms", "file": "syn.txt"} gets "rules". Names are relative to `folder`. A
// text that is no schema stays as it is. Throws IoError where a file cannot be read and SchemaError
// where it is not UTF-8.
[[nodiscard]] std::string with_files(std::string_view schema, const std::string& folder);

}  // namespace lodex
