#include "sources/csv.h"

#include <csv.h>

#include <exception>
#include <new>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "base/utf8.h"
#include "sources/line_reader.h"

namespace lodex::sources {
namespace {

// A value without quotes and without text is nothing.
using Record = std::vector<std::optional<std::string>>;

// libcsv, with the records of each piece of text collected instead of told one by one: nothing of
// ours that may throw, least of all the receiver of the documents, runs below its C code.
class CsvParser {
 public:
  explicit CsvParser(char delimiter) {
    // Not strict: quotes within a value without quotes are part of it. Starting fails only where
    // the options do not exist.
    ::csv_init(&parser_, CSV_EMPTY_IS_NULL);
    ::csv_set_delim(&parser_, static_cast<unsigned char>(delimiter));
    // White space belongs to the value (RFC 4180, section 2.4), which is not libcsv's default.
    ::csv_set_space_func(&parser_, [](unsigned char) { return 0; });
    // By default the memory for one value grows by 128 bytes a time.
    ::csv_set_blk_size(&parser_, 4096);
  }
  ~CsvParser() { ::csv_free(&parser_); }
  CsvParser(const CsvParser&) = delete;
  CsvParser& operator=(const CsvParser&) = delete;

  // The records that end in `text`.
  std::vector<Record>& parse(std::string_view text) {
    records_.clear();
    const std::size_t taken =
        ::csv_parse(&parser_, text.data(), text.size(), on_value, on_record, this);
    if (failure_) std::rethrow_exception(failure_);
    if (taken != text.size()) throw std::bad_alloc();  // the one way in which it stops early
    return records_;
  }
  // The record that the end of the input ends, if there is one; nothing at all where that is within
  // quotes.
  std::optional<std::vector<Record>> finish() {
    records_.clear();
    // Strict about nothing but the end of the input.
    ::csv_set_opts(&parser_, CSV_EMPTY_IS_NULL | CSV_STRICT | CSV_STRICT_FINI);
    const bool complete = ::csv_fini(&parser_, on_value, on_record, this) == 0;
    if (failure_) std::rethrow_exception(failure_);
    if (!complete) return {};
    return std::move(records_);
  }

 private:
  template <class Action>
  void guard(const Action& action) noexcept {
    try {
      if (!failure_) action();
    } catch (...) {
      failure_ = std::current_exception();
    }
  }
  static void on_value(void* value, std::size_t size, void* self) {
    auto& parser = *static_cast<CsvParser*>(self);
    parser.guard([&] {
      auto& cell = parser.record_.emplace_back();
      if (value != nullptr) cell.emplace(static_cast<const char*>(value), size);
    });
  }
  static void on_record(int, void* self) {
    auto& parser = *static_cast<CsvParser*>(self);
    parser.guard([&] { parser.records_.push_back(std::exchange(parser.record_, {})); });
  }

  csv_parser parser_{};
  Record record_;
  std::vector<Record> records_;
  std::exception_ptr failure_;
};

// Returns how many characters were replaced.
std::uint64_t repair(std::string& text) {
  if (is_valid_utf8(text)) return 0;
  std::uint64_t replaced = 0;
  text = repaired_utf8(text, replaced);
  return replaced;
}

// Turns records into documents.
class Table {
 public:
  explicit Table(Intake& intake) : intake_(intake) {}

  void add(Record&& record, std::uint64_t line) {
    if (!named_) return name_fields(std::move(record));
    const Place place{line, ++records_};
    if (record.size() > names_.size()) {
      intake_.problem(line, "has " + std::to_string(record.size()) +
                                " values, but the first record names " +
                                std::to_string(names_.size()) + " fields");
      return;
    }
    Repairs repairs{.names = names_repaired_};
    Document document;
    for (std::size_t i = 0; i < record.size(); ++i) {
      if (!record[i] || names_[i].empty()) continue;
      repairs.replaced += repair(*record[i]);
      document.append(names_[i], std::move(*record[i]));
    }
    if (!document.fields().empty()) intake_.document(std::move(document), place, repairs);
  }

 private:
  void name_fields(Record&& record) {
    named_ = true;
    std::unordered_map<std::string, std::size_t> columns;
    for (auto& name : record) {
      std::string text(trimmed(name ? *name : std::string_view(), " \t"));
      if (const std::uint64_t replaced = repair(text); replaced > 0) {
        intake_.replaced(replaced);
        names_repaired_ = true;
      }
      const auto [known, added] = columns.emplace(text, names_.size());
      if (!added) names_[std::exchange(known->second, names_.size())].clear();
      names_.push_back(std::move(text));
    }
  }

  Intake& intake_;
  bool named_ = false;
  bool names_repaired_ = false;
  std::vector<std::string> names_;
  std::uint64_t records_ = 0;
};

}  // namespace

void read_csv(Input& input, Intake& intake, char delimiter) {
  LineReader lines(input, intake);
  CsvParser parser(delimiter);
  Table table(intake);
  std::string_view line;
  std::uint64_t first_line = 1;  // of the record that is being read
  bool within = false;           // whether some of it has been read
  while (lines.next(line)) {
    if (!within) first_line = lines.number();
    auto& records = parser.parse(line);
    for (Record& record : records) table.add(std::move(record), first_line);
    const bool blank = line.find_first_not_of("\r\n") == std::string_view::npos;
    within = records.empty() && (within || !blank);
  }
  auto rest = parser.finish();
  if (!rest) return intake.problem(first_line, "has a value whose quotes are never closed");
  for (Record& record : *rest) table.add(std::move(record), first_line);
}

}  // namespace lodex::sources
