// Segment::verify: reads every byte and compares every structure with the others.
#include <algorithm>
#include <numeric>

#include "lodex/error.h"
#include "segment/pair_finder.h"
#include "segment/segment.h"

namespace lodex::segment {
namespace {

[[noreturn]] void fail(const Segment& segment, const SegmentField& field, const std::string& what) {
  throw CorruptIndexError(segment.path() + ": field \"" + field.info.name + "\": " + what,
                          segment.path());
}

// The best documents that a list names, until each was met.
class NamedDocuments {
 public:
  explicit NamedDocuments(ByteSpan best) {
    for (std::size_t i = 0; !best.empty() && i < postings::kBestDocuments; ++i) {
      const postings::Impact document = postings::BestDocuments::read(best, i);
      if (document.freq > 0) left_.push_back(document);
    }
  }
  void meet(std::uint32_t freq, std::uint32_t length) {
    const auto found = std::ranges::find(
        left_, postings::Impact{std::min(freq, postings::kUnboundedFreq), length});
    if (found != left_.end()) left_.erase(found);
  }
  [[nodiscard]] bool all_met() const { return left_.empty(); }

 private:
  std::vector<postings::Impact> left_;
};

// Walks over one term and adds its frequencies to the lengths of its documents.
void verify_term(const Segment& segment, const SegmentField& field,
                 const dictionary::TermIterator& term, std::vector<std::uint64_t>& lengths) {
  postings::TermCursor cursor = field.cursor(term.info());
  std::uint64_t documents = 0;
  std::uint64_t total = 0;
  std::vector<std::uint32_t> positions;
  NamedDocuments best(cursor.best_documents());
  const bool is_text = field.info.kind == FieldKind::kText;
  const store::LengthView stored = is_text ? field.lengths.view() : store::LengthView{};
  for (DocId doc = cursor.doc(); doc != kEndDoc; doc = cursor.next()) {
    const std::uint32_t freq = cursor.freq();
    ++documents;
    total += freq;
    lengths[doc] += freq;
    best.meet(freq, is_text ? stored[doc] : 1);
    cursor.block_seek(doc);
    if (cursor.block_last() < doc) fail(segment, field, "a block ends before its documents");
    if (!field.info.positions) continue;
    cursor.positions(positions);
    for (std::size_t i = 1; i < positions.size(); ++i) {
      if (positions[i] < positions[i - 1]) fail(segment, field, "positions fall");
    }
  }
  if (!best.all_met()) fail(segment, field, "a best document of a term is not in its postings");
  if (documents != term.info().doc_freq || total != term.info().total_freq) {
    fail(segment, field, "the statistics of term \"" + term.term() + "\" are not its postings'");
  }
}

void verify_terms(const Segment& segment, const SegmentField& field) {
  std::vector<std::uint64_t> lengths(segment.doc_count());
  std::string before;
  dictionary::TermIterator term(field.terms);
  term.seek("");
  for (std::uint32_t number = 0; !term.at_end(); term.next(), ++number) {
    if (number > 0 && term.term() <= before) fail(segment, field, "terms are out of order");
    before = term.term();
    const auto found = field.terms.find(before);
    if (!found || found->id != term.id()) fail(segment, field, "a term is not found where it is");
    verify_term(segment, field, term, lengths);
  }
  if (field.info.kind != FieldKind::kText) return;
  const store::LengthView stored = field.lengths.view();
  for (DocId doc = 0; doc < segment.doc_count(); ++doc) {
    if (stored[doc] != lengths[doc]) fail(segment, field, "a length is not the number of tokens");
  }
  const std::uint64_t tokens = std::accumulate(lengths.begin(), lengths.end(), std::uint64_t{0});
  if (tokens != field.info.tokens) fail(segment, field, "the number of tokens is wrong");
}

// The words that the rule of the field's pairs speaks of.
std::vector<FrequentWord> frequent_words(const Segment& segment, const SegmentField& field) {
  std::vector<FrequentWord> words;
  dictionary::TermIterator term(field.terms);
  for (term.seek(""); !term.at_end(); term.next()) {
    const std::uint32_t documents = term.info().doc_freq;
    if (!field.pairs.rule().covers(documents, segment.doc_count())) continue;
    words.push_back({term.id(), term.info(), field.postings});
    if (words.size() > PairFinder::kMaxWords) fail(segment, field, "too many words have pairs");
  }
  return words;
}

// Compares a pair with what was found at its words' positions.
void verify_pair(const Segment& segment, const SegmentField& field, const TermInfo& info,
                 std::span<const PairFinder::Posting> postings) {
  postings::TermCursor cursor = field.pairs.cursor(info);
  std::uint64_t total = 0;
  NamedDocuments best(cursor.best_documents());
  for (const auto& [doc, freq] : postings) {
    total += freq;
    if (cursor.doc() != doc || cursor.freq() != freq) {
      fail(segment, field, "a pair is not where its words are");
    }
    cursor.block_seek(doc);
    const std::uint32_t length = field.lengths.view()[doc];
    best.meet(freq, length);
    const postings::Impacts impacts = cursor.block_max();
    if (std::ranges::none_of(impacts.pairs(), [&](const postings::Impact& most) {
          return most.freq >= std::min(freq, postings::kUnboundedFreq) && most.length <= length;
        })) {
      fail(segment, field, "a pair is more frequent than its block says");
    }
    cursor.next();
  }
  if (!best.all_met()) fail(segment, field, "a best document of a pair is not in its postings");
  if (cursor.doc() != kEndDoc || info.total_freq != total || info.positions_size != 0) {
    fail(segment, field, "the statistics of a pair are not its postings'");
  }
}

void verify_pairs(const Segment& segment, const SegmentField& field) {
  if (field.pairs.rule() == PairRule{} && field.pairs.names().size() == 0) return;
  std::vector<std::uint32_t> lengths(segment.doc_count());
  const store::LengthView stored = field.lengths.view();
  for (DocId doc = 0; doc < segment.doc_count(); ++doc) lengths[doc] = stored[doc];
  PairFinder finder(frequent_words(segment, field), field.pairs.rule(), lengths);
  dictionary::TermIterator pair(field.pairs.names());
  pair.seek("");
  finder.for_each([&](TermId first, TermId second, std::span<const PairFinder::Posting> postings) {
    if (pair.at_end() || pair.term() != pair_name(first, second)) {
      fail(segment, field, "the pairs are not those of the words");
    }
    const auto found = field.pairs.find(first, second);
    if (!found || *found != pair.info()) fail(segment, field, "a pair is not found where it is");
    verify_pair(segment, field, pair.info(), postings);
    pair.next();
  });
  if (!pair.at_end()) fail(segment, field, "there are more pairs than the words have");
}

void verify_column(const Segment& segment, const SegmentField& field) {
  for (DocId doc = 0; doc < segment.doc_count(); ++doc) {
    const store::Column::Extent extent = field.column->extent(doc);
    for (std::uint64_t i = extent.begin; i < extent.end; ++i) {
      const std::int64_t value = field.column->value(i);
      const bool known = value >= 0 && value < static_cast<std::int64_t>(field.terms.size());
      if (field.info.kind == FieldKind::kKeyword && !known) {
        fail(segment, field, "a column names a term that there is not");
      }
    }
  }
}

}  // namespace

void Segment::verify() const {
  file_.verify();
  for (const SegmentField& field : fields_) {
    verify_terms(*this, field);
    verify_pairs(*this, field);
    if (field.column.has_value()) verify_column(*this, field);
  }
  verify_documents();
}

void Segment::verify_documents() const {
  store::StoredDocumentReader reader(documents_);
  for (DocId place = 0; place < doc_count_; ++place) {
    const std::string id = ids_.id(place);
    (void)reader.read(place, id);
    const std::optional<DocId> found = ids_.find(id);
    // Of several documents with one id, which only deletions leave behind, the last is found.
    if (!found.has_value() || *found < place) {
      throw CorruptIndexError(path() + ": the id \"" + id + "\" is not found where it is", path());
    }
    // So no two documents have one place.
    if (place_of(doc_at(place)) != place) {
      throw CorruptIndexError(path() + ": a document is not where its place is", path());
    }
  }
}

}  // namespace lodex::segment
