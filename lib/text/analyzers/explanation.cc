// The steps of an analyzer with the rule behind each token.
#include <algorithm>
#include <map>
#include <utility>

#include "lodex/analysis.h"
#include "text/words/word_rule.h"

namespace lodex {
namespace {

using Span = std::pair<std::uint32_t, std::uint32_t>;

Span span_of(const OwnedToken& token) { return {token.begin, token.end}; }

// What a step made of the tokens of the step before, found from both: equal tokens were kept; of
// others with the same span in the text one was changed to the other; what lies in, or over, tokens
// was made from them.
class StepComparison {
 public:
  StepComparison(const std::vector<OwnedToken>& before, AnalysisStage& stage)
      : before_(before), stage_(stage), used_(before.size(), false) {
    for (std::size_t i = 0; i < before.size(); ++i) by_span_[span_of(before[i])].push_back(i);
    // Spans may lie in any order; where they begin leads to those that can meet another span.
    for (const auto& [span, numbers] : by_span_) {
      longest_ = std::max(longest_, span.second - span.first);
    }
  }

  void run() {
    std::vector<bool> explained(stage_.tokens.size(), false);
    stage_.rules.assign(stage_.tokens.size(), {});
    for (std::size_t i = 0; i < explained.size(); ++i) explained[i] = keep(stage_.tokens[i]);
    for (std::size_t i = 0; i < explained.size(); ++i) {
      if (!explained[i]) explained[i] = change(i);
    }
    for (std::size_t i = 0; i < explained.size(); ++i) {
      if (!explained[i]) stage_.rules[i] = origin_of(stage_.tokens[i]);
    }
    for (std::size_t i = 0; i < before_.size(); ++i) {
      if (!used_[i]) stage_.dropped.push_back(before_[i]);
    }
  }

 private:
  bool keep(const OwnedToken& token) {
    for (const std::size_t i : at(span_of(token))) {
      if (used_[i] || before_[i].term != token.term) continue;
      used_[i] = true;
      return true;
    }
    return false;
  }

  bool change(std::size_t number) {
    const OwnedToken& token = stage_.tokens[number];
    for (const std::size_t i : at(span_of(token))) {
      if (used_[i]) continue;
      used_[i] = true;
      stage_.rules[number] = before_[i].term + " → " + token.term;
      return true;
    }
    return false;
  }

  std::string origin_of(const OwnedToken& token) {
    if (const auto& same = at(span_of(token)); !same.empty()) {
      return "added beside " + before_[same.front()].term;
    }
    std::string within;
    std::string over;
    const std::uint32_t first = token.begin > longest_ ? token.begin - longest_ : 0;
    for (auto it = by_span_.lower_bound({first, 0});
         it != by_span_.end() && it->first.first < token.end; ++it) {
      const auto [begin, end] = it->first;
      if (end <= token.begin) continue;
      for (const std::size_t i : it->second) used_[i] = true;
      const std::string& term = before_[it->second.front()].term;
      if (begin <= token.begin && token.end <= end) within = term;
      over += (over.empty() ? "" : " + ") + term;
    }
    if (!within.empty()) return "part of " + within;
    return over.empty() ? "added" : "made of " + over;
  }

  [[nodiscard]] const std::vector<std::size_t>& at(Span span) const {
    static const std::vector<std::size_t> none;
    const auto found = by_span_.find(span);
    return found == by_span_.end() ? none : found->second;
  }

  const std::vector<OwnedToken>& before_;
  AnalysisStage& stage_;
  std::vector<bool> used_;  // of `before_`: kept, changed or made into something else
  std::map<Span, std::vector<std::size_t>> by_span_;
  std::uint32_t longest_ = 0;
};

// Why the tokens of a tokenizer are there, where it is one of ours.
void explain_first(std::string_view text, AnalysisStage& stage) {
  stage.rules.reserve(stage.tokens.size());
  for (const OwnedToken& token : stage.tokens) {
    const std::string_view source = text.substr(token.begin, token.end - token.begin);
    std::string rule;
    if (stage.name == "words") rule = text::word_rule(source);
    if (stage.name == "whitespace") rule = "between white space";
    if (stage.name == "keyword") rule = "the whole text";
    if (token.term != source && !rule.empty()) rule += ", shortened with a hash";
    stage.rules.push_back(std::move(rule));
  }
}

}  // namespace

std::vector<AnalysisStage> explain_analysis(std::string_view text, const Analyzer& analyzer) {
  std::vector<AnalysisStage> stages;
  analyzer.explain(text, stages);
  for (std::size_t i = 0; i < stages.size(); ++i) {
    AnalysisStage& stage = stages[i];
    if (stage.rules.size() == stage.tokens.size() && !stage.rules.empty()) continue;
    stage.rules.clear();
    if (i == 0) {
      explain_first(text, stage);
    } else {
      StepComparison(stages[i - 1].tokens, stage).run();
    }
  }
  return stages;
}

}  // namespace lodex
