// Text analysis: from UTF-8 to the terms of the index.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lodex/config.h"

namespace lodex {

// One token. `term` is what is indexed; [begin, end) are byte offsets of what it was made from in
// the original text, on character boundaries.
struct Token {
  std::string_view term;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t position = 0;  // counts words from 0; never falls from one token to the next
};

// The tokens of one text. Reused from text to text, so that a run allocates nothing.
class LODEX_API TokenBuffer {
 public:
  TokenBuffer() = default;
  TokenBuffer(const TokenBuffer&) = delete;
  TokenBuffer& operator=(const TokenBuffer&) = delete;

  // Forgets the tokens, keeps the memory.
  void clear() noexcept;
  // Appends a token whose term outlives the use of the buffer: a part of the analysed text.
  void add(Token token) { tokens_.push_back(token); }
  // Memory for a term's bytes, valid until clear().
  [[nodiscard]] char* allocate(std::size_t size);
  // A copy of the bytes, valid until clear().
  [[nodiscard]] std::string_view copy(std::string_view bytes);

  // Bytes around a term of this buffer that may all be read: the block of memory in which it lies.
  // Where that is not the buffer's, the term itself.
  [[nodiscard]] std::string_view readable_around(std::string_view term) const noexcept;

  [[nodiscard]] std::span<const Token> tokens() const noexcept { return tokens_; }
  // For filters, which change or drop tokens in place.
  [[nodiscard]] std::vector<Token>& mutable_tokens() noexcept { return tokens_; }

 private:
  struct Block {
    std::unique_ptr<char[]> bytes;
    std::size_t size = 0;
  };
  std::vector<Token> tokens_;
  std::vector<Block> blocks_;
  std::size_t block_ = 0;  // the one in use
  std::size_t used_ = 0;   // bytes of it
};

// A token with its own copy of the term.
struct OwnedToken {
  std::string term;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t position = 0;
  bool operator==(const OwnedToken&) const = default;
};
[[nodiscard]] LODEX_API std::vector<OwnedToken> owned_tokens(std::span<const Token> tokens);

// The tokens as they were after one step of an analyzer.
struct AnalysisStage {
  std::string name;  // "words", "fold", "stem english"
  std::vector<OwnedToken> tokens;
  // Of each token why it is there: of words what holds them together ("letters joined over ' (WB6,
  // WB7)"), behind filters what was done ("Running → run"), "" where nothing was. Either as many as
  // there are tokens, or none: explain_analysis() fills in what an analyzer left out.
  std::vector<std::string> rules{};
  std::vector<OwnedToken> dropped{};  // tokens of the step before of which nothing is left
};

// Cuts text into tokens. Immutable and safe to use from any number of threads.
class LODEX_API Analyzer {
 public:
  Analyzer() = default;
  Analyzer(const Analyzer&) = delete;
  Analyzer& operator=(const Analyzer&) = delete;
  virtual ~Analyzer();

  // Appends the tokens of `text` (shorter than 4 GiB) to `out`, in the order of their positions.
  // Any bytes are allowed: what is not UTF-8 counts as U+FFFD, a term of more than 255 bytes keeps
  // its beginning and ends in a hash of the whole. `text` has to live as long as the tokens.
  virtual void analyze(std::string_view text, TokenBuffer& out) const = 0;
  // A part of a word as it would look within a term: case folded where analyze() folds, but not
  // cut, dropped or stemmed. For prefixes and patterns of queries. The default changes nothing.
  [[nodiscard]] virtual std::string normalize(std::string_view part) const;
  // Appends the steps from `text` to its tokens; the last has what analyze() gives. The default
  // knows one step.
  virtual void explain(std::string_view text, std::vector<AnalysisStage>& stages) const;
};

// Changes, drops or adds tokens behind an analyzer. Immutable and safe to use from any number of
// threads.
class LODEX_API TokenFilter {
 public:
  TokenFilter() = default;
  TokenFilter(const TokenFilter&) = delete;
  TokenFilter& operator=(const TokenFilter&) = delete;
  virtual ~TokenFilter();

  // What the stage is called: "stem english".
  [[nodiscard]] virtual std::string name() const = 0;
  // Works on the tokens from number `first` on, which are those of one text. Positions must not
  // fall from one token to the next; where a token is dropped, those behind it keep theirs.
  virtual void filter(TokenBuffer& tokens, std::size_t first) const = 0;
  // The same for a filter that looks at the text as well; chains call this one. The default calls
  // filter().
  virtual void filter_of_text(std::string_view text, TokenBuffer& tokens, std::size_t first) const;
  // What the filter makes of a part of a word, see Analyzer::normalize(). The default changes
  // nothing.
  [[nodiscard]] virtual std::string normalize(std::string part) const;
};

// An analyzer with filters behind it, through which its tokens go in their order.
LODEX_API std::shared_ptr<const Analyzer> make_chain(
    std::shared_ptr<const Analyzer> tokenizer,
    std::vector<std::shared_ptr<const TokenFilter>> filters);

// The analyzer of a definition: {"tokenizer": "words", "filters": ["fold", {"name": "stem",
// "language": "german"}]}. The tokenizer is any analyzer by its name; docs/guide.md lists the
// filters. Throws SchemaError that says what is wrong with it.
LODEX_API std::shared_ptr<const Analyzer> make_analyzer(std::string_view definition);

// One filter of such a definition: "fold" or {"name": "stem", "language": "german"}, as JSON.
// `before` is what will stand before it in its chain: it cuts the words of synonyms.
LODEX_API std::shared_ptr<const TokenFilter> make_filter(std::string_view definition,
                                                         const Analyzer& before);

// The analyzer of this name, shared by all who ask. Throws SchemaError that lists the names there
// are. "standard": words by Unicode's rules, case folded. "english": the same, then stems.
// "whitespace": cut at ASCII white space, nothing changed. "keyword": the whole text is one term.
// "auto": that of the language each text is in; a field of an index gets that of its first texts.
// "code": names of source code, whole and word by word, case folded.
LODEX_API std::shared_ptr<const Analyzer> find_analyzer(std::string_view name);
LODEX_API std::vector<std::string> analyzer_names();
// Makes an analyzer known by a name for the rest of the process, also to threads that run already.
// An index stores the name: register it before such an index is opened. Throws SchemaError where
// the name is taken.
LODEX_API void register_analyzer(std::string name, std::shared_ptr<const Analyzer> analyzer);

// The language of a text.
struct DetectedLanguage {
  std::string code;       // "de", "zh-Hant"; empty where the text does not tell
  std::string analyzer;   // of the language: "german"; "standard" where there is none for it
  double confidence = 0;  // how much of the text is in the language, 0 to 1
};
// Looks at no more than the first 256 KiB. A sentence is enough for most languages.
LODEX_API DetectedLanguage detect_language(std::string_view text);

LODEX_API std::vector<OwnedToken> analyze(std::string_view text,
                                          std::string_view analyzer = "standard");
LODEX_API std::vector<OwnedToken> analyze(std::string_view text, const Analyzer& analyzer);
// The steps from a text to its tokens, with the rule behind each token. For people: slower than
// analyze(), in time that grows with the tokens.
LODEX_API std::vector<AnalysisStage> explain_analysis(std::string_view text,
                                                      const Analyzer& analyzer);

}  // namespace lodex
