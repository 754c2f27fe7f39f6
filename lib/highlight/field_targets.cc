#include "highlight/field_targets.h"

#include <algorithm>
#include <cmath>

#include "postings/phrase_match.h"

namespace lodex::highlight {
namespace {

// Of weights: 2^-16, and at most so many that sums over the marks of a passage fit 64 bits.
constexpr double kUnits = 65536;
constexpr double kMaxUnits = 0x1p40;

std::int64_t units(double weight) {
  return static_cast<std::int64_t>(std::clamp(weight * kUnits, 1.0, kMaxUnits));
}

}  // namespace

FieldTargets::FieldTargets(const std::vector<Target>& targets) {
  for (const Target& target : targets) add(target);
}

void FieldTargets::add(const Target& given) {
  const auto target = static_cast<std::uint32_t>(weights_.size());
  weights_.push_back(units(given.weight));
  if (!given.phrase.has_value()) {
    for (const query::PhraseTerm& term : given.terms) uses_[term.term].targets.push_back(target);
    return;
  }
  Phrase phrase{{}, *given.phrase, target};
  for (const query::PhraseTerm& term : given.terms) {
    uses_[term.term].words.push_back({static_cast<std::uint32_t>(phrases_.size()),
                                      static_cast<std::uint32_t>(phrase.offsets.size())});
    phrase.offsets.push_back(term.position);
  }
  phrases_.push_back(std::move(phrase));
}

void FieldTargets::find(std::span<const Token> tokens, std::uint32_t offset,
                        std::vector<Mark>& marks) const {
  std::vector<Places> places;
  for (const Phrase& phrase : phrases_) places.emplace_back(phrase.offsets.size());
  const auto first = static_cast<std::ptrdiff_t>(marks.size());
  for (const Token& token : tokens) {
    const auto found = uses_.find(token.term);
    if (found == uses_.end()) continue;
    for (const std::uint32_t target : found->second.targets) {
      marks.push_back({offset + token.begin, offset + token.end, target});
    }
    for (const PhraseWord& use : found->second.words) {
      std::vector<Token>& word = places[use.phrase][use.word];
      if (word.empty() || word.back().position != token.position) word.push_back(token);
    }
  }
  for (std::size_t i = 0; i < phrases_.size(); ++i) {
    mark_phrase(phrases_[i], places[i], offset, marks);
  }
  std::sort(marks.begin() + first, marks.end());
  marks.erase(std::unique(marks.begin() + first, marks.end()), marks.end());
}

void FieldTargets::mark_phrase(const Phrase& phrase, const Places& places, std::uint32_t offset,
                               std::vector<Mark>& marks) {
  std::vector<std::vector<std::uint32_t>> positions;
  for (const std::vector<Token>& word : places) {
    auto& of_word = positions.emplace_back();
    for (const Token& token : word) of_word.push_back(token.position);
  }
  const auto at = [&](std::size_t word, std::uint32_t position) {
    return std::ranges::lower_bound(places[word], position, {}, &Token::position);
  };
  const bool exact = phrase.options.ordered && phrase.options.slop == 0;
  // Stretches overlap, and both their ends rise: what is before this is marked.
  std::uint32_t unmarked = 0;
  for (const postings::Stretch& stretch :
       postings::find_phrase(positions, phrase.offsets, phrase.options)) {
    if (exact) {
      const Token& first = *at(0, stretch.first);
      const Token& last = *at(places.size() - 1, stretch.last);
      marks.push_back({offset + std::min(first.begin, last.begin),
                       offset + std::max(first.end, last.end), phrase.target});
      continue;
    }
    for (std::size_t word = 0; word < places.size(); ++word) {
      for (auto token = at(word, std::max(stretch.first, unmarked));
           token != places[word].end() && token->position <= stretch.last; ++token) {
        marks.push_back({offset + token->begin, offset + token->end, phrase.target});
      }
    }
    unmarked = stretch.last + 1;
  }
}

}  // namespace lodex::highlight
