#include "query/unspaced.h"

#include <algorithm>
#include <map>
#include <utility>

#include "text/bigrams.h"
#include "text/unicode/scripts.h"

namespace lodex::query {
namespace {

using Tokens = std::vector<OwnedToken>;

bool is_bigram(const OwnedToken& token) { return text::is_bigram(token.term); }

// Bigrams by position; there is one at a position at most.
using Bigrams = std::map<std::uint32_t, const OwnedToken*>;

Bigrams bigrams_of(const Tokens& tokens) {
  Bigrams bigrams;
  for (const OwnedToken& token : tokens) {
    if (is_bigram(token)) bigrams.emplace(token.position, &token);
  }
  return bigrams;
}

// Of neighbouring bigrams every second and the last: they overlap, so all characters are covered.
Tokens thinned(Bigrams::const_iterator begin, Bigrams::const_iterator end) {
  Tokens out;
  const OwnedToken* skipped = nullptr;  // the bigram before, where it was not taken
  for (auto bigram = begin; bigram != end; ++bigram) {
    const bool goes_on = bigram != begin && std::prev(bigram)->first + 1 == bigram->first;
    if (goes_on && skipped == nullptr) {
      skipped = bigram->second;
      continue;
    }
    if (!goes_on && skipped != nullptr) out.push_back(*skipped);
    skipped = nullptr;
    out.push_back(*bigram->second);
  }
  if (skipped != nullptr) out.push_back(*skipped);
  return out;
}

// A word and the bigrams around it.
struct Word {
  const OwnedToken* token = nullptr;
  std::uint32_t end_position = 0;  // of the next word, or behind all
};

std::vector<Word> words_of(const Tokens& tokens) {
  std::vector<Word> words;
  std::uint32_t end = 0;
  for (const OwnedToken& token : tokens) {
    // Single characters within a word follow it and lie in it.
    if (is_bigram(token) || (!words.empty() && token.begin < end)) continue;
    if (!words.empty()) words.back().end_position = token.position;
    words.push_back({&token, 0});
    end = token.end;
  }
  if (!words.empty()) words.back().end_position = tokens.back().position + 2;
  return words;
}

class WordSeeker {
 public:
  explicit WordSeeker(const Tokens& tokens)
      : bigrams_(bigrams_of(tokens)), words_(words_of(tokens)) {}

  std::vector<SoughtWord> run() {
    for (std::size_t i = 0; i < words_.size();) {
      if (links(i)) {
        add_bigram_behind(words_[i]);
        // The last of the linked characters is in the bigram before it.
        i += links(i + 1) ? 1 : 2;
      } else {
        add(words_[i++]);
      }
    }
    if (out_.empty()) return std::move(particles_);
    return std::move(out_);
  }

 private:
  // The bigrams within a word: all but the one that reaches into the next.
  [[nodiscard]] std::pair<Bigrams::const_iterator, Bigrams::const_iterator> within(
      const Word& word) const {
    return {bigrams_.lower_bound(word.token->position),
            bigrams_.lower_bound(word.end_position - 1)};
  }
  [[nodiscard]] bool is_single(const Word& word) const {
    const auto [begin, end] = within(word);
    return begin == end;
  }
  // Whether this word and the next are single characters that may be one word.
  [[nodiscard]] bool links(std::size_t i) const {
    if (i + 1 >= words_.size()) return false;
    const Word& word = words_[i];
    const Word& next = words_[i + 1];
    if (!is_single(word) || !is_single(next) || !bigrams_.contains(next.token->position - 1) ||
        next.token->position != word.token->position + 1) {
      return false;
    }
    // Two characters are all that is asked for.
    if (words_.size() == 2) return true;
    return text::script_of(word.token->term) == text::script_of(next.token->term);
  }

  void add_bigram_behind(const Word& word) {
    const OwnedToken& bigram = *bigrams_.at(word.token->position);
    out_.push_back({word.token->begin, {{{bigram}, 1}}});
  }

  void add(const Word& word) {
    const auto [begin, end] = within(word);
    const text::Script script = text::script_of(word.token->term);
    SoughtWord sought{word.token->begin, {}};
    if (begin == end) {
      sought.forms.push_back({{*word.token}, 1});
      // By itself a letter of Hiragana is a particle.
      (script == text::Script::kHiragana ? particles_ : out_).push_back(std::move(sought));
      return;
    }
    if (script == text::Script::kHangul) {
      const auto units = static_cast<double>(std::distance(begin, end) + 1);
      for (auto bigram = begin; bigram != end; ++bigram) {
        sought.forms.push_back({{*bigram->second}, 2 / units});
      }
    } else {
      const double share =
          script == text::Script::kSoutheastAsian ? kStringShareOfSoutheastAsian : kStringShare;
      sought.forms.push_back({{*word.token}, 1 - share});
      sought.forms.push_back({thinned(begin, end), share});
    }
    out_.push_back(std::move(sought));
  }

  const Bigrams bigrams_;
  const std::vector<Word> words_;
  std::vector<SoughtWord> out_;
  std::vector<SoughtWord> particles_;
};

}  // namespace

bool has_bigrams(const Tokens& tokens) { return std::ranges::any_of(tokens, is_bigram); }

Tokens exact_tokens(Tokens tokens) {
  const Bigrams bigrams = bigrams_of(tokens);
  if (bigrams.empty()) return tokens;
  Tokens exact = thinned(bigrams.begin(), bigrams.end());
  for (const OwnedToken& token : tokens) {
    const bool covered = bigrams.contains(token.position) ||
                         (token.position > 0 && bigrams.contains(token.position - 1));
    if (!covered) exact.push_back(token);
  }
  std::ranges::stable_sort(exact, {}, &OwnedToken::position);
  return exact;
}

Tokens whole_words(Tokens tokens) {
  if (!has_bigrams(tokens)) return tokens;
  Tokens words;
  for (const Word& word : words_of(tokens)) words.push_back(*word.token);
  return words;
}

std::vector<SoughtWord> sought_words(const Tokens& tokens) { return WordSeeker(tokens).run(); }

}  // namespace lodex::query
