// The terms of one field of a document, given rather than found in a text.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lodex::segment {

// Owns all of it, in three pieces of memory whatever the number of terms. A plain value type.
class GivenTerms {
 public:
  // A term that was not added yet: an occurrence at each of the positions, which do not fall, and
  // so many more where nobody knows.
  void add(std::string_view term, std::span<const std::uint32_t> positions,
           std::uint32_t more = 0) {
    bytes_.append(term);
    positions_.insert(positions_.end(), positions.begin(), positions.end());
    terms_.push_back({static_cast<std::uint32_t>(bytes_.size()),
                      static_cast<std::uint32_t>(positions_.size()), more});
    occurrences_ += positions.size() + more;
  }
  // For callers who know.
  void reserve(std::size_t terms, std::size_t bytes, std::size_t positions) {
    terms_.reserve(terms);
    bytes_.reserve(bytes);
    positions_.reserve(positions);
  }

  [[nodiscard]] std::size_t size() const { return terms_.size(); }
  [[nodiscard]] std::string_view term(std::size_t i) const {
    const std::size_t begin = i == 0 ? 0 : terms_[i - 1].bytes_end;
    return std::string_view(bytes_).substr(begin, terms_[i].bytes_end - begin);
  }
  [[nodiscard]] std::span<const std::uint32_t> positions(std::size_t i) const {
    const std::size_t begin = i == 0 ? 0 : terms_[i - 1].positions_end;
    return std::span(positions_).subspan(begin, terms_[i].positions_end - begin);
  }
  [[nodiscard]] std::uint32_t more(std::size_t i) const { return terms_[i].more; }
  [[nodiscard]] std::uint32_t frequency(std::size_t i) const {
    return static_cast<std::uint32_t>(positions(i).size()) + more(i);
  }

  // Of all terms: the length of the field.
  [[nodiscard]] std::uint64_t occurrences() const { return occurrences_; }
  // All terms, one behind the other.
  [[nodiscard]] std::string_view bytes() const { return bytes_; }
  [[nodiscard]] std::size_t memory() const {
    return bytes_.size() + terms_.size() * sizeof(Term) + positions_.size() * sizeof(std::uint32_t);
  }

 private:
  struct Term {
    std::uint32_t bytes_end;
    std::uint32_t positions_end;
    std::uint32_t more;
  };
  std::string bytes_;
  std::vector<Term> terms_;
  std::vector<std::uint32_t> positions_;
  std::uint64_t occurrences_ = 0;
};

}  // namespace lodex::segment
