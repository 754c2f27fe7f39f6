#include "search/run.h"

#include "search/facet_counter.h"
#include "search/pruned_search.h"
#include "search/score_collector.h"
#include "search/sorted_documents.h"
#include "search/window_walk.h"

namespace lodex::search {
namespace {

using ranking::Score;

// One search: what all segments share.
class Search {
 public:
  Search(const Plan& plan, const Collection& collection, const Schema& schema,
         const RunOptions& options)
      : plan_(plan),
        collection_(collection),
        options_(options),
        by_score_(options.sort.empty()),
        collector_(by_score_ ? options.limit : 0, after_key(options),
                   [this] { return out_of_time(); }),
        sorted_(options.sort, schema, options.limit, options.after),
        facets_(options.facets, schema, options.facet_limit) {}

  Outcome run() {
    for (std::size_t s = 0; s < collection_.segments().size() && !collector_.is_over(); ++s) {
      run_segment(s);
    }
    finish();
    return std::move(outcome_);
  }

 private:
  using Want = WindowWalk::Want;

  [[nodiscard]] bool out_of_time() const {
    return (options_.deadline && std::chrono::steady_clock::now() >= *options_.deadline) ||
           (options_.cancelled && options_.cancelled());
  }
  // Whether matches that cannot be among the best have to be seen all the same.
  [[nodiscard]] bool needs_all() const {
    return options_.exact_total || facets_.any() || !by_score_;
  }

  static std::optional<RankKey> after_key(const RunOptions& options) {
    if (!options.after || !options.sort.empty()) return {};
    return RankKey(options.after->score, index_of(options.after->doc));
  }

  void run_segment(std::size_t number) {
    const segment::LiveSegment& live = collection_.segments()[number];
    collector_.begin_segment(collection_.base(number), live.deletions.get());
    if (!needs_all()) {
      if (const auto pruned = make_pruned_search(plan_, collection_, number)) {
        pruned->run(collector_);
        return;
      }
    }
    run_windows(number);
  }

  // Any plan, a window at a time.
  void run_windows(std::size_t number) {
    const segment::LiveSegment& live = collection_.segments()[number];
    const auto root = make_operator(plan_, collection_, number);
    if (!by_score_) sorted_.begin_segment(*live.segment, collection_.base(number));
    facets_.begin_segment(*live.segment);
    WindowWalk walk(live, *root);
    walk.run(
        [&](const Window& window) {
          if (!by_score_) return Want::kScores;
          const bool hopeless = root->bound(window) < collector_.least_score(window.begin);
          if (!hopeless) return Want::kScores;
          if (needs_all()) return Want::kMatches;
          collector_.prune();
          return Want::kNothing;
        },
        [&](const Window& window, const Matches& matches, const Scores& scores, Want want) {
          if (facets_.any()) facets_.add(window, matches);
          if (!by_score_) {
            sorted_.add(window, matches, scores);
            total_ += matches.count();
          } else if (want == Want::kScores) {
            matches.for_each([&](DocId at) { collector_.add(window.begin + at, scores[at]); });
          } else {
            total_ += matches.count();
          }
          return !collector_.is_over();
        });
    facets_.end_segment();
    if (!by_score_) sorted_.end_segment();
  }

  void finish() {
    outcome_.total = total_ + collector_.total();
    outcome_.timed_out = collector_.timed_out();
    outcome_.total_is_exact = !outcome_.timed_out && !collector_.pruned();
    outcome_.facets = facets_.finish();
    if (!by_score_) {
      outcome_.documents = std::move(sorted_).finish();
      return;
    }
    for (const RankKey key : std::move(collector_).sorted()) {
      outcome_.documents.push_back({GlobalDocId{key.doc()}, key.score(), {}});
    }
  }

  const Plan& plan_;
  const Collection& collection_;
  const RunOptions& options_;
  bool by_score_;
  ScoreCollector collector_;
  SortedDocuments sorted_;
  FacetCounter facets_;
  std::uint64_t total_ = 0;  // of matches that the collector did not see
  Outcome outcome_;
};

}  // namespace

Outcome run(const Plan& plan, const Collection& collection, const Schema& schema,
            const RunOptions& options) {
  return Search(plan, collection, schema, options).run();
}

}  // namespace lodex::search
