// SPDX-License-Identifier: GPL-2.0-or-later
#include "xapian/match.h"

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>
#include <utility>

#include "base/sortable.h"
#include "engine/search_cursor.h"
#include "lodex/error.h"
#include "xapian/collector.h"
#include "xapian/stop_source.h"

namespace lodex::xapian {
namespace {

// A cursor's sort values are the score and those of the keys.
std::optional<Ranked> after_of(const SearchOptions& options) {
  std::optional<search::After> cursor = engine::after_of(options, options.sort.size() + 1);
  if (!cursor) return {};
  const auto* score = std::get_if<std::int64_t>(&cursor->sort_values[0]);
  if (score == nullptr) throw QueryError("the cursor belongs to a search with another order");
  Ranked out{index_of(cursor->doc), real_of_sortable(*score), std::move(cursor->sort_values)};
  out.sort_values.erase(out.sort_values.begin());
  return out;
}

std::size_t documents_wanted(const SearchOptions& options, const Xapian::Database& database) {
  const std::size_t most = database.get_doccount();
  return std::min(options.offset, most) + std::min(options.limit, most);
}

class Match {
 public:
  Match(const TranslatedQuery& query, const SearchOptions& options, const Collection& collection,
        const Xapian::Database& database)
      : options_(options), collection_(collection), database_(database), enquire_(database) {
    Xapian::Query asked = query.query;
    if (collection.is_remote()) {
      if (options.deadline) {
        enquire_.set_time_limit(std::chrono::duration<double>(*options.deadline).count());
      }
    } else if (options.deadline || options.cancelled || database.size() > 1) {
      std::optional<Stop::Clock::time_point> end;
      if (options.deadline) end = Stop::Clock::now() + *options.deadline;
      stop_ = std::make_shared<Stop>(end, options.cancelled);
      source_ = std::make_unique<StopSource>(stop_);
      asked = Xapian::Query(Xapian::Query::OP_FILTER, asked, Xapian::Query(source_.get()));
    }
    enquire_.set_query(asked);
    enquire_.set_weighting_scheme(*query.weight);
    if (options.collapse) collapse_.emplace(*options.collapse, collection.layout());
  }

  // Whether Xapian's own collapsing leaves the hits that are wanted.
  [[nodiscard]] bool is_collapsed_by_slot() const {
    return !collapse_ || collapse_->is_in_slot(database_);
  }

  // By Xapian's own collector, which leaves out what cannot be among the best.
  [[nodiscard]] MatchResult ranked() {
    const Xapian::doccount all = database_.get_doccount();
    const auto first = static_cast<Xapian::doccount>(std::min<std::size_t>(options_.offset, all));
    const auto limit = static_cast<Xapian::doccount>(std::min<std::size_t>(options_.limit, all));
    const bool see_all = options_.exact_total || options_.exhaustive;
    collapse_by_slot(see_all);
    return of(enquire_.get_mset(first, limit, see_all ? all : 0));
  }

  // By one of ours, which sees every match.
  [[nodiscard]] MatchResult collected(std::optional<Ranked> after) {
    Collector collector(options_, collection_.layout(), documents_wanted(options_, database_),
                        std::move(after),
                        [this](Xapian::docid number) { return whole_number(number); });
    enquire_.add_matchspy(&collector);
    (void)enquire_.get_mset(0, 1, database_.get_doccount());
    MatchResult out = collector.finish();
    const auto skipped =
        static_cast<std::ptrdiff_t>(std::min(options_.offset, out.documents.size()));
    out.documents.erase(out.documents.begin(), out.documents.begin() + skipped);
    out.timed_out = was_stopped();
    out.total_is_exact = !out.timed_out;
    return out;
  }

  // A server has no collectors of ours: it counts values, and sends all matches where those behind
  // a cursor are wanted.
  [[nodiscard]] MatchResult remote(const std::optional<Ranked>& after) {
    if (!options_.sort.empty()) {
      throw QueryError("a Xapian server ranks by score: it cannot sort by fields");
    }
    if (!is_collapsed_by_slot()) {
      throw QueryError("a Xapian server cannot collapse by field \"" + options_.collapse->field +
                       "\", which is empty in some documents");
    }
    collapse_by_slot(true);
    const Layout& layout = collection_.layout();
    std::vector<ValueCounter> counters;
    std::vector<std::unique_ptr<Xapian::ValueCountMatchSpy>> spies;
    const auto count_slot = [&](std::optional<Xapian::valueno> slot) {
      spies.push_back(slot ? std::make_unique<Xapian::ValueCountMatchSpy>(*slot) : nullptr);
      if (slot) enquire_.add_matchspy(spies.back().get());
    };
    for (const std::string& name : options_.facets) {
      const LayoutField& field = counters.emplace_back(name, layout).field();
      count_slot(field.value_slot);
      count_slot(field.values_slot);
    }
    MatchResult out =
        after
            ? behind(*after)
            : of(enquire_.get_mset(
                  static_cast<Xapian::doccount>(std::min<std::size_t>(options_.offset, UINT32_MAX)),
                  static_cast<Xapian::doccount>(documents_wanted(options_, database_)),
                  database_.get_doccount()));
    for (std::size_t i = 0; i < counters.size(); ++i) {
      add_counts(spies[2 * i].get(), counters[i], &ValueCounter::add_value);
      add_counts(spies[2 * i + 1].get(), counters[i], &ValueCounter::add_values);
      out.facets.push_back(counters[i].finish(options_.facet_limit));
    }
    return out;
  }

