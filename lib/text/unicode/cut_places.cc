#include "text/unicode/cut_places.h"

#include <unicode/brkiter.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <string>

#include "base/ascii.h"
#include "base/utf8.h"
#include "text/unicode/icu_boundaries.h"

namespace lodex::text {
namespace {

// What ICU is shown of a text on each side of a place: its offsets have 31 bits.
constexpr std::size_t kView = std::size_t{1} << 20;
// Beyond the places that are asked for, so that the kinds of those are right.
constexpr std::size_t kMargin = 32;
// White space that is walked over for each character.
constexpr std::size_t kSpacesPerCharacter = 32;

// Those of a thread, as making them is slow.
struct Iterators {
  Boundaries characters{icu::BreakIterator::createCharacterInstance};
  Boundaries words{icu::BreakIterator::createWordInstance};
  Boundaries lines{icu::BreakIterator::createLineInstance};
  Boundaries sentences{icu::BreakIterator::createSentenceInstance};
};

Iterators& iterators() {
  thread_local Iterators of_thread;
  return of_thread;
}

// The part of a text that ICU sees, and the places in it, as offsets of the part.
struct View {
  std::size_t begin = 0;
  std::string_view text;
  std::vector<CutPlace> places{};
};

View view_around(std::string_view text, std::size_t at) {
  const std::size_t begin = floor_to_boundary(text, at - std::min(at, kView));
  const std::size_t end = floor_to_boundary(text, at + std::min(text.size() - at, kView));
  return {begin, text.substr(begin, end - begin)};
}

bool is_space_at(std::string_view text, std::size_t at) {
  return at < text.size() &&
         u_isUWhiteSpace(static_cast<UChar32>(decode_utf8(text.substr(at)).code_point)) != 0;
}

// The beginnings of characters from `begin` in the direction of `step`, until `count` of them were
// counted.
template <class Step>
void walk(View& view, std::int32_t begin, std::size_t count, Step step) {
  bool was_space = is_space_at(view.text, static_cast<std::size_t>(begin));
  std::size_t counted = 0;
  for (std::size_t steps = 0; counted < count && steps < (count + 1) * kSpacesPerCharacter;
       ++steps) {
    const std::int32_t at = step();
    if (at == icu::BreakIterator::DONE) return;
    const bool is_space = is_space_at(view.text, static_cast<std::size_t>(at));
    view.places.push_back({static_cast<std::uint32_t>(at), Cut::kCharacter, is_space});
    if (!is_space || !was_space) ++counted;
    was_space = is_space;
  }
}

// The last boundary that is not behind byte `at`.
std::int32_t boundary_before(icu::BreakIterator& characters, std::string_view text,
                             std::size_t at) {
  if (at >= text.size()) return characters.last();
  auto begin = static_cast<std::int32_t>(floor_to_boundary(text, at));
  if (begin > 0) begin = characters.preceding(begin);
  for (std::int32_t next = characters.following(begin);
       next != icu::BreakIterator::DONE && static_cast<std::size_t>(next) <= at;
       next = characters.next()) {
    begin = next;
  }
  return begin;
}

void find_characters(View& view, std::size_t at, std::size_t before, std::size_t after) {
  icu::BreakIterator& characters = iterators().characters.over(view.text);
  const std::int32_t begin = boundary_before(characters, view.text, at);
  bool is_first = true;
  walk(view, begin, before, [&] {
    const std::int32_t before_it = is_first ? characters.preceding(begin) : characters.previous();
    is_first = false;
    return before_it;
  });
  std::ranges::reverse(view.places);
  view.places.push_back({static_cast<std::uint32_t>(begin), Cut::kCharacter,
                         is_space_at(view.text, static_cast<std::size_t>(begin))});
  is_first = true;
  walk(view, begin, after, [&] {
    const std::int32_t next = is_first ? characters.following(begin) : characters.next();
    is_first = false;
    return next;
  });
}

// A line break within a paragraph is no more than a space.
std::string with_joined_lines(std::string_view text) {
  std::string out(text);
  for (std::size_t at = 0; (at = out.find_first_of("\r\n", at)) != std::string::npos;) {
    const std::size_t end = std::min(out.find_first_not_of("\r\n", at), out.size());
    const auto run = std::string_view(out).substr(at, end - at);
    if (run == "\n" || run == "\r" || run == "\r\n")
      std::fill_n(out.begin() + static_cast<std::ptrdiff_t>(at), run.size(), ' ');
    at = end;
  }
  return out;
}

// Whether what ends before `at` is an initial or a short title ("J.", "Dr."): no end of a sentence,
// though Unicode's rules, which know no words, take it for one.
bool follows_short_title(std::string_view text, std::size_t at) {
  while (at > 0 && text[at - 1] == ' ') --at;
  if (at < 2 || text[at - 1] != '.') return false;
  std::size_t begin = at - 1;
  while (begin > 0 && at - 1 - begin < 3 && is_ascii_letter(text[begin - 1])) --begin;
  return begin < at - 1 && at - 1 - begin <= 2 && text[begin] <= 'Z';
}

// Raises the kind of the places at which `boundaries` has one to `to`, if it is `from`.
void raise(std::vector<CutPlace>& places, std::string_view text, Boundaries& boundaries, Cut from,
           Cut to) {
  icu::BreakIterator& iterator = boundaries.over(text);
  const std::uint32_t base = places.front().offset;
  auto place = places.begin();
  for (std::int32_t at = iterator.first(); at != icu::BreakIterator::DONE; at = iterator.next()) {
    const std::uint32_t offset = base + static_cast<std::uint32_t>(at);
    while (place != places.end() && place->offset < offset) ++place;
    if (place == places.end()) return;
    if (place->offset != offset || place->kind != from) continue;
    if (to == Cut::kSentence && follows_short_title(text, static_cast<std::size_t>(at))) continue;
    place->kind = to;
  }
}

void find_kinds(View& view) {
  Iterators& all = iterators();
  std::vector<CutPlace>& places = view.places;
  const std::string_view part =
      view.text.substr(places.front().offset, places.back().offset - places.front().offset);
  raise(places, part, all.words, Cut::kCharacter, Cut::kWord);
  raise(places, part, all.lines, Cut::kWord, Cut::kLine);
  raise(places, with_joined_lines(part), all.sentences, Cut::kLine, Cut::kSentence);
  // Where the part begins and ends says nothing of the text.
  places.front().kind = places.back().kind = Cut::kCharacter;
}

// Takes the margin off again.
void keep_near(std::vector<CutPlace>& places, std::uint32_t at, std::size_t before,
               std::size_t after) {
  const auto behind = std::ranges::upper_bound(places, at, {}, &CutPlace::offset);
  auto first = std::prev(behind);
  for (std::size_t counted = 0; first != places.begin() && counted < before;) {
    const bool was_space = first->before_space;
    --first;
    if (!first->before_space || !was_space) ++counted;
  }
  auto last = std::prev(behind);
  for (std::size_t counted = 0; std::next(last) != places.end() && counted < after;) {
    const bool was_space = last->before_space;
    ++last;
    if (!last->before_space || !was_space) ++counted;
  }
  places.erase(std::next(last), places.end());
  places.erase(places.begin(), first);
}

}  // namespace

std::vector<CutPlace> cut_places(std::string_view text, std::size_t at, std::size_t before,
                                 std::size_t after) {
  if (text.empty()) return {{0, Cut::kSentence, false}};
  at = std::min(at, text.size());
  View view = view_around(text, at);
  find_characters(view, at - view.begin, before + kMargin, after + kMargin);
  find_kinds(view);
  keep_near(view.places, static_cast<std::uint32_t>(at - view.begin), before, after);
  for (CutPlace& place : view.places) {
    place.offset += static_cast<std::uint32_t>(view.begin);
    if (place.offset == 0 || place.offset == text.size()) place.kind = Cut::kSentence;
  }
  return std::move(view.places);
}

namespace {

// Most places are known without asking.
bool is_between_ascii(std::string_view text, std::size_t at) {
  if (at == 0 || at >= text.size()) return true;
  const auto before = static_cast<unsigned char>(text[at - 1]);
  const auto after = static_cast<unsigned char>(text[at]);
  return before < 0x80 && after < 0x80 && !(before == '\r' && after == '\n');
}

}  // namespace

std::size_t character_begin(std::string_view text, std::size_t at) {
  if (is_between_ascii(text, at)) return at;
  const View view = view_around(text, at);
  icu::BreakIterator& characters = iterators().characters.over(view.text);
  return view.begin +
         static_cast<std::size_t>(boundary_before(characters, view.text, at - view.begin));
}

std::size_t character_end(std::string_view text, std::size_t at) {
  if (is_between_ascii(text, at)) return at;
  const View view = view_around(text, at);
  icu::BreakIterator& characters = iterators().characters.over(view.text);
  const std::int32_t before = boundary_before(characters, view.text, at - view.begin);
  if (view.begin + static_cast<std::size_t>(before) == at) return at;
  return view.begin + static_cast<std::size_t>(characters.following(before));
}

}  // namespace lodex::text
