// SPDX-License-Identifier: GPL-2.0-or-later
// From a mapped document to one of Xapian, by the layout.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "index/document_mapper.h"
#include "lodex/analysis.h"
#include "xapian/layout.h"

namespace lodex::xapian {

struct BuiltDocument {
  std::string id;
  Xapian::Document document;
  // Tokens of its text fields, by their numbers in the layout.
  std::vector<std::pair<std::size_t, std::uint32_t>> lengths;
};

// Not thread-safe; keeps its memory from document to document.
class DocumentBuilder {
 public:
  // Throws SchemaError where the analyzer of a field is unknown.
  explicit DocumentBuilder(std::shared_ptr<const Layout> layout);

  // Terms, frequencies, positions and lengths are those that the native engine would have.
  [[nodiscard]] BuiltDocument build(const index::MappedDocument& mapped);

  [[nodiscard]] const std::shared_ptr<const Layout>& layout() const { return layout_; }

 private:
  // One field of the document under way.
  struct Field {
    bool used = false;
    std::uint32_t length = 0;
    std::uint32_t next_position = 0;  // behind the last value
    std::vector<std::string> values;  // encoded
  };
  void add_text(std::size_t number, std::string_view text, Xapian::Document& out);
  void add_term(const LayoutField& field, std::string_view term, std::uint32_t position,
                Xapian::Document& out);
  void add_given(std::size_t number, const index::IndexedField& given, Xapian::Document& out);
  void finish_field(std::size_t number, BuiltDocument& out);

  std::shared_ptr<const Layout> layout_;
  std::vector<std::shared_ptr<const Analyzer>> analyzers_;  // by field; null: no text
  std::vector<Field> fields_;
  TokenBuffer tokens_;
  std::string term_;
};

}  // namespace lodex::xapian
