#include "query/parser.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/utf8.h"
#include "lodex/error.h"
#include "query/clause.h"
#include "query/field_terms.h"
#include "query/node.h"
#include "query/scanner.h"
#include "query/words.h"

namespace lodex::query {
namespace {

constexpr std::uint32_t kDefaultNear = 10;

// Whether it, or one of its alternatives, is a phrase.
bool has_phrase(const Node& node) {
  if (std::holds_alternative<Phrase>(node.data)) return true;
  const auto* any = std::get_if<Boolean>(&node.data);
  return any != nullptr &&
         std::ranges::any_of(any->should, [](const NodePtr& part) { return has_phrase(*part); });
}

// A recursive descent over the text. One for each text.
//
//   list   := or*                          or   := and ("OR" and)*
//   and    := unary ("AND" unary)*         unary := ("+" | "-" | "NOT")? near ("^" number)?
//   near   := primary ("NEAR" ("/" number)? primary)*
//   primary := "(" list ")" | field ":" primary | phrase | pattern | range | word
class Parser {
 public:
  Parser(std::string_view text, const Schema& schema, const ParseOptions& options)
      : scan_(text),
        schema_(schema),
        options_(options),
        default_fields_(default_fields(schema, options)) {}

  Query run() {
    const Query query = list(0);
    return Query(query.shared_node(), std::move(notes_));
  }

 private:
  using Fields = std::vector<FieldTerms>;

  // Lenient: remembers what is ignored. Strict: throws.
  void complain(std::string message, std::size_t offset) {
    if (options_.mode == ParseMode::kStrict) throw QueryError(message, {}, offset);
    notes_.push_back({std::move(message), offset});
  }

  Query list(unsigned depth) { return combine(clauses(depth), options_.require_all); }
  std::vector<Clause> clauses(unsigned depth);
  std::optional<Clause> or_clause(unsigned depth);
  std::optional<Clause> and_clause(unsigned depth);
  std::optional<Clause> unary(unsigned depth);
  std::optional<Clause> near(unsigned depth);
  std::optional<Clause> primary(const Fields& fields, unsigned depth);
  std::optional<Clause> field_clause(const Scanner::FieldName& name, unsigned depth);
  std::optional<Clause> group(const Fields& fields, unsigned depth);
  std::optional<Clause> quoted(const Fields& fields);
  std::optional<Clause> regex(const Fields& fields);
  std::optional<Clause> bracketed_range(const FieldTerms& field);
  std::optional<Clause> compared(const FieldTerms& field);
  std::optional<Clause> word(const Fields& fields);
  std::optional<Query> word_query(const Scanner::Word& word, const Fields& fields);
  std::optional<Clause> join_near(const Scanner::Word& first, std::size_t offset);
  std::string near_operand(const Scanner::Word& word, std::size_t offset);

  // One leaf a field, joined by BM25F; nothing where no field gave one.
  template <class Make>
  std::optional<Query> across(const Fields& fields, Make make);
  // The same of a phrase. Fields without positions can only say that they have all its words, so
  // they are left out where another field knows the order.
  template <class Make>
  std::optional<Query> phrase_across(const Fields& fields, Make make);

