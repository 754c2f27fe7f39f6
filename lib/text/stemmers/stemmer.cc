#include "text/stemmers/stemmer.h"

#include <libstemmer.h>

#include <new>
#include <string>

#include "lodex/error.h"
#include "text/stemmers/stemmers.h"

namespace lodex::text {

struct Stemmer::Impl {
  sb_stemmer* stemmer = nullptr;
  StemFunction own = nullptr;  // takes its place where it is not null
  std::string word;
  ~Impl() { sb_stemmer_delete(stemmer); }
};

Stemmer::Stemmer(std::string_view language) : impl_(std::make_unique<Impl>()) {
  impl_->own = own_stemmer(language);
  if (impl_->own != nullptr) return;
  impl_->stemmer = sb_stemmer_new(std::string(language).c_str(), "UTF_8");
  if (impl_->stemmer == nullptr) {
    throw SchemaError("libstemmer has no language \"" + std::string(language) + "\"");
  }
}

Stemmer::~Stemmer() = default;

std::string_view Stemmer::stem(std::string_view word) {
  if (impl_->own != nullptr) {
    impl_->word = word;
    impl_->own(impl_->word);
    return impl_->word;
  }
  const auto* stemmed =
      sb_stemmer_stem(impl_->stemmer, reinterpret_cast<const sb_symbol*>(word.data()),
                      static_cast<int>(word.size()));
  if (stemmed == nullptr) throw std::bad_alloc();
  return {reinterpret_cast<const char*>(stemmed),
          static_cast<std::size_t>(sb_stemmer_length(impl_->stemmer))};
}

}  // namespace lodex::text
