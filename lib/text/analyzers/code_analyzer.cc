// Source code, commands, paths and what is written about them.
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "text/analyzers/analyzers.h"
#include "text/analyzers/code_scanner.h"
#include "text/term_limit.h"
#include "text/unicode/case_folder.h"

namespace lodex::text {
namespace {

// Adds the tokens of one text. Each word of a name has a position of its own. The whole name stands
// at the position of its first word, and so does each identifier within it.
class CodeTokens {
 public:
  // `rules` gets why each token is there, if it is not null.
  CodeTokens(std::string_view text, TokenBuffer& out, std::vector<std::string>* rules)
      : text_(text), out_(out), rules_(rules) {}

  void add(const CodeName& name) {
    if (name.is_number) {
      add_token(name.range, "a number");
      add_token({name.identifiers.front().range.begin, name.range.end},
                "a number without its sign");
      ++position_;
      return;
    }
    bool is_first = true;
    for (const Identifier& identifier : name.identifiers) {
      words_.clear();
      split_identifier(text_, identifier, words_);
      for (const ByteRange& word : words_) {
        if (is_first) add_token(name.range, "a whole name");
        if (word.begin == words_.front().begin) add_token(identifier.range, "an identifier");
        add_token(word, "a word");
        is_first = false;
        ++position_;
      }
    }
  }

 private:
  // What stands at the position already is not added again.
  void add_token(ByteRange range, const char* rule) {
    const std::string_view term =
        limited_term(fold(text_.substr(range.begin, range.end - range.begin), out_), out_);
    if (term.empty()) return;
    const std::span<const Token> before = out_.tokens();
    for (std::size_t i = before.size(); i > first_ && before[i - 1].position == position_; --i) {
      if (before[i - 1].term == term) return;
    }
    out_.add({term, static_cast<std::uint32_t>(range.begin), static_cast<std::uint32_t>(range.end),
              position_});
    if (rules_ != nullptr) rules_->emplace_back(rule);
  }

  std::string_view text_;
  TokenBuffer& out_;
  std::vector<std::string>* rules_;
  std::size_t first_ = out_.tokens().size();
  std::uint32_t position_ = 0;
  std::vector<ByteRange> words_;
};

class CodeAnalyzer final : public Analyzer {
 public:
  void analyze(std::string_view text, TokenBuffer& out) const override {
    add_tokens(text, out, nullptr);
  }
  [[nodiscard]] std::string normalize(std::string_view part) const override {
    TokenBuffer memory;
    return std::string(fold(part, memory));
  }
  void explain(std::string_view text, std::vector<AnalysisStage>& stages) const override {
    AnalysisStage stage{"code", lodex::analyze(text, *this)};
    TokenBuffer again;
    add_tokens(text, again, &stage.rules);
    stages.push_back(std::move(stage));
  }

 private:
  static void add_tokens(std::string_view text, TokenBuffer& out, std::vector<std::string>* rules) {
    CodeScanner scanner(text);
    CodeTokens tokens(text, out, rules);
    CodeName name;
    while (scanner.next(name)) tokens.add(name);
  }
};

}  // namespace

std::shared_ptr<const Analyzer> code_analyzer() { return std::make_shared<CodeAnalyzer>(); }

}  // namespace lodex::text
