// What lodex adds to Xapian, in time.
//
//   lodex_xapian_bench build DOCUMENTS.jsonl [COUNT]
//     Is a database built through lodex as fast as one that is built with Xapian::TermGenerator
//     from the same text, with the same fields, positions, ids and data? In turn, five times.
//
//   lodex_xapian_bench query DOCUMENTS.jsonl QUERIES.tsv [COUNT]
//     How much longer is a search by lodex::Searcher than Xapian::Enquire with the same query and
//     weights, both giving the ids of ten documents? To Xapian's time belong the statistics of the
//     terms, which its own weights look up for each search as well. And how long takes Xapian's own
//     BM25 with the same words? Lines of QUERIES are KIND<TAB>WORDS with the kinds "term", "and",
//     "or", "phrase". In turn, query by query, the median of ten.
#include <xapian.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "lodex/lodex.h"
#include "xapian/translate.h"
#include "xapian/writer.h"

namespace {

using lodex::Document;
using lodex::Query;

constexpr int kRounds = 10;  // of each query

double seconds(const std::function<void()>& work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

double median(std::vector<double> numbers) {
  const auto middle = numbers.begin() + static_cast<std::ptrdiff_t>(numbers.size() / 2);
  std::ranges::nth_element(numbers, middle);
  return *middle;
}

std::vector<Document> read_documents(const std::string& path, std::size_t count) {
  std::vector<Document> documents;
  std::ifstream file(path);
  for (std::string line; documents.size() < count && std::getline(file, line);) {
    documents.push_back(Document::from_json(line));
  }
  return documents;
}

class EmptyFolder {
 public:
  EmptyFolder() : path_(std::filesystem::temp_directory_path() / "lodex_xapian_bench.db") {
    std::filesystem::remove_all(path_);
  }
  ~EmptyFolder() { std::filesystem::remove_all(path_); }
  EmptyFolder(const EmptyFolder&) = delete;
  EmptyFolder& operator=(const EmptyFolder&) = delete;
  [[nodiscard]] std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

void write_with_lodex(const std::string& path, const std::vector<Document>& documents) {
  Xapian::WritableDatabase made(path, Xapian::DB_CREATE);
  lodex::xapian::prepare_database(made, lodex::Schema{}.text("title").text("body"), path);
  made.close();
  lodex::xapian::DatabaseWriter writer(
      path, [&] { return Xapian::WritableDatabase(path, Xapian::DB_OPEN); }, {});
  for (const Document& document : documents) writer.upsert(document);
  writer.commit();
}

double build_with_lodex(const std::vector<Document>& documents) {
  const EmptyFolder folder;
  return seconds([&] { write_with_lodex(folder.path(), documents); });
}

double build_with_term_generator(const std::vector<Document>& documents) {
  const EmptyFolder folder;
  return seconds([&] {
    Xapian::WritableDatabase database(folder.path(), Xapian::DB_CREATE);
    database.begin_transaction();
    Xapian::TermGenerator generator;
    for (const Document& document : documents) {
      Xapian::Document made;
      generator.set_document(made);
      generator.set_termpos(0);
      generator.index_text(document.text("title"), 1, "S");
      generator.set_termpos(0);
      generator.index_text(document.text("body"));
      const std::string id = "Q" + std::string(document.id());
      made.add_boolean_term(id);
      made.set_data(document.to_json());
      database.replace_document(id, made);
    }
    database.commit_transaction();
  });
}

int build(const std::string& path, std::size_t count) {
  const std::vector<Document> documents = read_documents(path, count);
  std::vector<double> ratios;
  for (int round = 0; round < 5; ++round) {
    const double lodex = build_with_lodex(documents);
    const double generator = build_with_term_generator(documents);
    ratios.push_back(lodex / generator);
    std::printf("%zu documents\tlodex %.2f s\tTermGenerator %.2f s\tratio %.3f\n", documents.size(),
                lodex, generator, ratios.back());
  }
  std::printf("median ratio %.3f\n", median(ratios));
  return 0;
}

struct Question {
  std::string kind;
  std::vector<std::string> words;
};

std::vector<Question> read_questions(const std::string& path) {
  std::vector<Question> out;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    const std::size_t tab = line.find('\t');
    Question question{line.substr(0, tab), {}};
    for (const lodex::OwnedToken& token : lodex::analyze(line.substr(tab + 1))) {
      question.words.push_back(token.term);
    }
    if (!question.words.empty()) out.push_back(std::move(question));
  }
  return out;
}

Query query_of(const Question& question, bool fields) {
  if (question.kind == "phrase") return Query::phrase("body", question.words);
  std::vector<Query> parts;
  for (const std::string& word : question.words) {
    const Query in_body = Query::term("body", word);
    parts.push_back(fields ? Query::across({{Query::term("title", word), 2.0}, {in_body, 1.0}})
                           : in_body);
  }
  return question.kind == "or" ? Query::any_of(parts) : Query::all_of(parts);
}

// The same with Xapian's own operators and weights.
Xapian::Query plain_query_of(const Question& question, bool fields) {
  using Xapian::Query;
  if (question.kind == "phrase") {
    return {Query::OP_PHRASE, question.words.begin(), question.words.end()};
  }
  std::vector<Query> parts;
  for (const std::string& word : question.words) {
    parts.push_back(fields ? Query("S" + word) | Query(word) : Query(word));
  }
  return {question.kind == "or" ? Query::OP_OR : Query::OP_AND, parts.begin(), parts.end()};
}

std::uint64_t look_up_statistics(const Xapian::Database& database,
                                 const std::vector<std::string>& terms) {
  std::uint64_t sum = 0;
  for (const std::string& term : terms) {
    sum += database.get_termfreq(term) + database.get_wdf_upper_bound(term);
  }
  return sum;
}

std::size_t ask(Xapian::Database& database, const Xapian::Query& query,
                const Xapian::Weight& weight) {
  Xapian::Enquire enquire(database);
  enquire.set_query(query);
  enquire.set_weighting_scheme(weight);
  const Xapian::MSet found = enquire.get_mset(0, 10);
  std::size_t bytes = 0;
  for (Xapian::MSetIterator it = found.begin(); it != found.end(); ++it) {
    // The unique term is where programs over Xapian have their ids, as a rule.
    Xapian::TermIterator term = database.termlist_begin(*it);
    term.skip_to("Q");
    bytes += (*term).size();
  }
  return bytes;
}

int query(const std::string& documents, const std::string& questions, std::size_t count) {
  const EmptyFolder folder;
  write_with_lodex(folder.path(), read_documents(documents, count));
  Xapian::Database database(folder.path());
  const lodex::xapian::Collection collection(lodex::xapian::Layout::load(database), database,
                                             false);
  const lodex::Searcher searcher = lodex::Index::open(folder.path()).searcher();
  std::map<std::string, std::array<double, 3>> sums;
  for (const Question& question : read_questions(questions)) {
    for (const bool fields : {false, true}) {
      if (fields && question.kind == "phrase") continue;
      const Query asked = query_of(question, fields);
      const Xapian::Query plain = plain_query_of(question, fields);
      const auto translated = lodex::xapian::translate(asked, {}, collection, database, {});
      const std::vector<std::string> terms(plain.get_terms_begin(), plain.get_terms_end());
      std::array<std::vector<double>, 3> times;
      const auto by_lodex = [&] { (void)searcher.search(asked); };
      const auto directly = [&] {
        (void)look_up_statistics(database, terms);
        ask(database, translated.query, *translated.weight);
      };
      // The second finds the blocks that the first read in the caches, so they take turns in it.
      for (int round = 0; round < kRounds; ++round) {
        if (round % 2 == 0) times[0].push_back(seconds(by_lodex));
        times[1].push_back(seconds(directly));
        if (round % 2 != 0) times[0].push_back(seconds(by_lodex));
      }
      for (int round = 0; round < kRounds; ++round) {
        times[2].push_back(seconds([&] { ask(database, plain, Xapian::BM25Weight()); }));
      }
      auto& sum = sums[question.kind + (fields ? " of two fields" : "")];
      for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += median(times[i]);
    }
  }
  std::array<double, 3> all{};
  for (const auto& [kind, sum] : sums) {
    std::printf("%-20s lodex %.4f s\tXapian %.4f s\tratio %.3f\tits own BM25 %.4f s\n",
                kind.c_str(), sum[0], sum[1], sum[0] / sum[1], sum[2]);
    for (std::size_t i = 0; i < sum.size(); ++i) all[i] += sum[i];
  }
  std::printf("all together: ratio %.3f, to Xapian with its own BM25 %.3f\n", all[0] / all[1],
              all[0] / all[2]);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  try {
    if (arguments.size() >= 2 && arguments[0] == "build") {
      return build(arguments[1], arguments.size() > 2 ? std::stoul(arguments[2]) : SIZE_MAX);
    }
    if (arguments.size() >= 3 && arguments[0] == "query") {
      return query(arguments[1], arguments[2],
                   arguments.size() > 3 ? std::stoul(arguments[3]) : SIZE_MAX);
    }
  } catch (const Xapian::Error& error) {
    std::fprintf(stderr, "%s\n", error.get_description().c_str());
    return 1;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
  std::fprintf(stderr,
               "usage: lodex_xapian_bench build DOCUMENTS.jsonl [COUNT]\n"
               "       lodex_xapian_bench query DOCUMENTS.jsonl QUERIES.tsv [COUNT]\n");
  return 2;
}
