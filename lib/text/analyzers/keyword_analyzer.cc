#include "text/analyzers/analyzers.h"
#include "text/term_limit.h"

namespace lodex::text {
namespace {

class KeywordAnalyzer final : public Analyzer {
 public:
  void analyze(std::string_view text, TokenBuffer& out) const override {
    if (text.empty()) return;
    out.add({limited_term(text, out), 0, static_cast<std::uint32_t>(text.size()), 0});
  }
  void explain(std::string_view text, std::vector<AnalysisStage>& stages) const override {
    stages.push_back({"keyword", lodex::analyze(text, *this)});
  }
};

}  // namespace

std::shared_ptr<const Analyzer> keyword_analyzer() { return std::make_shared<KeywordAnalyzer>(); }

}  // namespace lodex::text
