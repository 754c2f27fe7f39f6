// The snippets of the hits of one search: whichever engine found them, their texts are analysed
// anew.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "highlight/highlighter.h"
#include "lodex/config.h"
#include "lodex/document.h"
#include "lodex/schema.h"
#include "lodex/search.h"

namespace lodex::highlight {

// Thread-safe.
class LODEX_API Snippets {
 public:
  // What the search looks for in a text field; asked once for each.
  using TargetsOf = std::function<std::vector<Target>(std::string_view field)>;
  // What the texts of a field are analysed by; null: the field's analyzer.
  using AnalyzerOf = std::function<std::shared_ptr<const Analyzer>(std::string_view field)>;

  // The schema is to outlive this.
  Snippets(const Schema& schema, TargetsOf targets_of, AnalyzerOf analyzer_of = {})
      : schema_(schema), targets_of_(std::move(targets_of)), analyzer_of_(std::move(analyzer_of)) {}

  // Of the hit at a position, which has this document. `field` may be empty: the best passage of
  // all its text fields.
  [[nodiscard]] std::string snippet(std::size_t position, const Document& document,
                                    std::string_view field, const SnippetOptions& options) const;
  // Where such a snippet is; the document is as it is stored, with its origin.
  [[nodiscard]] SnippetPlace place(std::size_t position, Document document, std::string_view field,
                                   const SnippetOptions& options) const;

 private:
  struct FoundText {
    std::string field;
    std::string text;
    Highlights highlights;
  };
  struct LastFound {
    std::size_t position;
    std::string wanted;
    std::size_t length;
    std::string field;
    Highlights highlights;
  };

  [[nodiscard]] std::shared_ptr<const Analyzer> analyzer_of(std::string_view field) const;
  [[nodiscard]] const FieldTargets& targets(std::string_view field) const;
  [[nodiscard]] std::optional<Highlights> highlights(std::string_view text, std::string_view field,
                                                     const SnippetOptions& options) const;
  [[nodiscard]] std::optional<FoundText> best_text(std::size_t position, const Document& document,
                                                   std::string_view wanted,
                                                   const SnippetOptions& options) const;
  [[nodiscard]] std::optional<FoundText> find_best_text(const Document& document,
                                                        std::string_view wanted,
                                                        const SnippetOptions& options) const;

  const Schema& schema_;
  TargetsOf targets_of_;
  AnalyzerOf analyzer_of_;
  mutable std::mutex mutex_;
  mutable std::map<std::string, FieldTargets, std::less<>> targets_;
  mutable std::optional<LastFound> last_;
};

}  // namespace lodex::highlight
