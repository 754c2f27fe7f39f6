// How well are words told apart where no spaces do it, is every word found, and are languages told
// by their texts? Over JSON Lines with "id", "body" and "words", sentences whose words were checked
// by hand (Universal Dependencies); detect also takes text, a paragraph a line.
//
//   lodex_languages words ANALYZER FILE     F1 of words and of their boundaries (the words before
//                                           any filter); recall and precision of a search for each
//                                           word of two characters; how often a pair of characters
//                                           within other words is a word
//   lodex_languages detect ANALYZER FILE    how many texts detect_language() gives this analyzer
//
// Characters are code points, those of Thai with the marks on them.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "lodex/lodex.h"

namespace {

// Of a paragraph that is worth a detection, in bytes.
constexpr std::size_t kLeastText = 20;

using Span = std::pair<std::size_t, std::size_t>;

struct Sentence {
  std::string id;
  std::string body;
  std::vector<Span> words;  // by hand, without punctuation
};

char32_t decode(std::string_view text, std::size_t& at) {
  const auto lead = static_cast<unsigned char>(text[at++]);
  if (lead < 0x80) return lead;
  char32_t out = lead < 0xe0 ? lead & 0x1fU : lead < 0xf0 ? lead & 0x0fU : lead & 0x07U;
  while (at < text.size() && (text[at] & 0xc0) == 0x80) {
    out = out << 6 | (static_cast<unsigned char>(text[at++]) & 0x3fU);
  }
  return out;
}

bool is_thai_mark(char32_t c) {
  return c == 0xe31 || (c >= 0xe33 && c <= 0xe3a) || (c >= 0xe47 && c <= 0xe4e);
}

// Characters as people count them; 0 where one is not of a script without spaces.
std::size_t characters(std::string_view word) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < word.size();) {
    const char32_t c = decode(word, at);
    const bool unspaced = (c >= 0xe01 && c <= 0xe4e) ||
                          (c >= 0x3041 && c <= 0x30ff && c != 0x30fb) ||
                          (c >= 0x3400 && c <= 0x9fff) || c == 0x3005;
    if (!unspaced) return 0;
    if (!is_thai_mark(c)) ++count;
  }
  return count;
}

std::vector<Sentence> load(const char* path) {
  std::vector<Sentence> out;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    const auto json = nlohmann::json::parse(line);
    Sentence sentence{json["id"], json["body"], {}};
    std::size_t at = 0;
    for (const std::string word : json["words"]) {
      const std::size_t begin = sentence.body.find(word, at);
      if (begin == std::string::npos) continue;  // written otherwise in the sentence
      at = begin + word.size();
      if (!lodex::analyze(word, "words").empty()) sentence.words.emplace_back(begin, at);
    }
    out.push_back(std::move(sentence));
  }
  return out;
}

double share(std::size_t part, std::size_t all) {
  return static_cast<double>(part) / static_cast<double>(all);
}

double f1(std::size_t both, std::size_t ours, std::size_t theirs) {
  return 2.0 * static_cast<double>(both) / static_cast<double>(ours + theirs);
}

std::vector<Span> spans_of(const std::string& text, std::string_view analyzer) {
  std::vector<Span> spans;
  for (const auto& token : lodex::analyze(text, analyzer))
    spans.emplace_back(token.begin, token.end);
  return spans;
}

std::set<std::size_t> boundaries(const std::vector<Span>& words) {
  std::set<std::size_t> out;
  for (const auto& [begin, end] : words) {
    out.insert(begin);
    out.insert(end);
  }
  return out;
}

void compare_words(const std::vector<Sentence>& sentences) {
  std::size_t words[3] = {};
  std::size_t places[3] = {};
  const auto count = [](const auto& ours, const auto& theirs, std::size_t(&sums)[3]) {
    for (const auto& one : ours) sums[0] += std::ranges::count(theirs, one) > 0 ? 1 : 0;
    sums[1] += ours.size();
    sums[2] += theirs.size();
  };
  for (const Sentence& sentence : sentences) {
    const std::vector<Span> ours = spans_of(sentence.body, "words");
    count(ours, sentence.words, words);
    count(boundaries(ours), boundaries(sentence.words), places);
  }
  std::printf("sentences %zu, words by hand %zu, ours %zu\n", sentences.size(), words[2], words[1]);
  std::printf("word F1 %.4f, boundary F1 %.4f\n", f1(words[0], words[1], words[2]),
              f1(places[0], places[1], places[2]));
}

struct Occurrences {
  std::set<std::string> as_word;    // sentences in which it is a word by hand
  std::set<std::string> as_string;  // in which it stands at all
};

