#include "search/occurrence_source.h"

#include <algorithm>

#include "postings/term_cursor.h"
#include "search/phrase_cursor.h"

namespace lodex::search {
namespace {

using postings::Impact;
using postings::TermCursor;

// Walks a cursor over the rest of the window.
template <class Cursor>
void collect_cursor(Cursor& cursor, const Window& window, Matches& matches, Frequencies& freqs) {
  for (DocId doc = cursor.seek(window.begin); doc < window.end; doc = cursor.next()) {
    matches.add(doc - window.begin);
    freqs[doc - window.begin] += cursor.freq();
  }
}

// The same, a block at a time.
void collect_term(TermCursor& cursor, const Window& window, Matches& matches, Frequencies& freqs) {
  for (DocId doc = cursor.seek(window.begin); doc < window.end;) {
    const std::span<const DocId> docs = cursor.block_docs(window.end);
    matches.add(docs, window.begin);
    const std::span<const std::uint32_t> found = cursor.block_freqs();
    for (std::size_t i = 0; i < docs.size(); ++i) freqs[docs[i] - window.begin] += found[i];
    doc = cursor.skip(docs.size());
  }
}

// The pairs of the window, or of all blocks that overlap it.
void dominate_blocks(TermCursor& cursor, const Window& window, std::vector<Impact>& pairs) {
  const auto add = [&](const postings::Impacts& impacts) {
    pairs.insert(pairs.end(), impacts.pairs().begin(), impacts.pairs().end());
  };
  if (const ByteSpan windows = cursor.window_impacts(); !windows.empty()) {
    const std::size_t at = std::size_t{window.begin} / kWindowSize * postings::kImpactBytes;
    if (at < windows.size()) add(postings::Impacts::read(windows.data() + at));
    return;
  }
  DocId target = window.begin;
  while (true) {
    cursor.block_seek(target);
    add(cursor.block_max());
    const DocId last = cursor.block_last();
    if (last >= window.end - 1) return;
    target = last + 1;
  }
}

class TermSource final : public OccurrenceSource {
 public:
  explicit TermSource(const TermCursor& cursor) : cursor_(cursor) {}
  [[nodiscard]] DocId next_candidate(DocId from) override { return cursor_.seek(from); }
  void dominate(const Window& window, std::vector<Impact>& pairs) override {
    dominate_blocks(cursor_, window, pairs);
  }
  void collect(const Window& window, Matches& matches, Frequencies& freqs) override {
    collect_term(cursor_, window, matches, freqs);
  }
  void rewind() override { cursor_.rewind(); }

 private:
  TermCursor cursor_;
};

// Any of several terms, taken as one: frequencies add up.
class AnyTermSource final : public OccurrenceSource {
 public:
  explicit AnyTermSource(std::vector<TermCursor> cursors) : cursors_(std::move(cursors)) {}
  [[nodiscard]] DocId next_candidate(DocId from) override {
    DocId next = kEndDoc;
    for (TermCursor& cursor : cursors_) next = std::min(next, cursor.seek(from));
    return next;
  }
  void dominate(const Window& window, std::vector<Impact>& pairs) override {
    const bool here = std::ranges::any_of(
        cursors_, [&](TermCursor& cursor) { return cursor.seek(window.begin) < window.end; });
    // The pairs of the terms say nothing of the sum of their frequencies.
    if (here) pairs.push_back({postings::kUnboundedFreq, 0});
  }
  void collect(const Window& window, Matches& matches, Frequencies& freqs) override {
    for (TermCursor& cursor : cursors_) collect_term(cursor, window, matches, freqs);
  }
  void rewind() override {
    for (TermCursor& cursor : cursors_) cursor.rewind();
  }

 private:
  std::vector<TermCursor> cursors_;
};

class PhraseSource final : public OccurrenceSource {
 public:
  explicit PhraseSource(PhraseCursor<TermCursor>&& cursor)
      : cursor_(std::move(cursor)), rarest_(cursor_.rarest()) {}
  // Candidates and bounds are those of the rarest term; positions are read only to collect.
  [[nodiscard]] DocId next_candidate(DocId from) override { return rarest_.seek(from); }
  void dominate(const Window& window, std::vector<Impact>& pairs) override {
    if (cursor_.is_bounded_by_its_terms()) {
      dominate_blocks(rarest_, window, pairs);
    } else {
      pairs.push_back({postings::kUnboundedFreq, 0});
    }
  }
  void collect(const Window& window, Matches& matches, Frequencies& freqs) override {
    collect_cursor(cursor_, window, matches, freqs);
  }
  void rewind() override {
    rarest_.rewind();
    cursor_.rewind();
  }

 private:
  PhraseCursor<TermCursor> cursor_;
  TermCursor rarest_;
};

}  // namespace

std::unique_ptr<OccurrenceSource> make_occurrence_source(const Occurrences& occurrences,
                                                         const segment::Segment& segment) {
  const segment::SegmentField* field = segment.field(occurrences.field);
  if (field == nullptr) return nullptr;
  std::vector<TermCursor> cursors;
  std::vector<std::uint32_t> offsets;
  for (const query::PhraseTerm& term : occurrences.terms) {
    const auto found = field->terms.find(term.term);
    if (found) {
      cursors.push_back(field->cursor(found->info));
      offsets.push_back(term.position);
    } else if (occurrences.phrase.has_value()) {
      return nullptr;
    }
  }
  if (cursors.empty()) return nullptr;
  if (occurrences.phrase.has_value()) {
    return std::make_unique<PhraseSource>(
        PhraseCursor<TermCursor>(std::move(cursors), std::move(offsets), *occurrences.phrase));
  }
  if (cursors.size() == 1) return std::make_unique<TermSource>(cursors[0]);
  return std::make_unique<AnyTermSource>(std::move(cursors));
}

}  // namespace lodex::search
