#include "search/run.h"

#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "search/counting.h"
#include "search/facet_counter.h"
#include "search/promising_first.h"
#include "search/pruned_search.h"
#include "search/score_collector.h"
#include "search/sorted_documents.h"
#include "search/window_walk.h"
#include "simd/kernels.h"

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
        collector_(by_score_ ? options.limit : 0, after_key(options), collapsed(options, schema),
                   [this] { return out_of_time(); }),
        sorted_(options, schema),
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
    return options_.exhaustive || facets_.any() || !by_score_;
  }

  static std::optional<RankKey> after_key(const RunOptions& options) {
    if (!options.after || !options.sort.empty()) return {};
    return RankKey(options.after->score, index_of(options.after->doc));
  }

  static std::unique_ptr<CollapsedDocuments> collapsed(const RunOptions& options,
                                                       const Schema& schema) {
    if (!options.collapse || !options.sort.empty()) return nullptr;
    return std::make_unique<CollapsedDocuments>(*options.collapse, schema, options.limit);
  }

  void run_segment(std::size_t number) {
    collector_.begin_segment(collection_.base(number), collection_.segments()[number]);
    if (needs_all()) {
      run_all_windows(number);
    } else if (const auto pruned = make_pruned_search(plan_, collection_, number)) {
      run_pruned(*pruned, number);
    } else if (options_.exact_total) {
      run_all_windows(number);
    } else {
      run_best_windows(number);
    }
  }

  // Matches that the search passes over are counted apart, which is faster than scoring them.
  void run_pruned(PrunedSearch& pruned, std::size_t number) {
    const std::uint64_t before = collector_.total();
    pruned.run(collector_);
    if (!options_.exact_total || !collector_.pruned() || collector_.is_over()) return;
    const std::uint64_t added = collector_.total() - before;
    total_ += count(plan_, collection_, number) - added;
  }

  // Any plan, where only the best by score are wanted: the windows that can have one of them.
  void run_best_windows(std::size_t number) {
    const segment::LiveSegment& live = collection_.segments()[number];
    const DocId doc_count = live.segment->doc_count();
    const auto root = make_operator(plan_, collection_, number);
    WindowWalk walk(live, *root);
    std::vector<Score> bounds(Window::count(doc_count));
    walk.for_each_window([&](const Window& window) {
      // 0 says that there is nothing, which is less than a match that scores 0.
      bounds[window.begin / kWindowSize] = root->bound(window) + 1;
      return true;
    });
    root->rewind();
    const auto begin_of = [](std::size_t w) { return static_cast<DocId>(w) * kWindowSize; };
    visit_promising_first(
        bounds, collector_, begin_of,
        [&](std::size_t w) {
          walk.score(Window::of(begin_of(w), doc_count),
                     [&](DocId doc, Score score) { collector_.add(doc, score); });
        },
        [&] { root->rewind(); });
  }

  // Any plan, where all matches have to be seen.
  void run_all_windows(std::size_t number) {
    const segment::LiveSegment& live = collection_.segments()[number];
    const auto root = make_operator(plan_, collection_, number);
    if (!by_score_) sorted_.begin_segment(*live.segment, collection_.base(number));
    facets_.begin_segment(*live.segment);
    WindowWalk walk(live, *root);
    walk.run(
        [&](const Window& window) {
          const bool hopeless = by_score_ && !options_.exhaustive &&
                                root->bound(window) < collector_.least_score(window.begin);
          return hopeless ? Want::kMatches : Want::kScores;
        },
        [&](const Window& window, const Matches& matches, const Scores& scores, Want want) {
          if (facets_.any()) facets_.add(window, matches);
          if (!by_score_) {
            sorted_.add(window, matches, scores);
            total_ += matches.count();
          } else {
            total_ += matches.count();
            if (want == Want::kScores) offer(window, matches, scores);
          }
          return !collector_.is_over();
        });
    facets_.end_segment();
    if (!by_score_) sorted_.end_segment();
  }

  // Gives the collector the matches of a window that may be among the best.
  void offer(const Window& window, const Matches& matches, const Scores& scores) {
    const Score least = collector_.least_score(window.begin);
    if (least == 0) {
      matches.for_each([&](DocId at) { collector_.offer(window.begin + at, scores[at]); });
      return;
    }
    chosen_.resize(kWindowSize + simd::kSelectSlack);
    const std::size_t count =
        simd::kernels().select_at_least(scores.data(), window.size(), least, chosen_.data());
    for (const std::uint32_t at : std::span(chosen_).first(count)) {
      if (matches.contains(at)) collector_.offer(window.begin + at, scores[at]);
    }
  }

  void finish() {
    outcome_.total = total_ + collector_.total();
    outcome_.timed_out = collector_.timed_out();
    outcome_.total_is_exact = !outcome_.timed_out && (options_.exact_total || !collector_.pruned());
    outcome_.facets = facets_.finish();
    if (!by_score_) {
      outcome_.documents = std::move(sorted_).finish();
      return;
    }
    if (options_.collapse) {
      for (auto& [key, value] : std::move(collector_).sorted_collapsed()) {
        auto values = std::make_unique<RankedDocument::Values>();
        values->collapse = std::move(value);
        outcome_.documents.push_back({GlobalDocId{key.doc()}, key.score(), std::move(values)});
      }
      return;
    }
    const std::vector<RankKey> best = std::move(collector_).sorted();
    outcome_.documents.reserve(best.size());
    for (const RankKey key : best) {
      outcome_.documents.push_back({GlobalDocId{key.doc()}, key.score(), nullptr});
    }
  }

  const Plan& plan_;
  const Collection& collection_;
  const RunOptions& options_;
  bool by_score_;
  ScoreCollector collector_;
  SortedDocuments sorted_;
  FacetCounter facets_;
  std::uint64_t total_ = 0;            // of matches that the collector did not count
  std::vector<std::uint32_t> chosen_;  // of a window; empty as long as no window is scored
  Outcome outcome_;
};

}  // namespace

Outcome run(const Plan& plan, const Collection& collection, const Schema& schema,
            const RunOptions& options) {
  return Search(plan, collection, schema, options).run();
}

}  // namespace lodex::search
