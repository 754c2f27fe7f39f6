// SPDX-License-Identifier: GPL-2.0-or-later
#include "xapian/states.h"

namespace lodex::xapian {

Lease::~Lease() {
  if (state_ == nullptr) return;
  const std::scoped_lock lock(state_->mutex_);
  state_->idle_.push_back(std::move(handle_));
}

Handle Lease::take() {
  state_ = nullptr;
  return std::move(handle_);
}

std::optional<Handle> States::take_idle(State& state) {
  const std::scoped_lock lock(state.mutex_);
  if (state.idle_.empty()) return {};
  Handle handle = std::move(state.idle_.back());
  state.idle_.pop_back();
  return handle;
}

Lease States::adopt(Handle handle) {
  const Revision revision = revision_of(handle);
  const std::scoped_lock lock(mutex_);
  if (newest_ == nullptr || newest_->key_ != revision.key) {
    const std::uint64_t generation = revision.number.value_or(++seen_);
    auto state = std::make_shared<State>(revision.key, generation, read_mapping_(handle),
                                         handle.all, source_.is_remote());
    // A handle may have been opened before another and be looked at behind it.
    if (newest_ != nullptr && revision.number && newest_->generation() > generation) {
      return {std::move(state), std::move(handle)};
    }
    newest_ = std::move(state);
  }
  return {newest_, std::move(handle)};
}

Lease States::reopened(Handle handle) {
  handle.all.reopen();
  return adopt(std::move(handle));
}

Lease States::newest_lease() {
  std::shared_ptr<State> known;
  {
    const std::scoped_lock lock(mutex_);
    known = newest_;
  }
  std::optional<Handle> handle = known == nullptr ? std::nullopt : take_idle(*known);
  if (!handle) return adopt(source_.open());
  try {
    if (!handle->all.reopen()) return {std::move(known), std::move(*handle)};
    return adopt(std::move(*handle));
  } catch (const Xapian::Error&) {
    // Overtaken again, or a server was away: what is there now counts.
    while (take_idle(*known)) continue;
    return adopt(source_.open());
  }
}

std::shared_ptr<State> States::newest() {
  return translating_errors(source_.name(), [&] { return newest_lease().state(); });
}

}  // namespace lodex::xapian