 private:
  [[nodiscard]] bool was_stopped() const { return stop_ != nullptr && stop_->was_asked(); }

  // Numbers of several databases are dealt out in turn.
  [[nodiscard]] Xapian::docid whole_number(Xapian::docid number) const {
    const auto databases = static_cast<Xapian::docid>(database_.size());
    if (databases == 1) return number;
    return (number - 1) * databases + static_cast<Xapian::docid>(stop_->current()) + 1;
  }

  static void add_counts(const Xapian::ValueCountMatchSpy* spy, ValueCounter& counter,
                         void (ValueCounter::*add)(const std::string&, std::uint64_t)) {
    if (spy == nullptr) return;
    for (auto it = spy->values_begin(); it != spy->values_end(); ++it) {
      (counter.*add)(*it, it.get_termfreq());
    }
  }

  // Of what it collapses Xapian knows bounds of the total only: where it sees all matches
  // (`see_all`) they are counted.
  void collapse_by_slot(bool see_all) {
    if (!collapse_ || !collapse_->slot()) return;
    const auto per_value = std::min<std::size_t>(collapse_->per_value(), UINT32_MAX);
    enquire_.set_collapse_key(*collapse_->slot(), static_cast<Xapian::doccount>(per_value));
    if (!see_all) return;
    // Servers have this one too. It counts documents, and values of a slot that none has.
    counter_ = std::make_unique<Xapian::ValueCountMatchSpy>(Xapian::BAD_VALUENO);
    enquire_.add_matchspy(counter_.get());
  }

  [[nodiscard]] MatchResult of(const Xapian::MSet& found) const {
    MatchResult out;
    out.documents.reserve(found.size());
    for (auto it = found.begin(); it != found.end(); ++it) {
      Ranked& ranked = out.documents.emplace_back();
      ranked.number = *it;
      ranked.score = it.get_weight();
      const std::string bytes = collapse_ ? it.get_collapse_key() : std::string();
      if (!bytes.empty()) ranked.collapse_value = collapse_->value(bytes);
    }
    out.timed_out = was_stopped();
    if (counter_ != nullptr) {
      out.total = counter_->get_total();
      out.total_is_exact = !out.timed_out;
    } else {
      out.total = found.get_uncollapsed_matches_lower_bound();
      out.total_is_exact =
          !out.timed_out && out.total == found.get_uncollapsed_matches_upper_bound();
    }
    return out;
  }

  [[nodiscard]] MatchResult behind(const Ranked& after) {
    const Xapian::doccount all = database_.get_doccount();
    MatchResult out = of(enquire_.get_mset(0, all, all));
    const DocumentOrder order({}, collection_.layout());
    std::erase_if(out.documents, [&](const Ranked& ranked) { return !order(after, ranked); });
    if (out.documents.size() > options_.limit) out.documents.resize(options_.limit);
    return out;
  }

  const SearchOptions& options_;
  const Collection& collection_;
  const Xapian::Database& database_;
  Xapian::Enquire enquire_;
  std::optional<CollapseField> collapse_;
  std::unique_ptr<Xapian::ValueCountMatchSpy> counter_;  // of all matches
  std::shared_ptr<Stop> stop_;
  std::unique_ptr<StopSource> source_;
};

// Fields that cannot be sorted by, collapsed by or counted are errors whatever matches.
MatchResult nothing(const SearchOptions& options, const Layout& layout) {
  return Collector(options, layout, 0, {}, {}).finish();
}

}  // namespace

MatchResult find_matches(const TranslatedQuery& query, const SearchOptions& options,
                         const Collection& collection, const Xapian::Database& database) {
  std::optional<Ranked> after = after_of(options);
  if (query.query.empty()) return nothing(options, collection.layout());
  Match match(query, options, collection, database);
  const bool by_score = options.sort.empty() && options.facets.empty() && !after;
  if (by_score && match.is_collapsed_by_slot()) return match.ranked();
  if (collection.is_remote()) return match.remote(after);
  return match.collected(std::move(after));
}

std::uint64_t count_matches(const TranslatedQuery& query, const Xapian::Database& database) {
  if (query.query.empty()) return 0;
  Xapian::Enquire enquire(database);
  enquire.set_query(query.query);
  enquire.set_weighting_scheme(*query.weight);
  return enquire.get_mset(0, 1, database.get_doccount()).get_matches_estimated();
}

SearchAfter cursor_of(const Ranked& document) {
  search::After place{GlobalDocId{document.number}, 0, {sortable_real(document.score)}};
  place.sort_values.insert(place.sort_values.end(), document.sort_values.begin(),
                           document.sort_values.end());
  return {engine::write_cursor(place)};
}

}  // namespace lodex::xapian
