// SPDX-License-Identifier: GPL-2.0-or-later
// Xapian's own programs, run by tests.
#pragma once

#include <array>
#include <cstdio>
#include <memory>
#include <stdexcept>
#include <string>

namespace lodex::test {

struct ProgramResult {
  int status = 0;
  std::string output;  // of both streams
};

inline ProgramResult run_program(const std::string& command) {
  const auto close = [](std::FILE* pipe) { return pipe == nullptr ? 0 : pclose(pipe); };
  std::FILE* pipe = popen((command + " 2>&1").c_str(), "r");
  if (pipe == nullptr) throw std::runtime_error("cannot run " + command);
  ProgramResult out;
  std::array<char, 4096> part{};
  for (std::size_t n = 0; (n = std::fread(part.data(), 1, part.size(), pipe)) > 0;) {
    out.output.append(part.data(), n);
  }
  out.status = close(pipe);
  return out;
}

}  // namespace lodex::test
