#include "segment/word_pairs.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "lodex/error.h"
#include "segment/building.h"
#include "segment/pair_finder.h"
#include "segment/segment.h"
#include "segment/segment_merger.h"
#include "support/random_text.h"

namespace lodex::segment {
namespace {

// Where words are: two may be at one position, and positions may be passed over.
struct Place {
  std::string word;
  std::uint32_t position;
};
using Text = std::vector<Place>;

Text random_text(test::Random& random, std::size_t vocabulary) {
  Text text;
  std::uint32_t position = 0;
  const bool regular = random.chance(0.8);
  for (std::uint64_t left = random.below(30); left > 0; --left) {
    text.push_back({"w" + std::to_string(random.below(vocabulary)), position});
    if (regular || !random.chance(0.1)) ++position;
    if (!regular && random.chance(0.1)) position += static_cast<std::uint32_t>(random.below(90));
  }
  return text;
}

std::vector<Text> random_texts(test::Random& random, std::size_t count, std::size_t vocabulary) {
  std::vector<Text> texts;
  for (std::size_t i = 0; i < count; ++i) texts.push_back(random_text(random, vocabulary));
  return texts;
}

std::shared_ptr<const Segment> build(io::Directory& directory, const std::string& name,
                                     const std::vector<Text>& texts, bool positions = true) {
  FieldSpec spec = kBody;
  spec.options.positions = positions;
  std::vector<Document> documents;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    documents.push_back(Document{{"id", name + std::to_string(i)}});
  }
  std::size_t next = 0;
  return build_with(directory, name, documents, [&](DocumentChunk& chunk, const Document&) {
    std::vector<Token> tokens;
    for (const Place& place : texts[next++]) tokens.push_back({place.word, 0, 0, place.position});
    chunk.add_text(chunk.field(spec), tokens, {});
  });
}

using Frequencies = std::map<DocId, std::uint32_t>;
using PairsByName = std::map<std::pair<std::string, std::string>, Frequencies>;

// All pairs that the documents have, found word by word.
PairsByName naive_pairs(const std::vector<Text>& texts) {
  PairsByName pairs;
  for (DocId doc = 0; doc < texts.size(); ++doc) {
    std::map<std::uint32_t, std::set<std::string>> words;
    for (const Place& place : texts[doc]) words[place.position].insert(place.word);
    for (const auto& [position, firsts] : words) {
      if (!words.contains(position + 1)) continue;
      for (const std::string& first : firsts) {
        for (const std::string& second : words[position + 1]) ++pairs[{first, second}][doc];
      }
    }
  }
  return pairs;
}

// Every pair of two of the field's words that the rule covers has the list that it should have; no
// other has one. Returns how many have.
std::size_t compare(const Segment& segment, const std::vector<Text>& texts) {
  const SegmentField& field = segment.fields()[0];
  const PairsByName expected = naive_pairs(texts);
  std::vector<std::pair<std::string, TermInfo>> words;
  dictionary::TermIterator term(field.terms);
  for (term.seek(""); !term.at_end(); term.next()) words.emplace_back(term.term(), term.info());
  std::size_t lists = 0;
  for (std::uint32_t a = 0; a < words.size(); ++a) {
    for (std::uint32_t b = 0; b < words.size(); ++b) {
      const auto found = field.pairs.find(TermId{a}, TermId{b});
      const bool covered =
          field.pairs.rule().covers(words[a].second.doc_freq, words[b].second.doc_freq);
      const auto pair = expected.find({words[a].first, words[b].first});
      EXPECT_EQ(found.has_value(), covered && pair != expected.end())
          << words[a].first << " " << words[b].first;
      if (!found || pair == expected.end()) continue;
      ++lists;
      Frequencies freqs;
      postings::TermCursor cursor = field.pairs.cursor(*found);
      for (; cursor.doc() != kEndDoc; cursor.next()) freqs[cursor.doc()] = cursor.freq();
      EXPECT_EQ(freqs, pair->second) << words[a].first << " " << words[b].first;
    }
  }
  EXPECT_EQ(lists, field.pairs.names().size());
  return lists;
}

TEST(WordPairs, AreThoseOfTheDocuments) {
  const std::uint64_t seed = test::test_seed();
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed));
  test::Random random(seed);
  for (const std::size_t vocabulary : {1, 3, 12}) {
    const auto texts = random_texts(random, 1500, vocabulary);
    const auto directory = io::memory_directory();
    const auto segment = build(*directory, "s", texts);
    const std::size_t lists = compare(*segment, texts);
    EXPECT_GT(lists, 0U);
    EXPECT_NO_THROW(segment->verify());
  }
}

TEST(WordPairs, AreNotMadeOfFewDocumentsOrWithoutPositions) {
  const std::uint64_t seed = test::test_seed();
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed));
  test::Random random(seed);
  const auto directory = io::memory_directory();
  const auto few = random_texts(random, 200, 2);
  EXPECT_EQ(compare(*build(*directory, "few", few), few), 0U);
  const auto many = random_texts(random, 1500, 2);
  const auto plain = build(*directory, "plain", many, false);
  EXPECT_EQ(plain->fields()[0].pairs.names().size(), 0U);
  EXPECT_NO_THROW(plain->verify());
}

