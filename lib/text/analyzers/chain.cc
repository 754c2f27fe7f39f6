// An analyzer with filters behind it.
#include <utility>

#include "lodex/analysis.h"
#include "text/term_limit.h"

namespace lodex {
namespace {

class Chain final : public Analyzer {
 public:
  Chain(std::shared_ptr<const Analyzer> tokenizer,
        std::vector<std::shared_ptr<const TokenFilter>> filters)
      : tokenizer_(std::move(tokenizer)), filters_(std::move(filters)) {}

  void analyze(std::string_view text, TokenBuffer& out) const override {
    const std::size_t first = out.tokens().size();
    tokenizer_->analyze(text, out);
    for (const auto& filter : filters_) filter->filter_of_text(text, out, first);
    for (Token& token : std::span(out.mutable_tokens()).subspan(first)) {
      token.term = text::limited_term(token.term, out);
    }
  }

  [[nodiscard]] std::string normalize(std::string_view part) const override {
    std::string normal = tokenizer_->normalize(part);
    for (const auto& filter : filters_) normal = filter->normalize(std::move(normal));
    return normal;
  }

  void explain(std::string_view text, std::vector<AnalysisStage>& stages) const override {
    tokenizer_->explain(text, stages);
    TokenBuffer tokens;
    tokenizer_->analyze(text, tokens);
    for (const auto& filter : filters_) {
      filter->filter_of_text(text, tokens, 0);
      stages.push_back({filter->name(), owned_tokens(tokens.tokens())});
    }
  }

 private:
  std::shared_ptr<const Analyzer> tokenizer_;
  std::vector<std::shared_ptr<const TokenFilter>> filters_;
};

}  // namespace

Analyzer::~Analyzer() = default;

std::string Analyzer::normalize(std::string_view part) const { return std::string(part); }

void Analyzer::explain(std::string_view text, std::vector<AnalysisStage>& stages) const {
  stages.push_back({"analyzer", lodex::analyze(text, *this)});
}

TokenFilter::~TokenFilter() = default;

void TokenFilter::filter_of_text(std::string_view, TokenBuffer& tokens, std::size_t first) const {
  filter(tokens, first);
}

std::string TokenFilter::normalize(std::string part) const { return part; }

std::shared_ptr<const Analyzer> make_chain(
    std::shared_ptr<const Analyzer> tokenizer,
    std::vector<std::shared_ptr<const TokenFilter>> filters) {
  return std::make_shared<Chain>(std::move(tokenizer), std::move(filters));
}

std::vector<OwnedToken> owned_tokens(std::span<const Token> tokens) {
  std::vector<OwnedToken> out;
  out.reserve(tokens.size());
  for (const Token& token : tokens) {
    out.push_back({std::string(token.term), token.begin, token.end, token.position});
  }
  return out;
}

std::vector<OwnedToken> analyze(std::string_view text, const Analyzer& analyzer) {
  TokenBuffer buffer;
  analyzer.analyze(text, buffer);
  return owned_tokens(buffer.tokens());
}

}  // namespace lodex
