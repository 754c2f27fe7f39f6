#include "index/manifest.h"

#include <cstdio>
#include <nlohmann/json.hpp>
#include <set>

#include "base/checksum.h"
#include "base/ids.h"
#include "lodex/config.h"
#include "lodex/error.h"

namespace lodex::index {
namespace {

using nlohmann::ordered_json;

constexpr std::string_view kMagic = "lodexman";
constexpr std::uint32_t kVersion = 1;
constexpr std::size_t kHeaderBytes = 32;

ordered_json to_json(const SegmentEntry& segment) {
  ordered_json json = {{"file", segment.file},
                       {"documents", segment.doc_count},
                       {"size", segment.identity.size},
                       {"checksum", segment.identity.checksum}};
  if (segment.deletions.has_value()) {
    json["deletions"] = {{"file", segment.deletions->file},
                         {"count", segment.deletions->count},
                         {"checksum", segment.deletions->checksum}};
  }
  return json;
}

SegmentEntry segment_from(const ordered_json& json) {
  SegmentEntry segment;
  segment.file = json.at("file").get<std::string>();
  segment.doc_count = json.at("documents").get<std::uint32_t>();
  segment.identity.size = json.at("size").get<std::uint64_t>();
  segment.identity.checksum = json.at("checksum").get<std::uint64_t>();
  if (json.contains("deletions")) {
    const ordered_json& deletions = json.at("deletions");
    segment.deletions = DeletionsEntry{deletions.at("file").get<std::string>(),
                                       deletions.at("count").get<std::uint32_t>(),
                                       deletions.at("checksum").get<std::uint64_t>()};
  }
  return segment;
}

// What a sound text of JSON may still get wrong.
void check(const Manifest& manifest, const std::string& path) {
  std::set<std::string> files;
  std::uint64_t documents = 0;
  const auto check_file = [&](const std::string& file) {
    if (!io::is_file_name(file) || file == kManifestName || !files.insert(file).second) {
      throw CorruptIndexError(path + ": names a file \"" + file + "\" that cannot be one", path);
    }
  };
  for (const SegmentEntry& segment : manifest.segments) {
    check_file(segment.file);
    documents += segment.doc_count;
    if (!segment.deletions.has_value()) continue;
    check_file(segment.deletions->file);
    if (segment.deletions->count > segment.doc_count) {
      throw CorruptIndexError(path + ": " + segment.file + " has more deletions than documents",
                              path);
    }
  }
  if (documents > kMaxDocuments) throw CorruptIndexError(path + ": has too many documents", path);
}

}  // namespace

std::vector<std::uint8_t> Manifest::to_file() const {
  ordered_json json = {{"generation", generation},
                       {"next_segment", next_segment},
                       {"lodex", lodex_version},
                       {"unicode", unicode_version},
                       {"icu", icu_version},
                       {"schema", ordered_json::parse(schema.to_json())},
                       {"segments", ordered_json::array()}};
  for (const SegmentEntry& segment : segments) json["segments"].push_back(to_json(segment));
  if (!import_note.empty()) json["import"] = import_note;
  const std::string text = json.dump(1) + "\n";
  ByteWriter out;
  out.bytes(as_bytes(kMagic));
  out.number(kVersion);
  out.number<std::uint32_t>(0);
  out.number<std::uint64_t>(text.size());
  out.number(checksum(as_bytes(text)));
  out.bytes(as_bytes(text));
  return std::move(out.buffer());
}

Manifest Manifest::from_file(ByteSpan bytes, const std::string& path) {
  const auto fail = [&](const std::string& problem) {
    throw CorruptIndexError(path + ": " + problem, path);
  };
  if (bytes.size() < kHeaderBytes || as_text(bytes.first(kMagic.size())) != kMagic) {
    fail("is no manifest of an index");
  }
  const auto version = load<std::uint32_t>(bytes.data() + 8);
  if (version > kVersion) {
    fail("was written by a newer lodex: version " + std::to_string(version) +
         ", this lodex reads up to " + std::to_string(kVersion));
  }
  const ByteSpan text = bytes.subspan(kHeaderBytes);
  if (version == 0 || load<std::uint64_t>(bytes.data() + 16) != text.size()) {
    fail("is truncated or damaged");
  }
  if (load<std::uint64_t>(bytes.data() + 24) != checksum(text)) {
    fail("does not match its checksum");
  }
  Manifest manifest;
  try {
    const auto json = ordered_json::parse(as_text(text));
    manifest.generation = json.at("generation").get<std::uint64_t>();
    manifest.next_segment = json.at("next_segment").get<std::uint64_t>();
    manifest.lodex_version = json.at("lodex").get<std::string>();
    manifest.unicode_version = json.at("unicode").get<std::string>();
    manifest.icu_version = json.at("icu").get<std::string>();
    manifest.schema = Schema::from_json(json.at("schema").dump());
    for (const auto& segment : json.at("segments")) {
      manifest.segments.push_back(segment_from(segment));
    }
    manifest.import_note = json.value("import", std::string());
  } catch (const nlohmann::json::exception& error) {
    fail(std::string("cannot be understood: ") + error.what());
  } catch (const SchemaError& error) {
    fail(std::string("has a schema that is not valid: ") + error.what());
  }
  check(manifest, path);
  return manifest;
}

namespace {
std::string path_in(const io::Directory& directory, const std::string& name) {
  return directory.path().empty() ? name : directory.path() + "/" + name;
}
}  // namespace

Manifest read_manifest(const io::Directory& directory) {
  const auto file = directory.open(kManifestName);
  return Manifest::from_file(file->bytes(), path_in(directory, kManifestName));
}

void write_manifest(io::Directory& directory, const Manifest& manifest) {
  directory.sync();
  directory.remove(kTemporaryManifestName);
  const auto file = directory.create(kTemporaryManifestName);
  file->append(manifest.to_file());
  file->sync();
  file->close();
  directory.rename(kTemporaryManifestName, kManifestName);
  directory.sync();
}

std::string segment_file_name(std::uint64_t number) {
  char name[48];
  std::snprintf(name, sizeof name, "segment_%06llu.seg", static_cast<unsigned long long>(number));
  return name;
}

std::string deletions_file_name(const std::string& segment_file, std::uint64_t generation) {
  return segment_file.substr(0, segment_file.find('.')) + "_" + std::to_string(generation) + ".del";
}

}  // namespace lodex::index
