#include "segment/word_pairs.h"

#include <algorithm>

namespace lodex::segment {
namespace {

// Below this a phrase is found fast enough without lists of pairs.
constexpr std::uint64_t kLeastShared = 256;
// Of all documents, those that have to be shared. With 500,000 paragraphs of Wikipedia 1/128 makes
// pairs of 11 MB, 1/512 of 22 MB, which give phrases of web queries nothing more.
constexpr std::uint64_t kShareOfDocuments = 128;

constexpr std::size_t kRuleBytes = 16;

}  // namespace

PairRule PairRule::of(std::uint32_t doc_count) {
  const std::uint64_t shared = std::max(kLeastShared, doc_count / kShareOfDocuments);
  return {shared * doc_count, static_cast<std::uint32_t>(shared)};
}

void PairRule::write(ByteWriter& out) const {
  out.number(least_product);
  out.number(least_documents);
  out.number<std::uint32_t>(0);
}

std::string pair_name(TermId first, TermId second) {
  std::string name;
  for (const TermId word : {first, second}) {
    for (int shift = 24; shift >= 0; shift -= 8) {
      name.push_back(static_cast<char>(index_of(word) >> shift & 0xff));
    }
  }
  return name;
}

WordPairs::WordPairs(CheckedBytes rule, CheckedBytes terms, CheckedBytes terms_index,
                     postings::PostingSection postings)
    : names_(terms, terms_index), postings_(postings) {
  if (rule.empty()) return;
  if (rule.size() != kRuleBytes) rule.fail("the rule of word pairs has not its size");
  rule_.least_product = rule.element<std::uint64_t>(0, 0);
  rule_.least_documents = rule.element<std::uint32_t>(sizeof(std::uint64_t), 0);
}

std::optional<TermInfo> WordPairs::find(TermId first, TermId second) const {
  const auto found = names_.find(pair_name(first, second));
  if (!found) return {};
  return found->info;
}

}  // namespace lodex::segment
