#include "segment/segment_builder.h"

#include <algorithm>

#include "lodex/error.h"
#include "store/field_lengths.h"

namespace lodex::segment {
namespace {

bool is_inverted(FieldKind kind) { return kind == FieldKind::kText || kind == FieldKind::kKeyword; }

// The numbers of the terms of each document, gathered term by term: what a column of keywords is
// made of.
class OrdinalGatherer {
 public:
  void add(DocId doc, std::int64_t ordinal) { pairs_.push_back({doc, ordinal}); }
  void write_to(store::ColumnWriter& column) {
    std::ranges::stable_sort(pairs_, {}, &Pair::doc);
    std::vector<std::int64_t> values;
    for (std::size_t i = 0; i < pairs_.size();) {
      const DocId doc = pairs_[i].doc;
      values.clear();
      for (; i < pairs_.size() && pairs_[i].doc == doc; ++i) values.push_back(pairs_[i].ordinal);
      column.skip_to(doc);
      column.add(values);
    }
  }

 private:
  struct Pair {
    DocId doc;
    std::int64_t ordinal;
  };
  std::vector<Pair> pairs_;
};

}  // namespace

SegmentBuilder::SegmentBuilder(std::unique_ptr<io::WritableFile> file) : writer_(std::move(file)) {}

std::uint32_t SegmentBuilder::field(const FieldSpec& spec) {
  for (std::size_t i = 0; i < fields_.size(); ++i) {
    if (fields_[i].spec.name == spec.name) return static_cast<std::uint32_t>(i);
  }
  FieldBuilder builder;
  builder.spec = spec;
  if (is_inverted(spec.kind)) {
    builder.inverter = std::make_unique<FieldInverter>();
  } else {
    builder.column = std::make_unique<store::ColumnWriter>();
  }
  fields_.push_back(std::move(builder));
  return static_cast<std::uint32_t>(fields_.size() - 1);
}

DocId SegmentBuilder::begin_document(const Document& stored) {
  if (document_count() >= kMaxDocuments) {
    throw LimitError("a segment has no more than " + std::to_string(kMaxDocuments) + " documents");
  }
  writer_.add_document(stored);
  return document_count() - 1;
}

void SegmentBuilder::add_text(std::uint32_t field, std::span<const Token> tokens) {
  fields_[field].inverter->add_value(document_count() - 1, tokens);
}

void SegmentBuilder::add_keyword(std::uint32_t field, std::string_view term) {
  const Token token{term, 0, 0, 0};
  fields_[field].inverter->add_value(document_count() - 1, {&token, 1});
}

void SegmentBuilder::add_number(std::uint32_t field, std::int64_t value) {
  FieldBuilder& builder = fields_[field];
  const DocId doc = document_count() - 1;
  if (builder.pending.empty() || builder.pending_doc != doc) {
    flush_pending(builder);
    builder.pending_doc = doc;
    ++builder.documents;
  }
  builder.pending.push_back(value);
}

void SegmentBuilder::flush_pending(FieldBuilder& field) {
  if (field.pending.empty()) return;
  field.column->skip_to(field.pending_doc);
  field.column->add(field.pending);
  field.pending.clear();
}

std::size_t SegmentBuilder::memory() const {
  // Fields are inverted one after the other, so the largest counts.
  std::size_t held = writer_.memory();
  std::size_t peak = 0;
  for (const FieldBuilder& field : fields_) {
    if (field.inverter != nullptr) {
      held += field.inverter->memory();
      peak = std::max(peak, field.inverter->inverting_memory() +
                                FrequentWords::memory(field.inverter->token_count()));
    } else {
      held += std::size_t{2} * sizeof(std::int64_t) * field.documents;
    }
  }
  return held + peak;
}

FileIdentity SegmentBuilder::finish() {
  writer_.end_documents();
  std::vector<FieldInfo> infos;
  for (std::uint32_t number = 0; number < fields_.size(); ++number) {
    FieldBuilder& field = fields_[number];
    write_field(number, field);
    FieldInfo info{field.spec.name, field.spec.kind, false, field.documents, 0};
    if (field.inverter != nullptr) {
      const bool is_text = field.spec.kind == FieldKind::kText;
      info.positions = is_text && field.spec.options.positions;
      info.documents = field.inverter->document_count();
      info.tokens = is_text ? field.inverter->token_count() : 0;
      field.inverter.reset();
    }
    infos.push_back(std::move(info));
  }
  return writer_.finish(std::move(infos));
}

void SegmentBuilder::write_field(std::uint32_t number, FieldBuilder& field) {
  if (field.column != nullptr) {
    flush_pending(field);
    writer_.write_column(number, *field.column);
  } else if (field.spec.kind == FieldKind::kText) {
    std::vector<std::uint32_t> lengths = field.inverter->lengths();
    lengths.resize(document_count(), store::kMissing);
    write_terms(number, field, lengths, nullptr);
    writer_.write_lengths(number, lengths);
  } else if (field.spec.options.facet || field.spec.options.sortable) {
    store::ColumnWriter ordinals;
    write_terms(number, field, {}, &ordinals);
    writer_.write_column(number, ordinals);
  } else {
    write_terms(number, field, {}, nullptr);
  }
}

void SegmentBuilder::write_terms(std::uint32_t number, const FieldBuilder& field,
                                 std::span<const std::uint32_t> lengths,
                                 store::ColumnWriter* ordinals) {
  const bool is_keyword = field.spec.kind == FieldKind::kKeyword;
  const bool positions = !is_keyword && field.spec.options.positions;
  FieldTermsWriter terms(writer_, number, positions, lengths);
  OrdinalGatherer gatherer;
  std::int64_t ordinal = 0;
  std::vector<std::uint32_t> places;
  field.inverter->for_each_term([&](std::string_view term, std::span<const Occurrence> all) {
    for (std::size_t i = 0; i < all.size();) {
      const DocId doc = all[i].doc;
      places.clear();
      for (; i < all.size() && all[i].doc == doc; ++i) places.push_back(all[i].position);
      const auto freq = static_cast<std::uint32_t>(is_keyword ? 1 : places.size());
      terms.add(doc, freq, places);
      if (ordinals != nullptr) gatherer.add(doc, ordinal);
    }
    terms.end_term(term);
    ++ordinal;
  });
  terms.finish();
  if (ordinals != nullptr) gatherer.write_to(*ordinals);
}

}  // namespace lodex::segment
