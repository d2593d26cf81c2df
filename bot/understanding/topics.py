"""Finds what a message asks about: the topic whose example questions share its telling words.

Rules only: an example that is said as it stands is sure; otherwise words weigh by how few topics know them, misspelt
ones included. A message that asks several things in several clauses has several topics.
"""

import math
import sys
from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise
from operator import attrgetter

from msgspec import Struct

from bot.at_hand import at_hand
from bot.understanding.freetext import is_question, opens_question
from bot.understanding.lexicon.languages import lexicon_for
from bot.understanding.lexicon.table import Lexicon
from bot.understanding.shared_sets import shared_sets
from bot.understanding.spelling import Speller
from bot.understanding.tokens import Token, fold_words
from bot.understanding.utterance import Utterance, written_out

ENOUGH = 0.5
"""What an example and a question must have in common to be about the same. With 0.4, "do you have an office in Rome?"
asks about demos; with 0.6, "will it work with our Gmail" is about nothing."""
_LITTLE = 0.25
"""How much less little words weigh: "how much" tells something, "how" does not."""
_NEARLY = 0.85
"""Of the best, what another audience's answer must reach to be given as well, while the audience is not known."""


class Found(Struct, frozen=True):
    """A topic that a stretch of a message asks about, and its place in the text.

    ``exact`` where it was asked in the words of an example, and ``asks`` where it reads like a question by itself.
    """

    topic: str
    start: int
    end: int
    exact: bool
    asks: bool


@dataclass(frozen=True, slots=True)
class _Example:
    topic: str
    words: tuple[str, ...]
    features: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class _Index:
    """The examples of topics in one language, prepared for finding them."""

    lexicon: Lexicon
    speller: Speller
    forms: frozenset[str]
    by_words: Mapping[tuple[str, ...], tuple[str, ...]]
    by_feature: Mapping[str, tuple[_Example, ...]]
    topics_of: Mapping[str, frozenset[str]]
    weights: Mapping[str, float]
    unknown: float

    def weight(self, feature: str) -> float:
        """Return how much a word, or two words that follow each other, tells of a topic."""
        known = self.weights.get(feature)
        if known is not None:
            return known
        return 0.0 if " " in feature else self.unknown * (_LITTLE if _is_little(feature, self.lexicon) else 1)


def find_topics(utterance: Utterance, asks: Mapping[str, tuple[str, ...]]) -> tuple[Found, ...]:
    """Return the topics that a message asks about, in the order in which it does.

    ``asks`` holds the examples of each topic. Topics of several audiences carry these in front, ``b2b.pricing``: of
    each the likeliest is taken.
    """
    if not asks or not utterance.words:
        return ()
    index = _prepared(asks, utterance.lexicon.language)
    parts = _parts(utterance)
    found = [each for part in parts for each in _in_part(part, index)]
    if not found and len(parts) > 1:
        found = list(_in_part(_Part(utterance.words, any(part.asks for part in parts)), index))
    return tuple({each.topic: each for each in reversed(found)}.values())[::-1]


def asked_besides(
    utterance: Utterance,
    asks: Mapping[str, tuple[str, ...]],
    *,
    found: Sequence[Found],
    taken: Sequence[tuple[int, int]] = (),
) -> tuple[tuple[int, int], ...]:
    """Return the places of questions in a message, beside those that were found, that are about no topic.

    What holds an answer (``taken``) or says nothing by itself ("how are you") is no such question.
    """
    known = [*((each.start, each.end) for each in found), *taken]
    places = []
    for part in _parts(utterance):
        start, end = part.words[0].start, part.words[-1].end
        is_other = part.asks and not any(start < b and a < end for a, b in known)
        if (
            is_other
            and _tells(part, utterance.lexicon)
            and not _in_part(part, _prepared(asks, utterance.lexicon.language))
        ):
            places.append((start, end))
    return tuple(places)


