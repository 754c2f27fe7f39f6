// Documents whose terms are given, past the analysis.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "base/sortable.h"
#include "index/index_files.h"
#include "index/index_writer.h"
#include "io/directory.h"
#include "lodex/analysis.h"
#include "lodex/error.h"
#include "postings/term_cursor.h"
#include "support/random_text.h"

namespace lodex::index {
namespace {

Schema example_schema() {
  return Schema{}
      .text("body", {.analyzer = "english"})
      .keyword("tag")
      .text("title", {.positions = false})
      .integer("year")
      .real("price");
}

std::vector<Value> values_of(const Value& value) {
  const auto* list = value.get_if<Value::List>();
  return list == nullptr ? std::vector<Value>{value} : *list;
}

// A field's terms in a random order, with the positions that the analysis of its values gives them.
segment::GivenTerms terms_of(const Schema& schema, const FieldSpec& spec, const Value& value,
                             test::Random& random) {
  std::map<std::string, std::vector<std::uint32_t>> found;
  std::uint32_t next = 0;
  bool any = false;
  for (const Value& item : values_of(value)) {
    const std::string text = *item.get_if<std::string>();
    if (spec.kind == FieldKind::kKeyword) {
      found[text] = {0};
      continue;
    }
    const std::uint32_t base = any ? next + segment::kValueGap : next;
    for (const OwnedToken& token : analyze(text, schema.analyzer_of(spec))) {
      found[token.term].push_back(base + token.position);
      next = base + token.position + 1;
      any = true;
    }
  }
  std::vector<std::pair<std::string, std::vector<std::uint32_t>>> order(found.begin(), found.end());
  for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random.below(i)]);
  segment::GivenTerms terms;
  for (const auto& [term, positions] : order) terms.add(term, positions);
  return terms;
}

IndexedDocument given(const Schema& schema, const Document& document, test::Random& random) {
  IndexedDocument out{document};
  for (const FieldSpec& spec : schema.fields()) {
    const Value* value = document.find(spec.name);
    if (value == nullptr) continue;
    IndexedField field{spec.name};
    if (const auto* integer = value->get_if<std::int64_t>()) {
      field.numbers = {*integer};
    } else if (const auto* real = value->get_if<double>()) {
      field.numbers = {sortable_real(*real)};
    } else {
      field.terms = terms_of(schema, spec, *value, random);
    }
    out.fields.insert(
        out.fields.begin() + static_cast<std::ptrdiff_t>(random.below(out.fields.size() + 1)),
        std::move(field));
  }
  return out;
}

std::shared_ptr<IndexFiles> new_index(const Schema& schema) {
  std::shared_ptr<io::Directory> directory = io::memory_directory();
  create_index(*directory, schema);
  return std::make_shared<IndexFiles>(std::move(directory));
}

std::map<std::string, std::string> files_of(const IndexFiles& files) {
  std::map<std::string, std::string> out;
  for (const std::string& name : files.directory().list()) {
    const auto file = files.directory().open(name);
    const ByteSpan bytes = file->bytes();
    out[name] = std::string(bytes.begin(), bytes.end());
  }
  return out;
}

// Writes the documents in some commits, by `add(writer, document)`.
template <class Add>
std::map<std::string, std::string> written(const Schema& schema, const WriterOptions& options,
                                           const std::vector<Document>& documents, Add add) {
  const auto files = new_index(schema);
  IndexWriter writer(files, options);
  for (std::size_t i = 0; i < documents.size(); ++i) {
    add(writer, documents[i]);
    if (i % 300 == 299) writer.commit();
  }
  writer.commit();
  EXPECT_TRUE(check_index(*files).ok());
  return files_of(*files);
}

