// What a Xapian database looks like from outside, so that a program without the engine for them
// can say what it sees.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "lodex/config.h"

namespace lodex::engine {

struct RemotePlace {
  std::string host;
  unsigned port = 0;
};

// Of "xapian+tcp://host:port", a name, an IPv4 or an IPv6 address (in brackets). Nothing where the
// text is no such URL; UsageError where it begins like one but host or port are not valid.
[[nodiscard]] LODEX_API std::optional<RemotePlace> xapian_remote(std::string_view place);

// Whether there is a database: a directory of one of Xapian's formats, a file that holds a whole
// database, a stub file (or a directory with one) that names others, or a URL of a server. Never
// throws.
[[nodiscard]] LODEX_API bool is_xapian_place(const std::filesystem::path& place);

}  // namespace lodex::engine
