// SPDX-License-Identifier: GPL-2.0-or-later
#include "xapian/indexed_reader.h"

#include <algorithm>
#include <utility>

#include "xapian/collection.h"
#include "xapian/glass_positions.h"
#include "xapian/term_list.h"
#include "xapian/values.h"

namespace lodex::xapian {
namespace {

// By Xapian's own iterators: for any database, at about two microseconds a list.
class AnyPositions final : public PositionSource {
 public:
  void read(const std::string&, const Xapian::PostingIterator& posting,
            std::vector<std::uint32_t>& out) override {
    out.clear();
    const Xapian::PositionIterator end = posting.positionlist_end();
    for (auto at = posting.positionlist_begin(); at != end; ++at) out.push_back(*at);
  }
};

// Keywords with a slot are read from there, where long ones are whole.
bool is_read_from_terms(const LayoutField& field) {
  return field.has_terms && (field.kind == FieldKind::kText || !field.value_slot);
}

// Walks over varints that this file has written, so that nothing is checked.
class LogWalk {
 public:
  explicit LogWalk(ByteSpan bytes) : at_(bytes.data()), end_(at_ + bytes.size()) {}
  [[nodiscard]] bool at_end() const { return at_ == end_; }
  std::uint32_t next() {
    std::uint32_t value = *at_ & 0x7FU;
    for (unsigned shift = 7; *at_++ >= 0x80; shift += 7) value |= (*at_ & 0x7FU) << shift;
    return value;
  }

 private:
  const std::uint8_t* at_;
  const std::uint8_t* end_;
};

// What is not a multiple of a number is one more.
std::size_t parts(std::size_t number, std::size_t part) { return (number + part - 1) / part; }

}  // namespace

// The postings of a stretch:
//
//   log     := (0, field: varint, term: varint, posting*)*
//   posting := gap: varint (of the document, at least 1), more: varint, positions: varint,
//              gap: varint*
struct IndexedReader::Log {
  ByteWriter bytes;
  std::size_t term = SIZE_MAX;  // the last one
  Xapian::docid document = 0;   // its last one, from 1
};

struct IndexedReader::Stretch {
  Xapian::docid begin;
  std::vector<index::IndexedDocument> documents;
  std::vector<bool> there;

