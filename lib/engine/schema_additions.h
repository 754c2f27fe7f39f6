// Fields that were asked for before anybody writes.
#pragma once

#include <mutex>
#include <utility>
#include <vector>

#include "index/schema_change.h"
#include "lodex/schema.h"

namespace lodex::engine {

// See Engine::extend_schema(): each writer adds the fields anew until one commits. Thread-safe.
class SchemaAdditions {
 public:
  // Throws SchemaError where a field of `wanted` is known and treated differently.
  void ask(const Schema& known, const Schema& wanted) {
    if (index::extended_schema(known, wanted) == known) return;
    const std::scoped_lock lock(mutex_);
    asked_.push_back(wanted);
  }

  template <class Writer>
  void add_to(Writer& writer) const {
    const std::scoped_lock lock(mutex_);
    for (const Schema& schema : asked_) writer.extend_schema(schema);
  }

 private:
  mutable std::mutex mutex_;
  std::vector<Schema> asked_;
};

}  // namespace lodex::engine
