// SPDX-License-Identifier: GPL-2.0-or-later
// Ends a search of Xapian before its end, such that it gives what it has found.
#pragma once

#include <xapian.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

namespace lodex::xapian {

// Whether a search is to end. Asked by one thread.
class Stop {
 public:
  using Clock = std::chrono::steady_clock;

  Stop(std::optional<Clock::time_point> deadline, std::function<bool()> cancelled)
      : deadline_(deadline), cancelled_(std::move(cancelled)) {}

  // Looks at the clock now and then.
  [[nodiscard]] bool is_asked();
  [[nodiscard]] bool was_asked() const { return asked_; }
  // Which of several databases the document that is being looked at is in, from 0.
  [[nodiscard]] std::size_t current() const { return current_; }

 private:
  std::optional<Clock::time_point> deadline_;
  std::function<bool()> cancelled_;
  friend class StopSource;
  std::uint32_t calls_ = 0;
  std::size_t databases_ = 0;  // that sources were made for
  std::size_t current_ = 0;
  bool asked_ = false;
};

// All numbers that documents may have, until the search is to end: a filter to put around a query,
// which then ends as if there were no more documents. Xapian makes one for each of the databases
// that it searches, in their order.
class StopSource final : public Xapian::PostingSource {
 public:
  explicit StopSource(std::shared_ptr<Stop> stop) : stop_(std::move(stop)) {}

  [[nodiscard]] PostingSource* clone() const override { return new StopSource(stop_); }
  void init(const Xapian::Database& database) override;
  [[nodiscard]] Xapian::doccount get_termfreq_min() const override { return 0; }
  [[nodiscard]] Xapian::doccount get_termfreq_est() const override { return documents_; }
  [[nodiscard]] Xapian::doccount get_termfreq_max() const override { return documents_; }
  void next(double least_weight) override;
  void skip_to(Xapian::docid target, double least_weight) override;
  bool check(Xapian::docid target, double least_weight) override;
  [[nodiscard]] bool at_end() const override { return at_end_; }
  [[nodiscard]] Xapian::docid get_docid() const override { return number_; }

 private:
  void go_to(Xapian::docid number);

  std::shared_ptr<Stop> stop_;
  std::size_t database_ = 0;
  Xapian::doccount documents_ = 0;
  Xapian::docid last_ = 0;
  Xapian::docid number_ = 0;
  bool at_end_ = false;
};

}  // namespace lodex::xapian
