"""Ways to read a text as a query. Each makes the query tree itself, so that figures do not depend on lodex's defaults."""
import functools

import lodex
from lodex import Query

STOP = {"lodex": {"tokenizer": "standard", "filters": [{"name": "stop", "language": "english"}]},
        "articles": {"tokenizer": "standard", "filters": [{"name": "stop", "words": ["a", "an", "the"]}]}}


@functools.cache
def _analyzer(name):
    return lodex.make_analyzer(STOP.get(name, name))


@functools.cache
def _terms(text, analyzer):
    return _analyzer(analyzer).analyze(text)


class Reader:
    """Reads a text for some fields with boosts. Of a word that is cut in several, `phrase` and `words` are the weights.

    stop: a name of STOP, whose words weigh `stop_weight`; None: all words weigh 1. pairs: weight of two words that are
    neither stop words nor apart as an ordered phrase, near: of the same within eight words in any order.
    unique: a word that a query repeats counts once.
    """

    def __init__(self, fields, boosts=None, *, analyzer="english", stop=None, stop_weight=0.1, phrase=0.0, words=1.0,
                 pairs=0.0, near=0.0, unique=False):
        self.fields = [(field, float((boosts or {}).get(field, 1))) for field in fields]
        self.analyzer, self.stop, self.stop_weight = analyzer, stop, stop_weight
        self.phrase, self.words, self.pairs, self.near, self.unique = phrase, words, pairs, near, unique

    def query(self, text):
        parts, seen, last = [], set(), None
        for typed in text.split():
            tokens = self._tokens(typed)
            several = len(tokens) > 1 and self.phrase > 0
            if several:
                parts.append(self._across([term for term, _ in tokens], self.phrase))
            for term, stops in tokens:
                weight = (self.stop_weight if stops else 1) * (self.words if several else 1)
                if weight > 0 and not (self.unique and term in seen):
                    parts.append(self._across([term], weight))
                seen.add(term)
                if last is not None and not stops and last != term:
                    parts.extend(self._pair([last, term]))
                last = None if stops else term
        return Query.any_of(parts)

    def _tokens(self, typed):
        """[(term, whether it is a stop word)]"""
        tokens = _terms(typed, self.analyzer)
        if self.stop is None:
            return [(token.term, False) for token in tokens]
        kept = {token.begin for token in _terms(typed, self.stop)}
        return [(token.term, token.begin not in kept) for token in tokens]

    def _pair(self, terms):
        if self.pairs:
            yield self._across(terms, self.pairs)
        if self.near:
            yield self._across(terms, self.near, slop=8, ordered=False)

    def _across(self, terms, weight, **options):
        leaves = [(Query.phrase(field, terms, **options) if len(terms) > 1 else Query.term(field, terms[0]), boost)
                  for field, boost in self.fields]
        query = leaves[0][0] if len(leaves) == 1 else Query.across(leaves)
        return query if weight == 1 else query.boost(weight)
