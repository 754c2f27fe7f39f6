// Words and sequences of words replaced by, or standing beside, others.
#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "lodex/error.h"
#include "text/filters/distinct.h"
#include "text/filters/filters.h"
#include "text/filters/synonym_trie.h"

namespace lodex::text {
namespace {

using Node = SynonymTrie::Node;
using Word = SynonymTrie::Word;
using Words = SynonymTrie::Words;

// The tokens of one position.
struct Place {
  std::uint32_t position = 0;
  std::span<const Token> tokens;
};

std::vector<Place> places_of(std::span<const Token> tokens) {
  std::vector<Place> places;
  for (std::size_t begin = 0; begin < tokens.size();) {
    std::size_t end = begin + 1;
    while (end < tokens.size() && tokens[end].position == tokens[begin].position) ++end;
    places.push_back({tokens[begin].position, tokens.subspan(begin, end - begin)});
    begin = end;
  }
  return places;
}

// A left side that stands in a text.
struct Match {
  const SynonymTrie::Entry* entry = nullptr;
  // One for each of its words; those of gaps have no tokens.
  std::vector<Place> places;
};

class SynonymFilter final : public TokenFilter {
 public:
  SynonymFilter(std::span<const SynonymRule> rules, const Analyzer& before) {
    TokenBuffer buffer;
    for (const SynonymRule& rule : rules) add(rule, before, buffer);
  }

  [[nodiscard]] std::string name() const override { return "synonyms"; }

  void filter(TokenBuffer& tokens, std::size_t first) const override {
    std::vector<Token>& all = tokens.mutable_tokens();
    const std::vector<Token> words(all.begin() + static_cast<std::ptrdiff_t>(first), all.end());
    const std::vector<Place> places = places_of(words);
    all.resize(first);
    // How much further back than before what follows stands. Below 0 where words became fewer.
    std::int64_t shift = 0;
    for (std::size_t i = 0; i < places.size();) {
      const Match match = longest_match(std::span(places).subspan(i));
      const auto position = static_cast<std::uint32_t>(places[i].position + shift);
      if (match.entry == nullptr) {
        for (Token token : places[i].tokens) {
          token.position = position;
          all.push_back(token);
        }
        ++i;
        continue;
      }
      const std::uint32_t length = replace(match, position, tokens);
      const auto matched = static_cast<std::uint32_t>(match.places.size());
      const std::uint32_t behind = places[i].position + matched;
      while (i < places.size() && places[i].position < behind) ++i;
      shift += std::int64_t{length} - matched;
    }
    drop_repeated(tokens, first);
  }

 private:
  void add(const SynonymRule& rule, const Analyzer& before, TokenBuffer& buffer);
  // What a rule's words are when they come here; nothing where none is left of them.
  std::optional<Words> words_of(const std::string& text, const SynonymRule& rule,
                                const Analyzer& before, TokenBuffer& buffer);
  // Where words at one position lead to from nodes; no words are a gap.
  void step(const std::vector<Node>& nodes, std::span<const Token> tokens,
            std::vector<Node>& reached) const;
  [[nodiscard]] Match longest_match(std::span<const Place> places) const;
  // Appends what a match becomes, from `position` on. How many positions it takes.
  std::uint32_t replace(const Match& match, std::uint32_t position, TokenBuffer& out) const;

