// The analyzer of the language that a text is in.
#include "lodex/analysis.h"
#include "text/analyzers/analyzers.h"

namespace lodex::text {
namespace {

class AutoAnalyzer final : public Analyzer {
 public:
  void analyze(std::string_view text, TokenBuffer& out) const override {
    analyzer_of(text)->analyze(text, out);
  }
  [[nodiscard]] std::string normalize(std::string_view part) const override {
    return find_analyzer("standard")->normalize(part);
  }
  void explain(std::string_view text, std::vector<AnalysisStage>& stages) const override {
    analyzer_of(text)->explain(text, stages);
  }

 private:
  static std::shared_ptr<const Analyzer> analyzer_of(std::string_view text) {
    return find_analyzer(detect_language(text).analyzer);
  }
};

}  // namespace

std::shared_ptr<const Analyzer> auto_analyzer() { return std::make_shared<AutoAnalyzer>(); }

}  // namespace lodex::text
