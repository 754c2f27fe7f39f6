// The first k of a stream of documents of which no more than a few may have the same value.
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>
#include <vector>

namespace lodex::search {

// Keeps what this would: sort all documents, go through them, pass over those whose value has been
// met `per_value` times, stop at k. Documents without a value are never passed over.
//
// Documents may come in any order. One that is too many takes the place of the last with its value
// or, where its value has room, of the last of all, if it comes before that. What is dropped is not
// wanted later: k others that go together come before it, or `per_value` with its value, and these
// are only ever replaced by better ones. (The sets that respect both limits are the independent
// sets of a matroid.) So nothing that comes behind last() has to be seen, as without a limit.
//
// Before: an order of documents in which no two are equal; what is less comes first.
template <class Document, class Value, class Before>
class CollapsingTop {
 public:
  struct Entry {
    Document document;
    std::optional<Value> value;
  };

  CollapsingTop(std::size_t k, std::size_t per_value, const Before& before = {})
      : k_(k), per_value_(per_value), before_(before), kept_(EntryBefore{before}) {}

  // The last of the documents kept; null as long as there are fewer than k.
  [[nodiscard]] const Document* last() const {
    return kept_.size() < k_ || k_ == 0 ? nullptr : &kept_.rbegin()->document;
  }
  // Whether the document would be kept if no other had its value: cheap to ask before the value is
  // looked up.
  [[nodiscard]] bool has_room_for(const Document& document) const {
    return kept_.size() < k_ || (k_ > 0 && before_(document, kept_.rbegin()->document));
  }
  void add(Document document, std::optional<Value> value) {
    if (!has_room_for(document)) return;
    const auto same = value ? with_value_.find(*value) : with_value_.end();
    if (same != with_value_.end() && same->second.size() == per_value_) {
      const Place last = same->second.front();
      if (!before_(document, last->document)) return;
      drop(last);
    } else if (kept_.size() == k_) {
      drop(std::prev(kept_.end()));
    }
    keep({std::move(document), std::move(value)});
  }
  // Those kept, the first first. None are left.
  [[nodiscard]] std::vector<Entry> take() {
    with_value_.clear();
    std::vector<Entry> out;
    out.reserve(kept_.size());
    while (!kept_.empty()) out.push_back(std::move(kept_.extract(kept_.begin()).value()));
    return out;
  }

 private:
  struct EntryBefore {
    Before before;
    bool operator()(const Entry& a, const Entry& b) const { return before(a.document, b.document); }
  };
  using Kept = std::set<Entry, EntryBefore>;
  using Place = typename Kept::const_iterator;

  [[nodiscard]] auto place_order() const {
    return [this](Place a, Place b) { return before_(a->document, b->document); };
  }
  void keep(Entry entry) {
    const Place place = kept_.insert(std::move(entry)).first;
    if (!place->value) return;
    std::vector<Place>& same = with_value_[*place->value];
    same.push_back(place);
    std::ranges::push_heap(same, place_order());
  }
  // What is dropped is the last of its value.
  void drop(Place place) {
    if (place->value) {
      const auto same = with_value_.find(*place->value);
      std::ranges::pop_heap(same->second, place_order());
      same->second.pop_back();
      if (same->second.empty()) with_value_.erase(same);
    }
    kept_.erase(place);
  }

  std::size_t k_;
  std::size_t per_value_;
  Before before_;
  Kept kept_;
  std::unordered_map<Value, std::vector<Place>> with_value_;  // heaps, the last in front
};

}  // namespace lodex::search
