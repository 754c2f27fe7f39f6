// Words by Unicode's rules.
#include "text/analyzers/analyzers.h"
#include "text/unicode/case_folder.h"
#include "text/words/word_scanner.h"

namespace lodex::text {
namespace {

class WordsAnalyzer final : public Analyzer {
 public:
  void analyze(std::string_view text, TokenBuffer& out) const override {
    scan_words(text, WordForm::kAsWritten, out);
  }
  void explain(std::string_view text, std::vector<AnalysisStage>& stages) const override {
    stages.push_back({"words", lodex::analyze(text, *this)});
  }
};

class StandardAnalyzer final : public Analyzer {
 public:
  void analyze(std::string_view text, TokenBuffer& out) const override {
    scan_words(text, WordForm::kFolded, out);
  }
  [[nodiscard]] std::string normalize(std::string_view part) const override {
    TokenBuffer memory;
    return std::string(fold(part, memory));
  }
  void explain(std::string_view text, std::vector<AnalysisStage>& stages) const override {
    WordsAnalyzer().explain(text, stages);
    stages.push_back({"fold", lodex::analyze(text, *this)});
  }
};

}  // namespace

std::shared_ptr<const Analyzer> words_analyzer() { return std::make_shared<WordsAnalyzer>(); }

std::shared_ptr<const Analyzer> standard_analyzer() { return std::make_shared<StandardAnalyzer>(); }

}  // namespace lodex::text
