#include "index/language_sample.h"

#include <algorithm>
#include <utility>

#include "lodex/analysis.h"
#include "text/analyzers/analyzers.h"

namespace lodex::index {
namespace {

constexpr std::size_t kEnoughDocuments = 1000;
constexpr std::size_t kEnoughBytes = std::size_t{512} << 10;
// Of the text of one field that is looked at.
constexpr std::size_t kMostTextBytes = std::size_t{64} << 10;
// Titles and names tell less than the texts beside them.
constexpr std::size_t kShortText = 1024;

bool is_open(const Schema& schema, const FieldSpec& field) {
  return field.kind == FieldKind::kText && schema.analyzer_of(field) == kAutoAnalyzer;
}

bool is_open_text(const Schema& schema, const FieldValue& value) {
  return is_open(schema, schema.fields()[value.field]) &&
         value.text.find_first_not_of(" \t\r\n") != std::string_view::npos;
}

}  // namespace

bool LanguageSample::wants(const MappedDocument& document, const Schema& schema) const {
  if (!documents_.empty()) return true;
  return std::ranges::any_of(document.values,
                             [&](const FieldValue& value) { return is_open_text(schema, value); });
}

void LanguageSample::add(MappedDocument document, const Schema& schema) {
  for (const FieldValue& value : document.values) {
    if (!is_open_text(schema, value)) continue;
    std::string& text = texts_[schema.fields()[value.field].name];
    const std::size_t room = kMostTextBytes - std::min(kMostTextBytes, text.size());
    // A character that is cut here is one that cannot be read, which does no harm.
    text.append(value.text.substr(0, room)).append("\n");
  }
  bytes_ += document.bytes;
  documents_.push_back(std::move(document));
}

bool LanguageSample::is_full() const {
  return documents_.size() >= kEnoughDocuments || bytes_ >= kEnoughBytes;
}

Schema LanguageSample::with_languages(Schema schema) const {
  std::string all;
  for (const auto& [name, text] : texts_) all += text;
  const DetectedLanguage of_all = detect_language(all);
  for (const auto& [name, text] : texts_) {
    DetectedLanguage language = detect_language(text);
    if (language.code.empty() || (text.size() < kShortText && !of_all.code.empty())) {
      language = of_all;
    }
    FieldSpec field = *schema.find(name);
    field.options.analyzer = language.analyzer;
    schema.add(std::move(field));
  }
  return schema;
}

std::vector<MappedDocument> LanguageSample::take() {
  texts_.clear();
  bytes_ = 0;
  return std::exchange(documents_, {});
}

}  // namespace lodex::index
