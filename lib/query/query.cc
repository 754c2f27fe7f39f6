#include "lodex/query.h"

#include <re2/re2.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "lodex/error.h"
#include "query/node.h"

namespace lodex {
namespace query {
namespace {

struct Measures {
  unsigned depth = 0;
  std::size_t clauses = 0;
  void take(const NodePtr& part) {
    depth = std::max(depth, part->depth);
    clauses += part->clauses;
  }
};

Measures measure(const Variant& data) {
  Measures below;
  if (const auto* across = std::get_if<Across>(&data)) {
    for (const auto& [part, weight] : across->parts) below.take(part);
    // The fields of one word count as one clause.
    below.clauses = std::min<std::size_t>(below.clauses, 1);
  } else if (const auto* boost = std::get_if<Boost>(&data)) {
    below.take(boost->part);
  } else if (const auto* boolean = std::get_if<Boolean>(&data)) {
    for (const auto* parts :
         {&boolean->must, &boolean->should, &boolean->must_not, &boolean->filter}) {
      for (const NodePtr& part : *parts) below.take(part);
    }
  } else {
    below.clauses = 1;
  }
  return below;
}

}  // namespace

NodePtr make_node(Variant data) {
  const Measures below = measure(data);
  if (below.depth + 1 > Limits::kMaxDepth) {
    throw LimitError("a query is nested more than " + std::to_string(Limits::kMaxDepth) + " deep");
  }
  if (below.clauses > Limits::kMaxClauses) {
    throw LimitError("a query has more than " + std::to_string(Limits::kMaxClauses) + " clauses");
  }
  return std::make_shared<const Node>(Node{std::move(data), below.depth + 1, below.clauses});
}

namespace {

void require_field(const std::string& field) {
  if (field.empty()) throw QueryError("a query of a field wants the field's name, not \"\"");
}

void append_escaped(std::string& out, std::string_view text) {
  static constexpr std::string_view kSpecial = " \t\n\r\"\\()[]{}:^~*?+-/<>=.";
  for (const char c : text) {
    if (kSpecial.find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
}

void append_number(std::string& out, double number) {
  char text[32];
  const auto end = std::to_chars(text, text + sizeof text, number).ptr;
  out.append(text, static_cast<std::size_t>(end - text));
}

// Writes a tree in the query language.
class Printer {
 public:
  explicit Printer(std::string& out) : out_(out) {}

  void print(const Node& node) { std::visit(*this, node.data); }

  void operator()(const None&) { out_ += "()"; }
  void operator()(const All&) { out_ += '*'; }
  void operator()(const Term& term) {
    field(term.field);
    append_escaped(out_, term.term);
  }
  void operator()(const Phrase& phrase) {
    field(phrase.field);
    out_ += '"';
    std::uint32_t next = phrase.terms.front().position;
    for (const PhraseTerm& term : phrase.terms) {
      if (&term != &phrase.terms.front()) out_ += ' ';
      for (; next < term.position; ++next) out_ += "_ ";
      for (const char c : term.term) {
        if (c == '"' || c == '\\') out_ += '\\';
        out_ += c;
      }
      ++next;
    }
    out_ += '"';
    if (phrase.options.slop > 0 || !phrase.options.ordered) {
      out_ += phrase.options.ordered ? '~' : '@';
      out_ += std::to_string(phrase.options.slop);
    }
  }
  void operator()(const Expansion& e) {
    field(e.field);
    switch (e.kind) {
      case ExpansionKind::kPrefix:
        append_escaped(out_, e.pattern);
        out_ += '*';
        break;
      case ExpansionKind::kWildcard:
        out_ += e.pattern;
        break;
      case ExpansionKind::kFuzzy:
        append_escaped(out_, e.pattern);
        out_ += '~' + std::to_string(e.fuzzy.edits);
        break;
      case ExpansionKind::kRegex:
        out_ += '/' + e.pattern + '/';
        break;
    }
  }
  void operator()(const Range& range) {
    field(range.field);
    out_ += range.options.include_lower ? '[' : '{';
    bound(range.lower);
    out_ += " TO ";
    bound(range.upper);
    out_ += range.options.include_upper ? ']' : '}';
  }
  void operator()(const Exists& exists) {
    field(exists.field);
    out_ += '*';
  }
  void operator()(const Across& across) {
    out_ += '<';
    for (const auto& [part, weight] : across.parts) {
      if (part != across.parts.front().first) out_ += ' ';
      print(*part);
      if (weight != 1) {
        out_ += '^';
        append_number(out_, weight);
      }
    }
    out_ += '>';
  }
  void operator()(const Boolean& boolean) {
    out_ += '(';
    const std::size_t begin = out_.size();
    parts("+", boolean.must, begin);
    parts("#", boolean.filter, begin);
    parts("", boolean.should, begin);
    parts("-", boolean.must_not, begin);
    out_ += ')';
  }
  void operator()(const Boost& boost) {
    print(*boost.part);
    out_ += '^';
    append_number(out_, boost.factor);
  }

 private:
  void field(const std::string& name) {
    append_escaped(out_, name);
    out_ += ':';
  }
  void bound(const Value& value) {
    if (value.is_null()) {
      out_ += '*';
    } else {
      append_escaped(out_, value.to_text());
    }
  }
  void parts(std::string_view sign, const std::vector<NodePtr>& nodes, std::size_t begin) {
    for (const NodePtr& node : nodes) {
      if (out_.size() > begin) out_ += ' ';
      out_ += sign;
      print(*node);
    }
  }

  std::string& out_;
};

bool is_leaf(const Node& node) {
  return std::holds_alternative<Term>(node.data) || std::holds_alternative<Phrase>(node.data) ||
         std::holds_alternative<Expansion>(node.data);
}

std::shared_ptr<const std::vector<QueryNote>> share(std::vector<QueryNote> notes) {
  static const auto kNone = std::make_shared<const std::vector<QueryNote>>();
  if (notes.empty()) return kNone;
  return std::make_shared<const std::vector<QueryNote>>(std::move(notes));
}

std::vector<NodePtr> nodes_of(const std::vector<Query>& queries) {
  std::vector<NodePtr> nodes;
  nodes.reserve(queries.size());
  for (const Query& query : queries) nodes.push_back(query.shared_node());
  return nodes;
}

}  // namespace
}  // namespace query

using query::make_node;

Query::Query() : Query(make_node(query::None{})) {}

Query::Query(std::shared_ptr<const query::Node> node, std::vector<QueryNote> notes)
    : node_(std::move(node)), notes_(query::share(std::move(notes))) {}

const std::vector<QueryNote>& Query::notes() const noexcept { return *notes_; }

Query Query::all() { return Query(make_node(query::All{})); }

Query Query::term(std::string field, std::string term) {
  query::require_field(field);
  return Query(make_node(query::Term{std::move(field), std::move(term)}));
}

Query Query::phrase(std::string field, std::vector<std::string> terms, PhraseOptions options) {
  query::require_field(field);
  if (terms.empty()) throw QueryError("a phrase has at least one term");
  if (terms.size() > Limits::kMaxPhraseTerms) {
    throw LimitError("a phrase has more than " + std::to_string(Limits::kMaxPhraseTerms) +
                     " terms");
  }
  if (terms.size() == 1) return term(std::move(field), std::move(terms[0]));
  query::Phrase phrase{std::move(field), {}, options};
  for (std::uint32_t i = 0; i < terms.size(); ++i) phrase.terms.push_back({std::move(terms[i]), i});
  return Query(make_node(std::move(phrase)));
}

namespace {

Query expansion(std::string field, query::ExpansionKind kind, std::string pattern,
                FuzzyOptions fuzzy = {}) {
  query::require_field(field);
  if (fuzzy.edits > Limits::kMaxEdits) {
    throw LimitError("a fuzzy query has at most " + std::to_string(Limits::kMaxEdits) + " edits");
  }
  return Query(make_node(query::Expansion{std::move(field), kind, std::move(pattern), fuzzy}));
}

}  // namespace

Query Query::prefix(std::string field, std::string prefix) {
  return expansion(std::move(field), query::ExpansionKind::kPrefix, std::move(prefix));
}
Query Query::wildcard(std::string field, std::string pattern) {
  return expansion(std::move(field), query::ExpansionKind::kWildcard, std::move(pattern));
}
Query Query::fuzzy(std::string field, std::string term, FuzzyOptions options) {
  return expansion(std::move(field), query::ExpansionKind::kFuzzy, std::move(term), options);
}
Query Query::regex(std::string field, std::string pattern) {
  RE2::Options options;
  options.set_log_errors(false);
  const RE2 regex(pattern, options);
  if (!regex.ok()) {
    throw QueryError("the regular expression /" + pattern + "/ is not valid: " + regex.error());
  }
  return expansion(std::move(field), query::ExpansionKind::kRegex, std::move(pattern));
}

Query Query::range(std::string field, Value lower, Value upper, RangeOptions options) {
  query::require_field(field);
  return Query(
      make_node(query::Range{std::move(field), std::move(lower), std::move(upper), options}));
}

Query Query::exists(std::string field) {
  query::require_field(field);
  return Query(make_node(query::Exists{std::move(field)}));
}

Query Query::across(std::vector<std::pair<Query, double>> parts) {
  query::Across across;
  for (const auto& [part, weight] : parts) {
    if (!query::is_leaf(part.node())) {
      throw QueryError("only terms, phrases, prefixes and patterns can be looked up across fields");
    }
    if (!(weight > 0) || !std::isfinite(weight)) {
      throw QueryError("the weight of a field is more than 0");
    }
    across.parts.emplace_back(part.shared_node(), weight);
  }
  if (across.parts.empty()) return {};
  if (across.parts.size() == 1) return parts[0].first;
  return Query(make_node(std::move(across)));
}

Query Query::boolean(const BooleanParts& parts) {
  return Query(
      make_node(query::Boolean{query::nodes_of(parts.must), query::nodes_of(parts.should),
                               query::nodes_of(parts.must_not), query::nodes_of(parts.filter)}));
}

Query Query::all_of(std::vector<Query> parts) {
  if (parts.size() == 1) return parts[0];
  return boolean({.must = std::move(parts)});
}

Query Query::any_of(std::vector<Query> parts) {
  if (parts.size() == 1) return parts[0];
  return boolean({.should = std::move(parts)});
}

Query Query::without(Query other) const {
  return boolean({.must = {*this}, .must_not = {std::move(other)}});
}

Query Query::filtered_by(Query other) const {
  return boolean({.must = {*this}, .filter = {std::move(other)}});
}

Query Query::boost(double factor) const {
  if (!(factor > 0) || !std::isfinite(factor)) {
    throw QueryError("a boost is a number above 0");
  }
  return Query(make_node(query::Boost{node_, factor}), notes());
}

std::string Query::to_string() const {
  std::string out;
  query::Printer(out).print(node());
  return out;
}

}  // namespace lodex
