#include "engine/native_searcher.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <optional>
#include <utility>

#include "base/checksum.h"
#include "engine/search_cursor.h"
#include "highlight/snippets.h"
#include "index/uninvert.h"
#include "lodex/error.h"
#include "lodex/origin.h"
#include "query/field_terms.h"
#include "search/counting.h"
#include "search/document_evidence.h"
#include "search/plan.h"
#include "search/run.h"

namespace lodex::engine {
namespace {

using search::RankedDocument;

// Ids that are asked for before they are read.
constexpr std::size_t kAhead = 8;

// What a plan looks for in a field: its scored parts, but for those that exclude or filter.
void gather_targets(const search::PlanNode& node, std::string_view field,
                    std::vector<highlight::Target>& out) {
  if (const auto* scored = std::get_if<search::ScoredPlan>(&node.data)) {
    for (const search::ScoredPlan::Part& part : scored->parts) {
      if (part.occurrences.field != field) continue;
      out.push_back({part.occurrences.terms, part.occurrences.phrase, scored->weight});
    }
  } else if (const auto* boolean = std::get_if<search::BooleanPlan>(&node.data)) {
    for (const search::PlanPtr& part : boolean->must) gather_targets(*part, field, out);
    for (const search::PlanPtr& part : boolean->should) gather_targets(*part, field, out);
  }
}

class NativeResultSet final : public ResultSet {
 public:
  // `collapsed_by` is the kind of that field, if there is one.
  NativeResultSet(std::shared_ptr<const NativeSearcher> searcher, explain::Question question,
                  search::Plan plan, std::vector<RankedDocument> documents,
                  std::optional<FieldKind> collapsed_by)
      : searcher_(std::move(searcher)),
        question_(std::move(question)),
        plan_(std::move(plan)),
        documents_(std::move(documents)),
        collapsed_by_(collapsed_by),
        snippets_(searcher_->schema(), [this](std::string_view field) {
          std::vector<highlight::Target> targets;
          gather_targets(*plan_.root, field, targets);
          return targets;
        }) {}

  static std::vector<Hit> make_hits(const std::shared_ptr<NativeResultSet>& results,
                                    std::size_t offset) {
    std::vector<Hit> hits;
    hits.reserve(results->documents_.size());
    for (std::size_t i = 0; i < results->documents_.size(); ++i) {
      // Ids lie anywhere, so that each would be waited for.
      if (i + kAhead < results->documents_.size()) {
        results->searcher_->prefetch_id(results->documents_[i + kAhead].doc);
      }
      Hit hit = make_hit(results, i);
      hit.rank = offset + i + 1;
      hit.id = results->searcher_->id(results->documents_[i].doc);
      hit.score = results->plan_.scale.value(results->documents_[i].score);
      hits.push_back(std::move(hit));
    }
    return hits;
  }

  [[nodiscard]] Document document(std::size_t position) const override {
    return searcher_->document(documents_[position].doc);
  }

  [[nodiscard]] std::string snippet(std::size_t position, std::string_view field,
                                    const SnippetOptions& options) const override {
    return snippets_.snippet(position, document(position), field, options);
  }

  [[nodiscard]] SnippetPlace place(std::size_t position, std::string_view field,
                                   const SnippetOptions& options) const override {
    return snippets_.place(position, searcher_->stored_document(documents_[position].doc), field,
                           options);
  }

  [[nodiscard]] SearchAfter cursor(std::size_t position) const override {
    return {write_cursor(documents_[position].place())};
  }

  [[nodiscard]] Value collapse_value(std::size_t position) const override {
    if (!collapsed_by_) return {};
    return search::to_value(documents_[position].values->collapse, *collapsed_by_);
  }

  [[nodiscard]] Explanation explain(std::size_t position) const override {
    return searcher_->explain(question_, plan_, documents_[position].doc);
  }

