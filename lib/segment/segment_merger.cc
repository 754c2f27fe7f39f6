#include "segment/segment_merger.h"

#include <algorithm>
#include <string>

#include "lodex/error.h"
#include "segment/document_copier.h"
#include "segment/document_map.h"
#include "segment/document_order.h"
#include "segment/forward_index.h"
#include "segment/posting_gatherer.h"
#include "segment/segment_writer.h"
#include "segment/term_merge.h"
#include "store/field_lengths.h"

namespace lodex::segment {
namespace {

// A field of the merged segment and the fields of the sources that it is made of.
struct MergedField {
  FieldInfo info;
  bool column = false;
  FieldParts parts;
};

class Merger {
 public:
  Merger(const std::vector<LiveSegment>& sources, std::unique_ptr<io::WritableFile> file,
         const MergeSettings& settings)
      : settings_(settings), sources_(sources), map_(sources), writer_(std::move(file)) {
    gather_fields();
  }

  FileIdentity run() {
    if (settings_.reorder) reorder();
    copy_documents(sources_, map_, writer_);
    std::vector<FieldInfo> infos;
    for (std::uint32_t number = 0; number < fields_.size(); ++number) {
      merge_field(number, fields_[number]);
      infos.push_back(fields_[number].info);
    }
    return writer_.finish(std::move(infos));
  }

 private:
  void gather_fields();
  void reorder();
  void merge_field(std::uint32_t number, MergedField& field);
  std::vector<std::uint32_t> merge_lengths(MergedField& field) const;
  // Numbers of terms, old to new, for each source; filled where `field` has a column of keywords.
  using Ordinals = std::vector<std::vector<std::int64_t>>;
  void merge_terms(std::uint32_t number, const MergedField& field,
                   std::span<const std::uint32_t> lengths, Ordinals& ordinals);
  // Calls `add(document, frequency, positions)` for each live posting of a term in a source. False
  // where there is none.
  template <class Add>
  bool for_each_posting(const MergedField& field, std::size_t source, const TermInfo& term,
                        Add&& add);
  void merge_column(std::uint32_t number, MergedField& field, const Ordinals& ordinals);

