// The lines of files in the forms of TREC.
#pragma once

#include <cstdint>
#include <fstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lodex::evaluation {

// Lines of fields; blank ones are passed over. Not thread-safe. Stream and name have to outlive it.
class TrecLines {
 public:
  TrecLines(std::istream& in, const std::string& name) : in_(in), name_(name) {}

  // Goes to the next line; false at the end. Throws IoError.
  [[nodiscard]] bool next();
  // The fields of the line: between tabs where there are exactly `count - 1` of these, so that an
  // id may have spaces within; else between runs of white space. Throws DocumentError where there
  // are not exactly `count` fields, none of them empty; `form` says what is expected. The views
  // live until next().
  [[nodiscard]] const std::vector<std::string_view>& fields(std::size_t count,
                                                            std::string_view form);
  // What lies before the first tab, and all behind it. Throws DocumentError where there is no tab,
  // or nothing before it.
  [[nodiscard]] std::pair<std::string_view, std::string_view> halves(std::string_view form) const;
  // How many tabs the line has.
  [[nodiscard]] std::size_t tabs() const;
  [[nodiscard]] std::uint64_t number() const { return number_; }
  // Throws DocumentError about the line, or another one.
  [[noreturn]] void fail(const std::string& problem) const { fail(number_, problem); }
  [[noreturn]] void fail(std::uint64_t number, const std::string& problem) const;

 private:
  std::istream& in_;
  const std::string& name_;
  std::string line_;
  std::vector<std::string_view> fields_;
  std::uint64_t number_ = 0;
};

// Throws IoError.
[[nodiscard]] std::ifstream open_file(const std::string& path);

}  // namespace lodex::evaluation
