// SPDX-License-Identifier: GPL-2.0-or-later
#include "xapian/database_source.h"

#include <algorithm>
#include <fstream>
#include <system_error>
#include <utility>

#include "base/joined.h"
#include "engine/xapian_place.h"
#include "lodex/error.h"

namespace lodex::xapian {
namespace {

namespace fs = std::filesystem;

// A commit between two files that are opened is seen as an error; the next try sees what is new.
constexpr int kOpenAttempts = 10;

// Whether a stub file, or the one in a directory, has a line that names a server.
bool names_server(const fs::path& place) {
  std::error_code error;
  std::ifstream stub(fs::is_directory(place, error) ? place / "XAPIANDB" : place);
  for (std::string line; std::getline(stub, line) && line.size() < 4096;) {
    if (line.starts_with("remote ")) return true;
  }
  return false;
}

bool is_on_server(const fs::path& place) {
  return engine::xapian_remote(place.string()).has_value() || names_server(place);
}

Xapian::Database open_place(const fs::path& place) {
  if (const auto server = engine::xapian_remote(place.string())) {
    return Xapian::Remote::open(server->host, server->port);
  }
  for (int attempt = 1;; ++attempt) {
    try {
      return Xapian::Database(place.string());
    } catch (const Xapian::DatabaseModifiedError&) {
      if (attempt == kOpenAttempts) throw;
    } catch (const Xapian::DatabaseCorruptError&) {
      if (attempt == kOpenAttempts) throw;
    }
  }
}

}  // namespace

DatabaseSource::DatabaseSource(std::vector<fs::path> places)
    : places_(std::move(places)),
      name_(joined(places_, [](const fs::path& place) { return place.string(); })),
      is_remote_(std::ranges::any_of(places_, is_on_server)) {}

Handle DatabaseSource::open() const {
  Handle handle;
  for (const fs::path& place : places_) {
    handle.parts.push_back(open_place(place));
    handle.all.add_database(handle.parts.back());
  }
  return handle;
}

Xapian::WritableDatabase DatabaseSource::open_for_writing() const {
  if (places_.size() != 1) {
    throw UsageError(name_ + ": several databases that are open as one are not written to");
  }
  try {
    if (const auto server = engine::xapian_remote(places_[0].string())) {
      return Xapian::Remote::open_writable(server->host, server->port);
    }
    return Xapian::WritableDatabase(places_[0].string(), Xapian::DB_OPEN);
  } catch (const Xapian::InvalidOperationError&) {
    if (!is_remote_) throw;
    throw UsageError(name_ +
                     ": the server only reads; it takes changes where it was started with "
                     "xapian-tcpsrv --writable");
  }
}

Revision revision_of(const Handle& handle) {
  Revision out{{}, 0};
  for (const Xapian::Database& part : handle.parts) {
    out.key += part.get_uuid() + ':';
    try {
      const std::uint64_t number = part.get_revision();
      out.key += std::to_string(number);
      if (out.number) *out.number += number;
    } catch (const Xapian::InvalidOperationError&) {
      out.number.reset();
    } catch (const Xapian::UnimplementedError&) {
      out.number.reset();
    }
    if (!out.number) {
      out.key += std::to_string(part.get_doccount()) + '.' + std::to_string(part.get_lastdocid()) +
                 '.' + std::to_string(part.get_total_length());
    }
    out.key += ' ';
  }
  return out;
}

}  // namespace lodex::xapian