  Scanner scan_;
  const Schema& schema_;
  const ParseOptions& options_;
  Fields default_fields_;
  const Fields* fields_ = &default_fields_;  // of the scope, where words without a field are sought
  std::vector<QueryNote> notes_;
};

template <class Make>
std::optional<Query> Parser::across(const Fields& fields, Make make) {
  std::vector<std::pair<Query, double>> parts;
  for (const FieldTerms& field : fields) {
    if (std::optional<Query> query = make(field)) {
      parts.emplace_back(std::move(*query), field.boost());
    }
  }
  if (parts.empty()) return {};
  return join_fields(std::move(parts));
}

template <class Make>
std::optional<Query> Parser::phrase_across(const Fields& fields, Make make) {
  std::vector<std::pair<Query, double>> all;
  std::vector<std::pair<Query, double>> ordered;
  bool is_phrase = false;
  for (const FieldTerms& field : fields) {
    std::optional<Query> query = make(field);
    if (!query) continue;
    is_phrase = is_phrase || has_phrase(query->node());
    all.emplace_back(std::move(*query), field.boost());
    if (!field.is_text() || field.has_positions()) ordered.push_back(all.back());
  }
  if (all.empty()) return {};
  return join_fields(std::move(is_phrase ? ordered : all));
}

std::vector<Clause> Parser::clauses(unsigned depth) {
  std::vector<Clause> clauses;
  while (true) {
    scan_.skip_space();
    if (scan_.at_end()) break;
    if (scan_.peek() == ')') {
      if (depth > 0) break;
      complain("a closing parenthesis without an opening one", scan_.offset());
      scan_.skip();
      continue;
    }
    if (auto clause = or_clause(depth)) clauses.push_back(std::move(*clause));
    if (clauses.size() > Limits::kMaxClauses) {
      throw LimitError("a query has more than " + std::to_string(Limits::kMaxClauses) + " clauses");
    }
  }
  return clauses;
}

std::optional<Clause> Parser::or_clause(unsigned depth) {
  std::optional<Clause> first = and_clause(depth);
  std::vector<Query> alternatives;
  while (true) {
    scan_.skip_space();
    const std::size_t offset = scan_.offset();
    if (!scan_.take_keyword("OR")) break;
    std::optional<Clause> next = scan_.at_operand_end() ? std::nullopt : and_clause(depth);
    if (!first || !next) {
      complain("AND and OR stand between two operands", offset);
      if (!first) first = std::move(next);
      continue;
    }
    if (alternatives.empty()) alternatives.push_back(operand(*first));
    alternatives.push_back(operand(std::move(*next)));
  }
  if (alternatives.empty()) return first;
  return Clause{Sign::kPlain, Query::any_of(std::move(alternatives))};
}

std::optional<Clause> Parser::and_clause(unsigned depth) {
  std::optional<Clause> first = unary(depth);
  BooleanParts parts;
  bool joined = false;
  const auto take = [&](Clause clause) {
    (clause.sign == Sign::kMustNot ? parts.must_not : parts.must)
        .push_back(std::move(clause.query));
  };
  while (true) {
    scan_.skip_space();
    const std::size_t offset = scan_.offset();
    if (!scan_.take_keyword("AND")) break;
    std::optional<Clause> next = scan_.at_operand_end() ? std::nullopt : unary(depth);
    if (!first || !next) {
      complain("AND and OR stand between two operands", offset);
      if (!first) first = std::move(next);
      continue;
    }
    if (!joined) take(*first);
    take(std::move(*next));
    joined = true;
  }
  if (!joined) return first;
  if (parts.must.empty()) parts.must.push_back(Query::all());
  if (parts.must_not.empty()) return Clause{Sign::kPlain, Query::all_of(std::move(parts.must))};
  return Clause{Sign::kPlain, Query::boolean(parts)};
}

std::optional<Clause> Parser::unary(unsigned depth) {
  for (std::size_t at = scan_.offset(); scan_.take_keyword("AND") || scan_.take_keyword("OR");
       at = scan_.offset()) {
    complain("AND and OR stand between two operands", at);
  }
  scan_.skip_space();
  Sign sign = Sign::kPlain;
  const std::size_t begin = scan_.offset();
  while (true) {
    if (scan_.take_sign('+')) {
      sign = Sign::kMust;
    } else if (scan_.take_sign('-')) {
      sign = Sign::kMustNot;
    } else if (scan_.take_keyword("NOT")) {
      sign = Sign::kMustNot;
      scan_.skip_space();
    } else {
      break;
    }
  }
  if (scan_.at_operand_end()) {
    if (scan_.offset() > begin) complain("nothing stands behind this operator", begin);
    return {};
  }
  std::optional<Clause> clause = near(depth);
  if (!clause) return {};
  const auto boost = scan_.take_boost();
  if (boost) {
    clause->query = clause->query.boost(*boost);
    if (clause->unspaced) clause->unspaced = clause->unspaced->boost(*boost);
  }
  if (sign != Sign::kPlain) clause->sign = sign;
  if (boost || sign != Sign::kPlain) clause->words.clear();
  return clause;
}

std::optional<Clause> Parser::near(unsigned depth) {
  const Scanner before = scan_;
  const auto name = scan_.peek_field_name();
  if (scan_.peek_word() && !(name && FieldTerms::find(schema_, name->text))) {
    const Scanner::Word first = scan_.take_word();
    if (scan_.peek_near()) return join_near(first, before.offset());
    scan_ = before;
  }
  return primary(*fields_, depth);
}

std::string Parser::near_operand(const Scanner::Word& word, std::size_t offset) {
  if (word.edits || word.is_prefix || word.is_pattern) {
    complain("NEAR takes whole words, so \"" + word.text + "\" is one", offset);
  }
  return word.text;
}

std::optional<Clause> Parser::join_near(const Scanner::Word& first, std::size_t begin) {
  std::vector<std::string> words = {near_operand(first, begin)};
  std::uint32_t distance = 0;
  while (true) {
    const std::size_t offset = scan_.offset();
    const auto near = scan_.take_near(kDefaultNear);
    if (!near) break;
    scan_.skip_space();
    if (!scan_.peek_word()) {
      complain("NEAR stands between two words", offset);
      break;
    }
    distance = std::max(distance, *near);
    const std::size_t at = scan_.offset();
    words.push_back(near_operand(scan_.take_word(), at));
  }
  auto query =
      phrase_across(*fields_, [&](const FieldTerms& field) { return field.near(words, distance); });
  if (!query) return {};
  return Clause{Sign::kPlain, std::move(*query)};
}

std::optional<Clause> Parser::primary(const Fields& fields, unsigned depth) {
  if (const auto name = scan_.peek_field_name()) {
    const std::size_t before = scan_.offset();
    auto clause = field_clause(*name, depth);
    if (clause || scan_.offset() != before) return clause;
  }
  switch (scan_.peek()) {
    case '(':
      return group(fields, depth);
    case '"':
      return quoted(fields);
    case '/':
      if (scan_.peek_regex()) return regex(fields);
      break;
    default:
      if (scan_.peek_typographic_quote()) return quoted(fields);
      break;
  }
  return word(fields);
}

std::optional<Clause> Parser::group(const Fields& fields, unsigned depth) {
  const std::size_t offset = scan_.offset();
  if (depth + 1 >= Limits::kMaxDepth) {
    throw LimitError("a query is nested more than " + std::to_string(Limits::kMaxDepth) + " deep");
  }
  scan_.skip();
  const Fields* outer = std::exchange(fields_, &fields);
  std::vector<Clause> inner = clauses(depth + 1);
  fields_ = outer;
  if (!scan_.at_end()) {
    scan_.skip();
  } else {
    complain("a parenthesis is not closed", offset);
  }
  // A bare word in parentheses is a bare word.
  if (inner.size() == 1 && !inner[0].words.empty()) return std::move(inner[0]);
  Query query = combine(std::move(inner), options_.require_all);
  if (std::holds_alternative<None>(query.node().data)) return {};
  return Clause{Sign::kPlain, std::move(query)};
}

// A name and a colon stand here. Nothing is taken where they are not a field and its value, and the
// text is then read as words.
std::optional<Clause> Parser::field_clause(const Scanner::FieldName& name, unsigned depth) {
  const std::size_t offset = scan_.offset();
  std::optional<FieldTerms> field = FieldTerms::find(schema_, name.text);
  if (!field) {
    if (options_.mode == ParseMode::kStrict) {
      throw QueryError("there is no indexed field \"" + name.text + "\"", {}, offset);
    }
    return {};
  }
  const Scanner before = scan_;
  const std::size_t notes = notes_.size();
  scan_.take(name);
  if (scan_.at_operand_end()) {
    complain("a field wants a value behind its colon", offset);
    scan_ = before;
    return {};
  }
  const Fields scope = {*field};
  std::optional<Clause> clause;
  const char c = scan_.peek();
  if (c == '[' || c == '{') {
    clause = bracketed_range(*field);
  } else if (c == '<' || c == '>') {
    clause = compared(*field);
  } else if (scan_.take_star()) {
    clause = Clause{Sign::kPlain, Query::exists(field->name())};
  } else {
    clause = primary(scope, depth);
  }
  if (clause) {
    if (!field->is_text()) clause->exact_field = field->name();
    clause->words.clear();
  } else if (notes_.size() == notes) {
    complain("field \"" + field->name() + "\" (" + std::string(to_string(field->kind())) +
                 ") cannot have this value",
             offset);
  }
  return clause;
}

std::optional<Clause> Parser::bracketed_range(const FieldTerms& field) {
  const std::size_t offset = scan_.offset();
  const auto range = scan_.take_range();
  if (!range) {
    complain("a range is written [from TO to] or {from TO to}", offset);
    scan_.skip();
    return {};
  }
  auto query =
      field.range(range->lower, range->upper, {range->include_lower, range->include_upper});
  if (!query) {
    complain("field \"" + field.name() + "\" (" + std::string(to_string(field.kind())) +
                 ") has no range like this",
             offset);
    return {};
  }
  return Clause{Sign::kPlain, std::move(*query)};
}

std::optional<Clause> Parser::compared(const FieldTerms& field) {
  const std::size_t offset = scan_.offset();
  const bool less = scan_.peek() == '<';
  scan_.skip();
  const bool inclusive = scan_.take('=');
  const std::string bound = scan_.peek_word() ? scan_.take_word().text : std::string();
  std::optional<Query> query;
  if (!bound.empty()) {
    query = less ? field.range("", bound, {true, inclusive})
                 : field.range(bound, "", {inclusive, true});
  }
  if (!query) {
    complain("field \"" + field.name() + "\" (" + std::string(to_string(field.kind())) +
                 ") cannot be compared with \"" + bound + "\"",
             offset);
    return {};
  }
  return Clause{Sign::kPlain, std::move(*query)};
}

std::optional<Clause> Parser::quoted(const Fields& fields) {
  const std::size_t offset = scan_.offset();
  const auto text = scan_.take_quoted();
  if (!text) {
    complain("a quotation is not closed", offset);
    scan_.skip();
    return {};
  }
  const PhraseOptions options{scan_.take_slop().value_or(0), true};
  auto query =
      phrase_across(fields, [&](const FieldTerms& field) { return field.phrase(*text, options); });
  if (!query) {
    if (!text->empty() && !fields.empty() && fields[0].is_text()) {
      complain("\"" + *text + "\" has no words", offset);
    }
    return {};
  }
  return Clause{Sign::kPlain, std::move(*query)};
}

std::optional<Clause> Parser::regex(const Fields& fields) {
  const std::size_t offset = scan_.offset();
  const std::string pattern = scan_.take_regex();
  std::optional<Query> query;
  try {
    query = across(fields, [&](const FieldTerms& field) -> std::optional<Query> {
      if (!field.has_terms()) return {};
      return field.regex(pattern);
    });
  } catch (const QueryError& error) {
    complain(error.what(), offset);
    query = across(fields, [&](const FieldTerms& field) { return field.word(pattern); });
  }
  if (!query) return {};
  return Clause{Sign::kPlain, std::move(*query)};
}

std::optional<Clause> Parser::word(const Fields& fields) {
  const std::size_t offset = scan_.offset();
  if (!scan_.peek_word()) {
    complain(std::string("'") + scan_.peek() + "' has no meaning here", offset);
    scan_.skip();
    return {};
  }
  Scanner::Word word = scan_.take_word();
  if (word.edits > Limits::kMaxEdits) {
    complain("a word has at most " + std::to_string(Limits::kMaxEdits) + " edits", offset);
    word.edits = Limits::kMaxEdits;
  }
  std::optional<Query> query = word_query(word, fields);
  if (!query) {
    if (fields.empty() || fields[0].is_text()) {
      complain("\"" + word.text + "\" has no words", offset);
    }
    return {};
  }
  Clause clause{Sign::kPlain, std::move(*query)};
  const bool is_bare = !word.is_star && !word.edits && !word.is_prefix && !word.is_pattern;
  if (!is_bare || fields.empty() || !fields[0].is_text()) return clause;
  const auto is_unspaced = [&](const FieldTerms& field) { return field.is_unspaced(word.text); };
  if (std::ranges::any_of(fields, is_unspaced)) {
    clause.unspaced = words_as_typed(word.text, clause.query, fields, options_.require_all);
  } else {
    clause.words = words_of(word.text, clause.query, fields);
  }
  return clause;
}

std::optional<Query> Parser::word_query(const Scanner::Word& word, const Fields& fields) {
  if (word.is_star) return Query::all();
  return across(fields, [&](const FieldTerms& field) -> std::optional<Query> {
    if (field.is_id() && (word.edits || word.is_prefix || word.is_pattern)) return {};
    if (!field.has_terms()) {
      if (word.range_dots && !field.is_id()) {
        const auto dots = word.text.find("..");
        return field.range(word.text.substr(0, dots), word.text.substr(dots + 2), {});
      }
      return field.word(word.text);
    }
    if (word.edits) return field.fuzzy(word.text, {*word.edits, 1});
    if (word.is_prefix) return field.prefix(word.text);
    if (word.is_pattern) return field.wildcard(word.pattern);
    return field.word(word.text);
  });
}

}  // namespace

Query parse(std::string_view text, const Schema& schema, const ParseOptions& options) {
  if (text.size() > Limits::kMaxQueryBytes) {
    throw LimitError("a query of " + std::to_string(text.size()) + " bytes is longer than " +
                     std::to_string(Limits::kMaxQueryBytes));
  }
  if (options.words_only) return parse_words(text, schema, options);
  return Parser(text, schema, options).run();
}

}  // namespace lodex::query