 private:
  std::shared_ptr<const NativeSearcher> searcher_;
  explain::Question question_;
  search::Plan plan_;
  std::vector<RankedDocument> documents_;
  std::optional<FieldKind> collapsed_by_;
  highlight::Snippets snippets_;
};

search::RunOptions run_options(const SearchOptions& options, std::uint64_t documents) {
  search::RunOptions out;
  // No more than there are, so that a limit of "all" costs no memory.
  out.limit = static_cast<std::size_t>(std::min<std::uint64_t>(
      options.offset + std::min(options.limit, SIZE_MAX - options.offset), documents));
  out.after = after_of(options, options.sort.size());
  out.sort = options.sort;
  out.collapse = options.collapse;
  out.facets = options.facets;
  out.facet_limit = options.facet_limit;
  out.exact_total = options.exact_total;
  out.exhaustive = options.exhaustive;
  if (options.deadline.has_value()) {
    out.deadline = std::chrono::steady_clock::now() + *options.deadline;
  }
  out.cancelled = options.cancelled;
  return out;
}

}  // namespace

NativeSearcher::NativeSearcher(std::shared_ptr<const index::Snapshot> snapshot)
    : snapshot_(std::move(snapshot)), collection_(snapshot_->segments) {}

Results NativeSearcher::search(const Query& query, const SearchOptions& options) const {
  search::Plan plan =
      search::make_plan(query, options.filter, collection_, schema(), options.model);
  search::Outcome outcome =
      search::run(plan, collection_, schema(), run_options(options, document_count()));
  const std::size_t offset = std::min(options.offset, outcome.documents.size());
  outcome.documents.erase(outcome.documents.begin(),
                          outcome.documents.begin() + static_cast<std::ptrdiff_t>(offset));
  Results results;
  results.total = outcome.total;
  results.total_relation = outcome.total_is_exact ? TotalRelation::kEqual : TotalRelation::kAtLeast;
  results.facets = std::move(outcome.facets);
  results.notes = plan.notes;
  results.timed_out = outcome.timed_out;
  std::optional<FieldKind> collapsed_by;
  if (options.collapse) collapsed_by = schema().find(options.collapse->field)->kind;
  const auto set = std::make_shared<NativeResultSet>(
      std::static_pointer_cast<const NativeSearcher>(shared_from_this()),
      explain::Question{query, options.filter, options.model}, std::move(plan),
      std::move(outcome.documents), collapsed_by);
  results.hits = NativeResultSet::make_hits(set, options.offset);
  return results;
}

std::uint64_t NativeSearcher::count(const Query& query) const {
  return search::count(search::make_plan(query, {}, collection_, schema(), Bm25{}), collection_);
}

std::optional<Explanation> NativeSearcher::explain(const Query& query, std::string_view id,
                                                   const SearchOptions& options) const {
  const search::Plan plan =
      search::make_plan(query, options.filter, collection_, schema(), options.model);
  const auto doc = collection_.find(id);
  if (!doc) return {};
  return explain({query, options.filter, options.model}, plan, *doc);
}

Explanation NativeSearcher::explain(const explain::Question& question, const search::Plan& plan,
                                    GlobalDocId doc) const {
  return explain::explain(question, search::DocumentEvidence(plan, collection_, schema(), doc));
}

Document NativeSearcher::document(GlobalDocId doc) const {
  Document document = stored_document(doc);
  document.remove(kOriginField);
  return document;
}

Document NativeSearcher::stored_document(GlobalDocId doc) const {
  const search::Collection::Place place = collection_.place(doc);
  return collection_.segments()[place.segment].segment->document(place.doc);
}

std::string NativeSearcher::id(GlobalDocId doc) const {
  const search::Collection::Place place = collection_.place(doc);
  return collection_.segments()[place.segment].segment->id(place.doc);
}

void NativeSearcher::prefetch_id(GlobalDocId doc) const {
  const search::Collection::Place place = collection_.place(doc);
  collection_.segments()[place.segment].segment->prefetch_id(place.doc);
}

std::optional<Document> NativeSearcher::get(std::string_view id) const {
  const auto doc = collection_.find(id);
  if (!doc) return {};
  return document(*doc);
}

void NativeSearcher::for_each(const std::function<bool(const Document&)>& visit) const {
  for (const segment::LiveSegment& live : collection_.segments()) {
    store::StoredDocumentReader reader(live.segment->documents());
    for (DocId place = 0; place < live.segment->doc_count(); ++place) {
      if (live.is_deleted(live.segment->doc_at(place))) continue;
      Document document = reader.read(place, live.segment->id_at(place));
      document.remove(kOriginField);
      if (!visit(document)) return;
    }
  }
}

// Places are numbers of documents over all segments, deleted ones included.
void NativeSearcher::for_each_indexed(std::uint64_t place, std::size_t memory,
                                      const IndexedVisitor& visit) const {
  std::uint64_t base = 0;
  for (const segment::LiveSegment& live : collection_.segments()) {
    const DocId count = live.segment->doc_count();
    const DocId step = index::documents_within(*live.segment, memory);
    std::uint64_t begin = std::max(place, base) - base;
    for (; begin < count; begin += step) {
      const auto end = static_cast<DocId>(std::min<std::uint64_t>(begin + step, count));
      for (auto& [doc, document] : index::uninvert(live, static_cast<DocId>(begin), end)) {
        if (!visit(std::move(document), base + doc + 1)) return;
      }
    }
    base += count;
  }
}

std::string NativeSearcher::state_name() const {
  std::string text = std::to_string(generation());
  for (const index::SegmentEntry& segment : snapshot_->manifest.segments) {
    text += " " + std::to_string(segment.identity.checksum);
    if (segment.deletions) text += " " + std::to_string(segment.deletions->checksum);
  }
  return "native " + std::to_string(checksum(as_bytes(text)));
}

std::vector<TermStats> NativeSearcher::terms(std::string_view field, std::string_view prefix,
                                             std::size_t limit) const {
  const FieldSpec* spec = schema().find(field);
  if (spec == nullptr) throw QueryError("there is no field \"" + std::string(field) + "\"");
  if (spec->kind != FieldKind::kText && spec->kind != FieldKind::kKeyword) {
    throw QueryError("field \"" + std::string(field) + "\" (" + std::string(to_string(spec->kind)) +
                     ") has no terms");
  }
  // The next term of each segment; the lowest is the next of all.
  struct Source {
    std::size_t segment;
    const segment::SegmentField* field;
    dictionary::TermIterator it;
  };
  std::vector<Source> sources;
  for (std::size_t s = 0; s < collection_.segments().size(); ++s) {
    const segment::SegmentField* part = collection_.segments()[s].segment->field(field);
    if (part == nullptr) continue;
    sources.push_back({s, part, dictionary::TermIterator(part->terms)});
    sources.back().it.seek(prefix);
  }
  std::vector<TermStats> out;
  while (out.size() < limit) {
    const std::string* lowest = nullptr;
    for (const Source& source : sources) {
      if (source.it.at_end() || !source.it.term().starts_with(prefix)) continue;
      if (lowest == nullptr || source.it.term() < *lowest) lowest = &source.it.term();
    }
    if (lowest == nullptr) break;
    TermStats stats{*lowest, 0, 0};
    for (Source& source : sources) {
      if (source.it.at_end() || source.it.term() != stats.term) continue;
      const auto live =
          collection_.live_statistics(source.segment, *source.field, source.it.info());
      stats.document_frequency += live.doc_freq;
      stats.total_frequency += live.total_freq;
      source.it.next();
    }
    if (stats.document_frequency > 0) out.push_back(std::move(stats));
  }
  return out;
}

}  // namespace lodex::engine
