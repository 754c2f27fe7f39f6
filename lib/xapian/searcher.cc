// SPDX-License-Identifier: GPL-2.0-or-later
#include "xapian/searcher.h"

#include <filesystem>
#include <optional>
#include <string>
#include <utility>

#include "lodex/error.h"
#include "lodex/origin.h"
#include "xapian/database_evidence.h"
#include "xapian/document_reader.h"
#include "xapian/indexed_reader.h"
#include "xapian/match.h"
#include "xapian/results.h"
#include "xapian/term_list.h"
#include "xapian/translate.h"

namespace lodex::xapian {

std::shared_ptr<State> DatabaseSearcher::state() const {
  const std::scoped_lock lock(mutex_);
  return state_;
}

template <class Work>
auto DatabaseSearcher::run(Work work) const {
  return states_->run(state(), [&](const Lease& lease) {
    auto answer = work(lease);
    const std::scoped_lock lock(mutex_);
    state_ = lease.state();
    return answer;
  });
}

Results DatabaseSearcher::search(const Query& query, const SearchOptions& options) const {
  return run([&](const Lease& lease) {
    const Collection& collection = lease.state()->collection();
    TranslatedQuery translated =
        translate(query, options.filter, collection, lease.database(), options.model);
    MatchResult found = find_matches(translated, options, collection, lease.database());
    std::vector<FoundDocument> documents;
    documents.reserve(found.documents.size());
    for (Ranked& ranked : found.documents) {
      std::string id = id_of(*lease.state(), lease.database(), ranked.number);
      documents.push_back({std::move(ranked), std::move(id)});
    }
    Results results;
    results.total = found.total;
    results.total_relation = found.total_is_exact ? TotalRelation::kEqual : TotalRelation::kAtLeast;
    results.facets = std::move(found.facets);
    results.notes = std::move(translated.notes);
    results.timed_out = found.timed_out;
    std::optional<FieldKind> collapsed_by;
    if (options.collapse) {
      collapsed_by = lease.state()->schema().find(options.collapse->field)->kind;
    }
    results.hits = DatabaseResultSet::make_hits(
        std::make_shared<const DatabaseResultSet>(
            states_, lease.state(), explain::Question{query, options.filter, options.model},
            std::move(documents), std::move(translated.targets), collapsed_by),
        options.offset);
    return results;
  });
}

std::uint64_t DatabaseSearcher::count(const Query& query) const {
  return run([&](const Lease& lease) {
    const Collection& collection = lease.state()->collection();
    return count_matches(translate(query, {}, collection, lease.database(), Bm25{}),
                         lease.database());
  });
}

std::optional<Explanation> DatabaseSearcher::explain(const Query& query, std::string_view id,
                                                     const SearchOptions& options) const {
  return run([&](const Lease& lease) -> std::optional<Explanation> {
    const Collection& collection = lease.state()->collection();
    // Says what is wrong with the query, whether there is the document or not.
    (void)translate(query, options.filter, collection, lease.database(), options.model);
    const auto number = number_of(*lease.state(), lease.database(), id);
    if (!number) return {};
    return explained({query, options.filter, options.model}, collection, lease.database(), *number);
  });
}

std::optional<Document> DatabaseSearcher::get(std::string_view id) const {
  return run([&](const Lease& lease) -> std::optional<Document> {
    const auto number = number_of(*lease.state(), lease.database(), id);
    if (!number) return {};
    Document document = read_document(*lease.state(), lease.database(), *number);
    document.remove(kOriginField);
    return document;
  });
}

void DatabaseSearcher::for_each(const std::function<bool(const Document&)>& visit) const {
  Xapian::docid last = 0;
  (void)run([&](const Lease& lease) {
    const Xapian::Database& database = lease.database();
    Xapian::PostingIterator it = database.postlist_begin("");
    for (it.skip_to(last + 1); it != database.postlist_end(""); ++it) {
      Document document = read_document(*lease.state(), database, *it);
      last = *it;
      document.remove(kOriginField);
      if (!visit(document)) break;
    }
    return true;
  });
}

void DatabaseSearcher::for_each_indexed(std::uint64_t place, std::size_t memory,
                                        const IndexedVisitor& visit) const {
  const std::vector<std::filesystem::path>& places = states_->source().places();
  bool is_begun = false;
  (void)run([&](const Lease& lease) {
    if (is_begun) {
      throw IoError(states_->source().name() + ": was changed while its documents were read",
                    states_->source().name());
    }
    IndexedReader reader(
        lease.database(), lease.state()->layout(),
        [&](Xapian::docid number) {
          return read_document(*lease.state(), lease.database(), number);
        },
        places.size() == 1 ? places.front().string() : "");
    reader.for_each(place, memory, [&](index::IndexedDocument&& document, std::uint64_t behind) {
      is_begun = true;
      return visit(std::move(document), behind);
    });
    return true;
  });
}

std::string DatabaseSearcher::state_name() const {
  return run([&](const Lease& lease) {
    return "xapian " + revision_of({lease.parts(), lease.database()}).key;
  });
}

std::vector<TermStats> DatabaseSearcher::terms(std::string_view field, std::string_view prefix,
                                               std::size_t limit) const {
  return run([&](const Lease& lease) {
    const Layout& layout = lease.state()->layout();
    const LayoutField* found = layout.find(field);
    if (found == nullptr) throw QueryError("there is no field \"" + std::string(field) + "\"");
    if (!found->has_terms) {
      throw QueryError("field \"" + std::string(field) + "\" (" +
                       std::string(to_string(found->kind)) + ") has no terms");
    }
    const Xapian::Database& database = lease.database();
    std::vector<TermStats> out;
    if (limit == 0) return out;
    for_each_term(database, *found, prefix,
                  [&](std::string_view term, const Xapian::TermIterator& at) {
                    const std::uint64_t documents = at.get_termfreq();
                    const bool is_keyword = found->kind == FieldKind::kKeyword;
                    out.push_back({std::string(term), documents,
                                   is_keyword ? documents : database.get_collection_freq(*at)});
                    return out.size() < limit;
                  });
    return out;
  });
}

std::uint64_t DatabaseSearcher::document_count() const {
  return state()->collection().document_count();
}

}  // namespace lodex::xapian
