#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "base/joined.h"
#include "base/utf8.h"
#include "lodex/error.h"
#include "text/filters/filters.h"
#include "text/filters/rewriting_filter.h"
#include "text/languages/word_list.h"
#include "text/unicode/apostrophe.h"

namespace lodex::text {
namespace {

// Words that lose their vowel before another one and are written as one word with it. Where such a
// form is only part of a word of its own ("aujourd'hui", "presqu'ile", "quelqu'un"), it is not
// here.
struct Articles {
  std::string_view language;
  std::string_view articles;
};
constexpr Articles kArticles[] = {
    {"catalan", "d l m n s t"},
    {"french", "c d j jusqu l lorsqu m n puisqu qu quoiqu s t"},
    {"irish", "b d m"},
    {"italian",
     "agl all anch bell c coll com cos d dagl dall degl dell dev dov gl l m mezz n negl nell nient "
     "pell quand quell quest s sant sugl sull t tutt un v"},
};

class Elision {
 public:
  explicit Elision(const std::vector<std::string>& articles)
      : articles_(articles.begin(), articles.end()) {
    for (const std::string& article : articles) longest_ = std::max(longest_, article.size());
  }

  [[nodiscard]] std::string name() const { return "elision"; }

  // What stands behind the article; an apostrophe that ends the word, or stands before a wildcard
  // of a query, elides nothing.
  std::string_view operator()(std::string_view term, std::string&) const {
    const std::size_t end = std::min(term.size(), longest_ + 1);
    for (std::size_t at = 1; at < end; ++at) {
      const std::size_t size = apostrophe_at_front(term.substr(at));
      if (size == 0) continue;
      const std::string_view rest = term.substr(at + size);
      const bool is_word = !rest.empty() && rest[0] != '*' && rest[0] != '?';
      return is_word && articles_.contains(term.substr(0, at)) ? rest : term;
    }
    return term;
  }

 private:
  std::set<std::string, std::less<>> articles_;
  std::size_t longest_ = 0;
};

}  // namespace

std::vector<std::string> elided_articles(std::string_view language) {
  for (const Articles& row : kArticles) {
    if (row.language == language) return words_of(row.articles);
  }
  throw SchemaError("filter \"elision\" has no articles of \"" + std::string(language) +
                    "\"; it has those of " + joined(kArticles, &Articles::language));
}

FilterPointer elision_filter(const std::vector<std::string>& articles) {
  return std::make_shared<RewritingFilter<Elision>>(Elision(articles));
}

}  // namespace lodex::text
