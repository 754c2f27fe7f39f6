#include "search/highlighter.h"

#include <algorithm>
#include <map>
#include <set>

#include "query/node.h"
#include "ranking/bm25.h"
#include "search/markup.h"
#include "search/phrase_match.h"

namespace lodex::search {

// Walks over the positive parts of a query.
class TargetGatherer {
 public:
  TargetGatherer(FieldTargets& out, std::string_view field, const Collection& collection)
      : out_(out), field_(field), collection_(collection) {}

  void gather(const query::Node& node) { std::visit(*this, node.data); }

  void operator()(const query::Term& term) {
    if (term.field != field_) return;
    const auto [found, is_new] =
        out_.terms_.try_emplace(term.term, FieldTargets::Target{out_.targets_, idf(term.term)});
    if (is_new) ++out_.targets_;
  }
  void operator()(const query::Phrase& phrase) {
    if (phrase.field != field_) return;
    FieldTargets::Phrase target{{}, {}, phrase.options, out_.targets_++, 0};
    for (const query::PhraseTerm& term : phrase.terms) {
      target.terms.push_back(term.term);
      target.offsets.push_back(term.position);
      target.weight += idf(term.term);
    }
    out_.phrases_.push_back(std::move(target));
  }
  void operator()(const query::Expansion& e) {
    if (e.field != field_) return;
    auto matcher = e.kind == query::ExpansionKind::kPrefix ? dictionary::prefix_matcher(e.pattern)
                   : e.kind == query::ExpansionKind::kWildcard
                       ? dictionary::wildcard_matcher(e.pattern)
                   : e.kind == query::ExpansionKind::kFuzzy
                       ? dictionary::fuzzy_matcher(e.pattern, e.fuzzy.edits, e.fuzzy.prefix)
                       : dictionary::regex_matcher(e.pattern);
    out_.patterns_.push_back({std::move(matcher), out_.targets_++});
  }
  void operator()(const query::Across& across) {
    for (const auto& [part, weight] : across.parts) gather(*part);
  }
  void operator()(const query::Boost& boost) { gather(*boost.part); }
  void operator()(const query::Boolean& boolean) {
    for (const query::NodePtr& part : boolean.must) gather(*part);
    for (const query::NodePtr& part : boolean.should) gather(*part);
  }
  void operator()(const auto&) {}

 private:
  [[nodiscard]] double idf(const std::string& term) const {
    return ranking::idf(collection_.document_count(), collection_.term(field_, term).doc_freq);
  }

