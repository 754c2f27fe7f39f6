#include "sources/line_reader.h"

#include <cstring>

#include "document/json.h"

namespace lodex::sources {
namespace {

// Small enough to stay in the second-level cache between reading and parsing.
constexpr std::size_t kBlock = std::size_t{256} * 1024;

}  // namespace

LineReader::LineReader(Input& input, Intake& intake)
    : input_(input), intake_(intake), buffer_(kBlock + JsonReader::kPadding) {}

bool LineReader::next(std::string_view& line) {
  while (true) {
    const char* from = buffer_.data() + begin_ + scanned_;
    const void* found = std::memchr(from, '\n', end_ - begin_ - scanned_);
    if (found != nullptr) {
      line = take(static_cast<std::size_t>(static_cast<const char*>(found) - from) + scanned_ + 1);
      return true;
    }
    scanned_ = end_ - begin_;
    if (at_end_) {
      if (scanned_ == 0) return false;
      line = take(scanned_);
      return true;
    }
    fill();
  }
}

std::string_view LineReader::take(std::size_t size) {
  const std::string_view line(buffer_.data() + begin_, size);
  begin_ += size;
  scanned_ = 0;
  return ++number_ == 1 ? without_byte_order_mark(line) : line;
}

// Moves the beginning of an unfinished line to the front and reads behind it.
void LineReader::fill() {
  std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
  end_ -= begin_;
  begin_ = 0;
  if (buffer_.size() - JsonReader::kPadding - end_ < kBlock / 2) {
    buffer_.resize(buffer_.size() * 2);
  }
  const std::size_t space = buffer_.size() - JsonReader::kPadding - end_;
  const std::size_t got = input_.read(buffer_.data() + end_, space);
  end_ += got;
  at_end_ = got == 0;
  intake_.advance(got);
}

}  // namespace lodex::sources
