// Snowball stems (libstemmer).
#pragma once

#include <memory>
#include <string_view>

namespace lodex::text {

// The stemmer of one language. Not thread-safe: one a thread.
class Stemmer {
 public:
  // `language` as libstemmer names it: "english". Throws SchemaError where it has no such language.
  explicit Stemmer(std::string_view language);
  ~Stemmer();
  Stemmer(const Stemmer&) = delete;
  Stemmer& operator=(const Stemmer&) = delete;

  // The stem of a folded word (UTF-8); valid until the next call.
  [[nodiscard]] std::string_view stem(std::string_view word);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace lodex::text
