#include "base/date.h"

#include <chrono>
#include <cstdio>

namespace lodex {
namespace {

constexpr std::int64_t kSecond = 1'000'000;
constexpr std::int64_t kMinute = 60 * kSecond;
constexpr std::int64_t kHour = 60 * kMinute;
constexpr std::int64_t kDay = 24 * kHour;

// Reads a date from left to right; after the first part that is not as it should be nothing more
// is taken and ok() is false.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  [[nodiscard]] bool ok() const { return ok_; }
  [[nodiscard]] bool at_end() const { return text_.empty(); }

  // Exactly `digits` digits with a value within the bounds.
  int number(std::size_t digits, int low, int high) {
    int value = 0;
    for (std::size_t i = 0; ok_ && i < digits; ++i) {
      const char c = text_.empty() ? '\0' : text_.front();
      ok_ = c >= '0' && c <= '9';
      if (ok_) text_.remove_prefix(1);
      value = value * 10 + (c - '0');
    }
    ok_ = ok_ && value >= low && value <= high;
    return value;
  }
  bool take(char c) {
    if (!ok_ || text_.empty() || text_.front() != c) return false;
    text_.remove_prefix(1);
    return true;
  }
  // 1 to 9 digits after the point, as microseconds; what is finer is cut off. `unit` becomes the
  // size of the last digit, at least one microsecond.
  std::int64_t fraction(std::int64_t& unit) {
    std::int64_t value = 0;
    unit = kSecond;
    int digits = 0;
    while (!text_.empty() && text_.front() >= '0' && text_.front() <= '9') {
      if (unit > 1) {
        unit /= 10;
        value += (text_.front() - '0') * unit;
      }
      ++digits;
      text_.remove_prefix(1);
    }
    ok_ = ok_ && digits >= 1 && digits <= 9;
    return value;
  }

 private:
  std::string_view text_;
  bool ok_ = true;
};

std::int64_t days_from(int year, int month, int day) {
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  return std::chrono::sys_days(date).time_since_epoch().count();
}

bool exists(int year, int month, int day) {
  return std::chrono::year_month_day{std::chrono::year(year),
                                     std::chrono::month(static_cast<unsigned>(month)),
                                     std::chrono::day(static_cast<unsigned>(day))}
      .ok();
}

// The time of day and its precision, up to the offset from UTC.
DateInterval time_of_day(Scanner& in) {
  std::int64_t begin = in.number(2, 0, 23) * kHour;
  std::int64_t unit = kMinute;
  if (!in.take(':')) in.number(1, 1, 0);  // a time without minutes is none
  begin += in.number(2, 0, 59) * kMinute;
  if (in.take(':')) {
    begin += in.number(2, 0, 59) * kSecond;
    unit = kSecond;
    if (in.take('.')) begin += in.fraction(unit);
  }
  return {begin, begin + unit};
}

std::int64_t utc_offset(Scanner& in) {
  if (in.at_end() || in.take('Z')) return 0;
  const std::int64_t sign = in.take('-') ? -1 : 1;
  if (sign > 0 && !in.take('+')) in.number(1, 1, 0);
  std::int64_t offset = in.number(2, 0, 23) * kHour;
  in.take(':');
  offset += in.number(2, 0, 59) * kMinute;
  return sign * offset;
}

}  // namespace

std::optional<DateInterval> parse_date(std::string_view text) noexcept {
  Scanner in(text);
  const int year = in.number(4, 1, 9999);
  if (!in.ok()) return {};
  if (in.at_end())
    return DateInterval{days_from(year, 1, 1) * kDay, days_from(year + 1, 1, 1) * kDay};
  if (!in.take('-')) return {};
  const int month = in.number(2, 1, 12);
  if (!in.ok()) return {};
  if (in.at_end()) {
    const int next_year = month == 12 ? year + 1 : year;
    const int next_month = month == 12 ? 1 : month + 1;
    return DateInterval{days_from(year, month, 1) * kDay,
                        days_from(next_year, next_month, 1) * kDay};
  }
  if (!in.take('-')) return {};
  const int day = in.number(2, 1, 31);
  if (!in.ok() || !exists(year, month, day)) return {};
  const std::int64_t midnight = days_from(year, month, day) * kDay;
  if (in.at_end()) return DateInterval{midnight, midnight + kDay};
  if (!in.take('T') && !in.take('t') && !in.take(' ')) return {};
  const DateInterval time = time_of_day(in);
  const std::int64_t offset = utc_offset(in);
  if (!in.ok() || !in.at_end()) return {};
  return DateInterval{midnight + time.begin - offset, midnight + time.end - offset};
}

std::string format_date(std::int64_t microseconds) {
  const std::chrono::sys_time<std::chrono::microseconds> instant{
      std::chrono::microseconds(microseconds)};
  const auto days = std::chrono::floor<std::chrono::days>(instant);
  const std::chrono::year_month_day date{days};
  const std::int64_t rest = (instant - days).count();
  char text[64];
  int size = std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(date.year()),
                           static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  std::string out(text, static_cast<std::size_t>(size));
  if (rest == 0) return out;
  size =
      std::snprintf(text, sizeof text, "T%02d:%02d:%02d", static_cast<int>(rest / kHour),
                    static_cast<int>(rest / kMinute % 60), static_cast<int>(rest / kSecond % 60));
  out.append(text, static_cast<std::size_t>(size));
  if (rest % kSecond != 0) {
    size = std::snprintf(text, sizeof text, ".%06d", static_cast<int>(rest % kSecond));
    out.append(text, static_cast<std::size_t>(size));
  }
  return out + "Z";
}

}  // namespace lodex
