// SPDX-License-Identifier: GPL-2.0-or-later
#include "xapian/engine.h"

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <iterator>
#include <sstream>
#include <system_error>
#include <utility>

#include <unistd.h>

#include "engine/schema_additions.h"
#include "engine/xapian_place.h"
#include "lodex/error.h"
#include "xapian/database_source.h"
#include "xapian/mapping.h"
#include "xapian/searcher.h"
#include "xapian/states.h"
#include "xapian/term_list.h"
#include "xapian/writer.h"

namespace lodex::xapian {
namespace {

namespace fs = std::filesystem;

// All databases that are open as one lie alike.
Mapping common_mapping(const Handle& handle, const std::string& named) {
  Mapping first = mapping_of(handle.parts.front(), named);
  for (std::size_t i = 1; i < handle.parts.size(); ++i) {
    if (mapping_of(handle.parts[i], named).layout == first.layout) continue;
    throw UsageError(
        "databases that are searched as one have the same schema and the same layout, and the " +
        std::to_string(i + 1) + ". of these differs from the first");
  }
  return first;
}

std::uint64_t bytes_of(const fs::path& place, std::uint64_t& files) {
  std::error_code error;
  if (fs::is_regular_file(place, error)) {
    ++files;
    return fs::file_size(place, error);
  }
  std::uint64_t bytes = 0;
  for (const fs::directory_entry& entry : fs::directory_iterator(place, error)) {
    if (!entry.is_regular_file(error)) continue;
    bytes += entry.file_size(error);
    ++files;
  }
  return bytes;
}

// Of documents that have the field; 0 where the database does not say it.
FieldStats field_stats(const LayoutField& field, const State& state, const Lease& lease) {
  const Xapian::Database& database = lease.database();
  FieldStats out{field.name, field.kind, 0, 0, 0};
  if (field.length_slot) {
    const FieldStatistics statistics = state.collection().field(field, database);
    out.documents = statistics.documents;
    out.tokens = statistics.tokens;
  } else if (field.value_slot) {
    out.documents = database.get_value_freq(*field.value_slot);
  }
  // A server would have to send all of its terms.
  if (!field.has_terms || state.collection().is_remote()) return out;
  const bool counts_tokens = !field.length_slot && field.kind == FieldKind::kText;
  for_each_term(database, field, {}, [&](std::string_view, const Xapian::TermIterator& at) {
    ++out.terms;
    if (field.kind == FieldKind::kKeyword) out.tokens += at.get_termfreq();
    if (counts_tokens) out.tokens += database.get_collection_freq(*at);
    return true;
  });
  return out;
}

std::string created_by(const State& state, const Xapian::Database& database) {
  const std::string versions = database.get_metadata(kVersionsKey);
  if (state.layout().is_foreign() || versions.empty()) return "another program, by Xapian";
  const Document document = Document::from_json(versions);
  return "lodex " + document.text("lodex") + ", Unicode " + document.text("unicode") + ", ICU " +
         document.text("icu");
}

IndexStats stats_of(const Lease& lease, const DatabaseSource& source) {
  const State& state = *lease.state();
  IndexStats stats;
  stats.engine = "xapian";
  stats.generation = state.generation();
  stats.documents = state.collection().document_count();
  stats.segments = lease.database().size();
  std::uint64_t files = 0;
  for (const fs::path& place : source.places()) stats.bytes += bytes_of(place, files);
  stats.created_by = created_by(state, lease.parts().front());
  for (const LayoutField& field : state.layout().fields()) {
    stats.fields.push_back(field_stats(field, state, lease));
  }
  return stats;
}

// Xapian's own check of a directory or a file.
CheckReport check_database(const fs::path& place) {
  const std::string text = place.string();
  if (engine::xapian_remote(text)) {
    throw UsageError(text + ": a database is checked on its server");
  }
  CheckReport report;
  report.bytes = bytes_of(place, report.files);
  std::ostringstream messages;
  try {
    if (Xapian::Database::check(text, 0, &messages) == 0) return report;
    report.problems.push_back({text, "Xapian's check found this: " + messages.str()});
  } catch (const Xapian::Error& error) {
    report.problems.push_back({text, error.get_msg()});
  }
  return report;
}

class XapianEngine final : public engine::Engine {
 public:
  XapianEngine(std::vector<fs::path> places, std::string named)
      : states_(std::make_shared<States>(DatabaseSource(std::move(places)),
                                         [named = std::move(named)](const Handle& handle) {
                                           return common_mapping(handle, named);
                                         })) {
    // Fails here, not at the first search, where the database is damaged.
    last_ = std::make_shared<const DatabaseSearcher>(states_, states_->newest());
  }

