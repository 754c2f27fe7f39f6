// SPDX-License-Identifier: GPL-2.0-or-later
#include "xapian/stop_source.h"

namespace lodex::xapian {
namespace {

// Documents between two looks at the clock.
constexpr std::uint32_t kPeriod = 256;

}  // namespace

bool Stop::is_asked() {
  if (asked_ || calls_++ % kPeriod != 0) return asked_;
  asked_ = (deadline_ && Clock::now() >= *deadline_) || (cancelled_ && cancelled_());
  return asked_;
}

void StopSource::init(const Xapian::Database& database) {
  set_maxweight(0);
  database_ = stop_->databases_++;
  documents_ = database.get_doccount();
  last_ = database.get_lastdocid();
  number_ = 0;
  at_end_ = false;
}

void StopSource::go_to(Xapian::docid number) {
  number_ = number;
  stop_->current_ = database_;
  at_end_ = number > last_ || stop_->is_asked();
}

void StopSource::next(double) { go_to(number_ + 1); }

void StopSource::skip_to(Xapian::docid target, double) {
  if (target > number_) go_to(target);
}

bool StopSource::check(Xapian::docid target, double least_weight) {
  skip_to(target, least_weight);
  return true;
}

}  // namespace lodex::xapian
