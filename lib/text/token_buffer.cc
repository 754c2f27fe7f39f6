#include <algorithm>
#include <cstring>
#include <functional>

#include "lodex/analysis.h"

namespace lodex {
namespace {
constexpr std::size_t kBlockBytes = 16 * 1024;
}

void TokenBuffer::clear() noexcept {
  tokens_.clear();
  block_ = 0;
  used_ = 0;
}

char* TokenBuffer::allocate(std::size_t size) {
  while (block_ < blocks_.size() && blocks_[block_].size - used_ < size) {
    ++block_;
    used_ = 0;
  }
  if (block_ == blocks_.size()) {
    const std::size_t block_size = std::max(size, kBlockBytes);
    blocks_.push_back({std::make_unique_for_overwrite<char[]>(block_size), block_size});
    used_ = 0;
  }
  char* memory = blocks_[block_].bytes.get() + used_;
  used_ += size;
  return memory;
}

std::string_view TokenBuffer::copy(std::string_view bytes) {
  if (bytes.empty()) return {};
  char* memory = allocate(bytes.size());
  std::memcpy(memory, bytes.data(), bytes.size());
  return {memory, bytes.size()};
}

std::string_view TokenBuffer::readable_around(std::string_view term) const noexcept {
  const std::less_equal<> before;
  for (const Block& block : blocks_) {
    const char* begin = block.bytes.get();
    if (before(begin, term.data()) && before(term.data() + term.size(), begin + block.size)) {
      return {begin, block.size};
    }
  }
  return term;
}

}  // namespace lodex
