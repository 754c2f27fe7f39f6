// SPDX-License-Identifier: GPL-2.0-or-later
#include "xapian/errors.h"

#include <gtest/gtest.h>

#include "lodex/error.h"

namespace lodex::xapian {
namespace {

template <class XapianError>
void raise() {
  translating_errors("/data/mail", [] { throw XapianError("it went wrong", "here"); });
}

TEST(XapianErrors, BecomeThoseOfLodexWithPlaceAndContext) {
  EXPECT_THROW(raise<Xapian::DatabaseLockError>(), LockError);
  EXPECT_THROW(raise<Xapian::DatabaseCorruptError>(), CorruptIndexError);
  EXPECT_THROW(raise<Xapian::DatabaseModifiedError>(), IoError);
  EXPECT_THROW(raise<Xapian::DatabaseNotFoundError>(), IoError);
  EXPECT_THROW(raise<Xapian::NetworkTimeoutError>(), IoError);
  EXPECT_THROW(raise<Xapian::InvalidArgumentError>(), UsageError);
  try {
    raise<Xapian::NetworkError>();
    FAIL() << "nothing was thrown";
  } catch (const IoError& error) {
    EXPECT_STREQ(error.what(), "/data/mail: it went wrong (here)");
    EXPECT_EQ(error.path(), "/data/mail");
  }
}

TEST(XapianErrors, AnswersComeThrough) {
  EXPECT_EQ(translating_errors("", [] { return 7; }), 7);
}

}  // namespace
}  // namespace lodex::xapian
