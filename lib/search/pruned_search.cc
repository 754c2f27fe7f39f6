#include "search/pruned_search.h"

#include <vector>

#include "search/max_score_search.h"
#include "search/phrase_search.h"
#include "search/shape.h"
#include "search/terms_and_search.h"

namespace lodex::search {
namespace {

class NothingSearch final : public PrunedSearch {
 public:
  void run(ScoreCollector&) override {}
};

// Scorers are large: they are made in their place.
std::vector<TermScorer> scorers_of(const Shape& shape) {
  std::vector<TermScorer> scorers;
  scorers.reserve(shape.words.size());
  for (const Shape::Word& word : shape.words) {
    scorers.emplace_back(word.postings(), word.info, word.formula, word.lengths);
  }
  return scorers;
}

}  // namespace

std::unique_ptr<PrunedSearch> make_pruned_search(const Plan& plan, const Collection& collection,
                                                 std::size_t segment_number) {
  const segment::Segment& segment = *collection.segments()[segment_number].segment;
  const Shape shape = shape_of(plan, collection, segment_number);
  switch (shape.kind) {
    case Shape::Kind::kOther:
      return nullptr;
    case Shape::Kind::kNothing:
      return std::make_unique<NothingSearch>();
    case Shape::Kind::kAllOf:
      return std::make_unique<TermsAndSearch>(scorers_of(shape));
    case Shape::Kind::kAnyOf:
      return std::make_unique<MaxScoreSearch>(scorers_of(shape), segment.doc_count());
    case Shape::Kind::kPhrase:
      return std::make_unique<PhraseSearch>(shape);
  }
  return nullptr;
}

}  // namespace lodex::search
