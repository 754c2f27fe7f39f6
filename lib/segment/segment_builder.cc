#include "segment/segment_builder.h"

#include <algorithm>
#include <deque>

#include "lodex/error.h"
#include "store/field_lengths.h"

namespace lodex::segment {
namespace {

// The numbers of the terms of each document, gathered term by term: what a column of keywords is
// made of.
class OrdinalGatherer {
 public:
  void add(const EncodedTerms& terms) {
    auto doc = terms.documents.begin();
    for (const TermInfo& info : terms.infos) {
      for (std::uint32_t i = 0; i < info.doc_freq; ++i) pairs_.push_back({*doc++, ordinal_});
      ++ordinal_;
    }
  }
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
  std::int64_t ordinal_ = 0;
};

// Pieces of documents that may wait to be stored.
constexpr std::size_t kMostWaiting = 2;

}  // namespace

SegmentBuilder::SegmentBuilder(std::unique_ptr<io::WritableFile> file, WorkerThreads& threads)
    : threads_(threads), writer_(std::move(file)), storing_(threads) {}

SegmentBuilder::FieldBuilder& SegmentBuilder::field(const FieldSpec& spec) {
  for (FieldBuilder& field : fields_) {
    if (field.spec.name == spec.name) return field;
  }
  FieldBuilder builder;
  builder.spec = spec;
  if (is_inverted(spec.kind)) {
    builder.postings = std::make_unique<FieldPostings>(contents_of(spec));
  } else {
    builder.column = std::make_unique<store::ColumnWriter>();
  }
  fields_.push_back(std::move(builder));
  return fields_.back();
}

void SegmentBuilder::add_id(std::string_view id) {
  if (document_count() >= kMaxDocuments) {
    throw LimitError("a segment has no more than " + std::to_string(kMaxDocuments) + " documents");
  }
  writer_.add_id(id);
}

void SegmentBuilder::add(DocumentChunk& chunk, std::vector<Document> stored) {
  const DocId base = document_count() - chunk.document_count();
  // A function that is kept has to be copyable, documents are not copied.
  auto documents = std::make_shared<const std::vector<Document>>(std::move(stored));
  storing_.add(
      [this, documents] {
        for (const Document& document : *documents) writer_.store_document(document);
      },
      kMostWaiting);
  for (DocumentChunk::Field& part : chunk.fields_) {
    FieldBuilder& whole = field(part.spec);
    if (part.inverter != nullptr) {
      whole.postings->add(*part.inverter, base);
    } else {
      add_numbers(whole, part, base);
    }
  }
}

void SegmentBuilder::add_numbers(FieldBuilder& field, const DocumentChunk::Field& chunk,
                                 DocId base) {
  std::vector<std::int64_t> values;
  for (std::size_t i = 0; i < chunk.numbers.size();) {
    const DocId doc = chunk.numbers[i].first;
    values.clear();
    for (; i < chunk.numbers.size() && chunk.numbers[i].first == doc; ++i) {
      values.push_back(chunk.numbers[i].second);
    }
    field.column->skip_to(base + doc);
    field.column->add(values);
    ++field.documents;
  }
  field.numbers += chunk.numbers.size();
}

std::size_t SegmentBuilder::memory() const {
  std::size_t bytes = writer_.ids_memory();
  for (const FieldBuilder& field : fields_) {
    if (field.postings != nullptr) {
      bytes += field.postings->memory() + field.postings->sorting_memory();
      if (field.spec.kind == FieldKind::kText && field.spec.options.positions) {
        bytes += FrequentWords::memory(field.postings->token_count());
      }
    } else {
      // A vector that grows is there twice.
      bytes += 2 * sizeof(std::int64_t) * (document_count() + field.numbers);
    }
  }
  return bytes;
}

bool SegmentBuilder::is_full() const {
  return std::ranges::any_of(fields_, [](const FieldBuilder& field) {
    return field.postings != nullptr && field.postings->is_full();
  });
}

FileIdentity SegmentBuilder::finish() {
  // Sorting needs no file, so it is done while documents and ids are written.
  std::vector<WorkerThreads::Handle> sorting;
  for (FieldBuilder& field : fields_) {
    if (field.postings == nullptr) continue;
    sorting.push_back(threads_.start([&field] { field.postings->sort(); }));
  }
  try {
    storing_.finish();
    writer_.end_documents();
    for (const WorkerThreads::Handle& task : sorting) threads_.finish(task);
  } catch (...) {
    for (const WorkerThreads::Handle& task : sorting) threads_.cancel(task);
    throw;
  }
  std::vector<FieldInfo> infos;
  for (std::uint32_t number = 0; number < fields_.size(); ++number) {
    FieldBuilder& field = fields_[number];
    write_field(number, field);
    FieldInfo info{field.spec.name, field.spec.kind, false, field.documents, 0};
    if (field.postings != nullptr) {
      info.positions = contents_of(field.spec) == Contents::kPositions;
      info.documents = field.postings->document_count();
      info.tokens = field.spec.kind == FieldKind::kText ? field.postings->token_count() : 0;
      field.postings.reset();
    }
    infos.push_back(std::move(info));
  }
  return writer_.finish(std::move(infos));
}

void SegmentBuilder::write_field(std::uint32_t number, FieldBuilder& field) {
  if (field.column != nullptr) {
    writer_.write_column(number, *field.column);
  } else if (field.spec.kind == FieldKind::kText) {
    field.postings->lengths().resize(document_count(), store::kMissing);
    write_terms(number, field, nullptr);
    writer_.write_lengths(number, field.postings->lengths());
  } else if (field.spec.options.facet || field.spec.options.sortable) {
    store::ColumnWriter ordinals;
    write_terms(number, field, &ordinals);
    writer_.write_column(number, ordinals);
  } else {
    write_terms(number, field, nullptr);
  }
}

// Ranges of terms are encoded on all threads and written in their order.
void SegmentBuilder::write_terms(std::uint32_t number, const FieldBuilder& field,
                                 store::ColumnWriter* ordinals) {
  struct Piece {
    EncodedTerms terms;
    WorkerThreads::Handle task;
  };
  std::deque<Piece> pieces;
  const FieldPostings& postings = *field.postings;
  std::span<const std::uint32_t> lengths;
  if (field.spec.kind == FieldKind::kText) lengths = field.postings->lengths();
  FieldTermsWriter out(writer_, number, contents_of(field.spec) == Contents::kPositions, lengths);
  OrdinalGatherer gatherer;
  const auto write_first = [&] {
    threads_.finish(pieces.front().task);
    out.add_encoded(pieces.front().terms);
    if (ordinals != nullptr) gatherer.add(pieces.front().terms);
    pieces.pop_front();
  };
  try {
    for (const FieldPostings::Range range : postings.ranges()) {
      if (pieces.size() == std::size_t{2} * threads_.count()) write_first();
      Piece& piece = pieces.emplace_back();
      piece.task = threads_.start([&postings, &piece, range, ordinals] {
        piece.terms = postings.encode(range, ordinals != nullptr);
      });
    }
    while (!pieces.empty()) write_first();
  } catch (...) {
    for (const Piece& piece : pieces) threads_.cancel(piece.task);
    throw;
  }
  out.finish();
  if (ordinals != nullptr) gatherer.write_to(*ordinals);
}

}  // namespace lodex::segment
