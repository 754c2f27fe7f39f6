// SPDX-License-Identifier: GPL-2.0-or-later
#include "xapian/random_collection.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>

namespace lodex::test {
namespace {

// Words that look like prefixes, escapes, and terms that have to be cut.
const std::vector<std::string>& odd_words() {
  static const std::vector<std::string> kWords{"Q1",
                                               ":x",
                                               "Sfoo",
                                               "XNOTESw1",
                                               "K",
                                               "Änder",
                                               "日本",
                                               "w1:w2",
                                               "W3",
                                               "[w",
                                               "~",
                                               "_id",
                                               "0",
                                               "w\x01w",
                                               "XTAG:a",
                                               std::string(250, 'l'),
                                               "::x",
                                               std::string(251, 'l'),
                                               std::string(240, 'm') + "1",
                                               std::string(240, 'm') + "2"};
  return kWords;
}

Schema random_schema(Random& random) {
  Schema schema;
  schema.analyzer("whitespace");
  schema.text("body");
  // Where there is one text only, its length is that of the document.
  const bool several = random.chance(0.75);
  if (several && random.chance(0.7)) schema.text("title", {.boost = 2});
  if (several && random.chance(0.4)) schema.text("notes", {.analyzer = "english"});
  if (several && random.chance(0.3)) schema.text("bare", {.positions = false});
  if (several && random.chance(0.2)) schema.text("1. Überschrift");
  schema.keyword("tag");
  if (random.chance(0.5)) schema.keyword("Tag");
  schema.integer("year");
  if (random.chance(0.5)) schema.real("price");
  if (random.chance(0.5)) schema.date("day");
  if (random.chance(0.5)) schema.boolean("done");
  return schema;
}

}  // namespace

RandomCollection::RandomCollection(Random& random, std::size_t documents)
    : schema_(random_schema(random)),
      vocabulary_(2 + random.below(random.chance(0.5) ? 20 : 2000)),
      longest_(2 + random.below(random.chance(0.8) ? 30 : 400)),
      documents_(documents) {
  for (std::size_t i = 0; i < documents; ++i) {
    const bool again = i > 0 && random.chance(0.1);
    const std::string id = "D" + std::to_string(again ? random.below(i) : i);
    changes_.push_back({.document = document(random, id)});
    if (random.chance(0.05)) {
      changes_.push_back({Change::Kind::kErase, {}, "D" + std::to_string(random.below(i + 1))});
    }
    if (random.chance(3.0 / static_cast<double>(documents))) {
      changes_.push_back({Change::Kind::kCommit, {}, {}});
    }
  }
}

std::string RandomCollection::word(Random& random) const {
  if (random.chance(0.04)) return odd_words()[random.below(odd_words().size())];
  return "w" + std::to_string(random.skewed(vocabulary_));
}

std::string RandomCollection::text(Random& random) const {
  std::string out;
  for (std::uint64_t n = random.below(longest_); n > 0; --n) {
    out += word(random);
    out += random.chance(0.02) ? "\n" : " ";
  }
  return out;
}

Value RandomCollection::value(Random& random, FieldKind kind) const {
  switch (kind) {
    case FieldKind::kText:
      return text(random);
    case FieldKind::kKeyword:
      if (random.chance(0.02)) return "";
      if (random.chance(0.1)) return odd_words()[random.below(odd_words().size())];
      return "t" + std::to_string(random.skewed(12));
    case FieldKind::kInteger:
      if (random.chance(0.1)) {
        return std::bit_cast<std::int64_t>(random.below(UINT64_MAX)) >> random.below(64);
      }
      return static_cast<std::int64_t>(1990 + random.below(40));
    case FieldKind::kReal:
      if (random.chance(0.1))
        return std::ldexp(random.real() - 0.5, static_cast<int>(random.below(600)) - 300);
      return std::floor(random.real() * 100 - 50) / 4;
    case FieldKind::kDate:
      if (random.chance(0.3)) return "2019-0" + std::to_string(1 + random.below(9));
      return static_cast<std::int64_t>(random.below(100)) * 1'000'000;
    default:
      return random.chance(0.5);
  }
}

Document RandomCollection::document(Random& random, const std::string& id) const {
  Document out{{"id", id}};
  for (const FieldSpec& field : schema_.fields()) {
    if (random.chance(0.2)) continue;
    if (random.chance(0.75)) {
      out.set(field.name, value(random, field.kind));
      continue;
    }
    Value::List values;
    for (std::uint64_t n = random.below(4); n > 0; --n) values.push_back(value(random, field.kind));
    out.set(field.name, std::move(values));
  }
  return out;
}

std::string RandomCollection::field(Random& random, std::initializer_list<FieldKind> kinds) const {
  std::vector<std::string> names;
  for (const FieldSpec& field : schema_.fields()) {
    if (std::ranges::find(kinds, field.kind) != kinds.end()) names.push_back(field.name);
  }
  return names[random.below(names.size())];
}

Query RandomCollection::phrase(Random& random, const std::string& field) const {
  std::vector<std::string> words;
  for (std::uint64_t n = 2 + random.below(3); n > 0; --n) words.push_back(word(random));
  PhraseOptions options;
  if (random.chance(0.5)) options.slop = static_cast<unsigned>(random.below(8));
  options.ordered = random.chance(0.7);
  return Query::phrase(field, words, options);
}

Query RandomCollection::pattern(Random& random, const std::string& field) const {
  const std::string some = word(random);
  switch (random.below(5)) {
    case 0:
      return Query::prefix(field, some.substr(0, random.below(3)));
    case 1:
      return Query::wildcard(field, "w??");
    case 2:
      return Query::wildcard(field, random.chance(0.5) ? "*" : "w*" + some.substr(0, 1));
    case 3:
      // Of terms that were cut, databases know the beginning only.
      return Query::fuzzy(field, some.substr(0, 12),
                          {.edits = static_cast<unsigned>(random.below(3)),
                           .prefix = static_cast<unsigned>(random.below(3))});
    default:
      return Query::regex(field, random.chance(0.5) ? "w[0-4]+" : "[A-Z:lm].*");
  }
}

Query RandomCollection::leaf(Random& random, const std::string& name) const {
  const FieldSpec& spec = *schema_.find(name);
  if (spec.kind == FieldKind::kKeyword) {
    if (random.chance(0.2)) return pattern(random, name);
    return Query::term(name, *value(random, spec.kind).get_if<std::string>());
  }
  if (random.chance(0.25) && spec.options.positions) return phrase(random, name);
  if (random.chance(0.2)) return pattern(random, name);
  return Query::term(name, word(random));
}

Query RandomCollection::restriction(Random& random) const {
  const FieldSpec& spec = schema_.fields()[random.below(schema_.fields().size())];
  if (random.chance(0.1)) return Query::term("id", "D" + std::to_string(random.below(documents_)));
  if (random.chance(0.05)) return Query::all();
  if (random.chance(0.05)) return Query::none();
  if (spec.kind == FieldKind::kText || random.chance(0.2)) return Query::exists(spec.name);
  Value low = random.chance(0.2) ? Value() : value(random, spec.kind);
  Value high = random.chance(0.2) ? Value() : value(random, spec.kind);
  return Query::range(spec.name, std::move(low), std::move(high),
                      {random.chance(0.5), random.chance(0.5)});
}

std::vector<std::string> RandomCollection::fields_with_values() const {
  std::vector<std::string> out;
  for (const FieldSpec& field : schema_.fields()) {
    if (field.kind != FieldKind::kText) out.push_back(field.name);
  }
  return out;
}

Query RandomCollection::query(Random& random, unsigned depth) const {
  if (depth == 0 || random.chance(0.2)) {
    if (random.chance(0.2)) return restriction(random);
    if (random.chance(0.25)) {
      std::vector<std::pair<Query, double>> parts;
      for (std::uint64_t n = 1 + random.below(3); n > 0; --n) {
        const std::string name = field(random, {FieldKind::kText, FieldKind::kKeyword});
        parts.emplace_back(leaf(random, name), random.chance(0.5) ? 1 : 0.1 + random.real() * 4);
      }
      return Query::across(std::move(parts));
    }
    return leaf(random, field(random, {FieldKind::kText, FieldKind::kText, FieldKind::kKeyword}));
  }
  const auto some = [&](std::uint64_t limit) {
    std::vector<Query> parts;
    for (std::uint64_t n = random.below(limit + 1); n > 0; --n) {
      parts.push_back(query(random, depth - 1));
    }
    return parts;
  };
  switch (random.below(6)) {
    case 0:
      return Query::any_of(some(5));
    case 1:
      return Query::all_of(some(3));
    case 2:
      return query(random, depth - 1).boost(0.1 + random.real() * 5);
    case 3:
      return query(random, depth - 1).filtered_by(restriction(random));
    case 4:
      return query(random, depth - 1).without(restriction(random));
    default:
      return Query::boolean(
          {.must = some(2), .should = some(3), .must_not = some(1), .filter = some(1)});
  }
}

}  // namespace lodex::test