  [[nodiscard]] std::unique_ptr<engine::EngineWriter> writer(
      const WriterOptions& options) override {
    auto writer = std::make_unique<DatabaseWriter>(
        source().name(), [states = states_] { return states->source().open_for_writing(); },
        options, source().is_remote());
    additions_.add_to(*writer);
    return writer;
  }

  void extend_schema(const Schema& schema) override {
    additions_.ask(states_->newest()->schema(), schema);
  }

  [[nodiscard]] std::shared_ptr<const engine::EngineSearcher> searcher() const override {
    auto state = states_->newest();
    const std::lock_guard guard(mutex_);
    if (last_->state() != state) last_ = std::make_shared<const DatabaseSearcher>(states_, state);
    return last_;
  }

  [[nodiscard]] IndexStats stats() const override {
    return states_->run(states_->newest(),
                        [&](const Lease& lease) { return stats_of(lease, source()); });
  }

  [[nodiscard]] std::string import_note() const override {
    return states_->run(states_->newest(), [](const Lease& lease) {
      return lease.parts().front().get_metadata(kImportKey);
    });
  }

  [[nodiscard]] CheckReport check() const override {
    CheckReport out;
    for (const fs::path& place : source().places()) {
      CheckReport report = check_database(place);
      out.files += report.files;
      out.bytes += report.bytes;
      std::ranges::move(report.problems, std::back_inserter(out.problems));
    }
    return out;
  }

  [[nodiscard]] const fs::path& path() const override { return source().places().front(); }

 private:
  [[nodiscard]] const DatabaseSource& source() const { return states_->source(); }

  std::shared_ptr<States> states_;
  mutable std::mutex mutex_;
  mutable std::shared_ptr<const DatabaseSearcher> last_;
  engine::SchemaAdditions additions_;
};

std::shared_ptr<engine::Engine> open_database(const std::vector<fs::path>& places,
                                              const OpenOptions& options) {
  return std::make_shared<XapianEngine>(places, options.mapping);
}

// A new database gets its name when it is complete, so that nobody sees one without a schema.
std::shared_ptr<engine::Engine> create_database(const fs::path& place, const Schema& schema) {
  static std::atomic<unsigned> made{0};
  const std::string text = place.string();
  if (engine::xapian_remote(text)) {
    throw UsageError(text + ": a database is made where it lies, not through a server");
  }
  std::error_code error;
  fs::path beside = place.has_filename() ? place : place.parent_path();
  if (beside.has_parent_path()) fs::create_directories(beside.parent_path(), error);
  beside += ".new-" + std::to_string(getpid()) + "-" + std::to_string(made++);
  try {
    translating_errors(text, [&] {
      Xapian::WritableDatabase database(beside.string(), Xapian::DB_CREATE);
      prepare_database(database, schema, text);
      database.close();
    });
    fs::remove(beside / "flintlock", error);
    fs::rename(beside, place);
  } catch (const fs::filesystem_error& failure) {
    fs::remove_all(beside, error);
    throw IoError(text + ": no database can be made here: " + failure.code().message(), text);
  } catch (...) {
    fs::remove_all(beside, error);
    throw;
  }
  return open_database({place}, {});
}

}  // namespace

engine::EngineKind xapian_engine() {
  return {.name = "xapian",
          .is_there = engine::is_xapian_place,
          .is_leftover = [](std::string_view) { return false; },
          .open = open_database,
          .create = create_database,
          .check = check_database};
}

}  // namespace lodex::xapian
