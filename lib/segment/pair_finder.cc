#include "segment/pair_finder.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <utility>

#include "store/field_lengths.h"

namespace lodex::segment {
namespace {

// Tokens looked at together: their slots stay in the second-level cache.
constexpr std::size_t kWindowTokens = std::size_t{1} << 19;
// Pairs sorted together.
constexpr std::size_t kRunPairs = std::size_t{1} << 21;

}  // namespace

void FrequentWords::add(const TermInfo& info, ByteSpan bytes) {
  const TermId id{terms_++};
  if (info.doc_freq < rule_.least_documents) return;
  Kept kept{
      id, info,
      std::make_unique_for_overwrite<std::uint8_t[]>(bytes.size() + postings::kSectionPadding),
      bytes.size() + postings::kSectionPadding};
  std::ranges::copy(bytes, kept.bytes.get());
  std::fill_n(kept.bytes.get() + bytes.size(), postings::kSectionPadding, std::uint8_t{0});
  kept.info.offset = 0;
  kept_bytes_ += kept.size;
  kept_.push_back(std::move(kept));
  const auto more_frequent = [](const Kept& a, const Kept& b) {
    return a.info.doc_freq > b.info.doc_freq;
  };
  std::ranges::push_heap(kept_, more_frequent);
  // Whatever is as rare as a word that is left out goes as well, so that the rule can say it.
  while (kept_.size() > PairFinder::kMaxWords || kept_bytes_ > kMaxBytes) drop_rarest();
  while (!kept_.empty() && kept_.front().info.doc_freq < rule_.least_documents) drop_rarest();
}

void FrequentWords::drop_rarest() {
  std::ranges::pop_heap(
      kept_, [](const Kept& a, const Kept& b) { return a.info.doc_freq > b.info.doc_freq; });
  rule_.least_documents = std::max(rule_.least_documents, kept_.back().info.doc_freq + 1);
  kept_bytes_ -= kept_.back().size;
  kept_.pop_back();
}

std::vector<FrequentWord> FrequentWords::words() {
  std::uint64_t most = 0;
  for (const Kept& kept : kept_) most = std::max<std::uint64_t>(most, kept.info.doc_freq);
  std::erase_if(kept_,
                [&](const Kept& kept) { return kept.info.doc_freq * most < rule_.least_product; });
  std::ranges::sort(kept_, {}, &Kept::id);
  std::vector<FrequentWord> words;
  for (const Kept& kept : kept_) {
    words.push_back(
        {kept.id, kept.info, {CheckedBytes(ByteSpan(kept.bytes.get(), kept.size)), doc_count_}});
  }
  return words;
}

PairFinder::PairFinder(std::vector<FrequentWord> words, const PairRule& rule,
                       std::span<const std::uint32_t> lengths)
    : words_(std::move(words)), lengths_(lengths) {
  assert(words_.size() <= kMaxWords);
  doc_freqs_.push_back(0);
  least_partner_.push_back(UINT32_MAX);
  for (const FrequentWord& word : words_) {
    const std::uint64_t freq = std::max(1U, word.info.doc_freq);
    const std::uint64_t least =
        rule.least_product / freq + (rule.least_product % freq != 0 ? 1 : 0);
    doc_freqs_.push_back(word.info.doc_freq);
    least_partner_.push_back(
        static_cast<std::uint32_t>(std::clamp<std::uint64_t>(least, 1, UINT32_MAX)));
  }
}

void PairFinder::for_each(const Visit& visit) {
  if (words_.empty()) return;
  cursors_.reserve(words_.size());
  for (const FrequentWord& word : words_) cursors_.emplace_back(word.postings, word.info);
  const auto docs = static_cast<DocId>(lengths_.size());
  for (DocId begin = 0; begin < docs;) {
    slot_begins_.assign(1, 0);
    DocId end = begin;
    for (; end < docs && slot_begins_.back() < kWindowTokens; ++end) {
      const std::uint32_t length = lengths_[end] == store::kMissing ? 0 : lengths_[end];
      slot_begins_.push_back(slot_begins_.back() + length);
    }
    take_window(begin, end);
    pair_window(begin, end);
    begin = end;
  }
  end_run();
  cursors_.clear();
  merge_runs(visit);
}

void PairFinder::take_window(DocId begin, DocId end) {
  slots_.resize(slot_begins_.back());
  for (Word word = 1; word <= cursors_.size(); ++word) {
    while (cursors_[word - 1].doc() < end) take_block(word, begin, end);
  }
}

void PairFinder::take_block(Word word, DocId begin, DocId end) {
  postings::TermCursor& cursor = cursors_[word - 1];
  const std::span<const DocId> docs = cursor.block_docs();
  const std::span<const std::uint32_t> freqs = cursor.block_freqs();
  cursor.block_positions(positions_);
  const std::uint32_t* position = positions_.data();
  std::size_t i = 0;
  for (; i < docs.size() && docs[i] < end; ++i) {
    const std::size_t first = slot_begins_[docs[i] - begin];
    const std::size_t room = slot_begins_[docs[i] - begin + 1] - first;
    for (const std::uint32_t* last = position + freqs[i]; position != last; ++position) {
      if (*position < room && slots_[first + *position] == 0) {
        slots_[first + *position] = static_cast<std::uint16_t>(word);
      } else {
        others_.push_back({docs[i], *position, word});
      }
    }
  }
  cursor.skip(i);
}

void PairFinder::pair_window(DocId begin, DocId end) {
  std::ranges::sort(others_);
  std::size_t other = 0;
  for (DocId doc = begin; doc < end; ++doc) {
    const std::size_t first = slot_begins_[doc - begin];
    const std::span<std::uint16_t> slots(slots_.data() + first,
                                         slot_begins_[doc - begin + 1] - first);
    if (other == others_.size() || others_[other].doc != doc) {
      pair_slots(doc, slots);
    } else {
      std::vector<Place> places;
      for (; other < others_.size() && others_[other].doc == doc; ++other) {
        places.push_back(others_[other]);
      }
      for (std::uint32_t at = 0; at < slots.size(); ++at) {
        if (slots[at] != 0) places.push_back({doc, at, slots[at]});
      }
      std::ranges::sort(places);
      places.erase(std::ranges::unique(places).begin(), places.end());
      pair_places(places);
    }
    std::ranges::fill(slots, std::uint16_t{0});
  }
  others_.clear();
  if (found_count_ >= kRunPairs) end_run();
}

void PairFinder::pair_slots(DocId doc, std::span<const std::uint16_t> slots) {
  make_room(slots.size());
  Word before = 0;
  for (const std::uint16_t word : slots) {
    add_pair(before, word, doc);
    before = word;
  }
}

void PairFinder::pair_places(std::span<const Place> places) {
  std::size_t next = 0;
  for (const Place& place : places) {
    while (next < places.size() && places[next].position <= place.position) ++next;
    make_room(places.size());
    for (std::size_t i = next; i < places.size() && places[i].position == place.position + 1; ++i) {
      add_pair(place.word, places[i].word, place.doc);
    }
  }
}

void PairFinder::make_room(std::size_t pairs) {
  if (found_.size() - found_count_ <= pairs) found_.resize((found_count_ + pairs + 1) * 2);
}

// By pair, then by document: they come in the order of documents, and counting sorts keep it.
void PairFinder::sort_found() {
  found_.resize(found_count_);
  sorted_.resize(found_count_);
  for (const unsigned shift : {0U, kWordBits}) {
    std::array<std::uint32_t, kMaxWords + 1> next{};
    const auto digit = [&](const PairPlace& place) { return place.pair >> shift & kMaxWords; };
    for (const PairPlace& place : found_) ++next[digit(place)];
    std::uint32_t begin = 0;
    for (std::uint32_t& count : next) begin += std::exchange(count, begin);
    for (const PairPlace& place : found_) sorted_[next[digit(place)]++] = place;
    std::swap(found_, sorted_);
  }
}

// A run: for each pair its number, how many documents have it, and for each of these how many are
// passed over and, where it is not once, how often: as in a short list of postings.
void PairFinder::end_run() {
  if (found_count_ == 0) return;
  sort_found();
  ByteWriter& out = runs_.emplace_back();
  for (std::size_t i = 0; i < found_.size();) {
    const std::uint32_t pair = found_[i].pair;
    std::size_t end = i;
    std::size_t documents = 0;
    for (; end < found_.size() && found_[end].pair == pair; ++end) {
      documents += end == i || found_[end].doc != found_[end - 1].doc ? 1 : 0;
    }
    out.varint(pair);
    out.varint(documents);
    DocId next = 0;
    while (i < end) {
      const DocId doc = found_[i].doc;
      std::uint32_t freq = 0;
      for (; i < end && found_[i].doc == doc; ++i) ++freq;
      out.varint(std::uint64_t{doc - next} << 1 | (freq == 1 ? 1 : 0));
      if (freq != 1) out.varint(freq);
      next = doc + 1;
    }
  }
  found_count_ = 0;
}

void PairFinder::merge_runs(const Visit& visit) {
  constexpr std::uint32_t kNoPair = UINT32_MAX;
  struct Run {
    ByteReader in;
    std::uint32_t pair;
  };
  const auto read_pair = [](Run& run) { run.pair = run.in.at_end() ? kNoPair : run.in.varint32(); };
  std::vector<Run> runs;
  for (const ByteWriter& run : runs_) {
    runs.push_back({ByteReader(run.view(), "run of word pairs"), 0});
    read_pair(runs.back());
  }
  std::vector<Posting> postings;
  while (true) {
    std::uint32_t pair = kNoPair;
    for (const Run& run : runs) pair = std::min(pair, run.pair);
    if (pair == kNoPair) return;
    postings.clear();
    // Runs are in the order of their documents.
    for (Run& run : runs) {
      if (run.pair != pair) continue;
      DocId next = 0;
      for (std::uint64_t left = run.in.varint(); left > 0; --left) {
        const std::uint64_t code = run.in.varint();
        const auto doc = static_cast<DocId>(next + (code >> 1));
        postings.push_back({doc, (code & 1) != 0 ? 1 : run.in.varint32()});
        next = doc + 1;
      }
      read_pair(run);
    }
    visit(words_[(pair >> kWordBits) - 1].id, words_[(pair & kMaxWords) - 1].id, postings);
  }
}

}  // namespace lodex::segment