  SynonymTrie trie_;
  // The right sides of all rules: shared by the words of a rule, so that memory is linear in it.
  std::vector<std::vector<Words>> groups_;
};

void SynonymFilter::add(const SynonymRule& rule, const Analyzer& before, TokenBuffer& buffer) {
  std::vector<Words> group;
  for (const std::string& text : rule.to) {
    if (auto words = words_of(text, rule, before, buffer)) group.push_back(std::move(*words));
  }
  if (group.empty()) return;
  const auto number = static_cast<std::uint32_t>(groups_.size());
  groups_.push_back(std::move(group));
  for (const std::string& text : rule.from) {
    const auto words = words_of(text, rule, before, buffer);
    if (!words) continue;
    SynonymTrie::Entry& entry = trie_.entry(*words);
    entry.groups.push_back(number);
    entry.keeps = entry.keeps || rule.keeps;
  }
}

std::optional<Words> SynonymFilter::words_of(const std::string& text, const SynonymRule& rule,
                                             const Analyzer& before, TokenBuffer& buffer) {
  const auto fail = [&](const std::string& what) {
    throw SchemaError("filter \"synonyms\": line " + std::to_string(rule.line) + ": " + what);
  };
  buffer.clear();
  before.analyze(text, buffer);
  Words words;
  std::uint32_t next = 0;
  for (const Token& token : buffer.tokens()) {
    if (words.empty()) next = token.position;
    if (token.position < next) {
      fail("before this filter \"" + text + "\" becomes several words at one position");
    }
    words.resize(words.size() + (token.position - next), SynonymTrie::kGap);
    words.push_back(trie_.add_word(token.term));
    next = token.position + 1;
  }
  if (words.empty()) {
    if (rule.by_hand) fail("nothing is left of \"" + text + "\" before this filter");
    return {};
  }
  return words;
}

void SynonymFilter::step(const std::vector<Node>& nodes, std::span<const Token> tokens,
                         std::vector<Node>& reached) const {
  reached.clear();
  const auto follow = [&](Word word) {
    for (const Node node : nodes) {
      if (const auto next = trie_.next(node, word)) reached.push_back(*next);
    }
  };
  if (tokens.empty()) follow(SynonymTrie::kGap);
  for (const Token& token : tokens) {
    if (const auto word = trie_.find_word(token.term)) follow(*word);
  }
  std::ranges::sort(reached);
  reached.erase(std::ranges::unique(reached).begin(), reached.end());
}

// Goes along all words that tokens at one position lead to.
Match SynonymFilter::longest_match(std::span<const Place> places) const {
  thread_local std::vector<Node> nodes;
  thread_local std::vector<Node> reached;
  nodes.assign(1, SynonymTrie::kRoot);
  Match match;
  std::vector<Place> walked;
  for (std::size_t i = 0; i < places.size();) {
    const auto position = places[0].position + static_cast<std::uint32_t>(walked.size());
    const bool is_gap = places[i].position != position;
    const std::span<const Token> tokens = is_gap ? std::span<const Token>() : places[i].tokens;
    step(nodes, tokens, reached);
    if (reached.empty()) break;
    std::swap(nodes, reached);
    walked.push_back({position, tokens});
    if (!is_gap) ++i;
    const auto end =
        std::ranges::find_if(nodes, [this](Node node) { return trie_.entry_at(node) != nullptr; });
    if (end != nodes.end()) match = {trie_.entry_at(*end), walked};
  }
  return match;
}

std::uint32_t SynonymFilter::replace(const Match& match, std::uint32_t position,
                                     TokenBuffer& out) const {
  const std::size_t matched = match.places.size();
  // By position: what stays, then what comes. `origins` are the tokens that the rule matched.
  std::vector<std::vector<Token>> at(matched);
  std::vector<Token> origins;
  std::size_t length = match.entry->keeps ? matched : 0;
  for (std::size_t i = 0; i < matched; ++i) {
    if (match.places[i].tokens.empty()) origins.push_back(origins.back());
    for (const Token& token : match.places[i].tokens) {
      const bool is_origin = token.term == trie_.text_of(match.entry->words[i]);
      if (is_origin && origins.size() == i) origins.push_back(token);
      if (is_origin && !match.entry->keeps) continue;
      at[i].push_back(token);
      length = std::max(length, i + 1);
    }
  }
  for (const std::uint32_t group : match.entry->groups) {
    for (const Words& words : groups_[group]) {
      if (at.size() < words.size()) at.resize(words.size());
      length = std::max(length, words.size());
      for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i] == SynonymTrie::kGap) continue;
        // The words share what they are made from; the last goes on to its end.
        const Token& origin = origins[std::min(i, matched - 1)];
        const Token& last = i + 1 == words.size() ? origins.back() : origin;
        at[i].push_back({out.copy(trie_.text_of(words[i])), origin.begin, last.end, 0});
      }
    }
  }
  for (std::size_t i = 0; i < length; ++i) {
    for (Token token : at[i]) {
      token.position = position + static_cast<std::uint32_t>(i);
      out.add(token);
    }
  }
  return static_cast<std::uint32_t>(length);
}

}  // namespace

FilterPointer synonym_filter(std::span<const SynonymRule> rules, const Analyzer& before) {
  return std::make_shared<SynonymFilter>(rules, before);
}

}  // namespace lodex::text
