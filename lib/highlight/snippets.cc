#include "highlight/snippets.h"

#include <utility>

#include "lodex/origin.h"

namespace lodex::highlight {

std::string Snippets::snippet(std::size_t position, const Document& document,
                              std::string_view field, const SnippetOptions& options) const {
  if (options.length == 0) return {};
  const auto found = best_text(position, document, field, options);
  return found ? write_snippet(found->text, found->highlights, options.markup) : std::string();
}

SnippetPlace Snippets::place(std::size_t position, Document document, std::string_view field,
                             const SnippetOptions& options) const {
  const std::optional<Value> kept = document.remove(kOriginField);
  SnippetPlace place;
  place.field = field;
  const auto found = best_text(position, document, field, options);
  if (found) place.field = found->field;
  const std::optional<Origin> origin = kept ? Origin::from_value(*kept) : std::nullopt;
  if (!origin) return place;
  place.path = origin->path;
  // A field without words is one line.
  const std::string text = found ? found->text : document.text(field);
  const std::size_t first = found ? first_match(found->highlights) : 0;
  place.line = origin->line_of(place.field, text, first);
  return place;
}

std::shared_ptr<const Analyzer> Snippets::analyzer_of(std::string_view field) const {
  const FieldSpec* spec = schema_.find(field);
  if (spec == nullptr || spec->kind != FieldKind::kText) return nullptr;
  if (analyzer_of_) {
    if (auto other = analyzer_of_(field)) return other;
  }
  return schema_.find_analyzer(schema_.analyzer_of(*spec));
}

// Nothing where the field is not one of text.
std::optional<Highlights> Snippets::highlights(std::string_view text, std::string_view field,
                                               const SnippetOptions& options) const {
  const std::shared_ptr<const Analyzer> analyzer = analyzer_of(field);
  if (analyzer == nullptr) return {};
  return find_highlights(text, *analyzer, targets(field), options.length);
}

// What the query looks for in a text field: the same for all hits.
const FieldTargets& Snippets::targets(std::string_view field) const {
  const std::scoped_lock lock(mutex_);
  const auto found = targets_.find(field);
  if (found != targets_.end()) return found->second;
  return targets_.try_emplace(std::string(field), targets_of_(field)).first->second;
}

// As find_best_text(). A snippet and its place are asked for one after the other, so the last
// answer is kept, but for the text, which may be long.
std::optional<Snippets::FoundText> Snippets::best_text(std::size_t position,
                                                       const Document& document,
                                                       std::string_view wanted,
                                                       const SnippetOptions& options) const {
  {
    const std::scoped_lock lock(mutex_);
    if (last_ && last_->position == position && last_->wanted == wanted &&
        last_->length == options.length) {
      return FoundText{last_->field, document.text(last_->field), last_->highlights};
    }
  }
  std::optional<FoundText> best = find_best_text(document, wanted, options);
  if (best) {
    const std::scoped_lock lock(mutex_);
    last_ = {position, std::string(wanted), options.length, best->field, best->highlights};
  }
  return best;
}

// The text of the field, or of the field with the best passage; of equal ones the longest, as a
// title says what the hit says anyway. Nothing where there is no text.
std::optional<Snippets::FoundText> Snippets::find_best_text(const Document& document,
                                                            std::string_view wanted,
                                                            const SnippetOptions& options) const {
  std::optional<FoundText> best;
  const auto consider = [&](std::string_view field) {
    std::string text = document.text(field);
    auto found = highlights(text, field, options);
    if (!found) return;
    if (best && std::pair(found->weight, text.size()) <=
                    std::pair(best->highlights.weight, best->text.size())) {
      return;
    }
    best = {std::string(field), std::move(text), std::move(*found)};
  };
  if (!wanted.empty()) {
    consider(wanted);
  } else {
    for (const Field& field : document.fields()) consider(field.name);
  }
  return best;
}

}  // namespace lodex::highlight