  MergeSettings settings_;
  const std::vector<LiveSegment>& sources_;
  DocumentMap map_;
  SegmentWriter writer_;
  std::vector<MergedField> fields_;
  std::vector<std::uint32_t> positions_;  // of one posting
  std::vector<bool> has_field_;           // the new documents with the keyword being merged
};

void Merger::gather_fields() {
  for (std::size_t s = 0; s < sources_.size(); ++s) {
    for (const SegmentField& part : sources_[s].segment->fields()) {
      auto found = std::ranges::find_if(
          fields_, [&](const MergedField& field) { return field.info.name == part.info.name; });
      if (found == fields_.end()) {
        fields_.push_back({part.info, false, FieldParts(sources_.size())});
        found = fields_.end() - 1;
        found->info.documents = found->info.tokens = 0;
      }
      if (found->info.kind != part.info.kind || found->info.positions != part.info.positions) {
        throw CorruptIndexError("field \"" + part.info.name + "\" is of two kinds in one index");
      }
      found->parts[s] = &part;
      found->column = found->column || part.column.has_value();
    }
  }
}

void Merger::reorder() {
  std::vector<FieldParts> inverted;
  for (const MergedField& field : fields_) {
    if (field.info.kind == FieldKind::kText || field.info.kind == FieldKind::kKeyword) {
      inverted.push_back(field.parts);
    }
  }
  const std::uint64_t for_documents = std::uint64_t{kBisectionDocumentBytes} * map_.size();
  if (for_documents >= settings_.memory) return;
  const std::uint64_t for_postings = settings_.memory - for_documents;
  map_.reorder(order_by_bisection(
      make_forward_index(inverted, map_, for_postings / kBisectionPostingBytes)));
}

void Merger::merge_field(std::uint32_t number, MergedField& field) {
  Ordinals ordinals(sources_.size());
  has_field_.assign(writer_.document_count(), false);
  if (field.info.kind == FieldKind::kText) {
    const std::vector<std::uint32_t> lengths = merge_lengths(field);
    merge_terms(number, field, lengths, ordinals);
    writer_.write_lengths(number, lengths);
  } else if (field.info.kind == FieldKind::kKeyword) {
    merge_terms(number, field, {}, ordinals);
    if (field.column) merge_column(number, field, ordinals);
    field.info.documents = static_cast<std::uint64_t>(std::ranges::count(has_field_, true));
  } else {
    merge_column(number, field, ordinals);
  }
}

std::vector<std::uint32_t> Merger::merge_lengths(MergedField& field) const {
  std::vector<std::uint32_t> lengths(writer_.document_count(), store::kMissing);
  for (std::size_t s = 0; s < sources_.size(); ++s) {
    const SegmentField* part = field.parts[s];
    if (part == nullptr) continue;
    const store::LengthView old = part->lengths.view();
    const std::vector<DocId>& new_docs = map_.new_docs(s);
    for (DocId doc = 0; doc < new_docs.size(); ++doc) {
      const DocId new_doc = new_docs[doc];
      if (new_doc == kEndDoc || !part->lengths.has(doc)) continue;
      lengths[new_doc] = old[doc];
      ++field.info.documents;
      field.info.tokens += old[doc];
    }
  }
  return lengths;
}

// Where documents keep their order, the sources that have a term are taken in theirs, which is the
// order of the new documents; else their postings are sorted.
void Merger::merge_terms(std::uint32_t number, const MergedField& field,
                         std::span<const std::uint32_t> lengths, Ordinals& ordinals) {
  FieldTermsWriter out(writer_, number, field.info.positions, lengths);
  PostingGatherer gatherer(field.info.positions);
  std::int64_t ordinal = 0;
  TermMerge merge(field.parts);
  while (merge.next()) {
    bool any = false;
    for (const std::size_t s : merge.segments()) {
      if (field.column) ordinals[s].push_back(ordinal);
      const bool some =
          map_.is_reordered()
              ? for_each_posting(field, s, merge.info(s), [&](auto... p) { gatherer.add(p...); })
              : for_each_posting(field, s, merge.info(s), [&](auto... p) { out.add(p...); });
      any = any || some;
    }
    if (!any) continue;  // only deleted documents had it
    if (map_.is_reordered()) gatherer.write(out);
    out.end_term(merge.term());
    ++ordinal;
  }
  out.finish();
}

template <class Add>
bool Merger::for_each_posting(const MergedField& field, std::size_t source, const TermInfo& term,
                              Add&& add) {
  bool any = false;
  postings::TermCursor cursor = field.parts[source]->cursor(term);
  const std::vector<DocId>& new_docs = map_.new_docs(source);
  const bool is_keyword = field.info.kind == FieldKind::kKeyword;
  for (DocId doc = cursor.doc(); doc != kEndDoc; doc = cursor.next()) {
    const DocId new_doc = new_docs[doc];
    if (new_doc == kEndDoc) continue;
    if (field.info.positions) cursor.positions(positions_);
    add(new_doc, cursor.freq(), std::span<const std::uint32_t>(positions_));
    if (is_keyword) has_field_[new_doc] = true;
    any = true;
  }
  return any;
}

void Merger::merge_column(std::uint32_t number, MergedField& field, const Ordinals& ordinals) {
  store::ColumnWriter column;
  std::vector<std::int64_t> values;
  map_.for_each([&](std::size_t s, DocId old, DocId doc) {
    const SegmentField* part = field.parts[s];
    if (part == nullptr || !part->column.has_value()) return;
    const store::Column::Extent extent = part->column->extent(old);
    if (extent.begin == extent.end) return;
    values.clear();
    for (std::uint64_t i = extent.begin; i < extent.end; ++i) {
      std::int64_t value = part->column->value(i);
      if (field.info.kind == FieldKind::kKeyword) {
        const auto term = static_cast<std::uint64_t>(value);
        if (term >= ordinals[s].size()) {
          throw CorruptIndexError(sources_[s].segment->path() +
                                  ": a column names a term that there is not");
        }
        value = ordinals[s][term];
      }
      values.push_back(value);
    }
    column.skip_to(doc);
    column.add(values);
    ++field.info.documents;
  });
  writer_.write_column(number, column);
}

}  // namespace

FileIdentity merge_segments(const std::vector<LiveSegment>& segments,
                            std::unique_ptr<io::WritableFile> file, const MergeSettings& settings) {
  return Merger(segments, std::move(file), settings).run();
}

}  // namespace lodex::segment
