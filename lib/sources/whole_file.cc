#include "sources/whole_file.h"

#include <utility>
#include <vector>

#include "base/utf8.h"

namespace lodex::sources {

std::optional<WholeFile> read_whole(Input& input, Intake& intake) {
  std::vector<char> block(std::size_t{64} * 1024);
  std::string bytes;
  while (const std::size_t got = input.read(block.data(), block.size())) {
    if (bytes.size() + got > kMaxWholeFile) {
      intake.problem(0, "is too large for one document: it has more than 1 GiB");
      return {};
    }
    bytes.append(block.data(), got);
    intake.advance(got);
  }
  if (without_byte_order_mark(bytes).size() != bytes.size()) bytes.erase(0, 3);
  if (is_valid_utf8(bytes)) return WholeFile{std::move(bytes), 0};
  WholeFile file;
  file.text = repaired_utf8(bytes, file.replaced);
  return file;
}

void read_text(Input& input, Intake& intake) {
  auto file = read_whole(input, intake);
  if (!file) return;
  intake.document(Document{{"body", std::move(file->text)}}, {}, {.replaced = file->replaced},
                  {{"body", 1}});
}

}  // namespace lodex::sources
