// Lists of words in tables.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace lodex::text {

// The words between white space.
[[nodiscard]] inline std::vector<std::string> words_of(std::string_view list) {
  constexpr std::string_view kWhite = " \n";
  std::vector<std::string> words;
  while (true) {
    const std::size_t begin = list.find_first_not_of(kWhite);
    if (begin == std::string_view::npos) return words;
    list.remove_prefix(begin);
    words.emplace_back(list.substr(0, list.find_first_of(kWhite)));
    list.remove_prefix(words.back().size());
  }
}

}  // namespace lodex::text
