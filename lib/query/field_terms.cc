#include "query/field_terms.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>

#include "base/date.h"
#include "lodex/error.h"
#include "query/node.h"
#include "query/places.h"
#include "query/unspaced.h"

namespace lodex::query {
namespace {

template <class Number>
std::optional<Number> parse_number(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return {};
  return number;
}

std::optional<bool> parse_boolean(std::string_view text) {
  if (text == "true" || text == "yes" || text == "1") return true;
  if (text == "false" || text == "no" || text == "0") return false;
  return {};
}

bool is_open(std::string_view bound) { return bound.empty() || bound == "*"; }

}  // namespace

FieldTerms::FieldTerms(const Schema& schema, const FieldSpec& spec) : spec_(spec) {
  if (!is_text()) return;
  const std::string& analyzer = schema.search_analyzer_of(spec);
  analyzer_ = schema.find_analyzer(analyzer);
  stop_words_ = StopWords::of_analyzer(analyzer);
}

std::optional<FieldTerms> FieldTerms::find(const Schema& schema, std::string_view name) {
  if (name == kIdField) {
    return FieldTerms(schema, FieldSpec{std::string(name), FieldKind::kKeyword, {}});
  }
  const FieldSpec* spec = schema.find(name);
  if (spec == nullptr || !spec->options.indexed || spec->kind == FieldKind::kJson) return {};
  return FieldTerms(schema, *spec);
}

std::optional<Query> FieldTerms::word(std::string_view text) const {
  if (!is_text()) return value(text);
  return phrase(text, {});
}

std::optional<Query> FieldTerms::phrase(std::string_view text, PhraseOptions options) const {
  if (!is_text()) return value(text);
  return side_by_side(exact_tokens(analyze(text, *analyzer_)), options);
}

std::optional<Query> FieldTerms::side_by_side(const std::vector<OwnedToken>& tokens,
                                              PhraseOptions options) const {
  const std::vector<Place> places = places_of(tokens);
  // Without positions the best that can be said of a phrase is that all its words are there.
  if (!spec_.options.positions) return all_places(spec_.name, places);
  return phrase_of(spec_.name, places, options);
}

std::optional<Query> FieldTerms::near(const std::vector<std::string>& texts,
                                      std::uint32_t distance) const {
  if (!is_text()) return {};
  std::vector<Place> places;
  for (const std::string& text : texts) {
    for (Place& place : places_of(whole_words(analyze(text, *analyzer_)))) {
      places.push_back(std::move(place));
    }
  }
  if (places.empty()) return {};
  if (!spec_.options.positions) return all_places(spec_.name, places);
  for (std::uint32_t i = 0; i < places.size(); ++i) places[i].position = i;
  const auto adjacent = static_cast<std::uint32_t>(places.size() - 1);
  const PhraseOptions options{distance > adjacent ? distance - adjacent : 0, false};
  return phrase_of(spec_.name, places, options);
}

std::vector<FieldWord> FieldTerms::words(std::string_view text) const {
  const std::vector<OwnedToken> tokens =
      is_text() ? analyze(text, *analyzer_) : analyze(text, "whitespace");
  std::vector<FieldWord> words;
  if (has_bigrams(tokens)) {
    for (const SoughtWord& word : sought_words(tokens)) {
      words.push_back({word.begin, {}, false});
      for (const SoughtForm& form : word.forms) {
        if (auto query = side_by_side(form.tokens, {})) {
          words.back().forms.emplace_back(std::move(*query), form.weight);
        }
      }
    }
    return words;
  }
  // Of several tokens that begin at the same place any will do.
  struct Leaves {
    std::vector<Query> any;
    bool is_stop_word = false;
  };
  std::map<std::uint32_t, Leaves> starts;
  for (const OwnedToken& token : tokens) {
    std::optional<Query> leaf = is_text() ? Query::term(spec_.name, token.term) : value(token.term);
    if (!leaf) continue;
    Leaves& leaves = starts[token.begin];
    if (leaves.any.empty() && stop_words_ != nullptr) {
      leaves.is_stop_word =
          stop_words_->contains(text.substr(token.begin, token.end - token.begin));
    }
    leaves.any.push_back(std::move(*leaf));
  }
  for (auto& [begin, leaves] : starts) {
    words.push_back({begin, {{Query::any_of(std::move(leaves.any)), 1}}, leaves.is_stop_word});
  }
  return words;
}

bool FieldTerms::is_unspaced(std::string_view text) const {
  // In UTF-8 all such scripts have characters of three bytes or more.
  const auto may_be = [](char c) { return static_cast<unsigned char>(c) >= 0xe0; };
  return is_text() && std::ranges::any_of(text, may_be) && has_bigrams(analyze(text, *analyzer_));
}

std::string FieldTerms::normalized(std::string_view text) const {
  return is_text() ? analyzer_->normalize(text) : std::string(text);
}

Query FieldTerms::prefix(std::string_view text) const {
  return Query::prefix(spec_.name, normalized(text));
}

// An analyzer sees what stands between the wildcards, not these.
Query FieldTerms::wildcard(std::string_view pattern) const {
  std::string normal;
  std::string literal;
  const auto take_literal = [&] {
    for (const char c : normalized(std::exchange(literal, {}))) {
      if (c == '*' || c == '?' || c == '\\') normal += '\\';
      normal += c;
    }
  };
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == '*' || pattern[i] == '?') {
      take_literal();
      normal += pattern[i];
    } else {
      if (pattern[i] == '\\' && i + 1 < pattern.size()) ++i;
      literal += pattern[i];
    }
  }
  take_literal();
  return Query::wildcard(spec_.name, std::move(normal));
}

