// Segments of random documents, and what is read back from them.
#pragma once

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/worker_threads.h"
#include "io/directory.h"
#include "lodex/analysis.h"
#include "segment/segment.h"
#include "segment/segment_builder.h"

namespace lodex::segment {

inline const FieldSpec kBody{"body", FieldKind::kText, {}};
inline const FieldSpec kTag{"tag", FieldKind::kKeyword, {}};
inline const FieldSpec kYear{"year", FieldKind::kInteger, {}};

inline void add(DocumentChunk& chunk, const Document& document) {
  if (const Value* body = document.find("body")) {
    TokenBuffer tokens;
    const std::string& text = *body->get_if<std::string>();
    find_analyzer("whitespace")->analyze(text, tokens);
    chunk.add_text(chunk.field(kBody), tokens.tokens(), text);
  }
  if (const Value* tags = document.find("tag")) {
    for (const Value& tag : *tags->get_if<Value::List>()) {
      chunk.add_keyword(chunk.field(kTag), *tag.get_if<std::string>());
    }
  }
  if (const Value* year = document.find("year")) {
    chunk.add_number(chunk.field(kYear), *year->get_if<std::int64_t>());
  }
}

// In chunks of so many documents, on so many threads. `add_values(chunk, document)` adds what is
// indexed.
template <class AddValues>
std::shared_ptr<const Segment> build_with(io::Directory& directory, const std::string& name,
                                          const std::vector<Document>& documents,
                                          AddValues add_values, std::size_t chunk_documents = 100,
                                          unsigned threads = 1) {
  WorkerThreads workers(threads);
  SegmentBuilder builder(directory.create(name), workers);
  DocumentChunk chunk;
  for (std::size_t begin = 0; begin < documents.size(); begin += chunk_documents) {
    const std::size_t end = std::min(documents.size(), begin + chunk_documents);
    const std::vector<Document> part(documents.begin() + static_cast<std::ptrdiff_t>(begin),
                                     documents.begin() + static_cast<std::ptrdiff_t>(end));
    for (const Document& document : part) {
      chunk.begin_document();
      add_values(chunk, document);
      builder.add_id(document.id());
    }
    chunk.invert();
    builder.add(chunk, part);
    chunk.clear();
  }
  builder.finish();
  return std::make_shared<const Segment>(directory.open(name), name);
}

inline std::shared_ptr<const Segment> build(io::Directory& directory, const std::string& name,
                                            const std::vector<Document>& documents,
                                            std::size_t chunk_documents = 100,
                                            unsigned threads = 1) {
  return build_with(directory, name, documents, add, chunk_documents, threads);
}

// term → document → positions
using Inverted = std::map<std::string, std::map<DocId, std::vector<std::uint32_t>>>;

inline Inverted invert(const std::vector<Document>& documents) {
  Inverted out;
  for (DocId doc = 0; doc < documents.size(); ++doc) {
    if (documents[doc].find("body") == nullptr) continue;
    for (const OwnedToken& token : analyze(documents[doc].text("body"), "whitespace")) {
      out[token.term][doc].push_back(token.position);
    }
  }
  return out;
}

inline Inverted read_back(const Segment& segment) {
  Inverted out;
  const SegmentField* field = segment.field("body");
  if (field == nullptr) return out;
  dictionary::TermIterator term(field->terms);
  std::vector<std::uint32_t> positions;
  for (term.seek(""); !term.at_end(); term.next()) {
    postings::TermCursor cursor = field->cursor(term.info());
    for (; cursor.doc() != kEndDoc; cursor.next()) {
      cursor.positions(positions);
      out[term.term()][cursor.doc()] = positions;
    }
  }
  return out;
}

}  // namespace lodex::segment
