// Searches over a snapshot of the native engine.
#pragma once

#include <memory>

#include "engine/engine.h"
#include "explain/explain.h"
#include "index/index_files.h"
#include "search/collection.h"
#include "search/plan.h"

namespace lodex::engine {

class NativeSearcher final : public EngineSearcher {
 public:
  explicit NativeSearcher(std::shared_ptr<const index::Snapshot> snapshot);

  [[nodiscard]] Results search(const Query& query, const SearchOptions& options) const override;
  [[nodiscard]] std::uint64_t count(const Query& query) const override;
  [[nodiscard]] std::optional<Explanation> explain(const Query& query, std::string_view id,
                                                   const SearchOptions& options) const override;
  [[nodiscard]] std::optional<Document> get(std::string_view id) const override;
  void for_each(const std::function<bool(const Document&)>& visit) const override;
  [[nodiscard]] std::vector<TermStats> terms(std::string_view field, std::string_view prefix,
                                             std::size_t limit) const override;
  [[nodiscard]] std::uint64_t document_count() const override {
    return collection_.document_count();
  }
  [[nodiscard]] std::uint64_t generation() const override { return snapshot_->manifest.generation; }
  [[nodiscard]] const Schema& schema() const override { return snapshot_->manifest.schema; }
  void for_each_indexed(std::uint64_t place, std::size_t memory,
                        const IndexedVisitor& visit) const override;
  [[nodiscard]] std::string state_name() const override;

  [[nodiscard]] const std::shared_ptr<const index::Snapshot>& snapshot() const { return snapshot_; }
  [[nodiscard]] const search::Collection& collection() const { return collection_; }
  // `plan` is that of the question.
  [[nodiscard]] Explanation explain(const explain::Question& question, const search::Plan& plan,
                                    GlobalDocId doc) const;
  // As it was given, but for where it comes from.
  [[nodiscard]] Document document(GlobalDocId doc) const;
  // With that.
  [[nodiscard]] Document stored_document(GlobalDocId doc) const;
  [[nodiscard]] std::string id(GlobalDocId doc) const;
  // Asks for the bytes of an id that is read soon.
  void prefetch_id(GlobalDocId doc) const;

 private:
  std::shared_ptr<const index::Snapshot> snapshot_;
  search::Collection collection_;
};

}  // namespace lodex::engine
