// SPDX-License-Identifier: GPL-2.0-or-later
#include "xapian/layout.h"

#include <gtest/gtest.h>
#include <xapian.h>

#include <algorithm>
#include <map>
#include <set>

#include "lodex/error.h"
#include "support/random_text.h"
#include "xapian/term_list.h"

namespace lodex::xapian {
namespace {

std::string prefix(const Layout& layout, std::string_view field) {
  return layout.find(field)->prefix;
}

TEST(Layout, HasThePrefixesOfXapiansConventions) {
  const Layout layout(
      Schema{}.text("title").text("body").keyword("tag").keyword("author").text("notes").integer(
          "year"));
  EXPECT_EQ(prefix(layout, "body"), "");
  EXPECT_EQ(prefix(layout, "title"), "S");
  EXPECT_EQ(prefix(layout, "tag"), "K");
  EXPECT_EQ(prefix(layout, "author"), "XAUTHOR");
  EXPECT_EQ(prefix(layout, "notes"), "XNOTES");
  EXPECT_FALSE(layout.find("year")->has_terms);
  EXPECT_EQ(layout.id_term("a/b"), "Qa/b");
  EXPECT_EQ(layout.id_of("Qa/b"), "a/b");
  EXPECT_EQ(layout.find("nothing"), nullptr);
}

TEST(Layout, TakesTheOnlyTextForTheMainOne) {
  EXPECT_EQ(prefix(Layout(Schema{}.text("title").keyword("tag")), "title"), "");
  EXPECT_EQ(prefix(Layout(Schema{}.text("text").text("notes")), "text"), "");
  EXPECT_EQ(prefix(Layout(Schema{}.text("text").text("body")), "text"), "XTEXT");
  EXPECT_EQ(prefix(Layout(Schema{}.text("a").text("b")), "a"), "XA");
}

TEST(Layout, GivesNoTwoFieldsOnePrefix) {
  const Layout layout(Schema{}
                          .text("body")
                          .keyword("tag")
                          .keyword("tags")
                          .keyword("Tags")
                          .keyword("TAGS")
                          .text("größe")
                          .text("grӧe")
                          .text("作者")
                          .text("標題")
                          .keyword("tags2"));
  std::set<std::string> prefixes;
  for (const LayoutField& field : layout.fields()) {
    EXPECT_TRUE(prefixes.insert(field.prefix).second) << field.name << ' ' << field.prefix;
    EXPECT_TRUE(std::ranges::all_of(field.prefix, [](char c) { return c >= 'A' && c <= 'Z'; }));
  }
  EXPECT_EQ(prefix(layout, "tags"), "XTAGS");
  EXPECT_EQ(prefix(layout, "Tags"), "XTAGSZA");
  EXPECT_EQ(prefix(layout, "TAGS"), "XTAGSZB");
}

TEST(Layout, KeepsWhatItHasWhenFieldsAreAdded) {
  Layout layout(Schema{}.text("notes").integer("year"));
  const Layout before = layout;
  ASSERT_EQ(layout.find("notes")->length, LengthSource::kDocument);
  layout.extend(Schema{}.text("notes").integer("year").text("body").date("day"));
  EXPECT_EQ(prefix(layout, "notes"), "");
  EXPECT_EQ(prefix(layout, "body"), "XBODY");
  // With two texts the length of a document is that of neither.
  EXPECT_EQ(layout.find("notes")->length, LengthSource::kSlot);
  EXPECT_EQ(layout.find("notes")->length_slot, before.find("notes")->length_slot);
  std::set<Xapian::valueno> slots;
  for (const LayoutField& field : layout.fields()) {
    for (const auto& slot : {field.length_slot, field.value_slot, field.values_slot}) {
      if (slot) {
        EXPECT_TRUE(slots.insert(*slot).second);
      }
    }
  }
  EXPECT_EQ(slots.size(), 6U);
}

TEST(Layout, ComesBackFromTheMetadata) {
  Xapian::WritableDatabase database("", Xapian::DB_BACKEND_INMEMORY);
  EXPECT_FALSE(Layout::is_in(database));
  const Layout layout(Schema{}
                          .analyzer("english")
                          .text("title", {.boost = 2})
                          .text("body", {.positions = false})
                          .keyword("hidden", {.indexed = false})
                          .json("extra")
                          .real("price"));
  layout.save(database);
  EXPECT_TRUE(Layout::is_in(database));
  EXPECT_EQ(Layout::load(database), layout);
}

TEST(Layout, SaysWhatIsWrongWithMetadata) {
  Xapian::WritableDatabase database("", Xapian::DB_BACKEND_INMEMORY);
  const Layout layout(Schema{}.text("body"));
  for (const char* broken : {"", "[", "{}", R"({"version":2})", R"({"version":1,"fields":{}})",
                             R"({"version":1,"fields":{"body":{"length":-1}}})"}) {
    layout.save(database);
    database.set_metadata(kLayoutKey, broken);
    EXPECT_THROW((void)Layout::load(database), CorruptIndexError) << broken;
  }
  layout.save(database);
  database.set_metadata(kSchemaKey, "{\"fields\":3}");
  EXPECT_THROW((void)Layout::load(database), CorruptIndexError);
}

TEST(Terms, HaveAColonBeforeCapitals) {
  const Layout layout(Schema{}.text("body").text("title").keyword("author"));
  const auto term = [&](const char* field, std::string_view text) {
    return term_of(*layout.find(field), text);
  };
  EXPECT_EQ(term("author", "ada"), "XAUTHORada");
  EXPECT_EQ(term("author", "Ada"), "XAUTHOR:Ada");
  EXPECT_EQ(term("author", ":x"), "XAUTHOR::x");
  EXPECT_EQ(term("title", "Ada"), "SAda");
  EXPECT_EQ(term("body", "ada"), "ada");
  EXPECT_EQ(term("body", "Q7"), ":Q7");
}

TEST(Terms, ThatAreTooLongEndInAHash) {
  const Layout layout(Schema{}.text("body").keyword("author"));
  Xapian::WritableDatabase database("", Xapian::DB_BACKEND_INMEMORY);
  std::set<std::string> terms;
  for (const std::string& text :
       {std::string(300, 'x'), std::string(301, 'x'), std::string(200, '\0'),
        std::string(201, '\0'), std::string(245, 'x'), std::string(32'000, 'y')}) {
    for (const char* field : {"body", "author"}) {
      const std::string term = term_of(*layout.find(field), text);
      EXPECT_LE(term.size() + static_cast<std::size_t>(std::ranges::count(term, '\0')),
                kMaxTermBytes);
      EXPECT_TRUE(terms.insert(term).second);
    }
  }
  EXPECT_EQ(term_of(*layout.find("body"), std::string(245, 'x')), std::string(245, 'x'));
}

// Fields of which prefixes and terms look alike.
TEST(TermList, OfAFieldHasItsTermsInByteOrderAndNoOthers) {
  const std::uint64_t seed = test::test_seed();
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed));
  test::Random random(seed);
  const Layout layout(
      Schema{}.text("body").text("title").keyword("tag").keyword("a").keyword("ab").keyword("a1"));
  const std::string alphabet = std::string("AQSXKZ:;09@[ab\xC3\xA9") + '\0';
  for (int round = 0; round < 20; ++round) {
    Xapian::WritableDatabase database("", Xapian::DB_BACKEND_INMEMORY);
    std::map<std::string, std::set<std::string>> expected;
    Xapian::Document document;
    document.add_boolean_term(layout.id_term("17"));
    for (int i = 0; i < 150; ++i) {
      const LayoutField& field = layout.fields()[random.below(layout.fields().size())];
      std::string term;
      for (std::uint64_t n = 1 + random.below(4); n > 0; --n) {
        term += alphabet[random.below(alphabet.size())];
      }
      expected[field.name].insert(term);
      document.add_term(term_of(field, term));
    }
    database.add_document(document);
    for (const LayoutField& field : layout.fields()) {
      for (const std::string& begin :
           {std::string(), std::string("A"), std::string("a"), std::string(":"), std::string(":Q"),
            std::string("0"), std::string("\xC3\xA9"), std::string(1, '\0'), std::string("[")}) {
        std::vector<std::string> wanted;
        for (const std::string& term : expected[field.name]) {
          if (term.starts_with(begin)) wanted.push_back(term);
        }
        std::vector<std::string> found;
        for_each_term(database, field, begin,
                      [&](std::string_view term, const Xapian::TermIterator& it) {
                        EXPECT_EQ(it.get_termfreq(), 1U);
                        found.emplace_back(term);
                        return true;
                      });
        ASSERT_EQ(found, wanted) << field.name << " from " << begin;
      }
    }
  }
}

TEST(TermList, EndsWhenItIsToldTo) {
  const Layout layout(Schema{}.text("body"));
  Xapian::WritableDatabase database("", Xapian::DB_BACKEND_INMEMORY);
  Xapian::Document document;
  for (const char* term : {"1", ":Q", "a", "b"}) document.add_term(term);
  database.add_document(document);
  for (std::size_t limit = 1; limit <= 4; ++limit) {
    std::size_t count = 0;
    for_each_term(database, layout.fields()[0], "",
                  [&](std::string_view, const Xapian::TermIterator&) { return ++count < limit; });
    EXPECT_EQ(count, limit);
  }
}

}  // namespace
}  // namespace lodex::xapian
