#include <algorithm>
#include <charconv>
#include <optional>

#include "base/ascii.h"
#include "base/in_quotes.h"
#include "lodex/error.h"
#include "lodex/evaluation.h"

namespace lodex {
namespace {

using Kind = Measure::Kind;

struct Spelling {
  std::string_view name;  // in lower case
  Kind kind;
};
// Those of ir_measures, then those of trec_eval.
constexpr Spelling kSpellings[] = {{"ndcg", Kind::kNdcg},
                                   {"ap", Kind::kAp},
                                   {"map", Kind::kAp},
                                   {"rr", Kind::kRr},
                                   {"mrr", Kind::kRr},
                                   {"p", Kind::kPrecision},
                                   {"precision", Kind::kPrecision},
                                   {"r", Kind::kRecall},
                                   {"recall", Kind::kRecall},
                                   {"success", Kind::kSuccess},
                                   {"judged", Kind::kJudged},
                                   {"ndcg_cut", Kind::kNdcg},
                                   {"map_cut", Kind::kAp},
                                   {"recip_rank", Kind::kRr},
                                   {"set_p", Kind::kPrecision},
                                   {"set_recall", Kind::kRecall}};

std::string_view name_of(Kind kind) {
  switch (kind) {
    case Kind::kNdcg:
      return "nDCG";
    case Kind::kAp:
      return "AP";
    case Kind::kRr:
      return "RR";
    case Kind::kPrecision:
      return "P";
    case Kind::kRecall:
      return "R";
    case Kind::kSuccess:
      return "Success";
    case Kind::kJudged:
      return "Judged";
  }
  return {};
}

[[noreturn]] void fail(std::string_view text) {
  throw QueryError(
      "a measure has to be nDCG, AP, RR, P, R, Success or Judged, with a cutoff of 1 or more where "
      "one is wanted (nDCG@10) and, for AP, RR, P, R and Success, a least relevant grade of 1 or "
      "more (AP(rel=2)@100), or a name of trec_eval (ndcg_cut_10, map, recip_rank, P_5, recall_100 "
      "or success_1); found " +
      in_quotes(text));
}

// A number of 1 or more that is all of the text.
template <class Number>
std::optional<Number> positive(std::string_view text) {
  Number number = 0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = result.ec == std::errc() && result.ptr == text.data() + text.size();
  return whole && number >= 1 ? std::optional(number) : std::nullopt;
}

// Takes the cutoff off the end of a spelling in lower case: "@10", or "_10" and ".10" as trec_eval
// writes them. Nothing where what looks like one is none.
std::optional<std::size_t> take_cutoff(std::string_view& name) {
  const std::size_t digits = name.find_last_not_of("0123456789") + 1;
  const std::size_t mark = name.find('@');
  if (mark == std::string_view::npos && (digits == name.size() || digits == 0)) return 0;
  const char separator = digits == 0 ? '\0' : name[digits - 1];
  if (separator != '@' && separator != '_' && separator != '.') return {};
  const auto cutoff = positive<std::size_t>(name.substr(digits));
  name = name.substr(0, digits - 1);
  return cutoff;
}

// Takes "(rel=2)" off the end; 0 where there is nothing of the kind.
std::optional<int> take_grade(std::string_view& name) {
  constexpr std::string_view kBegin = "(rel=";
  const std::size_t begin = name.find('(');
  if (begin == std::string_view::npos) return 0;
  const std::string_view part = name.substr(begin);
  name = name.substr(0, begin);
  if (!part.starts_with(kBegin) || !part.ends_with(')')) return {};
  return positive<int>(part.substr(kBegin.size(), part.size() - kBegin.size() - 1));
}

bool has_grade(Kind kind) { return kind != Kind::kNdcg && kind != Kind::kJudged; }

}  // namespace

Measure Measure::parse(std::string_view text) {
  const std::string lower = ascii_lower_case(text);
  std::string_view name = lower;
  const auto cutoff = take_cutoff(name);
  const auto grade = take_grade(name);
  const auto* spelling = std::ranges::find(kSpellings, name, &Spelling::name);
  if (!cutoff || !grade || spelling == std::end(kSpellings)) fail(text);
  Measure measure{spelling->kind, *cutoff, 1};
  if (*grade > 0) {
    if (!has_grade(measure.kind)) fail(text);
    measure.relevant_from = *grade;
  }
  return measure;
}

std::string Measure::to_string() const {
  std::string out(name_of(kind));
  if (relevant_from != 1) out += "(rel=" + std::to_string(relevant_from) + ")";
  if (cutoff != 0) out += "@" + std::to_string(cutoff);
  return out;
}

}  // namespace lodex
