#include "text/filters/synonym_rules.h"

#include <string_view>
#include <unordered_map>
#include <utility>

#include "lodex/error.h"

namespace lodex::text {
namespace {

[[noreturn]] void fail(std::size_t line, const std::string& what) {
  throw SchemaError("filter \"synonyms\": line " + std::to_string(line) + ": " + what);
}

bool is_space(char c) { return c == ' ' || (c >= 9 && c <= 13); }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

// A rule of Solr, read from left to right.
class SolrLine {
 public:
  explicit SolrLine(std::size_t number) : number_(number) {}

  SynonymRule read(std::string_view line, bool expand) {
    for (std::size_t i = 0; i < line.size(); ++i) {
      if (line[i] == '\\' && i + 1 < line.size()) {
        entry_ += line[++i];
        written_ = entry_.size();
      } else if (line[i] == ',') {
        end_entry();
      } else if (line.substr(i).starts_with("=>")) {
        end_entry();
        end_left();
        ++i;
      } else if (!is_space(line[i])) {
        entry_ += line[i];
        written_ = entry_.size();
      } else if (!entry_.empty()) {
        entry_ += ' ';
      }
    }
    end_entry();
    return rule(expand);
  }

 private:
  void end_entry() {
    entry_.resize(written_);  // without the spaces at its end
    if (!entry_.empty()) entries_.push_back(std::move(entry_));
    entry_.clear();
    written_ = 0;
  }

  void end_left() {
    if (has_arrow_) fail(number_, "a rule has one \"=>\"");
    has_arrow_ = true;
    left_ = std::exchange(entries_, {});
  }

  SynonymRule rule(bool expand) {
    if (has_arrow_) {
      if (left_.empty() || entries_.empty()) fail(number_, "\"=>\" wants words on both sides");
      return {std::move(left_), std::move(entries_), false, number_};
    }
    if (entries_.empty()) fail(number_, "a rule has words");
    std::vector<std::string> to = entries_;
    if (!expand) to.resize(1);
    return {std::move(entries_), std::move(to), expand, number_};
  }

  std::size_t number_;
  bool has_arrow_ = false;
  std::vector<std::string> left_;
  std::vector<std::string> entries_;
  std::string entry_;
  std::size_t written_ = 0;  // up to its last character that is not a space
};

struct WordNetEntry {
  std::string synset;
  std::string word;
};

WordNetEntry read_wordnet(std::string_view line, std::size_t number) {
  constexpr std::string_view kForm = "wants s(100000001,1,'word',n,1,0).";
  if (!line.starts_with("s(")) fail(number, std::string(kForm));
  line.remove_prefix(2);
  const std::size_t comma = line.find(',');
  const std::size_t quote = line.find('\'');
  if (comma == 0 || comma == std::string_view::npos || quote == std::string_view::npos ||
      quote < comma) {
    fail(number, std::string(kForm));
  }
  WordNetEntry entry{std::string(line.substr(0, comma)), {}};
  for (std::size_t i = quote + 1; i < line.size(); ++i) {
    if (line[i] == '\'' && (i + 1 == line.size() || line[i + 1] != '\'')) {
      if (!entry.word.empty() && line.ends_with(").")) return entry;
      break;
    }
    if (line[i] == '\'') ++i;  // two stand for one
    entry.word += line[i];
  }
  fail(number, std::string(kForm));
}

}  // namespace

std::vector<SynonymRule> solr_synonyms(std::span<const std::string> lines, bool expand) {
  std::vector<SynonymRule> rules;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string_view line = trimmed(lines[i]);
    if (!line.empty() && line[0] != '#') rules.push_back(SolrLine(i + 1).read(line, expand));
  }
  return rules;
}

std::vector<SynonymRule> wordnet_synonyms(std::span<const std::string> lines, bool expand) {
  std::vector<SynonymRule> rules;
  std::unordered_map<std::string, std::size_t> by_synset;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string_view line = trimmed(lines[i]);
    if (line.empty() || line[0] == '%') continue;
    WordNetEntry entry = read_wordnet(line, i + 1);
    const auto [at, is_new] = by_synset.try_emplace(std::move(entry.synset), rules.size());
    if (is_new) rules.push_back({{}, {}, expand, i + 1, false});
    SynonymRule& rule = rules[at->second];
    if (expand || rule.to.empty()) rule.to.push_back(entry.word);
    rule.from.push_back(std::move(entry.word));
  }
  std::erase_if(rules, [](const SynonymRule& rule) { return rule.from.size() == 1; });
  return rules;
}

}  // namespace lodex::text
