// The fields that people write at the beginning of Markdown files.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lodex/document.h"
#include "lodex/origin.h"

namespace lodex::sources {

struct FrontMatter {
  struct Problem {
    std::uint64_t line = 0;
    std::string message;
  };
  Document fields;
  std::vector<FieldLines> lines;  // of the fields
  std::vector<Problem> problems;
  std::size_t size = 0;  // bytes, with the closing line; 0 where there is no front matter
};

// Reads what lies between a first line "---" and the next "---" or "...": the part of YAML that
// people write there. That is `key: value`, `key:` with lines `- item` or with "[a, b]", block
// texts after "|" and ">", comments. Values in quotes are strings; true and false are booleans,
// numbers as in JSON are integers and reals (integers beyond 64 bits, and what begins with a
// needless 0, stay strings); nothing, "~" and null are null; all else, dates too, is a string. Of a
// key that occurs twice the last value counts. A line that is none of this is a problem, and passed
// over.
[[nodiscard]] FrontMatter parse_front_matter(std::string_view text);

}  // namespace lodex::sources
