// SPDX-License-Identifier: GPL-2.0-or-later
// Searches over a database.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/engine.h"
#include "xapian/states.h"

namespace lodex::xapian {

// Shows one state. Where a writer has overtaken it (twice), or more threads search than have
// handles of it, it goes on to the newest: each answer is of one state, and document_count() and
// generation() are those of the last one.
class DatabaseSearcher final : public engine::EngineSearcher {
 public:
  DatabaseSearcher(std::shared_ptr<States> states, std::shared_ptr<State> state)
      : states_(std::move(states)), first_(state), state_(std::move(state)) {}

  [[nodiscard]] Results search(const Query& query, const SearchOptions& options) const override;
  [[nodiscard]] std::uint64_t count(const Query& query) const override;
  [[nodiscard]] std::optional<Explanation> explain(const Query& query, std::string_view id,
                                                   const SearchOptions& options) const override;
  [[nodiscard]] std::optional<Document> get(std::string_view id) const override;
  // Goes on behind the last document where a writer overtakes it.
  void for_each(const std::function<bool(const Document&)>& visit) const override;
  [[nodiscard]] std::vector<TermStats> terms(std::string_view field, std::string_view prefix,
                                             std::size_t limit) const override;
  [[nodiscard]] std::uint64_t document_count() const override;
  [[nodiscard]] std::uint64_t generation() const override { return state()->generation(); }
  // That of its first state; later ones may have more fields.
  [[nodiscard]] const Schema& schema() const override { return first_->schema(); }

  // Of one state: throws IoError where a writer overtakes it.
  void for_each_indexed(std::uint64_t place, std::size_t memory,
                        const IndexedVisitor& visit) const override;
  [[nodiscard]] std::string state_name() const override;

  [[nodiscard]] std::shared_ptr<State> state() const;

 private:
  // As States::run(), which tells which state it came to.
  template <class Work>
  auto run(Work work) const;

  std::shared_ptr<States> states_;
  std::shared_ptr<State> first_;
  mutable std::mutex mutex_;
  mutable std::shared_ptr<State> state_;
};

}  // namespace lodex::xapian
