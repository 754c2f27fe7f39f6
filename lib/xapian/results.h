// SPDX-License-Identifier: GPL-2.0-or-later
// One search's answer over a database.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/engine.h"
#include "explain/evidence.h"
#include "highlight/snippets.h"
#include "xapian/match.h"
#include "xapian/states.h"

namespace lodex::xapian {

struct FoundDocument {
  Ranked ranked;
  std::string id;
};

// A document that was replaced or removed since the search is looked up by its id: the newer one is
// given, or IoError says that it is gone.
class DatabaseResultSet final : public engine::ResultSet {
 public:
  // `state` is that of the search, `collapsed_by` the kind of that field, if there is one.
  DatabaseResultSet(std::shared_ptr<States> states, std::shared_ptr<State> state,
                    explain::Question question, std::vector<FoundDocument> documents,
                    std::vector<Target> targets, std::optional<FieldKind> collapsed_by);

  [[nodiscard]] static std::vector<Hit> make_hits(
      const std::shared_ptr<const DatabaseResultSet>& results, std::size_t offset);

  [[nodiscard]] Document document(std::size_t position) const override;
  [[nodiscard]] std::string snippet(std::size_t position, std::string_view field,
                                    const SnippetOptions& options) const override;
  [[nodiscard]] SnippetPlace place(std::size_t position, std::string_view field,
                                   const SnippetOptions& options) const override;
  [[nodiscard]] SearchAfter cursor(std::size_t position) const override;
  [[nodiscard]] Value collapse_value(std::size_t position) const override;
  // Of the statistics of the state that it reads.
  [[nodiscard]] Explanation explain(std::size_t position) const override;

 private:
  [[nodiscard]] std::vector<highlight::Target> targets_in(std::string_view field) const;
  // Calls `read(state, database, number)` with where the document now is.
  template <class Read>
  auto at(std::size_t position, Read read) const;
  [[nodiscard]] Document stored_document(std::size_t position) const;

  std::shared_ptr<States> states_;
  std::shared_ptr<State> state_;
  explain::Question question_;
  std::vector<FoundDocument> documents_;
  std::vector<Target> targets_;
  std::optional<FieldKind> collapsed_by_;
  highlight::Snippets snippets_;
};

}  // namespace lodex::xapian
