#include "segment/field_postings.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

#include "postings/posting_list.h"
#include "store/field_lengths.h"

namespace lodex::segment {
namespace {

// How many look-ups, or runs, are on their way from memory at once.
constexpr std::size_t kAhead = 32;
// Words of runs that are encoded in one go.
constexpr std::size_t kRangeWords = std::size_t{128} * 1024;
// What a term costs apart from its words, in words.
constexpr std::size_t kTermWords = 16;

}  // namespace

// The chunk's numbers of terms become those of the segment.
void FieldPostings::renumber(const Vocabulary& terms, std::vector<std::uint32_t>& numbers) {
  numbers.resize(terms.size());
  for (std::uint32_t i = 0; i < std::min<std::size_t>(kAhead, terms.size()); ++i) {
    vocabulary_.begin(terms.key(i));
  }
  for (std::uint32_t i = 0; i < terms.size(); ++i) {
    if (i + kAhead < terms.size()) vocabulary_.begin(terms.key(i + kAhead));
    numbers[i] = vocabulary_.intern(terms.term(i), terms.key(i));
  }
  states_.resize(vocabulary_.size());
}

void FieldPostings::add(FieldInverter& chunk, DocId base) {
  renumber(chunk.vocabulary(), numbers_);
  InvertedField& field = chunk.inverted();
  const auto run_words = static_cast<std::uint32_t>(field.word_count - field.once.size());
  std::uint32_t end = run_words;
  for (std::size_t i = field.runs.size(); i-- > 0;) {
    if (i >= kAhead) __builtin_prefetch(&states_[numbers_[field.runs[i - kAhead].term]], 1);
    InvertedField::Run& run = field.runs[i];
    run.term = numbers_[run.term];
    TermState& state = states_[run.term];
    ++state.runs;
    state.words += end - run.offset;
    end = run.offset;
  }
  for (std::uint32_t& term : field.once) {
    term = numbers_[term];
    TermState& state = states_[term];
    ++state.runs;
    ++state.words;
  }
  Chunk added;
  added.base = base;
  added.place = next_place_;
  added.runs = static_cast<std::uint32_t>(field.runs.size());
  added.singles = static_cast<std::uint32_t>(field.once.size());
  added.field.words = std::move(field.words);
  added.field.word_count = field.word_count;
  added.field.runs = field.runs;
  added.field.once = field.once;
  run_count_ += field.runs.size() + field.once.size();
  chunk_bytes_ += sizeof(Chunk) + field.word_count * sizeof(std::uint32_t) +
                  field.runs.size() * sizeof(InvertedField::Run) +
                  field.once.size() * sizeof(std::uint32_t);
  next_place_ += (static_cast<std::uint32_t>(field.word_count) + kAlignment - 1) & -kAlignment;
  while (chunk_at_.size() * kSpan < next_place_) {
    chunk_at_.push_back(static_cast<std::uint32_t>(chunks_.size()));
  }
  chunks_.push_back(std::move(added));
  lengths_.resize(base, store::kMissing);
  lengths_.insert(lengths_.end(), chunk.lengths().begin(), chunk.lengths().end());
  documents_ += chunk.document_count();
  tokens_ += chunk.token_count();
}

const FieldPostings::Chunk& FieldPostings::chunk_of(std::uint32_t place) const {
  std::size_t chunk = chunk_at_[place / kSpan];
  while (chunk + 1 < chunks_.size() && chunks_[chunk + 1].place <= place) ++chunk;
  return chunks_[chunk];
}

// A counting sort of all runs by their terms' order.
void FieldPostings::sort() {
  order_ = vocabulary_.sorted();
  begins_.resize(order_.size() + 1);
  std::vector<std::uint64_t> next(order_.size());
  std::uint64_t begin = 0;
  for (std::size_t rank = 0; rank < order_.size(); ++rank) {
    next[order_[rank]] = begins_[rank] = begin;
    begin += states_[order_[rank]].runs;
  }
  begins_.back() = begin;
  places_ = std::make_unique_for_overwrite<std::uint32_t[]>(begin);
  // Where a term's next place goes is asked for first, then that place.
  const auto fetch_next = [&](std::uint32_t term) { __builtin_prefetch(&next[term], 1); };
  const auto fetch_place = [&](std::uint32_t term) { __builtin_prefetch(&places_[next[term]], 1); };
  for (Chunk& chunk : chunks_) {
    const std::vector<InvertedField::Run>& runs = chunk.field.runs;
    for (std::size_t i = 0; i < runs.size(); ++i) {
      if (i + 2 * kAhead < runs.size()) {
        fetch_next(runs[i + 2 * kAhead].term);
        fetch_place(runs[i + kAhead].term);
      }
      places_[next[runs[i].term]++] = chunk.place + runs[i].offset;
    }
    const std::size_t first = chunk.field.word_count - chunk.singles;
    const std::vector<std::uint32_t>& once = chunk.field.once;
    for (std::size_t i = 0; i < once.size(); ++i) {
      if (i + 2 * kAhead < once.size()) {
        fetch_next(once[i + 2 * kAhead]);
        fetch_place(once[i + kAhead]);
      }
      places_[next[once[i]]++] = kOnce | static_cast<std::uint32_t>(chunk.place + first + i);
    }
    chunk.field.runs = {};
    chunk.field.once = {};
  }
}

std::vector<FieldPostings::Range> FieldPostings::ranges() const {
  std::vector<Range> out;
  Range range;
  std::size_t words = 0;
  for (std::size_t rank = 0; rank < order_.size(); ++rank) {
    words += states_[order_[rank]].words + kTermWords;
    if (words < kRangeWords && rank + 1 < order_.size()) continue;
    range.end = rank + 1;
    out.push_back(range);
    range.begin = range.end;
    words = 0;
  }
  return out;
}

// Decodes runs into blocks of postings, which it hands to a PostingListWriter.
class FieldPostings::Encoder {
 public:
  Encoder(const FieldPostings& field, EncodedTerms& out, bool with_documents)
      : field_(field),
        out_(out),
        with_documents_(with_documents),
        has_gaps_(field.contents_ == Contents::kPositions),
        lists_(out.postings, has_gaps_, field.average_length()) {}

