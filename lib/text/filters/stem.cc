#include <map>
#include <string>
#include <utility>
#include <vector>

#include "text/filters/filters.h"
#include "text/stemmers/stem_cache.h"

namespace lodex::text {
namespace {

class StemFilter final : public TokenFilter {
 public:
  explicit StemFilter(std::string language) : language_(std::move(language)) {
    (void)stemmer_of_thread();  // throws where there is no such language
  }

  [[nodiscard]] std::string name() const override { return "stem " + language_; }

  void filter(TokenBuffer& tokens, std::size_t first) const override {
    CachedStemmer& stemmer = stemmer_of_thread();
    std::vector<Token>& all = tokens.mutable_tokens();
    if (first == all.size()) return;
    const std::string_view readable = tokens.readable_around(all[first].term);
    for (std::size_t i = first; i < all.size(); ++i) {
      all[i].term = stemmer.stem(all[i].term, readable, tokens);
    }
  }

 private:
  [[nodiscard]] CachedStemmer& stemmer_of_thread() const {
    thread_local std::map<std::string, CachedStemmer, std::less<>> stemmers;
    const auto found = stemmers.find(language_);
    if (found != stemmers.end()) return found->second;
    return stemmers.try_emplace(language_, language_).first->second;
  }

  std::string language_;
};

}  // namespace

FilterPointer stem_filter(std::string language) {
  return std::make_shared<StemFilter>(std::move(language));
}

}  // namespace lodex::text