TEST(GivenTerms, MakeTheSegmentsThatAnalysisMakes) {
  const std::uint64_t seed = test::test_seed();
  SCOPED_TRACE(seed);
  test::Random random(seed);
  for (std::uint64_t round = 0; round < 4 * test::test_effort(); ++round) {
    const Schema schema = example_schema();
    std::vector<Document> documents = test::random_documents(random, 700, 20 + random.below(2000));
    for (Document& document : documents) {
      // Several values, some without words, and ids that come again.
      if (random.chance(0.2)) {
        document.set("body", Value::List{test::random_words(random, random.below(9), 50), "",
                                         test::random_words(random, random.below(9), 50)});
      }
      if (random.chance(0.05)) document.set("id", "d" + std::to_string(random.below(700)));
    }
    const WriterOptions options{.threads = 1U + static_cast<unsigned>(round % 2)};
    const auto analysed =
        written(schema, options, documents,
                [](IndexWriter& writer, const Document& document) { writer.upsert(document); });
    const auto from_terms =
        written(schema, options, documents, [&](IndexWriter& writer, const Document& document) {
          writer.upsert(given(schema, document, random));
        });
    ASSERT_EQ(analysed, from_terms);
  }
}

segment::GivenTerms three_terms() {
  const std::vector<std::uint32_t> places = {3, 9};
  segment::GivenTerms terms;
  terms.add("behind", {}, 2);
  terms.add("known", places);
  terms.add("partly", std::span(places).first(1), 1);
  return terms;
}

TEST(GivenTerms, OccurrencesWithoutPositionComeBehindAllOthers) {
  const auto files = new_index(Schema{}.text("body"));
  IndexWriter writer(files, {});
  writer.upsert(IndexedDocument{Document{{"id", "a"}}, {{"body", three_terms()}}});
  writer.upsert(IndexedDocument{Document{{"id", "b"}}, {{"body", three_terms()}}});
  writer.commit();
  const auto snapshot = files->open_snapshot();
  const segment::Segment& segment = *snapshot->segments.front().segment;
  const segment::SegmentField& field = *segment.field("body");
  EXPECT_EQ(field.info.tokens, 12U);
  const auto positions = [&](std::string_view term) {
    postings::TermCursor cursor = field.cursor(field.terms.find(term)->info);
    EXPECT_EQ(cursor.next(), 1U);
    std::vector<std::uint32_t> out;
    cursor.positions(out);
    return out;
  };
  using Positions = std::vector<std::uint32_t>;
  EXPECT_EQ(positions("known"), (Positions{3, 9}));
  EXPECT_EQ(positions("behind"), (Positions{110, 211}));
  EXPECT_EQ(positions("partly"), (Positions{3, 312}));
}

TEST(GivenTerms, WhatTheSchemaDoesNotTakeIsRefusedAndNothingElse) {
  const auto files = new_index(Schema{}.text("body").keyword("tag").integer("year").json("raw"));
  IndexWriter writer(files, {});
  const auto refused = [&](IndexedField field) {
    EXPECT_THROW(writer.upsert(IndexedDocument{Document{{"id", "x"}}, {std::move(field)}}),
                 DocumentError)
        << field.name;
  };
  refused({"other", three_terms()});
  refused({"raw", three_terms()});
  refused({"year", three_terms()});
  refused({"body", {}, {7}});
  refused({"year"});
  const auto one = [](std::string_view term, std::vector<std::uint32_t> positions,
                      std::uint32_t more = 0) {
    segment::GivenTerms terms;
    terms.add(term, positions, more);
    return terms;
  };
  refused({"body", one("falls", {5, 4})});
  refused({"body", one("never", {})});
  refused({"body", one("far", {0xfffffff0})});
  refused({"body", one("often", {}, 0xfffffff0)});
  refused({"body", one(std::string(256, 'x'), {1})});
  EXPECT_THROW(writer.upsert(IndexedDocument{Document{{"body", "no id"}}}), DocumentError);
  writer.upsert(IndexedDocument{Document{{"id", 5}}, {{"body", {}}, {"tag", one("t", {}, 1)}}});
  EXPECT_EQ(writer.commit().documents, 1U);
  const auto snapshot = files->open_snapshot();
  EXPECT_EQ(snapshot->segments.front().segment->id(0), "5");
  EXPECT_EQ(snapshot->segments.front().segment->field("body")->info.documents, 1U);
}

}  // namespace
}  // namespace lodex::index
