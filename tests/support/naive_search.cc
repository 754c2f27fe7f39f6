#include "support/naive_search.h"

#include <algorithm>
#include <cmath>

#include "base/date.h"
#include "dictionary/term_matcher.h"
#include "lodex/analysis.h"
#include "support/random_text.h"

namespace lodex::test {
namespace {

std::vector<Value> values_of(const Document& document, const std::string& field) {
  const Value* value = document.find(field);
  if (value == nullptr || value->is_null()) return {};
  if (const auto* list = value->get_if<Value::List>()) return *list;
  return {*value};
}

double number(const Value& value) {
  if (const auto* i = value.get_if<std::int64_t>()) return static_cast<double>(*i);
  if (const auto* b = value.get_if<bool>()) return *b ? 1 : 0;
  if (const auto* s = value.get_if<std::string>())
    return static_cast<double>(parse_date(*s)->begin);
  return *value.get_if<double>();
}

// All ways to place the terms of a phrase, found one by one; see count_phrase for which count.
std::uint32_t naive_phrase(const std::vector<std::vector<std::uint32_t>>& positions,
                           const query::Phrase& phrase) {
  const bool exact = phrase.options.ordered && phrase.options.slop == 0;
  const std::uint32_t longest = phrase.terms.back().position + phrase.options.slop;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> stretches;
  std::uint32_t count = 0;
  std::vector<std::uint32_t> chosen;
  const auto choose = [&](const auto& self, std::size_t term) -> void {
    if (term == positions.size()) {
      const auto [low, high] = std::ranges::minmax(chosen);
      if (exact) {
        ++count;
      } else if (high - low <= longest) {
        stretches.emplace_back(low, high);
      }
      return;
    }
    // Nothing further away than the longest stretch can count.
    std::uint32_t from = 0;
    if (term > 0)
      from =
          *std::ranges::max_element(chosen) - std::min(longest, *std::ranges::max_element(chosen));
    const std::vector<std::uint32_t>& own = positions[term];
    for (auto at = std::ranges::lower_bound(own, from); at != own.end(); ++at) {
      const std::uint32_t position = *at;
      if (term > 0 && position > *std::ranges::min_element(chosen) + longest) break;
      if (exact && term > 0 && position - phrase.terms[term].position != chosen[0]) continue;
      if (!exact && phrase.options.ordered && term > 0 && position <= chosen.back()) continue;
      // A term that is asked for twice needs two positions.
      bool taken = false;
      for (std::size_t t = 0; t < term; ++t) {
        taken = taken || (phrase.terms[t].term == phrase.terms[term].term && chosen[t] == position);
      }
      if (taken) continue;
      chosen.push_back(position);
      self(self, term + 1);
      chosen.pop_back();
    }
  };
  choose(choose, 0);
  if (exact) return count;
  // Minimal are those that begin behind every stretch that ends no later.
  std::ranges::sort(stretches, [](const auto& x, const auto& y) {
    return x.second != y.second ? x.second < y.second : x.first > y.first;
  });
  std::int64_t latest_begin = -1;
  for (const auto& [low, high] : stretches) {
    if (low <= latest_begin) continue;
    latest_begin = low;
    ++count;
  }
  return count;
}

}  // namespace

NaiveSearch::NaiveSearch(std::vector<Document> documents, Schema schema)
    : documents_(std::move(documents)), schema_(std::move(schema)) {
  for (const FieldSpec& spec : schema_.fields()) {
    auto& texts = texts_[spec.name];
    for (const Document& document : documents_) {
      std::optional<FieldText> text;
      if (spec.kind == FieldKind::kKeyword) {
        for (const Value& value : values_of(document, spec.name)) {
          if (!text) text.emplace();
          text->positions[value.to_text()] = {0};
        }
      } else if (spec.kind == FieldKind::kText) {
        std::uint32_t next = 0;  // 100 positions are free between two values
        for (const Value& value : values_of(document, spec.name)) {
          if (!text) text.emplace();
          const std::uint32_t base = text->length == 0 ? 0 : next + 100;
          for (const OwnedToken& token :
               analyze(value.to_text(), *schema_.find_analyzer(schema_.analyzer_of(spec)))) {
            text->positions[token.term].push_back(base + token.position);
            ++text->length;
            next = base + token.position + 1;
          }
        }
      }
      if (text) {
        for (const auto& [term, positions] : text->positions) ++doc_freqs_[spec.name][term];
      }
      texts.push_back(std::move(text));
    }
    average_lengths_[spec.name] = measure_average_length(spec.name);
  }
}

const NaiveSearch::FieldText* NaiveSearch::text(const std::string& field,
                                                std::size_t document) const {
  const auto& text = texts_.at(field)[document];
  return text.has_value() ? &*text : nullptr;
}

std::uint64_t NaiveSearch::doc_freq(const std::string& field, const std::string& term) const {
  const auto of_field = doc_freqs_.find(field);
  if (of_field == doc_freqs_.end()) return 0;
  const auto found = of_field->second.find(term);
  return found == of_field->second.end() ? 0 : found->second;
}

double NaiveSearch::idf(std::uint64_t doc_freq) const {
  const auto all = static_cast<double>(documents_.size());
  const double n = std::min(all, static_cast<double>(doc_freq));
  return std::log(1 + (all - n + 0.5) / (n + 0.5));
}

double NaiveSearch::measure_average_length(const std::string& field) const {
  double tokens = 0;
  double documents = 0;
  for (const auto& text : texts_.at(field)) {
    if (!text) continue;
    tokens += text->length;
    ++documents;
  }
  return tokens > 0 ? tokens / documents : 1;
}

double NaiveSearch::norm(const std::string& field, std::size_t document, const Bm25& model) const {
  if (schema_.find(field)->kind == FieldKind::kKeyword) return 1;
  return 1 - model.b + model.b * text(field, document)->length / average_lengths_.at(field);
}

const std::vector<std::string>& NaiveSearch::expansion(const query::Expansion& e) const {
  using query::ExpansionKind;
  const auto [known, is_new] = expansions_.try_emplace(Query(query::make_node(e)).to_string());
  if (!is_new) return known->second;
  const auto matcher = e.kind == ExpansionKind::kPrefix ? dictionary::prefix_matcher(e.pattern)
                       : e.kind == ExpansionKind::kWildcard
                           ? dictionary::wildcard_matcher(e.pattern)
                       : e.kind == ExpansionKind::kFuzzy
                           ? dictionary::fuzzy_matcher(e.pattern, e.fuzzy.edits, e.fuzzy.prefix)
                           : dictionary::regex_matcher(e.pattern);
  // Those in most documents, as far as the limit goes.
  std::vector<std::pair<std::uint64_t, std::string>> found;
  if (doc_freqs_.contains(e.field)) {
    for (const auto& [term, freq] : doc_freqs_.at(e.field)) {
      if (term.starts_with(matcher->prefix()) && matcher->matches(term))
        found.emplace_back(freq, term);
    }
  }
  std::ranges::stable_sort(found, std::greater<>(), &std::pair<std::uint64_t, std::string>::first);
  if (found.size() > Limits::kMaxExpansions) found.resize(Limits::kMaxExpansions);
  for (auto& [freq, term] : found) known->second.push_back(std::move(term));
  return known->second;
}

NaiveSearch::Leaf NaiveSearch::leaf(const query::Node& node, std::size_t document) const {
  Leaf out;
  const auto freq_of = [&](const std::string& term) -> std::uint32_t {
    const FieldText* here = text(out.field, document);
    if (here == nullptr || !here->positions.contains(term)) return 0;
    return static_cast<std::uint32_t>(here->positions.at(term).size());
  };
  if (const auto* term = std::get_if<query::Term>(&node.data)) {
    out.field = term->field;
    out.freq = freq_of(term->term);
    out.idf = idf(doc_freq(term->field, term->term));
  } else if (const auto* phrase = std::get_if<query::Phrase>(&node.data)) {
    out.field = phrase->field;
    std::vector<std::vector<std::uint32_t>> positions;
    for (const query::PhraseTerm& part : phrase->terms) {
      out.idf += idf(doc_freq(phrase->field, part.term));
      if (freq_of(part.term) > 0)
        positions.push_back(text(out.field, document)->positions.at(part.term));
    }
    if (positions.size() == phrase->terms.size()) out.freq = naive_phrase(positions, *phrase);
  } else {
    const auto& e = std::get<query::Expansion>(node.data);
    out.field = e.field;
    std::uint64_t total = 0;
    for (const std::string& found : expansion(e)) {
      out.freq += freq_of(found);
      total += doc_freq(e.field, found);
    }
    out.idf = idf(total);
  }
  return out;
}

std::optional<double> NaiveSearch::match(const query::Node& node, std::size_t document,
                                         const Bm25& model) const {
  const auto leaf_score = [&](const Leaf& leaf) -> std::optional<double> {
    if (leaf.freq == 0) return {};
    return leaf.idf * leaf.freq / (leaf.freq + model.k1 * norm(leaf.field, document, model));
  };
  return std::visit(
      query::Overloaded{
          [](const query::None&) -> std::optional<double> { return {}; },
          [](const query::All&) -> std::optional<double> { return 0; },
          [&](const query::Term&) { return leaf_score(leaf(node, document)); },
          [&](const query::Phrase&) { return leaf_score(leaf(node, document)); },
          [&](const query::Expansion&) { return leaf_score(leaf(node, document)); },
          [&](const query::Across& across) -> std::optional<double> {
            double frequency = 0;
            double least_idf = 1e300;
            for (const auto& [part, weight] : across.parts) {
              const Leaf found = leaf(*part, document);
              least_idf = std::min(least_idf, found.idf);
              if (found.freq > 0)
                frequency += weight * found.freq / norm(found.field, document, model);
            }
            if (frequency == 0) return {};
            return least_idf * frequency / (frequency + model.k1);
          },
          [&](const query::Range& range) -> std::optional<double> {
            for (const Value& value : values_of(documents_[document], range.field)) {
              bool inside = true;
              if (schema_.find(range.field)->kind == FieldKind::kKeyword) {
                const std::string text = value.to_text();
                if (!range.lower.is_null()) {
                  const int order = text.compare(range.lower.to_text());
                  inside = inside && (order > 0 || (order == 0 && range.options.include_lower));
                }
                if (!range.upper.is_null()) {
                  const int order = text.compare(range.upper.to_text());
                  inside = inside && (order < 0 || (order == 0 && range.options.include_upper));
                }
              } else {
                const double own = number(value);
                if (!range.lower.is_null()) {
                  const double low = number(range.lower);
                  inside = inside && (own > low || (own == low && range.options.include_lower));
                }
                if (!range.upper.is_null()) {
                  const double high = number(range.upper);
                  inside = inside && (own < high || (own == high && range.options.include_upper));
                }
              }
              if (inside) return 0;
            }
            return {};
          },
          [&](const query::Exists& exists) -> std::optional<double> {
            if (values_of(documents_[document], exists.field).empty()) return {};
            return 0;
          },
          [&](const query::Boost& boost) -> std::optional<double> {
            const auto score = match(*boost.part, document, model);
            if (!score) return {};
            return *score * boost.factor;
          },
          [&](const query::Boolean& boolean) -> std::optional<double> {
            double score = 0;
            bool any = !boolean.must.empty() || !boolean.filter.empty();
            for (const auto& part : boolean.must) {
              const auto found = match(*part, document, model);
              if (!found) return {};
              score += *found;
            }
            for (const auto& part : boolean.filter) {
              if (!match(*part, document, model)) return {};
            }
            for (const auto& part : boolean.must_not) {
              if (match(*part, document, model)) return {};
            }
            for (const auto& part : boolean.should) {
              const auto found = match(*part, document, model);
              any = any || found.has_value();
              score += found.value_or(0);
            }
            if (!any) return {};
            return score;
          }},
      node.data);
}

std::vector<NaiveSearch::Match> NaiveSearch::search(const Query& query, const Bm25& model) const {
  std::vector<Match> out;
  for (std::size_t document = 0; document < documents_.size(); ++document) {
    if (const auto score = match(query.node(), document, model)) out.push_back({document, *score});
  }
  return out;
}

namespace {

std::string random_term(Random& random, std::size_t vocabulary) {
  return "w" + std::to_string(random.skewed(vocabulary));
}

Query random_leaf(Random& random, std::size_t vocabulary, const std::string& field) {
  switch (random.below(8)) {
    case 0: {
      std::vector<std::string> terms;
      for (std::uint64_t n = 2 + random.below(2); n > 0; --n)
        terms.push_back(random_term(random, vocabulary / 8 + 1));
      const PhraseOptions options{static_cast<unsigned>(random.chance(0.5) ? 0 : random.below(6)),
                                  random.chance(0.7)};
      return Query::phrase(field, std::move(terms), options);
    }
    case 1:
      return Query::prefix(field, random_term(random, vocabulary).substr(0, 1 + random.below(3)));
    case 2:
      return random.chance(0.5)
                 ? Query::wildcard(field, "w?" + std::to_string(random.below(10)) + "*")
                 : Query::fuzzy(field, random_term(random, vocabulary), {1, 1});
    default:
      return Query::term(field, random_term(random, vocabulary));
  }
}

Query random_filter(Random& random) {
  switch (random.below(5)) {
    case 0:
      return Query::term("tag", "t" + std::to_string(random.below(14)));
    case 1:
      return Query::range("tag", random.chance(0.2) ? Value() : Value("t1"),
                          "t" + std::to_string(random.below(9)),
                          {random.chance(0.5), random.chance(0.5)});
    case 2: {
      const auto low = static_cast<std::int64_t>(1985 + random.below(40));
      return Query::range("year", low, low + static_cast<std::int64_t>(random.below(20)),
                          {random.chance(0.5), random.chance(0.5)});
    }
    case 3:
      return Query::range("price", random.chance(0.3) ? Value() : Value(random.real() * 50 - 25),
                          random.real() * 50);
    default:
      return Query::exists(random.chance(0.5) ? "body" : random.chance(0.5) ? "tag" : "price");
  }
}

}  // namespace

Query random_query(Random& random, std::size_t vocabulary, unsigned depth) {
  if (depth == 0 || random.chance(0.25)) {
    if (random.chance(0.15)) return random_filter(random);
    if (random.chance(0.3)) {
      return Query::across({{random_leaf(random, vocabulary, "title"), 0.5 + random.real() * 3},
                            {random_leaf(random, vocabulary, "body"), 1.0}});
    }
    return random_leaf(random, vocabulary, random.chance(0.3) ? "title" : "body");
  }
  const auto some = [&](std::uint64_t limit) {
    std::vector<Query> parts;
    for (std::uint64_t n = random.below(limit + 1); n > 0; --n) {
      parts.push_back(random_query(random, vocabulary, depth - 1));
    }
    return parts;
  };
  switch (random.below(5)) {
    case 0:
      return Query::any_of(some(4));
    case 1:
      return Query::all_of(some(3));
    case 2:
      return random_query(random, vocabulary, depth - 1).boost(0.1 + random.real() * 5);
    case 3:
      return random_query(random, vocabulary, depth - 1).filtered_by(random_filter(random));
    default:
      return Query::boolean(
          {.must = some(2), .should = some(3), .must_not = some(1), .filter = some(1)});
  }
}

}  // namespace lodex::test