def stretches_asking(utterance: Utterance) -> tuple[tuple[int, int], ...]:
    """Return the places of the stretches of a message that read like a question."""
    return tuple((part.words[0].start, part.words[-1].end) for part in _parts(utterance) if part.asks)


def stretches_about_us(utterance: Utterance) -> tuple[tuple[int, int], ...]:
    """Return the places of the questions about what we have or are: "do you have clients like us"."""
    frames = utterance.lexicon.asks_of_us
    asked = (part.words for part in _parts(utterance) if part.asks)
    return tuple(
        (words[0].start, words[-1].end)
        for words in asked
        if any(tuple(word.text for word in words[: len(frame)]) == frame for frame in frames)
    )


class _Part(Struct, frozen=True):
    words: Sequence[Token]
    asks: bool


def _tells(part: _Part, lexicon: Lexicon) -> bool:
    return any(word.kind == "word" and not _is_little(word.text, lexicon) for word in part.words)


def _parts(utterance: Utterance) -> list[_Part]:
    """Return the stretches between punctuation, cut where a second question begins: "what is it and do you ship"."""
    parts = []
    for _, clause in groupby(utterance.tokens, key=attrgetter("clause")):
        tokens = list(clause)
        marked = tokens[-1].text == "?"
        words = [token for token in tokens if token.kind != "symbol"]
        starts = [0, *[at for at in range(1, len(words)) if _begins_anew(words, at, utterance.lexicon)], len(words)]
        for start, end in pairwise(starts):
            if words[start:end]:
                asks = is_question(words[start:end], marked=marked, lexicon=utterance.lexicon)
                parts.append(_Part(words[start:end], asks))
    return parts


