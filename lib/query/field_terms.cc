#include "query/field_terms.h"

#include <charconv>
#include <cmath>

#include "base/date.h"
#include "lodex/error.h"
#include "query/node.h"

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

// The tokens as a phrase that keeps their distances; of tokens at one place any will do.
std::optional<Query> phrase_of(const std::string& field, const std::vector<OwnedToken>& tokens,
                               PhraseOptions options) {
  if (tokens.empty()) return {};
  if (tokens.front().position == tokens.back().position) {
    std::vector<Query> any;
    for (const OwnedToken& token : tokens) any.push_back(Query::term(field, token.term));
    return Query::any_of(std::move(any));
  }
  Phrase phrase{field, {}, options};
  const std::uint32_t first = tokens.front().position;
  for (const OwnedToken& token : tokens) {
    const std::uint32_t position = token.position - first;
    if (!phrase.terms.empty() && phrase.terms.back().position == position) continue;
    if (phrase.terms.size() == Limits::kMaxPhraseTerms) {
      throw LimitError("a phrase has more than " + std::to_string(Limits::kMaxPhraseTerms) +
                       " words");
    }
    phrase.terms.push_back({token.term, position});
  }
  return Query(make_node(std::move(phrase)));
}

// Without positions the best that can be said of a phrase is that all its words are there.
std::optional<Query> all_terms(const std::string& field, const std::vector<OwnedToken>& tokens) {
  if (tokens.empty()) return {};
  std::vector<Query> all;
  for (const OwnedToken& token : tokens) all.push_back(Query::term(field, token.term));
  return Query::all_of(std::move(all));
}

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
  const std::vector<OwnedToken> tokens = analyze(text, *analyzer_);
  if (tokens.size() == 1) return Query::term(spec_.name, tokens[0].term);
  if (!spec_.options.positions) return all_terms(spec_.name, tokens);
  return phrase_of(spec_.name, tokens, options);
}

std::optional<Query> FieldTerms::near(const std::vector<std::string>& texts,
                                      std::uint32_t distance) const {
  if (!is_text()) return {};
  std::vector<std::string> terms;
  for (const std::string& text : texts) {
    for (OwnedToken& token : analyze(text, *analyzer_)) terms.push_back(std::move(token.term));
  }
  if (terms.empty()) return {};
  const auto adjacent = static_cast<std::uint32_t>(terms.size() - 1);
  const PhraseOptions options{distance > adjacent ? distance - adjacent : 0, false};
  if (spec_.options.positions) return Query::phrase(spec_.name, std::move(terms), options);
  std::vector<Query> all;
  for (std::string& term : terms) all.push_back(Query::term(spec_.name, std::move(term)));
  return Query::all_of(std::move(all));
}

std::vector<OwnedToken> FieldTerms::tokens(std::string_view text) const {
  return is_text() ? analyze(text, *analyzer_) : analyze(text, "whitespace");
}

std::string FieldTerms::normalized(std::string_view text) const {
  return is_text() ? analyzer_->normalize(text) : std::string(text);
}

Query FieldTerms::prefix(std::string_view text) const {
  return Query::prefix(spec_.name, normalized(text));
}

Query FieldTerms::wildcard(std::string_view pattern) const {
  return Query::wildcard(spec_.name, normalized(pattern));
}

std::optional<Query> FieldTerms::fuzzy(std::string_view text, FuzzyOptions options) const {
  if (!is_text()) return Query::fuzzy(spec_.name, std::string(text), options);
  const std::vector<OwnedToken> tokens = analyze(text, *analyzer_);
  if (tokens.empty()) return {};
  std::vector<Query> all;
  for (const OwnedToken& token : tokens) {
    all.push_back(Query::fuzzy(spec_.name, token.term, options));
  }
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
