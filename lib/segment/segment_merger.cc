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

// Lists of so many blocks are copied block by block where no document was deleted. The first block
// is made anew and the last is left as it is, so few blocks of the new list are not full.
constexpr std::size_t kCopiedBlocks = 8;

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
  // Hand the live postings of a term in a source on. False where there is none.
  bool gather(const MergedField& field, std::size_t source, postings::TermCursor& list,
              PostingGatherer& gatherer);
  bool append(const MergedField& field, std::size_t source, postings::TermCursor& list,
              FieldTermsWriter& out);
  void take_block(std::size_t source, postings::TermCursor& list);
  void merge_column(std::uint32_t number, MergedField& field, const Ordinals& ordinals);

  MergeSettings settings_;
  const std::vector<LiveSegment>& sources_;
  DocumentMap map_;
  SegmentWriter writer_;
  std::vector<MergedField> fields_;
  // Of one block of a source.
  std::vector<DocId> docs_;
  std::vector<std::uint32_t> freqs_;
  std::vector<std::uint32_t> gaps_;  // between positions; positions of one posting in gather()
  std::vector<bool> has_field_;      // the new documents with the keyword being merged
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
      postings::TermCursor list = field.parts[s]->cursor(merge.info(s));
      const bool some =
          map_.is_reordered() ? gather(field, s, list, gatherer) : append(field, s, list, out);
      any = any || some;
    }
    if (!any) continue;  // only deleted documents had it
    if (map_.is_reordered()) gatherer.write(out);
    out.end_term(merge.term());
    ++ordinal;
  }
  out.finish();
}

bool Merger::gather(const MergedField& field, std::size_t source, postings::TermCursor& list,
                    PostingGatherer& gatherer) {
  bool any = false;
  gaps_.clear();
  const std::vector<DocId>& new_docs = map_.new_docs(source);
  const bool is_keyword = field.info.kind == FieldKind::kKeyword;
  for (DocId doc = list.doc(); doc != kEndDoc; doc = list.next()) {
    const DocId new_doc = new_docs[doc];
    if (new_doc == kEndDoc) continue;
    if (field.info.positions) list.positions(gaps_);
    gatherer.add(new_doc, list.freq(), gaps_);
    if (is_keyword) has_field_[new_doc] = true;
    any = true;
  }
  return any;
}

bool Merger::append(const MergedField& field, std::size_t source, postings::TermCursor& list,
                    FieldTermsWriter& out) {
  if (list.block_count() >= kCopiedBlocks && map_.is_shift(source) &&
      field.info.kind == FieldKind::kText) {
    out.append_list(list, map_.new_docs(source)[0]);
    return true;
  }
  bool any = false;
  while (list.doc() != kEndDoc) {
    const std::size_t size = list.block_docs().size();
    gaps_.clear();
    if (field.info.positions) list.block_gaps(gaps_);
    take_block(source, list);
    if (field.info.kind == FieldKind::kKeyword) {
      for (const DocId doc : docs_) has_field_[doc] = true;
    }
    out.append(docs_, freqs_, gaps_);
    any = any || !docs_.empty();
    list.skip(size);
  }
  return any;
}

// The live documents of a block by their new numbers, with their frequencies; takes what belongs to
// the others out of the gaps.
void Merger::take_block(std::size_t source, postings::TermCursor& list) {
  const std::vector<DocId>& new_docs = map_.new_docs(source);
  const std::span<const std::uint32_t> freqs = list.block_freqs();
  docs_.clear();
  freqs_.clear();
  std::size_t read = 0;
  std::size_t kept = 0;
  for (std::size_t i = 0; i < freqs.size(); ++i) {
    const DocId new_doc = new_docs[list.block_docs()[i]];
    const std::size_t size = gaps_.empty() ? 0 : freqs[i];
    if (new_doc != kEndDoc) {
      docs_.push_back(new_doc);
      freqs_.push_back(freqs[i]);
      if (kept != read) {
        std::copy_n(gaps_.begin() + static_cast<std::ptrdiff_t>(read), size,
                    gaps_.begin() + static_cast<std::ptrdiff_t>(kept));
      }
      kept += size;
    }
    read += size;
  }
  gaps_.resize(kept);
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
