#include "engine/import.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <utility>

#include "lodex/error.h"

namespace lodex::engine {
namespace {

using nlohmann::ordered_json;

// Of one field in the documents that were imported.
struct FieldCounts {
  std::uint64_t documents = 0;
  std::uint64_t tokens = 0;
};

// What an import that goes on needs to know of what was done.
struct Note {
  std::string source;           // EngineSearcher::state_name()
  std::uint64_t place = 0;      // of the next document there
  std::uint64_t before = 0;     // documents that the target had
  std::uint64_t documents = 0;  // that were imported
  std::uint64_t skipped = 0;
  std::map<std::string, FieldCounts> fields{};

  [[nodiscard]] std::string to_text() const {
    ordered_json counts = ordered_json::object();
    for (const auto& [name, field] : fields) counts[name] = {field.documents, field.tokens};
    return ordered_json{{"source", source},       {"place", place},     {"before", before},
                        {"documents", documents}, {"skipped", skipped}, {"fields", counts}}
        .dump();
  }

  // Nothing where the text is not that of a note.
  static std::optional<Note> from_text(const std::string& text) {
    const ordered_json json = ordered_json::parse(text, nullptr, false);
    if (!json.is_object()) return {};
    try {
      Note note{json.at("source"), json.at("place"), json.at("before"), json.at("documents"),
                json.at("skipped")};
      for (const auto& [name, counts] : json.at("fields").items()) {
        note.fields[name] = {counts.at(0), counts.at(1)};
      }
      return note;
    } catch (const nlohmann::json::exception&) {
      return {};
    }
  }
};

class Import {
 public:
  Import(const EngineSearcher& source, Engine& target, const ImportOptions& options)
      : source_(source), target_(target), options_(options) {
    target.extend_schema(source.schema());
    const auto note = Note::from_text(target.import_note());
    if (note && note->source == source.state_name()) {
      note_ = *note;
      report_.continued = note_.documents;
    } else {
      note_.source = source.state_name();
      note_.before = target.stats().documents;
    }
    writer_ = target.writer(options.writer);
  }

  ImportReport run() {
    report_.documents = source_.document_count();
    show_progress();
    source_.for_each_indexed(note_.place, options_.memory,
                             [this](index::IndexedDocument&& document, std::uint64_t place) {
                               add(std::move(document));
                               note_.place = place;
                               if (++uncommitted_ >= options_.commit_every) commit();
                               if (uncommitted_ % kProgressEach == 0) show_progress();
                               return true;
                             });
    // The last time: who breaks off here finds an import that goes on, not one to begin anew.
    show_progress();
    writer_->set_import_note("");
    report_.commit = writer_->commit();
    report_.imported = note_.documents - report_.continued;
    report_.skipped = note_.skipped;
    for (const auto& [name, field] : note_.fields) report_.tokens += field.tokens;
    verify();
    return std::move(report_);
  }

 private:
  static constexpr std::uint64_t kProgressEach = 500;

  void add(index::IndexedDocument document) {
    std::vector<std::pair<FieldCounts*, std::uint64_t>> counts;
    for (const index::IndexedField& field : document.fields) {
      const FieldSpec* spec = source_.schema().find(field.name);
      const bool is_text = spec != nullptr && spec->kind == FieldKind::kText;
      counts.emplace_back(&note_.fields[field.name], is_text ? field.terms.occurrences() : 0);
    }
    try {
      writer_->upsert_indexed(std::move(document));
    } catch (const DocumentError& error) {
      pass_over(error);
      return;
    } catch (const LimitError& error) {
      pass_over(error);
      return;
    }
    for (const auto& [field, tokens] : counts) {
      ++field->documents;
      field->tokens += tokens;
    }
    ++note_.documents;
  }

  // Called where an exception is handled, which it throws on where nobody wants to know.
  void pass_over(const Error& error) {
    if (!options_.on_problem) throw;
    options_.on_problem(error.what());
    ++note_.skipped;
  }

  void commit() {
    writer_->set_import_note(note_.to_text());
    writer_->commit();
    uncommitted_ = 0;
  }

  void show_progress() const {
    if (!options_.on_progress) return;
    options_.on_progress(note_.documents + note_.skipped, report_.documents);
  }

  void differ(const std::string& what, std::uint64_t expected, std::uint64_t found) {
    if (expected == found) return;
    report_.problems.push_back(what + ": " + std::to_string(expected) + " expected, " +
                               std::to_string(found) + " found");
  }

  // Compares what is there now with what was read.
  void verify() {
    differ("documents of the source", report_.documents, note_.documents + note_.skipped);
    const IndexStats stats = target_.stats();
    if (note_.before > 0) {
      // Some may have replaced others.
      const std::uint64_t least = std::max(note_.before, note_.documents);
      const std::uint64_t most = note_.before + note_.documents;
      differ("documents of the index", std::clamp(stats.documents, least, most), stats.documents);
      return;
    }
    differ("documents of the index", note_.documents, stats.documents);
    if (stats.deleted > 0) return;  // which count with the fields
    for (const FieldStats& field : stats.fields) {
      const FieldCounts& counts = note_.fields[field.name];
      // Xapian does not count empty keywords.
      const bool is_counted = field.kind != FieldKind::kKeyword || stats.engine == "native";
      if (field.kind == FieldKind::kJson || !is_counted) continue;
      differ("documents with the field " + field.name, counts.documents, field.documents);
      if (field.kind != FieldKind::kText) continue;
      differ("words of the field " + field.name, counts.tokens, field.tokens);
    }
  }

  const EngineSearcher& source_;
  Engine& target_;
  const ImportOptions& options_;
  std::unique_ptr<EngineWriter> writer_;
  Note note_;
  ImportReport report_;
  std::uint64_t uncommitted_ = 0;  // documents
};

}  // namespace

ImportReport import_documents(const EngineSearcher& source, Engine& target,
                              const ImportOptions& options) {
  return Import(source, target, options).run();
}

}  // namespace lodex::engine
