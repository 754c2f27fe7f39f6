// Segments of random documents, and what is read back from them.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "io/directory.h"
#include "lodex/analysis.h"
#include "segment/segment.h"
#include "segment/segment_builder.h"

namespace lodex::segment {

inline const FieldSpec kBody{"body", FieldKind::kText, {}};
inline const FieldSpec kTag{"tag", FieldKind::kKeyword, {}};
inline const FieldSpec kYear{"year", FieldKind::kInteger, {}};

inline void add(SegmentBuilder& builder, const Document& document) {
  builder.begin_document(document);
  if (const Value* body = document.find("body")) {
    TokenBuffer tokens;
    find_analyzer("whitespace")->analyze(*body->get_if<std::string>(), tokens);
    builder.add_text(builder.field(kBody), tokens.tokens());
  }
  if (const Value* tags = document.find("tag")) {
    for (const Value& tag : *tags->get_if<Value::List>()) {
      builder.add_keyword(builder.field(kTag), *tag.get_if<std::string>());
    }
  }
  if (const Value* year = document.find("year")) {
    builder.add_number(builder.field(kYear), *year->get_if<std::int64_t>());
  }
}

inline std::shared_ptr<const Segment> build(io::Directory& directory, const std::string& name,
                                            const std::vector<Document>& documents) {
  SegmentBuilder builder(directory.create(name));
  for (const Document& document : documents) add(builder, document);
  builder.finish();
  return std::make_shared<const Segment>(directory.open(name), name);
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
