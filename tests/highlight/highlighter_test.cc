// Passages and marks, against the naive way, on random texts in many scripts.
#include "highlight/highlighter.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/utf8.h"
#include "support/many_scripts.h"
#include "support/temporary_folder.h"

namespace lodex::highlight {
namespace {

using Ranges = std::vector<std::pair<std::size_t, std::size_t>>;

Target word(std::string term, double weight = 1) { return {{{std::move(term), 0}}, {}, weight}; }

Target phrase(const std::vector<std::string>& terms, PhraseOptions options = {},
              double weight = 1) {
  std::vector<query::PhraseTerm> places;
  for (const std::string& term : terms) {
    places.push_back({term, static_cast<std::uint32_t>(places.size())});
  }
  return {std::move(places), options, weight};
}

std::string snippet(std::string_view text, const std::vector<Target>& parts,
                    std::size_t length = 200, const char* analyzer = "standard") {
  const Highlights highlights =
      find_highlights(text, *find_analyzer(analyzer), FieldTargets(parts), length);
  return write_snippet(text, highlights, Markup::kHtml);
}

std::string repeated(std::string_view text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

TEST(Snippet, ShowsWholeSentencesWhereTheyFit) {
  const std::string text =
      "Nothing of note stands here at first. The fox ran home. It slept there. " +
      repeated("Then came a long story of quite other things. ", 20);
  EXPECT_EQ(snippet(text, {word("fox")}, 40),
            "\u2026The <mark>fox</mark> ran home. It slept there.\u2026");
  EXPECT_EQ(snippet(text, {word("slept")}, 40),
            "\u2026The fox ran home. It <mark>slept</mark> there.\u2026");
}

TEST(Snippet, CutsBetweenWordsWhereASentenceIsTooLong) {
  const std::string text = repeated("so it went on and on, ", 20) + "until the fox, " +
                           repeated("which went on and on, ", 20);
  EXPECT_EQ(snippet(text, {word("fox")}, 40),
            "\u2026until the <mark>fox</mark>, which went on and on,\u2026");
}

TEST(Snippet, FillsUpAtTheEndOfAText) {
  const std::string text = repeated("so it went on and on, ", 20) + "until the fox";
  EXPECT_EQ(snippet(text, {word("fox")}, 40),
            "\u2026on, so it went on and on, until the <mark>fox</mark>");
}

TEST(Snippet, PrefersRareWordsAndDifferentOnes) {
  const std::string gap = repeated("filler words stand here. ", 20);
  const std::string text =
      "A fox. A fox. A fox. A fox. " + gap + "Fox and hen. " + gap + "A quagga here. " + gap;
  EXPECT_NE(snippet(text, {word("fox"), word("hen")}, 60).find("<mark>hen</mark>"),
            std::string::npos);
  EXPECT_NE(snippet(text, {word("fox"), word("quagga", 3)}, 60).find("<mark>quagga</mark>"),
            std::string::npos);
  // Words that stand side by side rather than apart.
  EXPECT_NE(
      snippet("A fox is not near a hen. " + gap + "The fox hen.", {word("fox"), word("hen")}, 60)
          .find("The <mark>fox</mark> <mark>hen</mark>"),
      std::string::npos);
}

TEST(Snippet, MarksAPhraseAsOneAndItsWordsNowhereElse) {
  EXPECT_EQ(snippet("a book of order, an order book", {phrase({"order", "book"})}),
            "a book of order, an <mark>order book</mark>");
  EXPECT_EQ(snippet("an order book", {phrase({"order", "book"}), word("book")}),
            "an <mark>order book</mark>");
  EXPECT_EQ(snippet("book of an order; a book, order", {phrase({"order", "book"}, {2, false})}),
            "<mark>book</mark> of an <mark>order</mark>; a <mark>book</mark>, <mark>order</mark>");
  EXPECT_EQ(snippet("write an e-mail", {phrase({"e", "mail"})}), "write an <mark>e-mail</mark>");
}

TEST(Snippet, CutsAWordThatIsLongerThanIt) {
  const std::string letters = repeated("e\u0301", 500'000);
  const std::string got = snippet("x " + letters + " y", {word("x"), word("y")}, 50);
  EXPECT_EQ(got, "<mark>x</mark>\u2026");
  const auto token = analyze(letters, "standard").at(0);
  EXPECT_EQ(snippet(letters, {word(token.term)}, 50),
            "<mark>" + repeated("e\u0301", 50) + "</mark>\u2026");
}

TEST(Snippet, CountsCharactersAsReadersSeeThem) {
  const std::string families = repeated("👨‍👩‍👧‍👦 ", 100);
  EXPECT_EQ(snippet(families, {}, 9),
            repeated("👨‍👩‍👧‍👦 ", 4) + "👨‍👩‍👧‍👦\u2026");
  EXPECT_EQ(snippet("a  \n \t  b c", {}, 3), "a b\u2026");
}

TEST(Snippet, FindsWordsFarIntoALongText) {
  // More than a part, and a line end and no line end where parts are cut.
  for (const char* gap : {"filler words and so on ", "filler line\n", "filler"}) {
    std::string text;
    while (text.size() < 3'000'000) text += gap;
    text += " the fox, " + repeated("and then on ", 100);
    const std::string got = snippet(text, {word("fox"), word("absent")}, 60);
    EXPECT_NE(got.find("<mark>fox</mark>"), std::string::npos) << got;
  }
}

// ---- Against the naive way ----

struct Case {
  std::string text;
  std::vector<Target> parts;
};

// A text, and words and phrases of which most occur in it.
Case random_case(test::Random& random, std::string text, const Analyzer& analyzer) {
  Case out{std::move(text), {}};
  const std::vector<OwnedToken> tokens = analyze(out.text, analyzer);
  for (std::size_t i = 0; i < 1 + random.below(4) && !tokens.empty(); ++i) {
    const std::size_t at = random.below(tokens.size());
    const double weight = 0.5 + random.real() * 8;
    std::vector<std::string> terms;
    for (std::size_t j = at; j < tokens.size() && j < at + 1 + random.below(3); ++j) {
      terms.push_back(tokens[j].term);
    }
    if (terms.size() > 1) {
      out.parts.push_back(phrase(terms, {}, weight));
    } else {
      out.parts.push_back(word(terms[0], weight));
    }
  }
  return out;
}

// What the words and exact phrases mark.
Ranges naive_marks(const Case& given, const Analyzer& analyzer) {
  const std::vector<OwnedToken> tokens = analyze(given.text, analyzer);
  Ranges out;
  for (const Target& part : given.parts) {
    const auto& terms = part.terms;
    for (std::size_t i = 0; i + terms.size() <= tokens.size(); ++i) {
      bool all = true;
      for (std::size_t j = 0; j < terms.size(); ++j) {
        all = all && tokens[i + j].term == terms[j].term &&
              tokens[i + j].position == tokens[i].position + terms[j].position;
      }
      if (all) out.emplace_back(tokens[i].begin, tokens[i + terms.size() - 1].end);
    }
  }
  std::ranges::sort(out);
  return out;
}

constexpr std::u32string_view kSpaces = U" \t\n\v\f\r\u0085\u00a0\u2028\u2029";

// Text as a snippet shows it: white space of any length is one space, none at the beginning;
// control characters and what is not UTF-8 are U+FFFD.
std::string shown(std::string_view text) {
  std::string out;
  bool space = false;
  while (!text.empty()) {
    const Decoded c = decode_utf8(text);
    text.remove_prefix(c.size);
    if (kSpaces.find(c.code_point) != std::u32string_view::npos) {
      space = !out.empty();
      continue;
    }
    if (space) out += ' ';
    space = false;
    const bool is_control = c.code_point < 0x20 || (c.code_point >= 0x7f && c.code_point < 0xa0);
    append_utf8(out, is_control ? kReplacement : c.code_point);
  }
  return out;
}

std::string unescaped(std::string_view html) {
  const std::map<std::string_view, char> references{
      {"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}};
  std::string out;
  while (!html.empty()) {
    EXPECT_EQ(std::string_view("<>\"'").find(html[0]), std::string_view::npos) << html;
    if (html[0] != '&') {
      out += html[0];
      html.remove_prefix(1);
      continue;
    }
    const auto found = references.find(html.substr(0, html.find(';') + 1));
    if (found == references.end()) {
      ADD_FAILURE() << "not escaped: " << html;
      return out;
    }
    out += found->second;
    html.remove_prefix(found->first.size());
  }
  return out;
}

// A snippet taken apart.
struct Parsed {
  bool ellipsis_before = false;
  bool ellipsis_after = false;
  std::string text;
  std::vector<std::string> marked;
};

Parsed parse(std::string_view html, bool ellipsis_before, bool ellipsis_after) {
  Parsed out;
  constexpr std::string_view kEllipsis = "\u2026";
  if (ellipsis_before && html.starts_with(kEllipsis)) {
    out.ellipsis_before = true;
    html.remove_prefix(kEllipsis.size());
  }
  if (ellipsis_after && html.ends_with(kEllipsis)) {
    out.ellipsis_after = true;
    html.remove_suffix(kEllipsis.size());
  }
  while (true) {
    const std::size_t begin = html.find("<mark>");
    out.text += unescaped(html.substr(0, begin));
    if (begin == std::string_view::npos) return out;
    html.remove_prefix(begin + 6);
    const std::size_t end = html.find("</mark>");
    out.marked.push_back(unescaped(html.substr(0, end)));
    out.text += out.marked.back();
    html.remove_prefix(end + 7);
  }
}

// The characters that a passage shows; space that goes on from before it is none of them.
std::size_t width(const std::set<std::uint32_t>& boundaries, std::string_view text,
                  const Passage& passage) {
  const auto is_space = [&](std::uint32_t at) {
    const char32_t first = decode_utf8(text.substr(at)).code_point;
    return first == 0x3000 || kSpaces.find(first) != std::u32string_view::npos;
  };
  std::size_t out = 0;
  for (auto at = boundaries.find(passage.begin); *at < passage.end; ++at) {
    const bool goes_on = *at > 0 && is_space(*at) && is_space(*std::prev(at));
    if (!goes_on) ++out;
  }
  return out;
}

// The marks as they are shown: within the passage, of whole characters, those that overlap joined.
std::vector<std::string> shown_marks(const Ranges& marks, std::string_view text,
                                     const Passage& passage,
                                     const std::set<std::uint32_t>& boundaries) {
  Ranges joined;
  for (auto [begin, end] : marks) {
    begin = std::max<std::size_t>(begin, passage.begin);
    end = std::min<std::size_t>(end, passage.end);
    if (begin >= end) continue;
    begin = *std::prev(boundaries.upper_bound(static_cast<std::uint32_t>(begin)));
    end = *boundaries.lower_bound(static_cast<std::uint32_t>(end));
    if (!joined.empty() && begin < joined.back().second) {
      joined.back().second = std::max(joined.back().second, end);
    } else {
      joined.emplace_back(begin, end);
    }
  }
  std::vector<std::string> out;
  for (const auto& [begin, end] : joined) {
    out.push_back(shown(text.substr(begin, end - begin)));
    // A word of a no-break space alone.
    if (out.back().empty()) out.pop_back();
  }
  return out;
}

void check(const Case& given, const Analyzer& analyzer, std::size_t length) {
  const Highlights found = find_highlights(given.text, analyzer, FieldTargets(given.parts), length);
  const std::set<std::uint32_t> boundaries = test::grapheme_boundaries(given.text);
  const Passage& passage = found.passage;
  ASSERT_TRUE(boundaries.contains(passage.begin)) << passage.begin;
  ASSERT_TRUE(boundaries.contains(passage.end)) << passage.end;
  ASSERT_LE(passage.begin, passage.end);
  ASSERT_LE(width(boundaries, given.text, passage), length);
  const std::string_view text = given.text;
  const auto has_text = [](std::string_view part) {
    return part.find_first_not_of(" \t\r\n") != std::string_view::npos;
  };
  const bool cut_before = has_text(text.substr(0, passage.begin));
  const bool cut_after = has_text(text.substr(passage.end));
  const std::string html = write_snippet(text, found, Markup::kHtml);
  const Parsed parsed = parse(html, cut_before, cut_after);
  ASSERT_TRUE(is_valid_utf8(html));
  ASSERT_EQ(parsed.ellipsis_before, cut_before);
  ASSERT_EQ(parsed.ellipsis_after, cut_after);
  ASSERT_EQ(parsed.text, shown(text.substr(passage.begin, passage.end - passage.begin)));
  const Ranges marks = naive_marks(given, analyzer);
  ASSERT_EQ(parsed.marked, shown_marks(marks, text, passage, boundaries));
  const bool any_inside = std::ranges::any_of(marks, [&](const auto& mark) {
    return mark.first < passage.end && mark.second > passage.begin;
  });
  ASSERT_EQ(any_inside, !marks.empty());
}

TEST(Snippets, AreAPartOfTheTextWithItsWordsMarkedInAnyScript) {
  const std::uint64_t seed = test::test_seed();
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed));
  test::Random random(seed);
  for (int round = 0; round < 1500; ++round) {
    const char* name = random.chance(0.6)   ? "standard"
                       : random.chance(0.5) ? "english"
                                            : "whitespace";
    const Analyzer& analyzer = *find_analyzer(name);
    const Case given = random_case(
        random, test::text_in_many_scripts(random, random.below(250), random.chance(0.3)),
        analyzer);
    check(given, analyzer, 1 + random.below(random.chance(0.5) ? 300 : 20));
    ASSERT_FALSE(HasFatalFailure()) << "round " << round << ", " << name << ": " << given.text;
  }
}

TEST(Snippets, AreAPartOfRealTextsInManyLanguages) {
  const std::filesystem::path folder = std::string(LODEX_SHARED_DATA) + "/languages";
  if (!std::filesystem::exists(folder))
    GTEST_SKIP() << "no " << folder << ": shared data is absent";
  const std::uint64_t seed = test::test_seed();
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed));
  test::Random random(seed);
  const Analyzer& analyzer = *find_analyzer("standard");
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".txt") continue;
    const std::string all = test::read_text(entry.path());
    for (int round = 0; round < 40; ++round) {
      const std::string text = all.substr(floor_to_boundary(all, random.below(all.size())), 4'000);
      check(random_case(random, text, analyzer), analyzer, 200);
      ASSERT_FALSE(HasFatalFailure()) << entry.path() << ", round " << round;
    }
  }
}

// ---- The best marks ----

std::int64_t naive_weight(std::span<const Mark> window, const FieldTargets& targets) {
  std::int64_t sum = 0;
  std::map<std::uint32_t, std::int64_t> inside;
  for (std::size_t i = 0; i < window.size(); ++i) {
    const std::int64_t weight = targets.weight(window[i].target);
    const std::int64_t already = inside[window[i].target]++;
    sum += already == 0 ? weight : weight / (10 * already);
    if (i == 0 || window[i].target == window[i - 1].target) continue;
    if (window[i].begin >= window[i - 1].end && window[i].begin - window[i - 1].end <= 2) {
      sum += std::min(weight, targets.weight(window[i - 1].target)) / 8;
    }
  }
  return sum;
}

TEST(BestMarks, AreTheBestOfAllStretchesThatFit) {
  const std::uint64_t seed = test::test_seed();
  SCOPED_TRACE("LODEX_TEST_SEED=" + std::to_string(seed));
  test::Random random(seed);
  for (int round = 0; round < 300; ++round) {
    std::vector<Target> parts;
    for (std::size_t i = 0; i < 1 + random.below(5); ++i) {
      parts.push_back(word("w" + std::to_string(i), 0.1 + random.real() * 9));
    }
    const FieldTargets targets(parts);
    const std::string text(400, 'x');
    std::vector<Mark> marks;
    for (std::size_t i = 0; i < random.below(60); ++i) {
      const auto begin = static_cast<std::uint32_t>(random.below(360));
      marks.push_back({begin, begin + 1 + static_cast<std::uint32_t>(random.below(12)),
                       static_cast<std::uint32_t>(random.below(parts.size()))});
    }
    std::ranges::sort(marks);
    const std::size_t length = 1 + random.below(80);
    BestMarks best(text, targets, length);
    for (const Mark& mark : marks) best.add(mark);
    std::int64_t expected = 0;
    for (std::size_t i = 0; i < marks.size(); ++i) {
      for (std::size_t j = i; j < marks.size(); ++j) {
        if (j > i && marks[j].end > marks[i].begin + length) break;
        expected =
            std::max(expected, naive_weight(std::span(marks).subspan(i, j - i + 1), targets));
      }
    }
    ASSERT_EQ(best.weight(), expected) << "round " << round;
  }
}

}  // namespace
}  // namespace lodex::highlight
