// SPDX-License-Identifier: GPL-2.0-or-later
// BM25 and BM25F within Xapian's matcher: the formulas of lodex/search.h over the length of a
// field, which Xapian's own weights do not know.
#pragma once

#include <xapian.h>

#include <memory>
#include <string>
#include <vector>

#include "xapian/collection.h"
#include "xapian/layout.h"
#include "xapian/occurrences.h"

namespace lodex::xapian {

// The score of a term whose field has the length that Xapian knows, or none.
struct TermFormula {
  double weight = 0;  // boost · idf: no score reaches it
  double base = 0;    // k1 · (1 − b)
  double slope = 0;   // k1 · b / average length
  bool is_keyword = false;
};

// One for a whole query: the factor by which Xapian::Query scales a term is the number of its
// formula, from 1. So it is the only scaling in the query.
class TermWeight final : public Xapian::Weight {
 public:
  explicit TermWeight(std::shared_ptr<const std::vector<TermFormula>> formulas);

  [[nodiscard]] TermWeight* clone() const override { return new TermWeight(formulas_); }
  double get_sumpart(Xapian::termcount wdf, Xapian::termcount length,
                     Xapian::termcount unique_terms) const override;
  double get_maxpart() const override { return highest_; }
  double get_sumextra(Xapian::termcount, Xapian::termcount) const override { return 0; }
  double get_maxextra() const override { return 0; }

 private:
  void init(double factor) override;

  std::shared_ptr<const std::vector<TermFormula>> formulas_;
  TermFormula formula_;
  double highest_ = 0;
};

// What is looked for in one field.
struct ScoredField {
  Sought sought;
  LengthSource length = LengthSource::kNone;
  Xapian::valueno slot = 0;                     // of kSlot
  std::shared_ptr<const FieldLengths> lengths;  // of kSlot: all of them, or null
  double weight = 1;
  double base = 1;   // 1 − b
  double slope = 0;  // b / average length

  // `b` is that of the field, 0 where it has no length to normalise by.
  void normalise(double b, double average_length) {
    base = 1 - b;
    slope = b / average_length;
  }
  [[nodiscard]] double frequency(double freq, double field_length) const {
    return weight * freq / (base + slope * field_length);
  }
};

// A word, phrase or pattern of one field, or of several: Σ weight · tf / (base + slope · length)
// over the fields is the tf of tf / (tf + k1). Of one field that is BM25.
struct ScoredPart {
  std::vector<ScoredField> fields;
  double weight = 0;  // boost · idf
  double k1 = 0;

  // Of the sum of the fields' frequencies.
  [[nodiscard]] double score(double frequency) const {
    return frequency > 0 ? weight * frequency / (frequency + k1) : 0;
  }
};

// A query of a local database.
[[nodiscard]] Xapian::Query query_of(std::shared_ptr<const ScoredPart> part);

}  // namespace lodex::xapian
