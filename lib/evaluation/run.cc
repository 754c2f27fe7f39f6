#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <numeric>
#include <ostream>
#include <utility>

#include "base/in_quotes.h"
#include "evaluation/ranking_order.h"
#include "evaluation/trec_lines.h"
#include "lodex/error.h"
#include "lodex/evaluation.h"

namespace lodex {
namespace {

using evaluation::TrecLines;

// A ranking with the line of each entry.
struct NumberedRanking {
  std::vector<RunEntry> entries;
  std::vector<std::uint64_t> lines;
};

double score_of(const TrecLines& lines, std::string_view text) {
  double score = 0;
  const std::string_view digits = text.starts_with('+') ? text.substr(1) : text;
  const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), score);
  const bool whole = result.ptr == digits.data() + digits.size();
  // Too small or too large: as the standard function strtod, which knows what comes out of it.
  if (whole && result.ec == std::errc::result_out_of_range) {
    return std::strtod(std::string(digits).c_str(), nullptr);
  }
  if (!whole || result.ec != std::errc() || std::isnan(score)) {
    lines.fail("the score has to be a number; found " + in_quotes(text));
  }
  return score;
}

// The numbers from 0 to count - 1 in the order of their keys, those of equal keys in their own.
template <class Key>
std::vector<std::size_t> order_by(std::size_t count, const Key& key) {
  std::vector<std::size_t> order(count);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, [&](std::size_t i) { return std::pair(key(i), i); });
  return order;
}

void check_distinct(const TrecLines& lines, const std::string& query,
                    const NumberedRanking& ranking) {
  const auto document = [&](std::size_t i) {
    return std::string_view(ranking.entries[i].document);
  };
  const auto order = order_by(ranking.entries.size(), document);
  const auto twice = std::ranges::adjacent_find(order, {}, document);
  if (twice == order.end()) return;
  lines.fail(ranking.lines[twice[1]], "the query \"" + query + "\" has the document \"" +
                                          std::string(document(*twice)) + "\" already in line " +
                                          std::to_string(ranking.lines[*twice]));
}

// Scores as they are written: falling, also where they are read in single precision.
class FallingScores {
 public:
  double next(double score) {
    // Infinities would leave no room; NaN stands below all others.
    score = std::isnan(score) ? -kLargest : std::clamp(score, -kLargest, kLargest);
    const bool falls = static_cast<float>(score) < static_cast<float>(last_);
    if (!first_ && !falls) score = last_ - std::max(std::abs(last_) * 1e-6, kLeastStep);
    first_ = false;
    return last_ = score;
  }

 private:
  static constexpr double kLargest = 1e37;
  // About the least number that single precision holds in full: steps away from zero.
  static constexpr double kLeastStep = 1e-37;
  bool first_ = true;
  double last_ = 0;
};

std::string digits_of(double score) {
  char text[32];
  return {text, std::to_chars(text, text + sizeof text, score).ptr};
}

// For what TREC form has no place for: it ends a field or a line.
void check_writable(std::string_view id) {
  if (!id.empty() && id.find_first_of("\t\n\r\f\v") == std::string_view::npos) return;
  throw DocumentError("an id in a run has to have text without tabs and line ends; found " +
                      in_quotes(id));
}

std::string one_word(std::string_view tag) {
  std::string word(tag.empty() ? "lodex" : tag);
  std::ranges::replace_if(
      word, [](char c) { return std::string_view(" \t\n\r\f\v").find(c) < 6; }, '_');
  return word;
}

}  // namespace

Run Run::read(std::istream& in, const std::string& name) {
  std::map<std::string, NumberedRanking> rankings;
  TrecLines lines(in, name);
  while (lines.next()) {
    const auto& fields = lines.fields(6, "\"query Q0 document rank score tag\"");
    NumberedRanking& ranking = rankings[std::string(fields[0])];
    ranking.entries.push_back({std::string(fields[2]), score_of(lines, fields[4])});
    ranking.lines.push_back(lines.number());
  }
  Run run;
  run.name = name;
  for (auto& [query, ranking] : rankings) {
    check_distinct(lines, query, ranking);
    std::ranges::sort(ranking.entries, evaluation::ranks_before);
    run.rankings.emplace(query, std::move(ranking.entries));
  }
  return run;
}

Run Run::load(const std::string& path) {
  std::ifstream in = evaluation::open_file(path);
  return read(in, path);
}

void Run::write(std::ostream& out, std::string_view tag) const {
  const std::string word = one_word(tag);
  for (const auto& [query, entries] : rankings) {
    check_writable(query);
    const auto falling = [&list = entries](std::size_t i) {
      return std::isnan(list[i].score) ? HUGE_VAL : -list[i].score;
    };
    FallingScores scores;
    std::size_t rank = 0;
    for (const std::size_t i : order_by(entries.size(), falling)) {
      const auto& [document, score] = entries[i];
      check_writable(document);
      // Ids with spaces need fields with another end; every reader of TREC form knows tabs.
      const bool spaces = (query + document).find(' ') != std::string::npos;
      const char end = spaces ? '\t' : ' ';
      out << query << end << "Q0" << end << document << end << ++rank << end
          << digits_of(scores.next(score)) << end << word << '\n';
    }
  }
}

}  // namespace lodex
