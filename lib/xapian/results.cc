// SPDX-License-Identifier: GPL-2.0-or-later
#include "xapian/results.h"

#include <utility>

#include "lodex/error.h"
#include "lodex/origin.h"
#include "xapian/database_evidence.h"
#include "xapian/document_reader.h"
#include "xapian/stem_forms.h"

namespace lodex::xapian {

DatabaseResultSet::DatabaseResultSet(std::shared_ptr<States> states, std::shared_ptr<State> state,
                                     explain::Question question,
                                     std::vector<FoundDocument> documents,
                                     std::vector<Target> targets,
                                     std::optional<FieldKind> collapsed_by)
    : states_(std::move(states)),
      state_(std::move(state)),
      question_(std::move(question)),
      documents_(std::move(documents)),
      targets_(std::move(targets)),
      collapsed_by_(collapsed_by),
      snippets_(
          state_->schema(), [this](std::string_view field) { return targets_in(field); },
          [this](std::string_view field) {
            return state_->layout().is_foreign()
                       ? analyzer_of_words_and_stems(state_->schema(), field)
                       : nullptr;
          }) {}

// Stems that were found are those of words of the text.
std::vector<highlight::Target> DatabaseResultSet::targets_in(std::string_view field) const {
  std::string stems;
  if (state_->layout().is_foreign()) stems = stems_of(state_->schema(), field);
  std::vector<highlight::Target> out;
  for (const Target& target : targets_) {
    if (target.field == field) out.push_back({target.terms, target.phrase, target.weight});
    if (stems.empty() || target.field != stems) continue;
    out.push_back({target.terms, target.phrase, target.weight});
    for (query::PhraseTerm& term : out.back().terms) term.term = marked_stem(term.term);
  }
  return out;
}

std::vector<Hit> DatabaseResultSet::make_hits(
    const std::shared_ptr<const DatabaseResultSet>& results, std::size_t offset) {
  std::vector<Hit> hits;
  hits.reserve(results->documents_.size());
  for (std::size_t i = 0; i < results->documents_.size(); ++i) {
    Hit hit = make_hit(results, i);
    hit.rank = offset + i + 1;
    hit.id = results->documents_[i].id;
    hit.score = results->documents_[i].ranked.score;
    hits.push_back(std::move(hit));
  }
  return hits;
}

Value DatabaseResultSet::collapse_value(std::size_t position) const {
  if (!collapsed_by_) return {};
  return search::to_value(documents_[position].ranked.collapse_value, *collapsed_by_);
}

template <class Read>
auto DatabaseResultSet::at(std::size_t position, Read read) const {
  const FoundDocument& found = documents_[position];
  return states_->run(state_, [&](const Lease& lease) {
    const State& state = *lease.state();
    std::optional<Xapian::docid> number = found.ranked.number;
    if (lease.state() != state_) number = number_of(state, lease.database(), found.id);
    if (!number) {
      throw IoError(states_->source().name() + ": the document \"" + found.id +
                        "\" was removed since the search",
                    states_->source().name());
    }
    return read(state, lease.database(), *number);
  });
}

Document DatabaseResultSet::stored_document(std::size_t position) const {
  return at(position, [](const State& state, const Xapian::Database& database,
                         Xapian::docid number) { return read_document(state, database, number); });
}

Document DatabaseResultSet::document(std::size_t position) const {
  Document document = stored_document(position);
  document.remove(kOriginField);
  return document;
}

std::string DatabaseResultSet::snippet(std::size_t position, std::string_view field,
                                       const SnippetOptions& options) const {
  return snippets_.snippet(position, document(position), field, options);
}

SnippetPlace DatabaseResultSet::place(std::size_t position, std::string_view field,
                                      const SnippetOptions& options) const {
  return snippets_.place(position, stored_document(position), field, options);
}

SearchAfter DatabaseResultSet::cursor(std::size_t position) const {
  return cursor_of(documents_[position].ranked);
}

Explanation DatabaseResultSet::explain(std::size_t position) const {
  return at(position,
            [this](const State& state, const Xapian::Database& database, Xapian::docid number) {
              return explained(question_, state.collection(), database, number);
            });
}

}  // namespace lodex::xapian