TEST(WordPairs, OfMergedSegmentsAreThoseOfTheLiveDocuments) {
  const std::uint64_t seed = test::test_seed();
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed));
  test::Random random(seed);
  const auto directory = io::memory_directory();
  std::vector<LiveSegment> sources;
  std::vector<Text> live;
  for (int s = 0; s < 3; ++s) {
    const auto texts = random_texts(random, 100 + random.below(1000), 6);
    LiveSegment source{build(*directory, "s" + std::to_string(s), texts), nullptr};
    auto deletions = std::make_shared<Deletions>(source.segment->doc_count());
    for (DocId doc = 0; doc < texts.size(); ++doc) {
      if (random.chance(0.2)) {
        deletions->add(doc);
      } else {
        live.push_back(texts[doc]);
      }
    }
    if (s > 0) source.deletions = deletions;
    if (s == 0) live.assign(texts.begin(), texts.end());
    sources.push_back(source);
  }
  merge_segments(sources, directory->create("merged"));
  const Segment merged(directory->open("merged"), "merged");
  compare(merged, live);
  EXPECT_NO_THROW(merged.verify());
}

// The sections of a segment, those of `kinds` taken from another one, in a file with sound
// checksums.
std::unique_ptr<Segment> with_sections_of(io::Directory& directory, const std::string& from,
                                          const std::string& other,
                                          const std::set<SectionKind>& kinds) {
  const SegmentFile own(directory.open(from), from);
  const SegmentFile foreign(directory.open(other), other);
  const std::string name = from + other;
  SegmentFileWriter out(directory.create(name));
  for (std::uint32_t number = 1; number <= 14; ++number) {
    const auto kind = static_cast<SectionKind>(number);
    for (const std::uint32_t field : {std::uint32_t{0}, kNoField}) {
      if (!own.has(kind, field)) continue;
      out.begin_section(kind, field);
      out.append((kinds.contains(kind) ? foreign : own).section(kind, field).read_all());
      out.end_section();
    }
  }
  out.finish();
  auto segment = std::make_unique<Segment>(directory.open(name), name);
  directory.remove(name);
  return segment;
}

TEST(WordPairs, ThatAreNotThoseOfTheWordsAreFoundByVerify) {
  const std::uint64_t seed = test::test_seed();
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed));
  test::Random random(seed);
  const auto directory = io::memory_directory();
  // The same words and lengths; in one document two words have changed places.
  auto texts = random_texts(random, 1500, 4);
  texts[700] = {{"w0", 0}, {"w1", 1}, {"w2", 2}};
  build(*directory, "a", texts);
  texts[700] = {{"w0", 0}, {"w2", 1}, {"w1", 2}};
  build(*directory, "b", texts);
  // A rule that covers other words.
  texts.resize(1400);
  build(*directory, "c", texts);

  const std::set<SectionKind> lists{SectionKind::kPairPostings, SectionKind::kPairs,
                                    SectionKind::kPairsIndex};
  EXPECT_NO_THROW(with_sections_of(*directory, "a", "b", {})->verify());
  EXPECT_THROW(with_sections_of(*directory, "a", "b", lists)->verify(), CorruptIndexError);
  EXPECT_THROW(with_sections_of(*directory, "a", "c", lists)->verify(), CorruptIndexError);
  EXPECT_THROW(with_sections_of(*directory, "a", "b", {SectionKind::kPairPostings})->verify(),
               CorruptIndexError);
}

TEST(FrequentWords, AreTheMostFrequentAsFarAsThereIsRoom) {
  const std::uint64_t seed = test::test_seed();
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed));
  test::Random random(seed);
  constexpr std::uint32_t kDocuments = 1000;
  FrequentWords frequent(kDocuments);
  std::vector<std::uint32_t> doc_freqs;
  const std::vector<std::uint8_t> bytes(10);
  for (int i = 0; i < 12'000; ++i) {
    TermInfo info;
    info.doc_freq = 1 + static_cast<std::uint32_t>(random.below(kDocuments));
    info.postings_size = bytes.size();
    doc_freqs.push_back(info.doc_freq);
    frequent.add(info, bytes);
  }
  const std::vector<FrequentWord> words = frequent.words();
  ASSERT_LE(words.size(), PairFinder::kMaxWords);
  EXPECT_GT(words.size(), PairFinder::kMaxWords / 2);
  std::set<std::uint32_t> ids;
  for (const FrequentWord& word : words) ids.insert(index_of(word.id));
  const std::uint32_t most = *std::ranges::max_element(doc_freqs);
  for (std::uint32_t id = 0; id < doc_freqs.size(); ++id) {
    EXPECT_EQ(ids.contains(id), frequent.rule().covers(doc_freqs[id], most)) << id;
  }
}

}  // namespace
}  // namespace lodex::segment
