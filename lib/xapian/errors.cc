// SPDX-License-Identifier: GPL-2.0-or-later
#include "xapian/errors.h"

#include "lodex/error.h"

namespace lodex::xapian {
namespace {

std::string message_of(const Xapian::Error& error, std::string_view place) {
  std::string text(place);
  if (!text.empty()) text += ": ";
  text += error.get_msg();
  if (!error.get_context().empty()) text += " (" + error.get_context() + ")";
  if (const char* system = error.get_error_string(); system != nullptr) {
    text += ": ";
    text += system;
  }
  return text;
}

}  // namespace

void throw_as_lodex(std::string_view place) {
  const std::string path(place);
  try {
    throw;
  } catch (const Xapian::DatabaseLockError& error) {
    throw LockError(message_of(error, place), path);
  } catch (const Xapian::DatabaseCorruptError& error) {
    throw CorruptIndexError(message_of(error, place), path);
  } catch (const Xapian::SerialisationError& error) {
    throw CorruptIndexError(message_of(error, place), path);
  } catch (const Xapian::DatabaseError& error) {  // not there, of another version, changed
    throw IoError(message_of(error, place), path);
  } catch (const Xapian::NetworkError& error) {
    throw IoError(message_of(error, place), path);
  } catch (const Xapian::Error& error) {  // arguments, operations, unknown documents
    throw UsageError(message_of(error, place), path);
  }
}

}  // namespace lodex::xapian
