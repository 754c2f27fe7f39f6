#include "text/analyzers/analyzers.h"

#include <map>
#include <mutex>
#include <ranges>
#include <shared_mutex>
#include <string>
#include <utility>

#include "base/joined.h"
#include "lodex/error.h"
#include "text/languages/languages.h"

namespace lodex {
namespace {

// Analyzers by name. Those of languages are made when they are first asked for.
class Registry {
 public:
  Registry() {
    for (const text::Language& language : text::languages()) {
      analyzers_.emplace(language.name, nullptr);
    }
    analyzers_.emplace(kAutoAnalyzer, text::auto_analyzer());
    analyzers_.emplace("code", text::code_analyzer());
    analyzers_.emplace("keyword", text::keyword_analyzer());
    analyzers_.emplace("standard", text::standard_analyzer());
    analyzers_.emplace("whitespace", text::whitespace_analyzer());
    analyzers_.emplace("words", text::words_analyzer());
  }

  [[nodiscard]] std::shared_ptr<const Analyzer> find(std::string_view name) {
    {
      const std::shared_lock lock(mutex_);
      const auto found = analyzers_.find(name);
      if (found == analyzers_.end()) fail(name);
      if (found->second != nullptr) return found->second;
    }
    for (const text::Language& language : text::languages()) {
      if (language.name != name) continue;
      // Made without the lock, as its chain begins with an analyzer that is looked up here.
      std::shared_ptr<const Analyzer> made = text::make_analyzer(language);
      const std::unique_lock lock(mutex_);
      std::shared_ptr<const Analyzer>& known = analyzers_.find(name)->second;
      if (known == nullptr) known = std::move(made);
      return known;
    }
    fail(name);
  }

  void add(std::string name, std::shared_ptr<const Analyzer> analyzer) {
    const std::unique_lock lock(mutex_);
    const auto [at, added] = analyzers_.emplace(std::move(name), std::move(analyzer));
    if (!added) throw SchemaError("there is an analyzer \"" + at->first + "\" already");
  }

  [[nodiscard]] std::vector<std::string> names() {
    const std::shared_lock lock(mutex_);
    std::vector<std::string> names;
    for (const auto& [name, analyzer] : analyzers_) names.push_back(name);
    return names;
  }

 private:
  // With the lock held.
  [[noreturn]] void fail(std::string_view name) const {
    throw SchemaError("there is no analyzer \"" + std::string(name) + "\"; there are " +
                      joined(std::views::keys(analyzers_)));
  }

  std::shared_mutex mutex_;
  std::map<std::string, std::shared_ptr<const Analyzer>, std::less<>> analyzers_;
};

Registry& registry() {
  static Registry all;
  return all;
}

}  // namespace

std::shared_ptr<const Analyzer> find_analyzer(std::string_view name) {
  return registry().find(name);
}

std::vector<std::string> analyzer_names() { return registry().names(); }

void register_analyzer(std::string name, std::shared_ptr<const Analyzer> analyzer) {
  registry().add(std::move(name), std::move(analyzer));
}

std::vector<OwnedToken> analyze(std::string_view text, std::string_view analyzer) {
  return analyze(text, *find_analyzer(analyzer));
}

}  // namespace lodex
