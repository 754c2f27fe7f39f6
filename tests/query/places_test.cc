#include "query/places.h"

#include <gtest/gtest.h>

#include "lodex/error.h"
#include "lodex/schema.h"
#include "query/parser.h"

namespace lodex::query {
namespace {

// Puts the parts of "a/b" at one position.
class Alternatives final : public TokenFilter {
 public:
  [[nodiscard]] std::string name() const override { return "alternatives"; }
  void filter(TokenBuffer& tokens, std::size_t first) const override {
    const std::vector<Token> before(tokens.tokens().begin() + static_cast<std::ptrdiff_t>(first),
                                    tokens.tokens().end());
    tokens.mutable_tokens().resize(first);
    for (const Token& token : before) {
      std::string_view rest = token.term;
      while (true) {
        const std::size_t slash = rest.find('/');
        tokens.add({rest.substr(0, slash), token.begin, token.end, token.position});
        if (slash == std::string_view::npos) break;
        rest.remove_prefix(slash + 1);
      }
    }
  }
};

const Schema& schema() {
  static const Schema schema = [] {
    register_analyzer("places_test",
                      make_chain(find_analyzer("whitespace"), {std::make_shared<Alternatives>()}));
    return Schema{}.analyzer("places_test").text("body").text("note", {.positions = false});
  }();
  return schema;
}

std::string tree(std::string_view text, std::string field = "body", ParseOptions options = {}) {
  options.fields = {std::move(field)};
  return parse(text, schema(), options).to_string();
}

TEST(Places, TokensAtOnePositionAreAlternatives) {
  EXPECT_EQ(tree("a/b"), "(body:a body:b)");
  EXPECT_EQ(tree("a/a"), "body:a");
  EXPECT_EQ(tree("\"a/b\""), "(body:a body:b)");
  EXPECT_EQ(tree("+a/b c"), "(+(body:a body:b) body:c)");
}

TEST(Places, APhraseHasOneOfThemAtEachPlace) {
  EXPECT_EQ(tree("\"x a/b y\""), "(body:\"x a y\" body:\"x b y\")");
  EXPECT_EQ(tree("\"a/b c/d\"~1"), "(body:\"a c\"~1 body:\"a d\"~1 body:\"b c\"~1 body:\"b d\"~1)");
  EXPECT_EQ(tree("x NEAR/3 a/b"), "(body:\"x a\"@2 body:\"x b\"@2)");
}

TEST(Places, WithoutPositionsOneOfThemHasToBeThere) {
  EXPECT_EQ(tree("\"x a/b\"", "note"), "(+note:x +(note:a note:b))");
  EXPECT_EQ(tree("x NEAR a/b", "note"), "(+note:x +(note:a note:b))");
}

TEST(Places, ANearSpellingIsOfAnyOfThem) { EXPECT_EQ(tree("a/b~1"), "(body:a~1 body:b~1)"); }

TEST(Places, PlainWordsTakeAllOfThem) {
  EXPECT_EQ(tree("x a/b", "body", {.require_all = true, .words_only = true}),
            "(+body:x +(body:a body:b))");
}

TEST(Places, TooManyChoicesHaveToBeThereOnly) {
  // 8 · 8 forms are written out, 8 · 9 are not.
  EXPECT_EQ(tree("\"a/b/c/d/e/f/g/h 1/2/3/4/5/6/7/8\"").substr(0, 17), "(body:\"a 1\" body:");
  EXPECT_EQ(tree("\"a/b/c/d/e/f/g/h 1/2/3/4/5/6/7/8/9\"").substr(0, 10), "(+(body:a ");
  std::string many;
  for (std::size_t i = 0; i <= Limits::kMaxPhraseTerms; ++i) many += "a/b ";
  EXPECT_THROW((void)tree("\"" + many + "\""), LimitError);
}

}  // namespace
}  // namespace lodex::query
