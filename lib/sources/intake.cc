#include "sources/intake.h"

#include <algorithm>
#include <utility>

#include "base/ascii.h"
#include "base/utf8.h"
#include "lodex/error.h"
#include "lodex/query.h"
#include "sources/input.h"

namespace lodex::sources {
namespace {

constexpr std::uint64_t kProgressStep = std::uint64_t{256} * 1024;

// The id that a field of the document gives, "" where it gives none: no such field, null or "".
std::string given_id(const Document& document, std::string_view field) {
  const Value* value = document.find(field);
  if (value == nullptr || value->is_null()) return {};
  if (const auto* text = value->get_if<std::string>()) return *text;
  if (const auto* number = value->get_if<std::int64_t>()) return std::to_string(*number);
  // Integers from 2^63 to 2^64 - 1 are kept as their digits.
  const Json* json = value->get_if<Json>();
  if (json != nullptr && std::ranges::all_of(json->text, is_ascii_digit)) return json->text;
  throw DocumentError("the id in the field \"" + std::string(field) +
                      "\" has to be a string or an integer; found " + value->to_json());
}

void check_size(std::string_view id) {
  if (id.size() <= Limits::kMaxIdBytes) return;
  throw DocumentError("the id has " + std::to_string(id.size()) + " bytes; at most " +
                      std::to_string(Limits::kMaxIdBytes) + " are allowed");
}

}  // namespace

void Intake::begin_file(const std::string& path, const std::string& id) {
  ++counts_.files;
  path_ = path;
  id_replaced_ = 0;
  id_ = repaired_utf8(id, id_replaced_);
  origin_path_ = repaired_utf8(path);
}

void Intake::begin_stream(const std::string& name, const std::string& id) {
  begin_file(name, id);
  origin_path_.clear();
}

std::string Intake::id_of(const Document& document, Place place, Repairs& repairs) const {
  const bool required = !options_.id_field.empty();
  const std::string_view field = required ? std::string_view(options_.id_field) : "id";
  std::string id = given_id(document, field);
  if (!id.empty()) return id;
  if (required) throw DocumentError("has no id: the field \"" + std::string(field) + "\" is empty");
  repairs.replaced += id_replaced_;
  return place.record == 0 ? id_ : id_ + "#" + std::to_string(place.record);
}

void Intake::document(Document&& document, Place place, Repairs repairs,
                      std::vector<FieldLines>&& lines) {
  try {
    // The common case first: the id is where it belongs, so that nothing has to be copied.
    if (!options_.id_field.empty() || document.id().empty()) {
      document.set("id", id_of(document, place, repairs));
    }
    check_size(document.id());
    if (options_.origins && !origin_path_.empty()) {
      const Origin origin{origin_path_, std::max<std::uint64_t>(1, place.line), std::move(lines)};
      document.set(kOriginField, origin.to_value());
    }
    emit_(std::move(document));
  } catch (const DocumentError& error) {
    problem(place.line, error.what(), counts_.skipped_documents);
    return;
  }
  ++counts_.documents;
  counts_.replaced += repairs.replaced;
  counts_.repaired += repairs.replaced > 0 || repairs.names ? 1 : 0;
}

void Intake::problem(std::uint64_t line, const std::string& message) {
  problem(line, message, line == 0 ? counts_.skipped_files : counts_.skipped_lines);
}

void Intake::problem(std::uint64_t line, const std::string& message, std::uint64_t& count) {
  if (options_.strict) {
    const std::string place = line == 0 ? path_ : path_ + ":" + std::to_string(line);
    throw DocumentError(place + ": " + message, path_);
  }
  report({path_, line, message}, count);
}

void Intake::unreadable(const std::string& path, const std::string& reason) {
  if (options_.strict) throw UnreadableSource(path, reason);
  report({path, 0, reason}, counts_.skipped_files);
}

void Intake::report(const SourceProblem& problem, std::uint64_t& count) {
  ++counts_.skipped;
  ++count;
  if (options_.on_problem) options_.on_problem(problem);
}

void Intake::advance(std::uint64_t bytes) {
  counts_.bytes += bytes;
  if (counts_.bytes - told_ >= kProgressStep) tell_progress();
}

const SourceCounts& Intake::finish() {
  if (counts_.bytes != told_) tell_progress();
  return counts_;
}

void Intake::tell_progress() {
  told_ = counts_.bytes;
  // A file may have grown since its size was asked for.
  const std::uint64_t total = total_ == 0 ? 0 : std::max(total_, counts_.bytes);
  if (options_.on_progress) options_.on_progress(counts_.bytes, total);
}

}  // namespace lodex::sources
