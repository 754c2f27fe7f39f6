#include <re2/re2.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "lodex/error.h"
#include "text/filters/filters.h"

namespace lodex::text {
namespace {

class Pattern {
 public:
  explicit Pattern(const std::string& pattern) : regex_(pattern, quiet()) {
    if (!regex_.ok()) {
      throw SchemaError("filter \"pattern\": the regular expression /" + pattern +
                        "/ is not valid: " + regex_.error());
    }
  }
  [[nodiscard]] const RE2& regex() const { return regex_; }
  [[nodiscard]] const std::string& text() const { return regex_.pattern(); }

 private:
  static RE2::Options quiet() {
    RE2::Options options;
    options.set_log_errors(false);
    return options;
  }
  RE2 regex_;
};

class ReplaceFilter final : public TokenFilter {
 public:
  ReplaceFilter(const std::string& pattern, std::string replacement)
      : pattern_(pattern), replacement_(std::move(replacement)) {
    std::string problem;
    if (!pattern_.regex().CheckRewriteString(replacement_, &problem)) {
      throw SchemaError("filter \"pattern\": \"" + replacement_ + "\" does not replace /" +
                        pattern + "/: " + problem);
    }
  }

  [[nodiscard]] std::string name() const override {
    return "pattern /" + pattern_.text() + "/ to \"" + replacement_ + "\"";
  }

  void filter(TokenBuffer& tokens, std::size_t first) const override {
    std::vector<Token>& all = tokens.mutable_tokens();
    std::size_t kept = first;
    std::string term;
    for (std::size_t i = first; i < all.size(); ++i) {
      Token token = all[i];
      term = token.term;
      if (RE2::GlobalReplace(&term, pattern_.regex(), replacement_) > 0) {
        token.term = tokens.copy(term);
      }
      if (!token.term.empty()) all[kept++] = token;
    }
    all.resize(kept);
  }

  [[nodiscard]] std::string normalize(std::string part) const override {
    RE2::GlobalReplace(&part, pattern_.regex(), replacement_);
    return part;
  }

 private:
  Pattern pattern_;
  std::string replacement_;
};

class MatchFilter final : public TokenFilter {
 public:
  MatchFilter(const std::string& pattern, bool keep) : pattern_(pattern), keep_(keep) {}

  [[nodiscard]] std::string name() const override {
    return std::string("pattern ") + (keep_ ? "keeps" : "drops") + " /" + pattern_.text() + "/";
  }

  void filter(TokenBuffer& tokens, std::size_t first) const override {
    std::vector<Token>& all = tokens.mutable_tokens();
    const auto dropped = std::remove_if(
        all.begin() + static_cast<std::ptrdiff_t>(first), all.end(), [this](const Token& token) {
          const re2::StringPiece term(token.term.data(), token.term.size());
          return RE2::PartialMatch(term, pattern_.regex()) != keep_;
        });
    all.erase(dropped, all.end());
  }

 private:
  Pattern pattern_;
  bool keep_;
};

}  // namespace

FilterPointer replace_filter(const std::string& pattern, std::string replacement) {
  return std::make_shared<ReplaceFilter>(pattern, std::move(replacement));
}

FilterPointer match_filter(const std::string& pattern, bool keep) {
  return std::make_shared<MatchFilter>(pattern, keep);
}

}  // namespace lodex::text
