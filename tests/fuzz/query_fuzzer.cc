// What a person can type: the lenient parser takes everything within the limits, the strict one
// refuses with an offset inside the text, and what either makes can be searched.
#include <cstdlib>
#include <string_view>

#include "lodex/lodex.h"

namespace {

lodex::Searcher small_index() {
  const auto schema = lodex::Schema{}
                          .text("title", {.boost = 2})
                          .text("body")
                          .keyword("tag")
                          .integer("year")
                          .date("published");
  lodex::Index index = lodex::Index::in_memory(schema);
  lodex::Writer writer = index.writer();
  const char* const texts[] = {"the order book of a crypto exchange", "order of the book",
                               "exchange rates and books", "straße naïve ﬁle 東京 a1b2"};
  int year = 2019;
  for (const char* text : texts) {
    const std::string id(1, static_cast<char>('a' + year - 2019));
    writer.upsert({{"id", id}, {"title", id}, {"body", text}, {"tag", "t" + id}, {"year", year++}});
  }
  writer.commit();
  return index.searcher();
}

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const lodex::Searcher searcher = small_index();
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  try {
    const lodex::Results results = searcher.search(searcher.parse(text), {.exact_total = true});
    require(results.total == searcher.count(searcher.parse(text)));
    for (const lodex::Hit& hit : results) (void)hit.snippet({.markup = lodex::Markup::kTerminal});
  } catch (const lodex::LimitError&) {
  }
  try {
    (void)searcher.count(searcher.parse(text, {.mode = lodex::ParseMode::kStrict}));
  } catch (const lodex::QueryError& error) {
    require(!error.offset() || *error.offset() <= size);
  } catch (const lodex::LimitError&) {
  }
  return 0;
}
