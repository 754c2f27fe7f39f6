#include "engine/xapian_place.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <string>
#include <system_error>

#include "lodex/error.h"

namespace lodex::engine {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kScheme = "xapian+tcp://";
// The first bytes of the version file of a database, which a single-file database begins with.
constexpr std::string_view kGlassMagic = "\x0f\x0dXapian Glass";
// Files that a directory has in one format each.
constexpr std::array<std::string_view, 6> kVersionFiles = {"iamglass", "iamchert", "iamhoney",
                                                           "iambrass", "iamflint", "XAPIANDB"};
// The first words of the lines of stub files.
constexpr std::array<std::string_view, 6> kStubWords = {"auto",  "chert",    "glass",
                                                        "honey", "inmemory", "remote"};
// A stub file has a line for each database.
constexpr std::size_t kLongestStub = std::size_t{1} << 16;

std::string beginning(const fs::path& file) {
  std::string text(kLongestStub, '\0');
  std::ifstream in(file, std::ios::binary);
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  return text;
}

// Whether the first line that says something names a database.
bool is_stub(std::string_view text) {
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    if (!line.empty() && line.front() != '#') {
      const std::size_t space = line.find(' ');
      return std::ranges::find(kStubWords, line.substr(0, space)) != kStubWords.end() &&
             (space != std::string_view::npos || line == "inmemory");
    }
    text.remove_prefix(std::min(line.size() + 1, text.size()));
  }
  return false;
}

bool is_file_of_database(const fs::path& file) {
  const std::string text = beginning(file);
  return text.starts_with(kGlassMagic) || (text.size() < kLongestStub && is_stub(text));
}

}  // namespace

std::optional<RemotePlace> xapian_remote(std::string_view place) {
  if (!place.starts_with(kScheme)) return {};
  const std::string_view server = place.substr(kScheme.size());
  RemotePlace out;
  const std::size_t colon = server.rfind(':');
  std::string_view host = server.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  const std::string_view port =
      colon == std::string_view::npos ? std::string_view() : server.substr(colon + 1);
  const auto read = std::from_chars(port.data(), port.data() + port.size(), out.port);
  if (host.empty() || read.ec != std::errc() || read.ptr != port.data() + port.size() ||
      out.port == 0 || out.port > 65535) {
    throw UsageError(std::string(place) + ": a server is named as xapian+tcp://host:port");
  }
  out.host = host;
  return out;
}

bool is_xapian_place(const fs::path& place) {
  if (place.native().starts_with(kScheme)) return true;
  std::error_code error;
  const fs::file_status status = fs::status(place, error);
  if (fs::is_regular_file(status)) return is_file_of_database(place);
  return fs::is_directory(status) && std::ranges::any_of(kVersionFiles, [&](std::string_view name) {
           return fs::is_regular_file(place / name, error);
         });
}

}  // namespace lodex::engine