def _begins_anew(words: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    return words[at - 1].text in lexicon.joiners and opens_question(tuple(w.text for w in words[at:]), lexicon.language)


def _in_part(part: _Part, index: _Index) -> list[Found]:
    words = tuple([word.text for word in part.words])
    start, end = part.words[0].start, part.words[-1].end
    bare = tuple([word for word in words if word not in index.lexicon.fillers])
    if not bare or len(words) > _MOST_WORDS:
        return []
    may_ask = part.asks or not _frames(index.lexicon.language).firsts.isdisjoint((words[0], bare[0]))
    if not may_ask and _says_more((_known(word, index) for word in bare), index):
        return []
    whole = tuple([_known(word, index) for word in words])
    mended = whole if bare == words else tuple([_known(word, index) for word in bare])
    exact = index.by_words.get(whole) or index.by_words.get(mended) or ()
    wanted = () if exact or not may_ask else _requested(words, index.lexicon) or _requested(bare, index.lexicon)
    if wanted:
        # "Can you send me the prices" has more in common with "can you send me a brochure" than what it is about.
        mended = tuple(_known(word, index) for word in wanted)
    if exact and not any("." in topic for topic in exact):
        topics: Sequence[str] = exact
    else:
        scores = _scores(mended, index, asks=part.asks or bool(wanted))
        topics = _best(scores | dict.fromkeys(exact, 1.0))
    return [Found(topic, start, end, exact=bool(exact), asks=part.asks) for topic in topics]


def _requested(words: tuple[str, ...], lexicon: Lexicon) -> tuple[str, ...]:
    """Return what somebody asks to be given, if they do: "can you send me the prices" is about prices."""
    frames = _frames(lexicon.language)
    rest = _after(words, frames.openings)
    given = _after(words, frames.requests) if rest is None else _after(rest, frames.all_requests)
    if given is None:
        return ()
    # "Can you send to Norway" asks about sending.
    little = lexicon.determiners | lexicon.articles | lexicon.others | lexicon.objects | lexicon.ofs | lexicon.addressed
    if given[0] in lexicon.stop and given[0] not in little:
        return ()
    start = next((at for at, word in enumerate(given) if word not in little and len(word) > 1), len(given))
    return given[start:]


_ByFirstWord = Mapping[str, Sequence[tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class _Frames:
    """What may stand before the thing that somebody asks for: openings, requests, and those that follow an opening."""

    openings: _ByFirstWord
    requests: _ByFirstWord
    all_requests: _ByFirstWord
    firsts: frozenset[str]
    """The words of which one begins whatever asks to be given something."""


@lru_cache(maxsize=16)
def _frames(language: str) -> _Frames:
    lexicon = lexicon_for(language)
    openings, requests = _by_first_word(lexicon.openings), _by_first_word(lexicon.requests)
    all_requests = _by_first_word((*lexicon.requests, *lexicon.receives))
    return _Frames(openings, requests, all_requests, frozenset((*openings, *requests)))


def _by_first_word(phrases: Sequence[tuple[str, ...]]) -> _ByFirstWord:
    by_first_word: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
    for phrase in phrases:
        by_first_word[phrase[0]].append(phrase)
    return dict(by_first_word)


def _after(words: tuple[str, ...], phrases: _ByFirstWord) -> tuple[str, ...] | None:
    """Return the words after the longest of some phrases that they begin with; None where they begin with none."""
    near = phrases.get(words[0], ()) if words else ()
    length = max((len(phrase) for phrase in near if words[: len(phrase)] == phrase), default=0)
    return words[length:] if 0 < length < len(words) else None


_MOST_WORDS = 40
"""Longer clauses tell a story; comparing them would take its time."""


def _best(scores: Mapping[str, float]) -> list[str]:
    """Return the likeliest topic, and those of other audiences that are about as likely."""
    by_group: dict[str, tuple[float, str]] = {}
    for topic, score in scores.items():
        group = topic.partition(".")[0] if "." in topic else ""
        by_group[group] = max(by_group.get(group, (0.0, "")), (score, topic))
    top = max((score for score, _ in by_group.values()), default=0.0)
    if top < ENOUGH:
        return []
    likely = [(score, topic) for score, topic in by_group.values() if score >= max(ENOUGH, _NEARLY * top)]
    return [topic for _, topic in sorted(likely, key=lambda each: (-each[0], each[1]))]


def _scores(words: tuple[str, ...], index: _Index, *, asks: bool) -> dict[str, float]:
    """Return how much each topic has in common with a question.

    Both ways: how much of its likest example is said, and how much of what is said its examples know.
    """
    said = _features(words)
    telling = sum(index.weight(feature) for feature in said)
    near = {example for feature in said for example in index.by_feature.get(feature, ())}
    known: defaultdict[str, float] = defaultdict(float)
    for feature in said:
        for topic in index.topics_of.get(feature, ()):
            known[topic] += index.weight(feature)
    scores: dict[str, float] = {}
    if not asks and _says_more(words, index):
        return scores
    for example in near:
        shared = said.intersection(example.features)
        if all(_is_little(word, index.lexicon) for word in shared if " " not in word):
            # "are you there" has only little words in common with "are you a bot"; said exactly they would count.
            continue
        if not asks and not _is_all_but_little(words, example, index):
            continue
        of_example = sum(index.weight(feature) for feature in shared) / example.weight
        of_words = known[example.topic] / telling
        score = 2 * of_example * of_words / (of_example + of_words)
        scores[example.topic] = max(scores.get(example.topic, 0.0), score)
    return scores


def _says_more(words: Iterable[str], index: _Index) -> bool:
    """Return whether a telling word stands in no example: a statement with one is about nothing."""
    return any(word not in index.forms and not _is_little(word, index.lexicon) for word in words)


def _is_all_but_little(words: tuple[str, ...], example: _Example, index: _Index) -> bool:
    """Return whether words hold an example, and nothing else that tells anything: "I want to see prices"."""
    part = example.words
    at = next((at for at in range(len(words) - len(part) + 1) if words[at : at + len(part)] == part), None)
    if at is None or all(_is_little(word, index.lexicon) for word in part):
        return False
    return all(_is_little(word, index.lexicon) for word in (*words[:at], *words[at + len(part) :]))


def _features(words: Sequence[str]) -> frozenset[str]:
    """Return the words without numbers, and each two that follow each other: "how long" tells more than its words."""
    pairs = (f"{first} {second}" for first, second in pairwise(words))
    return frozenset(part for part in (*words, *pairs) if not any(sign.isdigit() for sign in part))


def _known(word: str, index: _Index) -> str:
    """Return the word that the examples have for this one: another form of it, or what was misspelt."""
    if not (word in index.lexicon.stop or word in index.speller):
        guesses = index.speller.guesses(word)
        word = guesses[0].word if guesses else word
    return _form(word, index.forms, index.lexicon)


def _form(word: str, known: Container[str], lexicon: Lexicon) -> str:
    """Return the form without an ending, where that is known too: price for prices."""
    if len(word) <= _SHORTEST_FORM or word in lexicon.stop:
        return word
    shorter = (word.removesuffix(ending) for ending in lexicon.endings if word.endswith(ending))
    return next((form for form in shorter if len(form) >= _SHORTEST_FORM and form in known), word)


_SHORTEST_FORM = 4
"""Letters of the form without an ending. With 3, "cares" is about cars."""


def _is_little(word: str, lexicon: Lexicon) -> bool:
    return len(word) == 1 or word in lexicon.stop or word in lexicon.fillers


@at_hand
def _prepared(asks: Mapping[str, tuple[str, ...]], language: str) -> _Index:
    """Return the index of examples."""
    return _index(tuple(asks.items()), language)


@lru_cache(maxsize=32)
def _index(asks: tuple[tuple[str, tuple[str, ...]], ...], language: str) -> _Index:
    lexicon = lexicon_for(language)
    folded = [(topic, written_out(fold_words(text), lexicon)) for topic, examples in asks for text in examples]
    known = frozenset(word for _, words in folded for word in words)
    wanted = [(topic, _requested(words, lexicon)) for topic, words in folded]
    examples = [(topic, words) for topic, words in (*folded, *wanted) if words]
    said = {(topic, tuple(_form(word, known, lexicon) for word in words)): None for topic, words in examples}
    topics_of: defaultdict[str, set[str]] = defaultdict(set)
    features_of = {words: tuple(map(sys.intern, _features(words))) for _, words in said}
    for topic, words in said:
        for feature in features_of[words]:
            topics_of[feature].add(topic)
    total = len({_bare(topic) for topic, _ in asks})
    weights = {feature: _weight(feature, topics, total, lexicon) for feature, topics in topics_of.items()}
    by_words: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    by_feature: defaultdict[str, list[_Example]] = defaultdict(list)
    for topic, words in said:
        features = features_of[words]
        example = _Example(topic, words, features, sum(weights[each] for each in features) or 1.0)
        by_words[words].append(topic)
        for feature in features:
            by_feature[feature].append(example)
    return _Index(
        lexicon,
        Speller(known, lexicon.endings),
        known,
        {words: tuple(_one_of_each(topics)) for words, topics in by_words.items()},
        {feature: tuple(found) for feature, found in by_feature.items()},
        shared_sets(topics_of),
        weights,
        unknown=math.log(1 + total) * _UNKNOWN,
    )


def _weight(feature: str, topics: Collection[str], total: int, lexicon: Lexicon) -> float:
    """Return what a feature tells: much if few topics have it.

    The topics of several audiences count as one: a word is no less telling because both sell something.
    """
    tells = math.log(1 + total / len({_bare(topic) for topic in topics}))
    if " " in feature:
        return tells * _PAIR
    return tells * (_LITTLE if _is_little(feature, lexicon) else 1)


def _bare(topic: str) -> str:
    return topic.rpartition(".")[2]


_PAIR = 0.4
"""What two words that follow each other weigh, of what one of them would."""
_UNKNOWN = 0.5
"""What a word that no example knows weighs, of one that a single topic knows: mostly it is a place or a thing."""


def _one_of_each(topics: Sequence[str]) -> list[str]:
    """Return the first topic of each audience."""
    return list({topic.rpartition(".")[0]: topic for topic in reversed(topics)}.values())[::-1]
