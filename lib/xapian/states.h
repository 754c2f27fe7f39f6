// SPDX-License-Identifier: GPL-2.0-or-later
// States of a database and handles that show them.
//
// A handle of Xapian shows one commit, and only until the second one after it: then its blocks are
// written over, and whatever reads them throws DatabaseModifiedError. It is not thread-safe either.
// So handles are leased from a pool, and work that was overtaken is done again, whole, over a later
// state. Answers never mix two.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "xapian/collection.h"
#include "xapian/database_source.h"
#include "xapian/errors.h"
#include "xapian/mapping.h"

namespace lodex::xapian {

// One state. Thread-safe.
class State {
 public:
  State(std::string key, std::uint64_t generation, Mapping mapping,
        const Xapian::Database& database, bool is_remote)
      : key_(std::move(key)),
        generation_(generation),
        data_(std::move(mapping.data)),
        collection_(std::move(mapping.layout), database, is_remote) {}

  [[nodiscard]] const Collection& collection() const { return collection_; }
  [[nodiscard]] const Layout& layout() const { return collection_.layout(); }
  [[nodiscard]] const Schema& schema() const { return layout().schema(); }
  [[nodiscard]] const DataMapping& data() const { return data_; }
  [[nodiscard]] std::uint64_t generation() const { return generation_; }

 private:
  friend class States;
  friend class Lease;

  std::string key_;
  std::uint64_t generation_;
  DataMapping data_;
  Collection collection_;
  std::mutex mutex_;
  std::vector<Handle> idle_;
};

// A handle of a state for one thread; goes back to the state.
class Lease {
 public:
  Lease(std::shared_ptr<State> state, Handle handle)
      : state_(std::move(state)), handle_(std::move(handle)) {}
  Lease(Lease&&) noexcept = default;
  Lease& operator=(Lease&&) = delete;
  ~Lease();

  [[nodiscard]] const std::shared_ptr<State>& state() const { return state_; }
  [[nodiscard]] const Xapian::Database& database() const { return handle_.all; }
  [[nodiscard]] const std::vector<Xapian::Database>& parts() const { return handle_.parts; }
  // Takes the handle out, so that it does not go back.
  [[nodiscard]] Handle take();

 private:
  std::shared_ptr<State> state_;  // null: taken
  Handle handle_;
};

// All of an open database. Thread-safe.
class States {
 public:
  // The meaning of a database's terms; asked for each new state.
  using ReadMapping = std::function<Mapping(const Handle&)>;

  States(DatabaseSource source, ReadMapping read_mapping)
      : source_(std::move(source)), read_mapping_(std::move(read_mapping)) {}

  [[nodiscard]] const DatabaseSource& source() const { return source_; }
  // Of the last commit.
  [[nodiscard]] std::shared_ptr<State> newest();

  // Calls `work` with a lease of this state, or of a later one where no handle of it is to be had;
  // again where it was overtaken meanwhile. Xapian's errors become those of lodex.
  template <class Work>
  auto run(const std::shared_ptr<State>& state, Work work);

 private:
  // What an error that `work` met asks for.
  enum class Trouble : std::uint8_t { kNone, kOvertaken, kDamaged, kDisconnected };
  static constexpr int kMaxOvertaken = 1000;
  static constexpr int kMaxDamaged = 3;

  [[nodiscard]] Lease newest_lease();
  [[nodiscard]] std::optional<Handle> take_idle(State& state);
  [[nodiscard]] Lease adopt(Handle handle);
  [[nodiscard]] Lease reopened(Handle handle);

  DatabaseSource source_;
  ReadMapping read_mapping_;
  std::mutex mutex_;
  std::shared_ptr<State> newest_;
  std::uint64_t seen_ = 0;  // states, where databases do not number them
};

template <class Work>
auto States::run(const std::shared_ptr<State>& state, Work work) {
  return translating_errors(source_.name(), [&] {
    std::optional<Handle> overtaken;
    int damaged = 0;
    bool reconnected = false;
    for (int attempt = 1;; ++attempt) {
      std::optional<Handle> idle;
      if (!overtaken) idle = take_idle(*state);
      const bool is_fresh = !overtaken && !idle;
      std::optional<Lease> lease;
      Trouble trouble = Trouble::kNone;
      try {
        if (idle) {
          lease.emplace(state, std::move(*idle));
        } else {
          lease.emplace(is_fresh ? adopt(source_.open()) : reopened(std::move(*overtaken)));
        }
        overtaken.reset();
        return work(*lease);
      } catch (const Xapian::DatabaseModifiedError&) {
        if (attempt == kMaxOvertaken) throw;
        trouble = Trouble::kOvertaken;
      } catch (const Xapian::DatabaseCorruptError&) {
        // Blocks that are written over may look like this, too.
        if (++damaged == kMaxDamaged) throw;
        trouble = Trouble::kDamaged;
      } catch (const Xapian::NetworkError&) {
        // The server may have been away and be back.
        if (lease) (void)lease->take();
        if (reconnected || is_fresh) throw;
        reconnected = true;
        while (take_idle(*state)) continue;
        trouble = Trouble::kDisconnected;
      }
      overtaken.reset();
      if (lease && trouble != Trouble::kDisconnected) overtaken = lease->take();
    }
  });
}

}  // namespace lodex::xapian
