#include "segment/field_info.h"

#include "base/ids.h"

namespace lodex::segment {
namespace {
constexpr std::uint8_t kPositions = 1;
}

void SegmentFields::write(ByteWriter& out) const {
  out.number(doc_count);
  out.number(static_cast<std::uint32_t>(fields.size()));
  for (const FieldInfo& field : fields) {
    out.text(field.name);
    out.u8(static_cast<std::uint8_t>(field.kind));
    out.u8(field.positions ? kPositions : 0);
    out.varint(field.documents);
    out.varint(field.tokens);
  }
}

SegmentFields SegmentFields::read(ByteSpan bytes) {
  ByteReader in(bytes, "fields of a segment");
  SegmentFields out;
  out.doc_count = in.number<std::uint32_t>();
  if (out.doc_count > kMaxDocuments) in.fail("has an impossible number of documents");
  const auto count = in.number<std::uint32_t>();
  if (count > in.remaining()) in.fail("has an impossible number of fields");
  for (std::uint32_t i = 0; i < count; ++i) {
    FieldInfo field;
    field.name = in.text();
    const std::uint8_t kind = in.u8();
    if (kind > static_cast<std::uint8_t>(FieldKind::kJson)) in.fail("has a field of unknown kind");
    field.kind = static_cast<FieldKind>(kind);
    field.positions = (in.u8() & kPositions) != 0;
    field.documents = in.varint();
    field.tokens = in.varint();
    if (field.documents > out.doc_count) in.fail("has a field in more documents than there are");
    out.fields.push_back(std::move(field));
  }
  return out;
}

}  // namespace lodex::segment