  Stretch(Xapian::docid first, std::size_t size) : begin(first), documents(size), there(size) {}
  // The field of a document, which is new or the last one that was asked for.
  index::IndexedField& field(std::size_t at, const std::string& name) {
    std::vector<index::IndexedField>& fields = documents[at].fields;
    if (fields.empty() || fields.back().name != name) fields.push_back({name});
    return fields.back();
  }
  [[nodiscard]] bool has(std::size_t at, const std::string& name) const {
    return std::ranges::any_of(
        documents[at].fields, [&](const index::IndexedField& field) { return field.name == name; });
  }
};

IndexedReader::IndexedReader(const Xapian::Database& database, const Layout& layout,
                             ReadStored read_stored, const std::string& directory)
    : database_(database),
      layout_(layout),
      read_stored_(std::move(read_stored)),
      position_source_(directory.empty() ? nullptr : GlassPositions::open(directory, database)) {
  if (position_source_ == nullptr) position_source_ = std::make_unique<AnyPositions>();
}

IndexedReader::~IndexedReader() = default;

Xapian::docid IndexedReader::documents_within(std::size_t memory) const {
  // Of one occurrence in a log, of one document, and of a term.
  constexpr double kOccurrence = 6;
  constexpr double kDocument = 16;
  const double each = kDocument + kOccurrence * database_.get_average_length();
  const auto documents = static_cast<std::size_t>(static_cast<double>(memory) / each);
  return static_cast<Xapian::docid>(
      std::clamp<std::size_t>(documents / kStretch * kStretch, kStretch, std::size_t{1} << 30));
}

void IndexedReader::for_each(std::uint64_t place, std::size_t memory, const Visitor& visit) {
  const Xapian::docid last = database_.get_lastdocid();
  if (place >= last) return;
  const Xapian::docid step = documents_within(memory);
  const Xapian::PostingIterator end = database_.postlist_end("");
  Xapian::PostingIterator it = database_.postlist_begin("");
  it.skip_to(static_cast<Xapian::docid>(place + 1));
  while (it != end) {
    read_terms(*it, static_cast<Xapian::docid>(std::min<std::uint64_t>(std::uint64_t{*it} + step,
                                                                       std::uint64_t{last} + 1)));
    // There may be wide gaps between the numbers of documents.
    while (it != end && *it < end_) {
      const std::size_t number = (*it - begin_) / kStretch;
      if (!visit_stretch(number, visit)) return;
      const std::uint64_t behind = begin_ + (number + 1) * std::uint64_t{kStretch};
      if (behind > last) return;
      it.skip_to(static_cast<Xapian::docid>(behind));
    }
  }
}

void IndexedReader::read_terms(Xapian::docid begin, Xapian::docid end) {
  begin_ = begin;
  end_ = end;
  logs_.clear();
  logs_.resize(parts(end - begin, kStretch));
  terms_.clear();
  term_ends_.clear();
  std::string term;
  for (std::size_t number = 0; number < layout_.fields().size(); ++number) {
    const LayoutField& field = layout_.fields()[number];
    if (!is_read_from_terms(field)) continue;
    for_each_term(database_, field, "", [&](std::string_view own, const Xapian::TermIterator& it) {
      term = *it;
      read_term(field, number, own, term);
      return true;
    });
  }
}

void IndexedReader::read_term(const LayoutField& field, std::size_t number, std::string_view own,
                              const std::string& term) {
  terms_.append(own);
  term_ends_.push_back(terms_.size());
  const std::size_t term_number = term_ends_.size() - 1;
  const Xapian::PostingIterator end = database_.postlist_end(term);
  Xapian::PostingIterator it = database_.postlist_begin(term);
  if (begin_ > 1 && it != end) it.skip_to(begin_);
  positions_.clear();
  for (; it != end && *it < end_; ++it) {
    const Xapian::docid offset = *it - begin_;
    Log& log = logs_[offset / kStretch];
    if (log.term != term_number) {
      log.bytes.varint(0);
      log.bytes.varint(number);
      log.bytes.varint(term_number);
      log.term = term_number;
      log.document = 0;
    }
    const Xapian::docid document = offset % kStretch + 1;
    log.bytes.varint(document - log.document);
    log.document = document;
    if (field.positions) position_source_->read(term, it, positions_);
    // Words with the frequency 0 are there once; a keyword is there or not.
    const std::uint32_t wdf = field.kind == FieldKind::kKeyword ? 1 : std::max(1U, it.get_wdf());
    const auto known = static_cast<std::uint32_t>(positions_.size());
    log.bytes.varint(wdf - std::min(wdf, known));
    log.bytes.varint(known);
    std::uint32_t before = 1;
    for (const std::uint32_t position : positions_) {
      log.bytes.varint(position - before);
      before = position;
    }
  }
}

bool IndexedReader::visit_stretch(std::size_t number, const Visitor& visit) {
  const auto begin = static_cast<Xapian::docid>(begin_ + number * kStretch);
  Stretch stretch(begin, std::min<std::size_t>(kStretch, end_ - begin));
  const Xapian::docid end = begin + static_cast<Xapian::docid>(stretch.documents.size());
  Xapian::PostingIterator it = database_.postlist_begin("");
  if (it != database_.postlist_end("")) it.skip_to(begin);
  for (; it != database_.postlist_end("") && *it < end; ++it) {
    stretch.there[*it - begin] = true;
    stretch.documents[*it - begin].stored = read_stored_(*it);
  }
  read_log(std::exchange(logs_[number], {}), stretch);
  for (const LayoutField& field : layout_.fields()) {
    if (field.length_slot) read_lengths(field, stretch);
    if (field.value_slot) read_values(field, stretch);
  }
  for (std::size_t at = 0; at < stretch.documents.size(); ++at) {
    if (!stretch.there[at]) continue;
    if (!visit(std::move(stretch.documents[at]), begin + at)) return false;
  }
  return true;
}

void IndexedReader::read_log(const Log& log, Stretch& out) const {
  LogWalk in(log.bytes.view());
  std::vector<std::uint32_t> positions;
  const LayoutField* field = nullptr;
  std::string_view term;
  std::size_t document = 0;
  while (!in.at_end()) {
    const std::uint32_t gap = in.next();
    if (gap == 0) {
      field = &layout_.fields()[in.next()];
      const std::size_t number = in.next();
      const std::size_t begin = number == 0 ? 0 : term_ends_[number - 1];
      term = std::string_view(terms_).substr(begin, term_ends_[number] - begin);
      document = 0;
      continue;
    }
    document += gap;
    const std::uint32_t more = in.next();
    positions.resize(in.next());
    std::uint32_t position = 0;
    for (std::uint32_t& each : positions) {
      position += in.next();
      each = position;
    }
    out.field(document - 1, field->name).terms.add(term, positions, more);
  }
}

void IndexedReader::read_lengths(const LayoutField& field, Stretch& out) const {
  Xapian::ValueIterator it = database_.valuestream_begin(*field.length_slot);
  const Xapian::ValueIterator end = database_.valuestream_end(*field.length_slot);
  if (it != end) it.skip_to(out.begin);
  for (; it != end && it.get_docid() < out.begin + out.documents.size(); ++it) {
    // Others have terms. This one has the field, but no words in it.
    const std::size_t at = it.get_docid() - out.begin;
    if (decode_length(*it) == 0 && !out.has(at, field.name)) out.field(at, field.name);
  }
}

void IndexedReader::read_values(const LayoutField& field, Stretch& out) const {
  std::vector<std::pair<std::string, std::string>> found(out.documents.size());
  const auto read = [&](Xapian::valueno slot, auto member) {
    Xapian::ValueIterator it = database_.valuestream_begin(slot);
    const Xapian::ValueIterator end = database_.valuestream_end(slot);
    if (it != end) it.skip_to(out.begin);
    for (; it != end && it.get_docid() < out.begin + found.size(); ++it) {
      found[it.get_docid() - out.begin].*member = *it;
    }
  };
  read(*field.value_slot, &std::pair<std::string, std::string>::first);
  if (field.values_slot) read(*field.values_slot, &std::pair<std::string, std::string>::second);
  for (std::size_t at = 0; at < found.size(); ++at) {
    const auto& [value, values] = found[at];
    if (value.empty() && values.empty()) continue;
    index::IndexedField& of_document = out.field(at, field.name);
    const std::vector<std::string> all = read_slot_values(value, values);
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (i > 0 && all[i] == all[i - 1]) continue;
      if (field.kind == FieldKind::kKeyword) {
        of_document.terms.add(all[i], {}, 1);
      } else {
        of_document.numbers.push_back(field.number_of(all[i]));
      }
    }
  }
}

}  // namespace lodex::xapian