std::optional<Query> FieldTerms::fuzzy(std::string_view text, FuzzyOptions options) const {
  if (!is_text()) return Query::fuzzy(spec_.name, std::string(text), options);
  std::vector<Query> all;
  for (const Place& place : places_of(whole_words(analyze(text, *analyzer_)))) {
    std::vector<Query> any;
    for (const std::string& term : place.terms) {
      any.push_back(Query::fuzzy(spec_.name, term, options));
    }
    all.push_back(Query::any_of(std::move(any)));
  }
  if (all.empty()) return {};
  return Query::all_of(std::move(all));
}

Query FieldTerms::regex(std::string_view pattern) const {
  return Query::regex(spec_.name, std::string(pattern));
}

std::optional<Query> FieldTerms::value(std::string_view text) const {
  switch (spec_.kind) {
    case FieldKind::kKeyword:
      return Query::term(spec_.name, std::string(text));
    case FieldKind::kBoolean:
      if (const auto flag = parse_boolean(text)) return Query::range(spec_.name, *flag, *flag);
      return {};
    default:
      if (is_open(text)) return {};
      return range(text, text, {});
  }
}

std::optional<Query> FieldTerms::range(std::string_view lower, std::string_view upper,
                                       RangeOptions options) const {
  if (is_id()) return {};
  Value low;
  Value high;
  if (spec_.kind == FieldKind::kDate) {
    // A date stands for all its instants: [2024 TO 2024-03] ends with March, {2024 TO …} begins
    // with 2025.
    if (!is_open(lower)) {
      const auto interval = parse_date(lower);
      if (!interval) return {};
      low = options.include_lower ? interval->begin : interval->end;
    }
    if (!is_open(upper)) {
      const auto interval = parse_date(upper);
      if (!interval) return {};
      high = options.include_upper ? interval->end : interval->begin;
    }
    return Query::range(spec_.name, low, high, {true, false});
  }
  const auto read = [&](std::string_view text, Value& out) {
    if (is_open(text)) return true;
    if (spec_.kind == FieldKind::kInteger) {
      if (const auto number = parse_number<std::int64_t>(text)) out = *number;
    } else if (spec_.kind == FieldKind::kReal) {
      if (const auto number = parse_number<double>(text); number && !std::isnan(*number)) {
        out = *number;
      }
    } else if (spec_.kind == FieldKind::kBoolean) {
      if (const auto flag = parse_boolean(text)) out = *flag;
    } else if (spec_.kind == FieldKind::kKeyword) {
      out = text;
    }
    return !out.is_null();
  };
  if (!read(lower, low) || !read(upper, high)) return {};
  return Query::range(spec_.name, low, high, options);
}

std::vector<FieldTerms> default_fields(const Schema& schema, const ParseOptions& options) {
  std::vector<FieldTerms> fields;
  for (const std::string& name : options.fields) {
    auto field = FieldTerms::find(schema, name);
    if (!field) throw QueryError("there is no indexed field \"" + name + "\" to search in");
    fields.push_back(std::move(*field));
  }
  if (!fields.empty()) return fields;
  for (const FieldKind kind : {FieldKind::kText, FieldKind::kKeyword}) {
    for (const FieldSpec& spec : schema.fields()) {
      auto field = FieldTerms::find(schema, spec.name);
      if (field && field->kind() == kind) fields.push_back(std::move(*field));
    }
    // Keywords only where there is no text.
    if (!fields.empty()) break;
  }
  return fields;
}

Query join_fields(std::vector<std::pair<Query, double>> parts) {
  std::vector<std::pair<Query, double>> leaves;
  std::vector<Query> joined;
  for (auto& [query, boost] : parts) {
    const auto& data = query.node().data;
    if (std::holds_alternative<Term>(data) || std::holds_alternative<Phrase>(data) ||
        std::holds_alternative<Expansion>(data)) {
      leaves.emplace_back(std::move(query), boost);
    } else {
      joined.push_back(std::move(query));
    }
  }
  if (!leaves.empty()) joined.insert(joined.begin(), Query::across(std::move(leaves)));
  return Query::any_of(std::move(joined));
}

}  // namespace lodex::query
