#include "sources/json_lines.h"

#include "document/json.h"
#include "lodex/error.h"
#include "sources/line_reader.h"

namespace lodex::sources {

void read_json_lines(Input& input, Intake& intake) {
  LineReader lines(input, intake);
  JsonReader json;
  std::string_view line;
  Place place;
  while (lines.next(line)) {
    if (line.find_first_not_of(" \t\r\n") == std::string_view::npos) continue;
    place.line = lines.number();
    ++place.record;
    Document document;
    std::uint64_t replaced = 0;
    try {
      document = json.read_padded(line, replaced);
    } catch (const DocumentError& error) {
      intake.problem(place.line, error.what());
      continue;
    }
    intake.document(std::move(document), place, {.replaced = replaced});
  }
}

}  // namespace lodex::sources
