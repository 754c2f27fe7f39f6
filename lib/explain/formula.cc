#include "explain/formula.h"

#include <algorithm>
#include <utility>

#include "ranking/bm25.h"

namespace lodex::explain {
namespace {

using Details = std::vector<Explanation>;

double length_weight(const LeafFacts& facts, const Bm25& model) {
  return facts.has_length ? model.b : 0;
}

std::string term_name(const LeafFacts& facts, const TermFacts& term) {
  return Query::term(facts.field, term.term).to_string();
}

Explanation idf(const std::string& name, std::uint64_t documents, std::uint64_t with_it,
                const std::string& what) {
  return number(ranking::idf(documents, with_it),
                "idf of " + name + " = ln(1 + (N − n + ½) / (n + ½))",
                {number(static_cast<double>(documents), "N, documents"),
                 number(static_cast<double>(std::min(documents, with_it)), "n, " + what)});
}

// Of terms, how often each is in the document.
Details term_frequencies(const LeafFacts& facts, bool absent_ones) {
  Details out;
  for (const TermFacts& term : facts.terms) {
    if (term.freq > 0) {
      out.push_back(number(term.freq, term_name(facts, term) + ", times in the document"));
    } else if (absent_ones) {
      out.push_back(no_match(term_name(facts, term) + ": is not in the document"));
    }
  }
  return out;
}

void add_length(Details& details, const LeafFacts& facts, const Bm25& model) {
  if (!facts.has_length) return;
  const std::string what = facts.of_documents ? "document" : "field " + facts.field;
  details.push_back(number(model.b, "b"));
  details.push_back(number(facts.length, "length of the " + what + ", in terms"));
  details.push_back(
      number(facts.average_length,
             "average length" + (facts.of_documents ? " of documents" : std::string())));
}

}  // namespace

Explanation number(double value, std::string description, Details details) {
  return {true, value, std::move(description), std::move(details)};
}

Explanation no_match(std::string description, Details details) {
  return {false, 0, std::move(description), std::move(details)};
}

Explanation idf_of(const Leaf& leaf, std::uint64_t documents) {
  const LeafFacts& facts = leaf.facts;
  if (leaf.kind == Leaf::Kind::kPhrase) {
    Explanation sum = number(0, "idf of " + leaf.name + ", the sum of those of its terms");
    for (const TermFacts& term : facts.terms) {
      sum.details.push_back(
          idf(term_name(facts, term), documents, term.doc_freq, "documents that have the term"));
      sum.value += sum.details.back().value;
    }
    return sum;
  }
  if (facts.terms.size() == 1) {
    return idf(leaf.name, documents, facts.terms[0].doc_freq, "documents that have the term");
  }
  std::uint64_t with_any = 0;
  for (const TermFacts& term : facts.terms) with_any += term.doc_freq;
  return idf(leaf.name, documents, with_any,
             "documents that have each of its " + std::to_string(facts.terms.size()) +
                 " terms, added up, at most N");
}

Explanation frequency_of(const Leaf& leaf) {
  const LeafFacts& facts = leaf.facts;
  switch (leaf.kind) {
    case Leaf::Kind::kTerm:
      break;
    case Leaf::Kind::kPhrase:
      return number(facts.freq, "tf, places of the phrase in the document",
                    term_frequencies(facts, false));
    case Leaf::Kind::kPattern:
      return number(facts.freq, "tf, the sum over the terms that the pattern stands for",
                    term_frequencies(facts, false));
  }
  return number(facts.freq, "tf, times in the document");
}

Explanation saturation_of(const Leaf& leaf, const Bm25& model) {
  const LeafFacts& facts = leaf.facts;
  const auto formula =
      ranking::Bm25Term::of(1, model.k1, length_weight(facts, model), facts.average_length);
  Details details{frequency_of(leaf), number(model.k1, "k1")};
  add_length(details, facts, model);
  return number(formula.unrounded(facts.freq, facts.length),
                facts.has_length
                    ? "saturation = tf / (tf + k1 · (1 − b + b · length / average length))"
                    : "saturation = tf / (tf + k1)",
                std::move(details));
}

Explanation field_frequency_of(const Leaf& leaf, double weight, const Bm25& model) {
  const LeafFacts& facts = leaf.facts;
  const auto formula =
      ranking::Bm25Field::of(weight, length_weight(facts, model), facts.average_length);
  Details details{number(weight, "weight of the field"), frequency_of(leaf)};
  add_length(details, facts, model);
  return number(
      formula.frequency(facts.freq, facts.length),
      leaf.name + (facts.has_length ? ", weight · tf / (1 − b + b · length / average length)"
                                    : ", weight · tf"),
      std::move(details));
}

Explanation saturation_of(Details frequencies, const Bm25& model) {
  // Added as floats in the order of the fields, as scores are.
  float sum = 0;
  for (const Explanation& frequency : frequencies) sum += static_cast<float>(frequency.value);
  const ranking::Bm25Fields formula{1, static_cast<float>(model.k1)};
  return number(
      formula.unrounded(sum), "saturation = tf / (tf + k1)",
      {number(sum, "tf, the sum over the fields", std::move(frequencies)), number(model.k1, "k1")});
}

Explanation absence_of(const Leaf& leaf) {
  std::string description = leaf.name + ": is not in the document";
  if (leaf.kind != Leaf::Kind::kPhrase) return no_match(std::move(description));
  return no_match(std::move(description), term_frequencies(leaf.facts, true));
}

}  // namespace lodex::explain
