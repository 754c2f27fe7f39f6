// Character references of HTML and Markdown: "&amp;", "&#228;", "&hellip;".
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace lodex::sources {

// Appends what the character reference at the beginning of `text`, which begins with '&', stands
// for. Returns how many bytes of the text that takes; 0, and nothing appended, where it is only an
// ampersand.
std::size_t append_character_reference(std::string& out, std::string_view text);

// A copy with all references resolved.
[[nodiscard]] std::string resolved_references(std::string_view text);

}  // namespace lodex::sources