std::map<std::string, Occurrences> words_of_two(const std::vector<Sentence>& sentences) {
  std::map<std::string, Occurrences> out;
  for (const Sentence& sentence : sentences) {
    for (const auto& [begin, end] : sentence.words) {
      const std::string word = sentence.body.substr(begin, end - begin);
      if (characters(word) == 2) out[word].as_word.insert(sentence.id);
    }
  }
  for (auto& [word, places] : out) {
    for (const Sentence& sentence : sentences) {
      if (sentence.body.find(word) != std::string::npos) places.as_string.insert(sentence.id);
    }
  }
  return out;
}

void compare_searches(const std::vector<Sentence>& sentences, const std::string& analyzer) {
  const auto words = words_of_two(sentences);
  auto index = lodex::Index::in_memory(lodex::Schema{}.text("body", {.analyzer = analyzer}));
  auto writer = index.writer();
  for (const Sentence& s : sentences) writer.upsert({{"id", s.id}, {"body", s.body}});
  writer.commit();
  const auto searcher = index.searcher();
  std::size_t sought = 0, found_words = 0, strings = 0, found_strings = 0, found = 0;
  double precision_at_words = 0;
  for (const auto& [word, places] : words) {
    const auto results = searcher.search(searcher.parse(word), {.limit = sentences.size()});
    std::size_t rank = 0;
    std::size_t first = 0;
    std::size_t missing = places.as_word.size();
    for (const lodex::Hit& hit : results) {
      const bool is_word = places.as_word.contains(hit.id);
      missing -= is_word ? 1 : 0;
      found_words += is_word ? 1 : 0;
      found_strings += places.as_string.contains(hit.id) ? 1 : 0;
      first += is_word && rank < places.as_word.size() ? 1 : 0;
      ++rank;
    }
    if (missing > 0) std::printf("%s is not found in %zu sentences\n", word.c_str(), missing);
    found += results.size();
    sought += places.as_word.size();
    strings += places.as_string.size();
    precision_at_words += static_cast<double>(first) / static_cast<double>(places.as_word.size());
  }
  std::printf("words of two characters %zu: recall of their sentences %.4f\n", words.size(),
              share(found_words, sought));
  std::printf(
      "sentences with the string: recall %.4f, precision %.4f; R-precision of the word %.4f\n",
      share(found_strings, strings), share(found_strings, found),
      precision_at_words / static_cast<double>(words.size()));
}

// Of two characters that stand somewhere and are no word of ours there: how often are they one by
// hand? That is what their bigram tells.
void count_within_words(const std::vector<Sentence>& sentences) {
  const auto words = words_of_two(sentences);
  std::size_t places = 0, are_words = 0;
  for (const Sentence& sentence : sentences) {
    const auto ours = spans_of(sentence.body, "words");
    const std::set<Span> known(ours.begin(), ours.end());
    const std::set<Span> by_hand(sentence.words.begin(), sentence.words.end());
    for (const auto& [word, all] : words) {
      if (!all.as_string.contains(sentence.id)) continue;
      for (auto at = sentence.body.find(word); at != std::string::npos;
           at = sentence.body.find(word, at + 1)) {
        const Span span(at, at + word.size());
        if (known.contains(span)) continue;
        ++places;
        are_words += by_hand.contains(span) ? 1 : 0;
      }
    }
  }
  std::printf("within words of ours: %zu places, %.4f of them are the word\n", places,
              share(are_words, places));
}

void count_detected(const std::string& analyzer, const char* path) {
  std::vector<std::string> texts;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    const auto json = nlohmann::json::parse(line, nullptr, false);
    if (json.is_object()) line = json["body"];
    if (line.size() > kLeastText) texts.push_back(line);
  }
  std::size_t bytes = 0, right = 0, unknown = 0;
  const auto begin = std::chrono::steady_clock::now();
  for (const std::string& text : texts) {
    const lodex::DetectedLanguage language = lodex::detect_language(text);
    bytes += text.size();
    right += language.analyzer == analyzer ? 1 : 0;
    unknown += language.code.empty() ? 1 : 0;
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  std::printf("texts %zu, %s %.4f, not known %.4f, wrong %.4f, %.1f MB/s\n", texts.size(),
              analyzer.c_str(), share(right, texts.size()), share(unknown, texts.size()),
              share(texts.size() - right - unknown, texts.size()),
              static_cast<double>(bytes) / took.count() / 1e6);
}

}  // namespace

int main(int argc, char** argv) {
  const std::string mode = argc == 4 ? argv[1] : "";
  if (mode == "words") {
    const auto sentences = load(argv[3]);
    compare_words(sentences);
    compare_searches(sentences, argv[2]);
    count_within_words(sentences);
  } else if (mode == "detect") {
    count_detected(argv[2], argv[3]);
  } else {
    std::fputs("usage: lodex_languages words|detect ANALYZER FILE\n", stderr);
    return 2;
  }
}