  void encode(Range range) {
    const std::uint64_t end = field_.begins_[range.end];
    std::uint64_t ahead = field_.begins_[range.begin];
    for (std::size_t rank = range.begin; rank < range.end; ++rank) {
      for (std::uint64_t i = field_.begins_[rank]; i < field_.begins_[rank + 1]; ++i) {
        for (; ahead < std::min<std::uint64_t>(end, i + kAhead); ++ahead) {
          __builtin_prefetch(address(field_.places_[ahead]));
        }
        add(field_.places_[i]);
      }
      hand_over();
      if (rank + kAhead < range.end) field_.vocabulary_.fetch(field_.order_[rank + kAhead]);
      out_.terms.push_back(field_.vocabulary_.term(field_.order_[rank]));
      out_.infos.push_back(lists_.finish());
    }
  }

 private:
  [[nodiscard]] const std::uint32_t* address(std::uint32_t place) const {
    place &= ~kOnce;
    const Chunk& chunk = field_.chunk_of(place);
    return chunk.field.words.get() + (place - chunk.place);
  }

  void add(std::uint32_t place) {
    const Chunk& chunk = field_.chunk_of(place & ~kOnce);
    const std::uint32_t* words = chunk.field.words.get() + ((place & ~kOnce) - chunk.place);
    if ((place & kOnce) != 0) {
      if (count_ == docs_.size()) hand_over();
      docs_[count_] = chunk.base + (*words & UINT16_MAX);
      freqs_[count_++] = 1;
      if (has_gaps_) gaps_.push_back(*words >> 16);
      return;
    }
    RunReader run(words, chunk.base, has_gaps_);
    while (run.left() > 0) {
      if (count_ == docs_.size()) hand_over();
      const std::size_t count = std::min(run.left(), docs_.size() - count_);
      run.read(count, docs_.data() + count_, freqs_.data() + count_);
      if (has_gaps_) {
        const std::size_t gaps = std::accumulate(freqs_.begin() + count_,
                                                 freqs_.begin() + count_ + count, std::size_t{0});
        const std::size_t at = gaps_.size();
        gaps_.resize(at + gaps);
        run.read_gaps(gaps, gaps_.data() + at);
      }
      count_ += count;
    }
  }

  void hand_over() {
    // Keywords have no lengths.
    const bool has_lengths = field_.contents_ != Contents::kDocuments;
    for (std::size_t i = 0; i < count_; ++i) {
      lengths_[i] = has_lengths ? field_.lengths_[docs_[i]] : 1;
    }
    lists_.append({docs_.data(), count_}, {freqs_.data(), count_}, {lengths_.data(), count_},
                  gaps_);
    if (with_documents_) {
      out_.documents.insert(out_.documents.end(), docs_.data(), docs_.data() + count_);
    }
    count_ = 0;
    gaps_.clear();
  }

  const FieldPostings& field_;
  EncodedTerms& out_;
  bool with_documents_;
  bool has_gaps_;
  postings::PostingListWriter lists_;
  std::size_t count_ = 0;
  std::array<DocId, postings::kBlockSize> docs_{};
  std::array<std::uint32_t, postings::kBlockSize> freqs_{};
  std::array<std::uint32_t, postings::kBlockSize> lengths_{};
  std::vector<std::uint32_t> gaps_;
};

double FieldPostings::average_length() const {
  if (contents_ == Contents::kDocuments || documents_ == 0) return 1;
  return static_cast<double>(tokens_) / static_cast<double>(documents_);
}

EncodedTerms FieldPostings::encode(Range range, bool with_documents) const {
  EncodedTerms out;
  out.terms.reserve(range.end - range.begin);
  out.infos.reserve(range.end - range.begin);
  Encoder(*this, out, with_documents).encode(range);
  return out;
}

std::size_t FieldPostings::memory() const {
  return vocabulary_.memory() + chunk_bytes_ + chunk_at_.capacity() * sizeof(std::uint32_t) +
         states_.capacity() * sizeof(TermState) + lengths_.capacity() * sizeof(std::uint32_t);
}

std::size_t FieldPostings::sorting_memory() const {
  return vocabulary_.sorting_memory() + states_.size() * 2 * sizeof(std::uint64_t) +
         run_count_ * sizeof(std::uint32_t);
}

}  // namespace lodex::segment
