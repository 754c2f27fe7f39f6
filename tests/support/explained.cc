#include "support/explained.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <sstream>
#include <stdexcept>

namespace lodex::test {
namespace {

// The number of a formula by the beginning of its description.
double part(const Explanation& node, std::string_view name) {
  for (const Explanation& detail : node.details) {
    if (detail.description == name || detail.description.starts_with(std::string(name) + ",") ||
        detail.description.starts_with(std::string(name) + " of")) {
      return detail.value;
    }
  }
  throw std::out_of_range("\"" + node.description + "\" has no " + std::string(name));
}

double sum(const Explanation& node) {
  double out = 0;
  for (const Explanation& detail : node.details) {
    if (detail.matches) out += detail.value;
  }
  return out;
}

double product(const Explanation& node) {
  double out = 1;
  for (const Explanation& detail : node.details) out *= detail.value;
  return out;
}

double idf(const Explanation& node) {
  const double n = part(node, "n");
  return std::log(1 + (part(node, "N") - n + 0.5) / (n + 0.5));
}

double norm(const Explanation& node) {
  const double b = part(node, "b");
  return 1 - b + b * part(node, "length") / part(node, "average length");
}

double least(const Explanation& node) {
  double out = HUGE_VAL;
  for (const Explanation& detail : node.details) out = std::min(out, detail.value);
  return out;
}

struct Rule {
  std::string_view text;  // in the description
  double (*value)(const Explanation&);
  double relative = 1e-6;  // floats
  double absolute = 0;
};

// What a node with details may be; the first that fits. Of no rule: a number without parts, or of
// parts that are only told.
const Rule* rule_of(const Explanation& node) {
  static const Rule kRules[] = {
      {": the sum of the parts that match", sum, 0},
      {", counted below", sum, 0},
      {"the score of the query, which", sum, 0},
      {": boost · idf · saturation", product, 1e-5, 1e-6},
      {": idf · saturation", product, 1e-5, 1e-6},
      {" = ln(1 + (N − n + ½) / (n + ½))", idf, 1e-12},
      {", the sum of those of its terms", sum, 0},
      {"idf, the least of those", least, 0},
      {"saturation = tf / (tf + k1 · (",
       [](const Explanation& s) {
         const double tf = part(s, "tf");
         return tf / (tf + part(s, "k1") * norm(s));
       }},
      {"saturation = tf / (tf + k1)",
       [](const Explanation& s) {
         const double tf = part(s, "tf");
         return tf / (tf + part(s, "k1"));
       }},
      {"tf, the sum over", sum},
      {"weight · tf / (1 − b",
       [](const Explanation& s) { return part(s, "weight") * part(s, "tf") / norm(s); }},
      {"weight · tf", [](const Explanation& s) { return part(s, "weight") * part(s, "tf"); }},
      {"tf, places of the phrase", [](const Explanation& s) { return s.value; }},
      {": matches", [](const Explanation&) { return 0.0; }},
      {"not: the excluded part does not match", [](const Explanation&) { return 0.0; }},
  };
  for (const Rule& rule : kRules) {
    if (node.description.find(rule.text) != std::string::npos) return &rule;
  }
  return nullptr;
}

std::string told(const Explanation& node, const std::string& problem) {
  return problem + ":\n" + node.to_string();
}

std::string wrong_here(const Explanation& node) {
  if (!node.matches) {
    return node.value == 0 ? "" : told(node, "what does not match has a value");
  }
  if (node.details.empty()) return "";
  const Rule* rule = rule_of(node);
  if (rule == nullptr) return told(node, "nothing says how this is computed");
  const double expected = rule->value(node);
  const double allowed = rule->relative * std::abs(expected) + rule->absolute;
  if (std::abs(node.value - expected) <= allowed) return "";
  return told(node, std::to_string(expected) + " is expected");
}

}  // namespace

std::string wrong_part(const Explanation& explanation) {
  std::string wrong = wrong_here(explanation);
  for (const Explanation& detail : explanation.details) {
    if (wrong.empty()) wrong = wrong_part(detail);
  }
  return wrong;
}

std::string wrong_explanation(const Searcher& searcher, const Query& query, SearchOptions options,
                              double tolerance) {
  options.limit = searcher.document_count() + 1;
  const Results results = searcher.search(query, options);
  std::map<std::string, double> scores;
  for (const Hit& hit : results) scores[hit.id] = hit.score;
  std::string wrong;
  const auto check = [&](const std::string& id, const std::optional<Explanation>& explanation) {
    const auto score = scores.find(id);
    if (!explanation) {
      wrong = "no explanation";
    } else if (explanation->matches != (score != scores.end())) {
      wrong = told(*explanation, "the search says otherwise whether it matches");
    } else if (explanation->matches &&
               !(std::abs(explanation->value - score->second) <= tolerance * score->second)) {
      std::ostringstream text;
      text.precision(17);
      text << "the score is " << score->second << ", not " << explanation->value;
      wrong = told(*explanation, text.str());
    } else {
      wrong = wrong_part(*explanation);
    }
    if (!wrong.empty()) wrong = id + ": " + wrong;
    return wrong.empty();
  };
  for (const Hit& hit : results) {
    if (!check(hit.id, hit.explain())) return wrong;
  }
  searcher.for_each([&](const Document& document) {
    const std::string id(document.id());
    return check(id, searcher.explain(query, id, options));
  });
  return wrong;
}

void for_each_node(Explanation& node, const std::function<void(Explanation&)>& visit) {
  visit(node);
  for (Explanation& detail : node.details) for_each_node(detail, visit);
}

const Explanation& node_with(const Explanation& root, std::string_view text) {
  const std::function<const Explanation*(const Explanation&)> find =
      [&](const Explanation& node) -> const Explanation* {
    if (node.description.find(text) != std::string::npos) return &node;
    for (const Explanation& detail : node.details) {
      if (const Explanation* found = find(detail)) return found;
    }
    return nullptr;
  };
  if (const Explanation* found = find(root)) return *found;
  throw std::out_of_range("nothing says \"" + std::string(text) + "\" in\n" + root.to_string());
}

}  // namespace lodex::test
