#include "query/places.h"

#include <algorithm>
#include <utility>

#include "lodex/error.h"
#include "query/node.h"

namespace lodex::query {
namespace {

Query any_term(const std::string& field, const Place& place) {
  std::vector<Query> any;
  for (const std::string& term : place.terms) any.push_back(Query::term(field, term));
  return Query::any_of(std::move(any));
}

// How many choices of one term for each place there are; more than the limit is 0.
std::size_t count_forms(const std::vector<Place>& places) {
  std::size_t forms = 1;
  for (const Place& place : places) {
    forms *= place.terms.size();
    if (forms > kMaxPhraseForms) return 0;
  }
  return forms;
}

// The choice of this number, from 0, as a phrase: the last place changes first.
Query form_of(const std::string& field, const std::vector<Place>& places, std::size_t number,
              PhraseOptions options) {
  Phrase phrase{field, {}, options};
  for (auto place = places.rbegin(); place != places.rend(); ++place) {
    phrase.terms.push_back(
        {place->terms[number % place->terms.size()], place->position - places.front().position});
    number /= place->terms.size();
  }
  std::ranges::reverse(phrase.terms);
  return Query(make_node(std::move(phrase)));
}

}  // namespace

std::vector<Place> places_of(const std::vector<OwnedToken>& tokens) {
  std::vector<Place> places;
  for (const OwnedToken& token : tokens) {
    if (places.empty() || places.back().position != token.position) {
      places.push_back({token.position, {}});
    }
    std::vector<std::string>& terms = places.back().terms;
    if (std::ranges::find(terms, token.term) == terms.end()) terms.push_back(token.term);
  }
  return places;
}

std::optional<Query> phrase_of(const std::string& field, const std::vector<Place>& places,
                               PhraseOptions options) {
  if (places.empty()) return {};
  if (places.size() == 1) return any_term(field, places[0]);
  if (places.size() > Limits::kMaxPhraseTerms) {
    throw LimitError("a phrase has more than " + std::to_string(Limits::kMaxPhraseTerms) +
                     " words");
  }
  const std::size_t count = count_forms(places);
  if (count == 0) return all_places(field, places);
  std::vector<Query> forms;
  for (std::size_t i = 0; i < count; ++i) forms.push_back(form_of(field, places, i, options));
  return Query::any_of(std::move(forms));
}

std::optional<Query> all_places(const std::string& field, const std::vector<Place>& places) {
  if (places.empty()) return {};
  std::vector<Query> all;
  for (const Place& place : places) all.push_back(any_term(field, place));
  return Query::all_of(std::move(all));
}

}  // namespace lodex::query
