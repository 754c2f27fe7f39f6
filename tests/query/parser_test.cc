#include <gtest/gtest.h>

#include "lodex/error.h"
#include "query/node.h"
#include "query/parser.h"
#include "support/random_text.h"

namespace lodex::query {
namespace {

const Schema& schema() {
  static const Schema schema = Schema{}
                                   .text("title", {.boost = 2})
                                   .text("body")
                                   .keyword("tag")
                                   .integer("year")
                                   .real("price")
                                   .date("published")
                                   .boolean("open")
                                   .json("raw")
                                   .text("note", {.positions = false})
                                   .text("hidden", {.indexed = false});
  return schema;
}

const std::vector<std::string> kBody = {"body"};

// In the field body alone, so that the trees are short.
std::string lenient(std::string_view text) {
  return parse(text, schema(), {.fields = kBody}).to_string();
}
std::string strict(std::string_view text) {
  return parse(text, schema(), {.mode = ParseMode::kStrict, .fields = kBody}).to_string();
}
std::vector<QueryNote> notes(std::string_view text) {
  return parse(text, schema(), {.fields = kBody}).notes();
}

struct Case {
  const char* text;
  const char* tree;
};

// Of several fields those that know the order of words are enough for a phrase.
TEST(Parser, LooksForPhrasesInFieldsThatHavePositions) {
  const auto in_all = [](std::string_view text, const std::vector<std::string>& fields) {
    return parse(text, schema(), {.fields = fields}).to_string();
  };
  EXPECT_EQ(in_all("\"a b\"", {"note", "body"}), "body:\"a b\"");
  EXPECT_EQ(in_all("a NEAR b", {"body", "note"}), "body:\"a b\"@9");
  EXPECT_EQ(in_all("\"a b\"", {"note"}), "(+note:a +note:b)");
  EXPECT_EQ(in_all("\"a\"", {"note", "body"}), "<note:a body:a>");
  EXPECT_EQ(in_all("a-b", {"note", "body"}), "(body:\"a b\" (+note:a +note:b))");
  EXPECT_EQ(in_all("note:\"a b\"", {"body"}), "(+note:a +note:b)");
}

TEST(Parser, UnderstandsTheLanguage) {
  const Case cases[] = {
      {"hello", "body:hello"},
      {"Hello World", "(body:hello body:world)"},
      {"+a -b c", "(+body:a body:c -body:b)"},
      {"a AND b", "(+body:a +body:b)"},
      {"a OR b OR c", "(body:a body:b body:c)"},
      {"a AND b OR c AND d", "((+body:a +body:b) (+body:c +body:d))"},
      {"a NOT b", "(body:a -body:b)"},
      {"a AND NOT b", "(+body:a -body:b)"},
      {"NOT b", "(+* -body:b)"},
      {"-b", "(+* -body:b)"},
      {"--b c", "(body:b body:c)"},
      {"a ---b", "(body:a body:b)"},
      {"a OR NOT b", "(body:a (+* -body:b))"},
      {"(a b) AND c", "(+(body:a body:b) +body:c)"},
      {"\"to be or\"", "body:\"to be or\""},
      {"\"a b\"~2", "body:\"a b\"~2"},
      {"\"single\"", "body:single"},
      {"a NEAR/5 b", "body:\"a b\"@4"},
      {"a NEAR b NEAR c", "body:\"a b c\"@8"},
      {"title:a b", "(title:a body:b)"},
      {"title:(a b)", "(title:a title:b)"},
      {"title:\"a b\"", "title:\"a b\""},
      {"e-mail", "body:\"e mail\""},
      {"pre*", "body:pre*"},
      {"PRE*", "body:pre*"},
      {"w?ld*", "body:w?ld*"},
      {"word~", "body:word~1"},
      {"word~2", "body:word~2"},
      {"/colou?r/", "body:/colou?r/"},
      {"word^2.5", "body:word^2.5"},
      {"(a b)^3", "(body:a body:b)^3"},
      {"\"a b\"^2", "body:\"a b\"^2"},
      {"tag:finance", "tag:finance"},
      {"tag:\"New York\"", "tag:New\\ York"},
      {"tag:fin*", "tag:fin*"},
      {"a tag:x tag:y year:2019..", "(+body:a #(tag:x tag:y) #year:[2019 TO *])"},
      {"a OR tag:x", "(body:a tag:x)"},
      {"+tag:x a", "(+tag:x body:a)"},
      {"year:2019", "year:[2019 TO 2019]"},
      {"year:[2010 TO 2020}", "year:[2010 TO 2020}"},
      {"year:{* TO 5]", "year:{* TO 5]"},
      {"year:..2020", "year:[* TO 2020]"},
      {"year:>=5", "year:[5 TO *]"},
      {"year:<-5", "year:[* TO \\-5}"},
      {"price:1.5..2", "price:[1\\.5 TO 2\\.0]"},
      {"open:true", "open:[true TO true]"},
      {"tag:[a TO c]", "tag:[a TO c]"},
      {"published:1970-01-01", "published:[0 TO 86400000000}"},
      {"published:>1970", "published:[31536000000000 TO *}"},
      {"published:<=1970", "published:[* TO 31536000000000}"},
      {"body:*", "body:*"},
      {"tag:*", "tag:*"},
      {"*", "*"},
      {"id:a\\:b", "id:a\\:b"},
      {"c\\*d", "body:\"c d\""},
      {"\\AND", "body:and"},
      {"/colou?r(s|ed)?/ x", "(body:/colou?r(s|ed)?/ body:x)"},
      {"\xe2\x80\x9c"
       "a b\xe2\x80\x9d",
       "body:\"a b\""},
      {"", "()"},
      {"   ", "()"},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(lenient(c.text), c.tree) << c.text;
    EXPECT_TRUE(notes(c.text).empty()) << c.text << ": " << notes(c.text)[0].message;
    EXPECT_EQ(strict(c.text), c.tree) << c.text;
  }
}

TEST(Parser, LooksAWordUpInAllTextFields) {
  EXPECT_EQ(parse("word", schema(), {}).to_string(), "<title:word^2 body:word note:word>");
  EXPECT_EQ(parse("e-mail", schema(), {}).to_string(),
            "(<title:\"e mail\"^2 body:\"e mail\"> (+note:e +note:mail))");
  EXPECT_EQ(parse("x", Schema{}.keyword("tag").integer("n"), {}).to_string(), "tag:x");
  EXPECT_EQ(parse("x", Schema{}, {}).to_string(), "()");
}

const Schema& english() {
  static const Schema schema =
      Schema{}.analyzer("english").text("title").text("body").keyword("tag");
  return schema;
}

std::string in_english(std::string_view text, const ParseOptions& options = {.fields = kBody}) {
  return parse(text, english(), options).to_string();
}

TEST(Parser, StopWordsCountATenthBesideOtherWords) {
  const Case cases[] = {
      {"The flow of heat", "(body:the^0.1 body:flow body:of^0.1 body:heat)"},
      {"What's, which? heat!", "(body:what^0.1 body:which^0.1 body:heat)"},
      {"what\xe2\x80\x99s heat", "(body:what^0.1 body:heat)"},
      {"the who", "(body:the body:who)"},
      {"the", "body:the"},
      {"the -heat", "(body:the -body:heat)"},
      {"the tag:x", "(+body:the #tag:x)"},
      {"+the heat", "(+body:the body:heat)"},
      {"the^3 heat", "(body:the^3 body:heat)"},
      {"body:the heat", "(body:the body:heat)"},
      {"body:(the heat)", "(body:the^0.1 body:heat)"},
      {"the AND heat", "(+body:the +body:heat)"},
      {"the OR heat", "(body:the body:heat)"},
      {"\"the\" heat", "(body:the body:heat)"},
      {"\"flow of heat\" the", "(body:\"flow of heat\" body:the^0.1)"},
      {"the* heat", "(body:the* body:heat)"},
      {"(the) heat (of)", "(body:the^0.1 body:heat body:of^0.1)"},
      {"(the flow) heat", "((body:the^0.1 body:flow) body:heat)"},
      {"-(the) heat", "(body:heat -body:the)"},
  };
  for (const Case& c : cases) EXPECT_EQ(in_english(c.text), c.tree) << c.text;
  EXPECT_EQ(in_english("the heat", {.fields = kBody, .require_all = true}),
            "(+body:the^0.1 +body:heat)");
  EXPECT_EQ(in_english("the heat", {}), "(<title:the body:the>^0.1 <title:heat body:heat>)");
  EXPECT_EQ(lenient("the heat"), "(body:the body:heat)");  // `standard` has no language
}

TEST(Parser, StopWordsOfPlainWordsCountATenthToo) {
  const ParseOptions options{.fields = kBody, .words_only = true};
  EXPECT_EQ(in_english("What is heat?", options), "(body:what^0.1 body:is^0.1 body:heat)");
  EXPECT_EQ(in_english("What is?", options), "(body:what body:is)");
}

TEST(Parser, AWordIsAStopWordIfItIsOneInAllItsFields) {
  const Schema schema =
      Schema{}.text("a", {.analyzer = "english"}).text("b", {.analyzer = "german"});
  EXPECT_EQ(parse("die in heat", schema, {}).to_string(),
            "(<a:die b:die> <a:in b:in>^0.1 <a:heat b:heat>)");
}

TEST(Parser, AWordCutInSeveralCountsHalfAsItsWordsInAList) {
  EXPECT_EQ(lenient("e-mail x"), "(body:\"e mail\"^0.5 body:x body:e^0.5 body:mail^0.5)");
  EXPECT_EQ(in_english("state-of-art x"),
            "(body:\"state of art\"^0.5 body:x body:state^0.5 body:of^0.05 body:art^0.5)");
  EXPECT_EQ(lenient("+x e-mail"), "(+body:x body:\"e mail\"^0.5 body:e^0.5 body:mail^0.5)");
  EXPECT_EQ(lenient("(e-mail) x"), lenient("e-mail x"));
  // A phrase it stays alone, and where something else is asked for.
  for (const char* text : {"e-mail", "e-mail tag:x", "x AND e-mail", "x +e-mail", "x e-mail^2",
                           "x \"e-mail\"", "x body:e-mail", "x OR e-mail"}) {
    EXPECT_EQ(lenient(text).find("body:mail"), std::string::npos) << lenient(text);
  }
  EXPECT_EQ(parse("x e-mail", schema(), {.fields = kBody, .require_all = true}).to_string(),
            "(+body:x +body:\"e mail\")");
}

TEST(Parser, WordsOfCutWordsDoNotExceedTheLimitOfClauses) {
  std::string text;
  for (unsigned i = 0; i < Limits::kMaxClauses; ++i) text += "a-b ";
  EXPECT_NO_THROW((void)lenient(text));
}

TEST(Parser, RequiresAllWordsWhereAsked) {
  EXPECT_EQ(parse("a b -c", schema(), {.fields = kBody, .require_all = true}).to_string(),
            "(+body:a +body:b -body:c)");
}

TEST(Parser, TakesPlainWordsWhereAsked) {
  const ParseOptions options{.fields = kBody, .words_only = true};
  EXPECT_EQ(parse("What is \"e-mail\" AND (title:x)?", schema(), options).to_string(),
            "(body:what body:is body:e body:mail body:and body:title body:x)");
  EXPECT_EQ(parse("a b", schema(), {.words_only = true}).to_string(),
            "(<title:a^2 body:a note:a> <title:b^2 body:b note:b>)");
}

TEST(Parser, PlainWordsGoWhereTheOptionsSay) {
  EXPECT_EQ(parse("a b", schema(), {.require_all = true, .words_only = true}).to_string(),
            "(+<title:a^2 body:a note:a> +<title:b^2 body:b note:b>)");
  EXPECT_EQ(parse("A-b c", schema(), {.fields = {"tag"}, .words_only = true}).to_string(),
            R"((tag:A\-b tag:c))");
  EXPECT_THROW((void)parse("a", schema(), {.fields = {"nothing"}, .words_only = true}), QueryError);
}

TEST(LenientParser, NeverLooksForIdsByPatterns) {
  for (const char* text : {"id:a*", "id:a?b", "id:a~", "id:/a/", "id:[a TO c]", "id:>a"}) {
    EXPECT_FALSE(notes(text).empty()) << text;
    EXPECT_THROW((void)strict(text), QueryError) << text;
  }
  EXPECT_EQ(lenient("id:a..b"), R"(id:a\.\.b)");
}

TEST(LenientParser, NeverFailsOnWhatPeopleType) {
  const Case cases[] = {
      {"what is a gift card?", "(body:what body:is body:a body:gift body:card)"},
      {"(a b", "(body:a body:b)"},
      {"a b)", "(body:a body:b)"},
      {"\"a b", "(body:a body:b)"},
      {"5\" nails", "(body:5 body:nails)"},
      {"a AND", "body:a"},
      {"AND a", "body:a"},
      {"a OR OR b", "(body:a body:b)"},
      {"NOT", "()"},
      {"+ a", "body:a"},
      {"a - b", "(body:a body:b)"},
      {"- *", "*"},
      {"title:", "body:title"},
      {"http://example.com/x", "body:\"http example.com x\""},
      {"foo:bar", "body:\"foo bar\""},
      {"year:abc word", "body:word"},
      {"[a TO b]", "(body:a body:to body:b)"},
      {"title:[a TO b]", "()"},
      {"title:>5 x", "body:x"},
      {"/unclosed( x", "(body:unclosed body:x)"},
      {"/(/ x", "body:x"},
      {"/usr/bin/", "body:\"usr bin\""},
      {"a:(^", "body:a"},
      {"C++ c#", "(body:c body:c)"},
      {"^5 ~2", "(body:5 body:2)"},
      {"word^0", "body:\"word 0\""},
      {"!!! ??? ...", "()"},
      {"NEAR/3 a", "(body:\"near 3\"^0.5 body:a body:near^0.5 body:3^0.5)"},
      {"a NEAR/3", "body:a"},
      {"()", "()"},
      {"-()", "()"},
  };
  for (const Case& c : cases) EXPECT_EQ(lenient(c.text), c.tree) << c.text;
}

TEST(LenientParser, SaysWhatItIgnored) {
  EXPECT_EQ(notes("a AND"), (std::vector<QueryNote>{{"AND and OR stand between two operands", 2}}));
  EXPECT_EQ(notes("(a"), (std::vector<QueryNote>{{"a parenthesis is not closed", 0}}));
  EXPECT_EQ(notes("x year:abc"),
            (std::vector<QueryNote>{{"field \"year\" (integer) cannot have this value", 2}}));
  EXPECT_EQ(notes("hello").size(), 0U);
}

TEST(StrictParser, ThrowsWithTheOffset) {
  const auto offset = [](std::string_view text) -> std::int64_t {
    try {
      strict(text);
    } catch (const QueryError& error) {
      return static_cast<std::int64_t>(error.offset().value_or(9999));
    }
    return -1;
  };
  EXPECT_EQ(offset("a (b"), 2);
  EXPECT_EQ(offset("a b)"), 3);
  EXPECT_EQ(offset("ab \"c"), 3);
  EXPECT_EQ(offset("a nofield:x"), 2);
  EXPECT_EQ(offset("a year:x"), 2);
  EXPECT_EQ(offset("title:"), 0);
  EXPECT_EQ(offset("a title:[x]"), 8);
  EXPECT_EQ(offset("raw:x"), 0);
  EXPECT_EQ(offset("hidden:x"), 0);
  EXPECT_EQ(offset("a OR"), 2);
  EXPECT_EQ(offset("a  AND"), 3);
  EXPECT_EQ(offset("!!!"), 0);
}

TEST(Parser, RefusesWhatPassesALimit) {
  EXPECT_THROW(lenient(std::string(70'000, 'a')), LimitError);
  EXPECT_THROW(lenient(std::string(200, '(') + "a" + std::string(200, ')')), LimitError);
  EXPECT_NO_THROW(lenient(std::string(60, '(') + "a" + std::string(60, ')')));
  std::string many;
  for (int i = 0; i < 5000; ++i) many += "a" + std::to_string(i) + " ";
  EXPECT_THROW(lenient(many), LimitError);
  std::string nots;
  for (int i = 0; i < 5000; ++i) nots += "NOT (";
  EXPECT_THROW(lenient(nots + "a"), LimitError);
}

TEST(Parser, SaysWhatItMakesOfTooManyEditsAndOfPatternsNearWords) {
  EXPECT_EQ(lenient("word~9"), "body:word~2");
  EXPECT_EQ(notes("word~9").size(), 1U);
  EXPECT_EQ(lenient("word~1 NEAR b*"), lenient("word NEAR b"));
  EXPECT_EQ(notes("word~1 NEAR b*").size(), 2U);
  EXPECT_THROW((void)strict("word~9"), QueryError);
  EXPECT_THROW((void)strict("word~1 NEAR b"), QueryError);
}

TEST(LenientParser, TakesAnyBytes) {
  const std::uint64_t seed = test::test_seed();
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed));
  test::Random random(seed);
  const std::string alphabet =
      "ab:\"()[]{}+-~^*?/\\.<>= TO AND OR NOT NEAR year:title:\xe2\x80\x9c";
  for (int round = 0; round < 4'000; ++round) {
    std::string text;
    for (std::uint64_t n = random.below(40); n > 0; --n) {
      text += random.chance(0.1)
                  ? random.bytes(1)
                  : alphabet.substr(random.below(alphabet.size()), 1 + random.below(4));
    }
    const Query query = parse(text, schema(), {});
    (void)query.to_string();
    (void)parse(text, schema(), {.words_only = true});
    try {
      (void)strict(text);
    } catch (const QueryError& error) {
      ASSERT_LE(error.offset().value_or(0), text.size());
    }
  }
}

TEST(Query, FactoriesKeepTheLimits) {
  Query query = Query::term("body", "a");
  for (unsigned i = 1; i < Limits::kMaxDepth - 1; ++i) query = query.boost(1.5);
  EXPECT_THROW((void)query.boost(2).boost(2), LimitError);
  EXPECT_THROW(Query::term("", "a"), QueryError);
  EXPECT_THROW(Query::phrase("body", {}), QueryError);
  EXPECT_THROW(Query::phrase("body", std::vector<std::string>(300, "a")), LimitError);
  EXPECT_THROW(Query::fuzzy("body", "a", {.edits = 3}), LimitError);
  EXPECT_THROW((void)Query::term("body", "a").boost(0), QueryError);
  EXPECT_THROW(Query::regex("body", "("), QueryError);
  EXPECT_THROW(Query::across({{Query::all(), 1.0}}), QueryError);
}

}  // namespace
}  // namespace lodex::query
