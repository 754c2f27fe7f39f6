#include "text/languages.h"

#include <array>
#include <string>

namespace lodex::text {
namespace {

constexpr std::array kLanguages{
    Language{"english", R"([{"name": "stem", "language": "english"}])"},
};

}  // namespace

std::span<const Language> languages() { return kLanguages; }

std::shared_ptr<const Analyzer> make_analyzer(const Language& language) {
  return lodex::make_analyzer(R"({"tokenizer": "standard", "filters": )" +
                              std::string(language.filters) + "}");
}

}  // namespace lodex::text
