// Files of any content: each reader gives documents with valid UTF-8 or names what is wrong, and
// the documents can be indexed. The first byte of the input chooses the format.
#include <cstdlib>
#include <sstream>

#include "lodex/lodex.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  constexpr lodex::SourceFormat kFormats[] = {
      lodex::SourceFormat::kJsonLines, lodex::SourceFormat::kCsv,  lodex::SourceFormat::kTsv,
      lodex::SourceFormat::kMarkdown,  lodex::SourceFormat::kHtml, lodex::SourceFormat::kText};
  std::istringstream in(std::string(reinterpret_cast<const char*>(data + 1), size - 1));
  lodex::Index index = lodex::Index::in_memory(lodex::Schema{}.text("body").text("title"));
  lodex::Writer writer = index.writer();
  std::uint64_t added = 0;
  const lodex::SourceCounts counts = lodex::read_documents(
      "-",
      [&](lodex::Document&& document) {
        writer.upsert(document);
        ++added;
      },
      {.format = kFormats[data[0] % std::size(kFormats)]}, &in);
  if (counts.documents != added) std::abort();
  writer.commit();
  std::uint64_t read = 0;
  const lodex::Searcher searcher = index.searcher();
  searcher.for_each([&](const lodex::Document& document) {
    if (!searcher.get(document.id())) std::abort();
    return ++read > 0;
  });
  if (read != searcher.document_count()) std::abort();
  return 0;
}
