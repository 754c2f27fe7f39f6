// What every format reader hands its documents and problems to: gives the ids, counts, reports.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "lodex/origin.h"
#include "lodex/sources.h"

namespace lodex::sources {

// Where a document begins in its file.
struct Place {
  std::uint64_t line = 0;    // from 1; 0: the document is the whole file
  std::uint64_t record = 0;  // from 1; 0: the file has no records
};

// What was replaced in a document, as it was not UTF-8.
struct Repairs {
  std::uint64_t replaced = 0;  // by U+FFFD
  bool names = false;          // also in the names of its fields, which it shares with others
};

// Not thread-safe. The emitter and the options have to outlive it.
class Intake {
 public:
  // `total`: the bytes that all files have; 0 where that is not known.
  Intake(const std::function<void(Document&&)>& emit, const SourceOptions& options,
         std::uint64_t total)
      : emit_(emit), options_(options), total_(total) {}

  // What follows comes from the file `path`, which gives `id` to documents that have none.
  void begin_file(const std::string& path, const std::string& id);
  // The same where it comes from no file.
  void begin_stream(const std::string& name, const std::string& id);
  // Gives the document its id and hands it over. `lines` are those of its fields, where they are
  // not in the line of the document.
  void document(Document&& document, Place place, Repairs repairs,
                std::vector<FieldLines>&& lines = {});
  // Characters were replaced in what belongs to no document.
  void replaced(std::uint64_t characters) { counts_.replaced += characters; }
  // A folder has files of an unknown kind.
  void passed_over(std::uint64_t files) { counts_.other_files += files; }
  // Something was passed over, at a line of the file or (0) in all of it. Throws DocumentError
  // where the options are strict.
  void problem(std::uint64_t line, const std::string& message);
  // The file, or a folder, cannot be read. Throws IoError where the options are strict.
  void unreadable(const std::string& path, const std::string& reason);
  // So many more bytes have been read.
  void advance(std::uint64_t bytes);
  // All is read: tells the progress for the last time.
  [[nodiscard]] const SourceCounts& finish();

 private:
  [[nodiscard]] std::string id_of(const Document& document, Place place, Repairs& repairs) const;
  void problem(std::uint64_t line, const std::string& message, std::uint64_t& count);
  void report(const SourceProblem& problem, std::uint64_t& count);
  void tell_progress();

  const std::function<void(Document&&)>& emit_;
  const SourceOptions& options_;
  std::uint64_t total_;
  std::uint64_t told_ = 0;  // bytes when the progress was last told
  SourceCounts counts_;
  std::string path_;
  std::string id_;
  std::string origin_path_;        // the path as valid UTF-8; empty where there is no file
  std::uint64_t id_replaced_ = 0;  // characters of `id_`
};

}  // namespace lodex::sources
