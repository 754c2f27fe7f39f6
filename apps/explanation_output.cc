#include "explanation_output.h"

#include <nlohmann/json.hpp>
#include <ostream>
#include <string>

#include "arguments.h"
#include "terminal.h"

namespace lodex::app {
namespace {

Explanation on_one_line_each(Explanation node) {
  node.description = one_line(node.description);
  for (Explanation& detail : node.details) detail = on_one_line_each(std::move(detail));
  return node;
}

}  // namespace

void write_explanation(std::ostream& out, const Explanation& explanation, std::string_view indent) {
  std::string text = on_one_line_each(explanation).to_string();
  text.pop_back();
  for (const std::string& line : split(text, '\n')) out << indent << line << '\n';
}

nlohmann::ordered_json explanation_json(const Explanation& explanation) {
  nlohmann::ordered_json details = nlohmann::ordered_json::array();
  for (const Explanation& detail : explanation.details) details.push_back(explanation_json(detail));
  return {{"matches", explanation.matches},
          {"value", explanation.value},
          {"description", explanation.description},
          {"details", std::move(details)}};
}

}  // namespace lodex::app
