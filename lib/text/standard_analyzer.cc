// Words by Unicode's rules.
#include "text/analyzers.h"
#include "text/case_folder.h"
#include "text/term_limit.h"
#include "text/word_segmenter.h"

namespace lodex::text {
namespace {

class WordsAnalyzer final : public Analyzer {
 public:
  void analyze(std::string_view text, TokenBuffer& out) const override {
    WordSegmenter& words = word_segmenter();
    words.start(text);
    for (std::uint32_t position = 0; words.next(); ++position) {
      const std::string_view word = text.substr(words.begin(), words.end() - words.begin());
      out.add({limited_term(word, out), words.begin(), words.end(), position});
    }
  }
  void explain(std::string_view text, std::vector<AnalysisStage>& stages) const override {
    stages.push_back({"words", lodex::analyze(text, *this)});
  }
};

class StandardAnalyzer final : public Analyzer {
 public:
  void analyze(std::string_view text, TokenBuffer& out) const override {
    WordSegmenter& words = word_segmenter();
    words.start(text);
    for (std::uint32_t position = 0; words.next();) {
      const std::string_view word = text.substr(words.begin(), words.end() - words.begin());
      const std::string_view term = fold(word, out);
      if (term.empty()) continue;
      out.add({limited_term(term, out), words.begin(), words.end(), position++});
    }
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
