// What every format reader hands its documents and problems to: gives the ids, counts, reports.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "lodex/sources.h"

namespace lodex::sources {

// Where a document begins in its file.
struct Place {
  std::uint64_t line = 0;    // from 1; 0: the document is the whole file
  std::uint64_t record = 0;  // from 1; 0: the file has no records
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
  // Gives the document its id and hands it over. `repaired`: bytes of it were not UTF-8.
  void document(Document&& document, Place place, bool repaired);
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
  [[nodiscard]] std::string id_of(const Document& document, Place place) const;
  void report(const SourceProblem& problem);
  void tell_progress();

  const std::function<void(Document&&)>& emit_;
  const SourceOptions& options_;
  std::uint64_t total_;
  std::uint64_t told_ = 0;  // bytes when the progress was last told
  SourceCounts counts_;
  std::string path_;
  std::string id_;
  bool id_repaired_ = false;
};

}  // namespace lodex::sources
