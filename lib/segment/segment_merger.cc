#include "segment/segment_merger.h"

#include <algorithm>
#include <queue>
#include <string>

#include "lodex/error.h"
#include "segment/segment_writer.h"
#include "store/field_lengths.h"

namespace lodex::segment {
namespace {

// One source of the merge: a segment and where its documents go.
struct Source {
  LiveSegment live;
  std::vector<DocId> new_docs;  // kEndDoc: deleted
};

// A field of the merged segment and the fields of the sources that it is made of; null where a
// source has none.
struct MergedField {
  FieldInfo info;
  bool column = false;
  std::vector<const SegmentField*> parts;
};

class Merger {
 public:
  Merger(const std::vector<LiveSegment>& segments, std::unique_ptr<io::WritableFile> file)
      : writer_(std::move(file)) {
    for (const LiveSegment& live : segments) sources_.push_back({live, {}});
    gather_fields();
  }

  FileIdentity run() {
    merge_documents();
    std::vector<FieldInfo> infos;
    for (std::uint32_t number = 0; number < fields_.size(); ++number) {
      merge_field(number, fields_[number]);
      infos.push_back(fields_[number].info);
    }
    return writer_.finish(std::move(infos));
  }

 private:
  void gather_fields();
  void merge_documents();
  void merge_field(std::uint32_t number, MergedField& field);
  std::vector<std::uint32_t> merge_lengths(MergedField& field) const;
  // Numbers of terms, old to new, for each source; filled where `field` has a column of keywords.
  using Ordinals = std::vector<std::vector<std::int64_t>>;
  void merge_terms(std::uint32_t number, const MergedField& field,
                   std::span<const std::uint32_t> lengths, Ordinals& ordinals);
  // False where all documents of the term were deleted.
  bool copy_postings(FieldTermsWriter& out, const MergedField& field, std::size_t source,
                     const TermInfo& term);
  void merge_column(std::uint32_t number, MergedField& field, const Ordinals& ordinals);

  SegmentWriter writer_;
  std::vector<Source> sources_;
  std::vector<MergedField> fields_;
  std::vector<std::uint32_t> positions_;  // of one posting
  std::vector<bool> has_field_;           // the new documents with the field being merged
};

void Merger::gather_fields() {
  for (std::size_t s = 0; s < sources_.size(); ++s) {
    for (const SegmentField& part : sources_[s].live.segment->fields()) {
      auto found = std::ranges::find_if(
          fields_, [&](const MergedField& field) { return field.info.name == part.info.name; });
      if (found == fields_.end()) {
        fields_.push_back({part.info, false, std::vector<const SegmentField*>(sources_.size())});
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

void Merger::merge_documents() {
  for (Source& source : sources_) {
    const Segment& segment = *source.live.segment;
    store::StoredDocumentReader reader(segment.documents());
    source.new_docs.assign(segment.doc_count(), kEndDoc);
    for (DocId doc = 0; doc < segment.doc_count(); ++doc) {
      if (source.live.is_deleted(doc)) continue;
      if (writer_.document_count() >= kMaxDocuments) {
        throw LimitError("a segment has no more than " + std::to_string(kMaxDocuments) +
                         " documents");
      }
      source.new_docs[doc] = writer_.document_count();
      writer_.add_document(reader.read(doc, segment.ids().id(doc)));
    }
  }
  writer_.end_documents();
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
    for (DocId doc = 0; doc < sources_[s].new_docs.size(); ++doc) {
      const DocId new_doc = sources_[s].new_docs[doc];
      if (new_doc == kEndDoc || !part->lengths.has(doc)) continue;
      lengths[new_doc] = old[doc];
      ++field.info.documents;
      field.info.tokens += old[doc];
    }
  }
  return lengths;
}

// Walks the dictionaries of all sources together. For each term the sources that have it are taken
// in their order, which is the order of the new documents.
void Merger::merge_terms(std::uint32_t number, const MergedField& field,
                         std::span<const std::uint32_t> lengths, Ordinals& ordinals) {
  std::vector<dictionary::TermIterator> terms;
  for (const SegmentField* part : field.parts) {
    static const dictionary::TermDictionary kNone;
    terms.emplace_back(part == nullptr ? kNone : part->terms);
    terms.back().seek("");
  }
  const auto later = [&](std::size_t a, std::size_t b) {
    const int order = terms[a].term().compare(terms[b].term());
    return order != 0 ? order > 0 : a > b;
  };
  std::priority_queue<std::size_t, std::vector<std::size_t>, decltype(later)> queue(later);
  for (std::size_t s = 0; s < terms.size(); ++s) {
    if (!terms[s].at_end()) queue.push(s);
  }
  FieldTermsWriter out(writer_, number, field.info.positions, lengths);
  std::int64_t ordinal = 0;
  std::string term;
  while (!queue.empty()) {
    term = terms[queue.top()].term();
    bool any = false;
    while (!queue.empty() && terms[queue.top()].term() == term) {
      const std::size_t s = queue.top();
      queue.pop();
      any = copy_postings(out, field, s, terms[s].info()) || any;
      if (field.column) ordinals[s].push_back(ordinal);
      terms[s].next();
      if (!terms[s].at_end()) queue.push(s);
    }
    if (!any) continue;  // only deleted documents had it
    out.end_term(term);
    ++ordinal;
  }
  out.finish();
}

bool Merger::copy_postings(FieldTermsWriter& out, const MergedField& field, std::size_t source,
                           const TermInfo& term) {
  bool any = false;
  postings::TermCursor cursor = field.parts[source]->cursor(term);
  const std::vector<DocId>& new_docs = sources_[source].new_docs;
  for (DocId doc = cursor.doc(); doc != kEndDoc; doc = cursor.next()) {
    if (new_docs[doc] == kEndDoc) continue;
    if (field.info.positions) cursor.positions(positions_);
    out.add(new_docs[doc], cursor.freq(), positions_);
    has_field_[new_docs[doc]] = true;
    any = true;
  }
  return any;
}

void Merger::merge_column(std::uint32_t number, MergedField& field, const Ordinals& ordinals) {
  store::ColumnWriter column;
  std::vector<std::int64_t> values;
  for (std::size_t s = 0; s < sources_.size(); ++s) {
    const SegmentField* part = field.parts[s];
    if (part == nullptr || !part->column.has_value()) continue;
    const store::Column& old = *part->column;
    for (DocId doc = 0; doc < sources_[s].new_docs.size(); ++doc) {
      const DocId new_doc = sources_[s].new_docs[doc];
      const store::Column::Extent extent = old.extent(doc);
      if (new_doc == kEndDoc || extent.begin == extent.end) continue;
      values.clear();
      for (std::uint64_t i = extent.begin; i < extent.end; ++i) {
        std::int64_t value = old.value(i);
        if (field.info.kind == FieldKind::kKeyword) {
          const auto term = static_cast<std::uint64_t>(value);
          if (term >= ordinals[s].size()) {
            throw CorruptIndexError(sources_[s].live.segment->path() +
                                    ": a column names a term that there is not");
          }
          value = ordinals[s][term];
        }
        values.push_back(value);
      }
      column.skip_to(new_doc);
      column.add(values);
      ++field.info.documents;
    }
  }
  writer_.write_column(number, column);
}

}  // namespace

FileIdentity merge_segments(const std::vector<LiveSegment>& segments,
                            std::unique_ptr<io::WritableFile> file) {
  return Merger(segments, std::move(file)).run();
}

}  // namespace lodex::segment
