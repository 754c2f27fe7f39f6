#include "text/filters/synonym_trie.h"

namespace lodex::text {

SynonymTrie::Word SynonymTrie::add_word(std::string_view text) {
  if (const auto known = find_word(text)) return *known;
  const auto word = static_cast<Word>(texts_.size());
  texts_.push_back(&words_.emplace(text, word).first->first);
  return word;
}

std::optional<SynonymTrie::Word> SynonymTrie::find_word(std::string_view text) const {
  const auto found = words_.find(text);
  if (found == words_.end()) return {};
  return found->second;
}

SynonymTrie::Entry& SynonymTrie::entry(const Words& words) {
  Node node = kRoot;
  for (const Word word : words) {
    const auto [at, is_new] =
        next_.try_emplace(edge(node, word), static_cast<Node>(entry_of_.size()));
    node = at->second;
    if (is_new) entry_of_.push_back(kNoEntry);
  }
  if (entry_of_[node] == kNoEntry) {
    entry_of_[node] = static_cast<std::uint32_t>(entries_.size());
    entries_.push_back({words, {}, false});
  }
  return entries_[entry_of_[node]];
}

std::optional<SynonymTrie::Node> SynonymTrie::next(Node node, Word word) const {
  const auto found = next_.find(edge(node, word));
  if (found == next_.end()) return {};
  return found->second;
}

}  // namespace lodex::text