  FieldTargets& out_;
  std::string_view field_;
  const Collection& collection_;
};

FieldTargets::FieldTargets(const Query& query, std::string_view field,
                           const Collection& collection) {
  TargetGatherer(*this, field, collection).gather(query.node());
}

std::vector<FieldTargets::Mark> FieldTargets::find(std::span<const Token> tokens) const {
  std::vector<Mark> marks;
  std::string term;
  for (const Token& token : tokens) {
    term = token.term;
    if (const auto found = terms_.find(term); found != terms_.end()) {
      marks.push_back({token.begin, token.end, found->second.number, found->second.weight});
      continue;
    }
    for (const Pattern& pattern : patterns_) {
      if (!term.starts_with(pattern.matcher->prefix()) || !pattern.matcher->matches(term)) continue;
      marks.push_back({token.begin, token.end, pattern.target, 1});
      break;
    }
  }
  for (const Phrase& phrase : phrases_) mark_phrase(phrase, tokens, marks);
  std::ranges::stable_sort(marks, {}, &Mark::begin);
  // What two targets mark is marked once.
  const auto repeated = std::ranges::unique(marks, {}, &Mark::begin);
  marks.erase(repeated.begin(), repeated.end());
  return marks;
}

void FieldTargets::mark_phrase(const Phrase& phrase, std::span<const Token> tokens,
                               std::vector<Mark>& marks) const {
  std::vector<std::vector<std::uint32_t>> positions(phrase.terms.size());
  for (const Token& token : tokens) {
    for (std::size_t i = 0; i < phrase.terms.size(); ++i) {
      if (token.term == phrase.terms[i]) positions[i].push_back(token.position);
    }
  }
  for (const Stretch& stretch : find_phrase(positions, phrase.offsets, phrase.options)) {
    auto token = std::ranges::lower_bound(tokens, stretch.first, {}, &Token::position);
    for (; token != tokens.end() && token->position <= stretch.last; ++token) {
      if (std::ranges::find(phrase.terms, token->term) == phrase.terms.end()) continue;
      marks.push_back({token->begin, token->end, phrase.target, phrase.weight});
    }
  }
}

namespace {

using Mark = FieldTargets::Mark;

// Longer ones are asked for by mistake, and choosing passages takes time in proportion.
constexpr std::size_t kMaxSnippetLength = 10'000;

struct Passage {
  std::size_t begin = 0;
  std::size_t end = 0;
  double weight = 0;
};

// A mark counts in full for the first of its target in a passage and for a tenth when it is
// repeated: a passage with two of the words beats one with the same word twice.
double gain(const Mark& mark, std::size_t already) {
  return already == 0 ? mark.weight : 0.1 * mark.weight / static_cast<double>(already);
}

// The stretch of marks of at most `length` bytes with the largest weight, the first of equal ones.
Passage best_marks(const std::vector<Mark>& marks, std::size_t length) {
  Passage best;
  std::map<std::uint32_t, std::size_t> inside;
  for (std::size_t begin = 0; begin < marks.size(); ++begin) {
    inside.clear();
    double weight = 0;
    std::size_t end = begin;
    for (; end < marks.size() && marks[end].end <= marks[begin].begin + length; ++end) {
      weight += gain(marks[end], inside[marks[end].target]++);
      // A passage has room for a few dozen words, so this loop is short.
    }
    const std::size_t last = std::max(end, begin + 1) - 1;
    if (end == begin) weight = marks[begin].weight;
    if (weight > best.weight * (1 + 1e-9)) {
      best = {marks[begin].begin, marks[last].end, weight};
    }
  }
  return best;
}

bool ends_sentence(std::string_view text, std::size_t from, std::size_t to) {
  const std::string_view between = text.substr(from, to - from);
  return between.find_first_of(".!?") != std::string_view::npos ||
         between.find("\n\n") != std::string_view::npos ||
         between.find("\xe3\x80\x82") != std::string_view::npos;  // the ideographic full stop
}

// Widens a passage to about `length` bytes: back to the beginning of its sentence where that is
// near, else a few words, then on with whole words.
Passage widen(const Passage& marked, std::string_view text, std::span<const Token> tokens,
              std::size_t length) {
  if (text.size() <= length) return {0, text.size(), marked.weight};
  Passage out = marked;
  const std::size_t room =
      length > marked.end - marked.begin ? length - (marked.end - marked.begin) : 0;
  auto first = std::ranges::lower_bound(tokens, marked.begin, {}, &Token::begin);
  std::size_t sentence = marked.begin;
  std::size_t few_words = marked.begin;
  bool found_sentence = first == tokens.begin();
  if (found_sentence) sentence = 0;
  for (auto token = first; token != tokens.begin();) {
    const auto before = std::prev(token);
    const std::size_t here = token == tokens.end() ? marked.begin : token->begin;
    if (before->end <= here && ends_sentence(text, before->end, here)) {
      sentence = here;
      found_sentence = true;
      break;
    }
    if (marked.begin - before->begin > room / 2) break;
    if (marked.begin - before->begin <= room / 4) few_words = before->begin;
    token = before;
    if (token == tokens.begin()) {
      sentence = 0;
      found_sentence = true;
    }
  }
  out.begin = found_sentence ? sentence : few_words;
  const std::size_t limit = out.begin + std::max(length, marked.end - out.begin);
  for (auto token = std::ranges::lower_bound(tokens, marked.end, {}, &Token::begin);
       token != tokens.end() && token->end <= limit; ++token) {
    out.end = token->end;
  }
  // Punctuation that belongs to the last word, or the rest of a text that ends here.
  const auto next = std::ranges::lower_bound(tokens, out.end, {}, &Token::begin);
  const std::size_t stop = next == tokens.end() ? text.size() : next->begin;
  while (out.end < stop && out.end < text.size() && text[out.end] != ' ' && text[out.end] != '\n') {
    ++out.end;
  }
  return out;
}

Passage beginning(std::string_view text, std::span<const Token> tokens, std::size_t length) {
  return widen({0, 0, 0}, text, tokens, length);
}

// About how many bytes a character of the text takes, so that a length in characters can be
// compared with offsets.
std::size_t bytes_for(std::string_view text, std::size_t characters) {
  characters = std::min(characters, kMaxSnippetLength);
  const std::string_view sample = text.substr(0, 4096);
  std::size_t starts = 0;
  for (const char c : sample) starts += (static_cast<unsigned char>(c) & 0xc0) != 0x80 ? 1 : 0;
  return starts == 0 ? characters : characters * sample.size() / starts;
}

}  // namespace

std::string make_snippet(std::string_view text, const Analyzer& analyzer,
                         const FieldTargets& targets, const SnippetOptions& options) {
  TokenBuffer buffer;
  analyzer.analyze(text, buffer);
  const std::span<const Token> tokens = buffer.tokens();
  const std::vector<Mark> marks = targets.find(tokens);
  const std::size_t length = bytes_for(text, options.length);
  const Passage best = best_marks(marks, length);
  const Passage passage =
      best.weight > 0 ? widen(best, text, tokens, length) : beginning(text, tokens, length);
  MarkupWriter out(options.markup);
  if (passage.begin > 0) out.ellipsis();
  std::size_t at = passage.begin;
  for (const Mark& mark : marks) {
    if (mark.begin < at || mark.end > passage.end) continue;
    out.text(text.substr(at, mark.begin - at));
    out.marked(text.substr(mark.begin, mark.end - mark.begin));
    at = mark.end;
  }
  out.text(text.substr(at, passage.end - at));
  if (passage.end < text.size()) out.ellipsis();
  return std::move(out).finish();
}

double passage_weight(std::string_view text, const Analyzer& analyzer, const FieldTargets& targets,
                      std::size_t length) {
  if (targets.empty()) return 0;
  TokenBuffer buffer;
  analyzer.analyze(text, buffer);
  return best_marks(targets.find(buffer.tokens()), bytes_for(text, length)).weight;
}

std::size_t first_match(std::string_view text, const Analyzer& analyzer,
                        const FieldTargets& targets, std::size_t length) {
  TokenBuffer buffer;
  analyzer.analyze(text, buffer);
  return best_marks(targets.find(buffer.tokens()), bytes_for(text, length)).begin;
}

}  // namespace lodex::search
