#include "search_output.h"

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <ostream>

#include "explanation_output.h"
#include "lodex/document.h"
#include "terminal.h"

namespace lodex::app {
namespace {

using nlohmann::ordered_json;

std::string score_text(double score, int digits) {
  char text[32];
  std::snprintf(text, sizeof text, "%.*f", digits, score);
  return text;
}

std::string title_of(const Document& document) { return document.text("title"); }

std::string snippet_of(const Hit& hit, const OutputOptions& options, Markup markup) {
  if (options.snippet_length == 0) return {};
  return hit.snippet(SnippetOptions{options.snippet_length, markup});
}

SnippetPlace place_of(const Hit& hit, const OutputOptions& options) {
  return hit.place(SnippetOptions{options.snippet_length, Markup::kPlain});
}

// The id of a document for people, with the place of its passage where it is known.
std::string where(const Hit& hit, const OutputOptions& options) {
  const SnippetPlace place = place_of(hit, options);
  if (place.path.empty()) return one_line(hit.id);
  const std::string line = place.path + ":" + std::to_string(place.line);
  return one_line(place.path.ends_with(hit.id) ? line : hit.id + " · " + line);
}

// " · site: example.org"
std::string collapse_text(const Hit& hit, const Results& results) {
  if (hit.collapse_value().is_null()) return {};
  return " · " + one_line(results.collapsed_by + ": " + hit.collapse_value().to_text());
}

std::string total_text(const Results& results) {
  const std::string relation = results.total_relation == TotalRelation::kEqual ? "" : "at least ";
  const std::string noun = results.total == 1 ? " document" : " documents";
  return relation + grouped(results.total) + noun + " · " +
         score_text(static_cast<double>(results.took.count()) / 1000, 1) + " ms";
}

ordered_json fields_of(const Document& document, const OutputOptions& options) {
  ordered_json out = ordered_json::object();
  for (const Field& field : document.fields()) {
    const bool wanted = options.fields.empty() ||
                        std::ranges::find(options.fields, field.name) != options.fields.end();
    if (wanted && field.name != "id") out[field.name] = ordered_json::parse(field.value.to_json());
  }
  return out;
}

ordered_json to_json(const Hit& hit, bool is_collapsed, const OutputOptions& options) {
  const Document document = hit.document();
  ordered_json out = {{"rank", hit.rank},
                      {"id", hit.id},
                      {"score", hit.score},
                      {"title", title_of(document)},
                      {"snippet", snippet_of(hit, options, Markup::kHtml)},
                      {"fields", fields_of(document, options)},
                      {"cursor", hit.cursor().cursor}};
  if (is_collapsed) out["collapse_value"] = ordered_json::parse(hit.collapse_value().to_json());
  if (const SnippetPlace place = place_of(hit, options); !place.path.empty()) {
    out["path"] = place.path;
    out["line"] = place.line;
  }
  if (options.explain) out["explanation"] = explanation_json(hit.explain());
  return out;
}

// Breaks text into lines of the terminal's width, behind four spaces. Escape sequences count too,
// which makes lines with marks a little shorter than they could be.
void write_wrapped(std::ostream& out, const std::string& text, unsigned width) {
  const std::size_t room = std::max(40U, width) - 4;
  std::size_t begin = 0;
  while (begin < text.size()) {
    std::size_t end = text.size();
    if (end - begin > room) {
      end = text.rfind(' ', begin + room);
      if (end == std::string::npos || end <= begin)
        end = std::min(text.find(' ', begin), text.size());
    }
    out << "    " << text.substr(begin, end - begin) << '\n';
    begin = end < text.size() ? end + 1 : end;
  }
}

}  // namespace

void write_places(std::ostream& out, const Results& results, const OutputOptions& options) {
  const char* path_color = options.color ? "\x1b[35m" : "";
  const char* line_color = options.color ? "\x1b[32m" : "";
  const char* plain = options.color ? "\x1b[0m" : "";
  const Markup markup = options.color ? Markup::kTerminal : Markup::kPlain;
  for (const Hit& hit : results) {
    const SnippetPlace place = place_of(hit, options);
    out << path_color << one_line(place.path.empty() ? hit.id : place.path) << plain << ':';
    if (place.line > 0) out << line_color << place.line << plain << ':';
    out << ' ' << snippet_of(hit, options, markup) << '\n';
  }
}

void write_for_people(std::ostream& out, const Results& results, const OutputOptions& options) {
  const char* bold = options.color ? "\x1b[1m" : "";
  const char* dim = options.color ? "\x1b[2m" : "";
  const char* plain = options.color ? "\x1b[0m" : "";
  const Markup markup = options.color ? Markup::kTerminal : Markup::kPlain;
  for (const Hit& hit : results) {
    const std::string title = one_line(title_of(hit.document()));
    char rank[16];
    std::snprintf(rank, sizeof rank, "%2zu. ", hit.rank);
    out << rank << bold << (title.empty() ? one_line(hit.id) : title) << plain << '\n'
        << "    " << dim << where(hit, options) << " · " << score_text(hit.score, 2)
        << collapse_text(hit, results) << plain << '\n';
    write_wrapped(out, snippet_of(hit, options, markup), options.width);
    if (options.explain) write_explanation(out, hit.explain(), "    ");
  }
  for (const Facet& facet : results.facets) {
    out << facet.field << ':';
    for (const FacetCount& value : facet.counts) {
      out << "  " << one_line(value.value) << ' ' << grouped(value.count);
    }
    out << '\n';
  }
  out << dim << total_text(results) << plain << '\n';
}

void write_lines(std::ostream& out, const Results& results, const OutputOptions& options) {
  for (const Hit& hit : results) {
    out << hit.rank << '\t' << one_line(hit.id) << '\t' << score_text(hit.score, 6) << '\t'
        << one_line(title_of(hit.document())) << '\t' << snippet_of(hit, options, Markup::kPlain)
        << '\n';
    if (options.explain) write_explanation(out, hit.explain(), "\t");
  }
}

void write_json(std::ostream& out, const std::string& query, const Results& results,
                const OutputOptions& options) {
  ordered_json hits = ordered_json::array();
  for (const Hit& hit : results) {
    hits.push_back(to_json(hit, !results.collapsed_by.empty(), options));
  }
  ordered_json facets = ordered_json::object();
  for (const Facet& facet : results.facets) {
    ordered_json counts = ordered_json::array();
    for (const FacetCount& value : facet.counts) {
      counts.push_back({{"value", value.value}, {"count", value.count}});
    }
    facets[facet.field] = std::move(counts);
  }
  ordered_json all = {
      {"query", query},
      {"total", results.total},
      {"total_relation", results.total_relation == TotalRelation::kEqual ? "eq" : "gte"},
      {"took_us", results.took.count()},
      {"hits", std::move(hits)},
      {"suggestion", nullptr},
      {"facets", std::move(facets)}};
  if (!results.collapsed_by.empty()) all["collapsed_by"] = results.collapsed_by;
  out << all.dump(-1, ' ', false, ordered_json::error_handler_t::replace) << '\n';
}

}  // namespace lodex::app
