// SPDX-License-Identifier: GPL-2.0-or-later
#include "xapian/stem_forms.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace lodex::xapian {
namespace {

constexpr char kMark = '\0';

class WordsAndStems final : public Analyzer {
 public:
  WordsAndStems(std::shared_ptr<const Analyzer> words, std::shared_ptr<const Analyzer> stems)
      : words_(std::move(words)), stems_(std::move(stems)) {}

  void analyze(std::string_view text, TokenBuffer& out) const override {
    const auto begin = static_cast<std::ptrdiff_t>(out.tokens().size());
    words_->analyze(text, out);
    const std::size_t first_stem = out.tokens().size();
    stems_->analyze(text, out);
    std::vector<Token>& tokens = out.mutable_tokens();
    for (std::size_t i = first_stem; i < tokens.size(); ++i) {
      const std::string_view stem = tokens[i].term;
      char* const marked = out.allocate(stem.size() + 1);
      marked[0] = kMark;
      std::memcpy(marked + 1, stem.data(), stem.size());
      tokens[i].term = {marked, stem.size() + 1};
    }
    std::inplace_merge(tokens.begin() + begin,
                       tokens.begin() + static_cast<std::ptrdiff_t>(first_stem), tokens.end(),
                       [](const Token& a, const Token& b) { return a.position < b.position; });
  }

 private:
  std::shared_ptr<const Analyzer> words_;
  std::shared_ptr<const Analyzer> stems_;
};

bool is_text(const FieldSpec* field) { return field != nullptr && field->kind == FieldKind::kText; }

}  // namespace

std::string stems_of(const Schema& schema, std::string_view field) {
  const std::string name = std::string(field) + "_stems";
  return is_text(schema.find(field)) && is_text(schema.find(name)) ? name : std::string();
}

std::shared_ptr<const Analyzer> analyzer_of_words_and_stems(const Schema& schema,
                                                            std::string_view field) {
  const std::string stems = stems_of(schema, field);
  if (stems.empty()) return nullptr;
  const auto analyzer = [&](std::string_view name) {
    return schema.find_analyzer(schema.analyzer_of(*schema.find(name)));
  };
  return std::make_shared<WordsAndStems>(analyzer(field), analyzer(stems));
}

std::string marked_stem(std::string_view stem) {
  std::string out(1, kMark);
  out += stem;
  return out;
}

}  // namespace lodex::xapian
