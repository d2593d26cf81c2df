"""Recognises what is no answer but a wish: to stop, to skip, to talk to a person, to know why.

Wishes are told by examples, which stand in the lexicon. A wish counts when the message is nearly only that; some may
also be said in one clause of a longer message. To refuse and to stop are found wherever they stand: whoever says so
must never be taken to have answered.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import chain, islice, pairwise, product

from msgspec import Struct

from bot.understanding.examples import SHORTEST_WITHIN, Examples, Words, laid_out
from bot.understanding.freetext import is_rude
from bot.understanding.lexicon.everywhere import LAUGHTER
from bot.understanding.lexicon.languages import TABLES, lexicon_for
from bot.understanding.lexicon.other_languages import GREETED_IN
from bot.understanding.lexicon.table import Lexicon
from bot.understanding.spelling import Speller
from bot.understanding.tokens import Token
from bot.understanding.utterance import Utterance

_MOST_WORDS = 18
"""Words up to which a message may be nothing but a wish. With 6, "is there a real person i can talk to" is none."""
_LONGEST_WORD = 24
_IN_PASSING_FROM = 3
"""Words of a clause from which it may be a wish beside an answer. With 1, "the director, stop" stops everything; with
5, "200 people, call me please" calls nobody."""
_ELSEWHERE_FROM = 2
"""Words from which a wish is understood in a language that nobody expected. With 1, "fin" and "para" would stop."""
_MOST_WORDS_FED_UP, _LONGEST_STOP = 10, 3
"""Whoever has had enough says so in few words, and stops in fewer: longer ones tell a story."""
_SHORTEST_MENDED = 4
_MOST_SPELLINGS = 12
"""Ways of taking misspelt words that are tried: "effacz" may be one of two, and a sentence holds few such words."""
_EMOJI = {"👍": "yes", "✅": "yes", "👌": "yes", "👎": "no", "🙏": "thanks", "👋": "greeting", "🛑": "stop"}
_LAUGHTER = re.compile(LAUGHTER)
_SKIN_TONES = re.compile("[\U0001f3fb-\U0001f3ff\ufe0f]")
_NO_BUDGET = "no_budget"
COMPLAINT, ASIDE = "complaint", "aside"


class Intent(StrEnum):
    """What somebody wants who is not answering; a longer message's is the first of these that stands in it."""

    STOP = "stop"
    REFUSE_CONSENT = "refuse_consent"
    FORGET = "forget"
    CALLBACK = "callback"
    HUMAN = "human"
    BOT = "bot"
    WHY = "why"
    PRIVACY = "privacy"
    SKIP = "skip"
    BACK = "back"
    EDIT = "edit"
    HELP = "help"
    LANGUAGE = "language"
    MENU = "menu"
    GREETING = "greeting"
    YES = "yes"
    NO = "no"
    THANKS = "thanks"


FINAL = frozenset({Intent.STOP, Intent.REFUSE_CONSENT, Intent.FORGET})
"""Nothing beside these is an answer."""
FOR_A_PERSON = frozenset({Intent.HUMAN, Intent.CALLBACK})
ALIKE = (FINAL, FOR_A_PERSON, frozenset({Intent.SKIP, Intent.NO}), frozenset({Intent.BACK, Intent.EDIT}))
"""Wishes that are near each other: that it is one of these may be clear where it is not clear which."""
_BY_THE_WAY = FINAL | FOR_A_PERSON | {Intent.WHY, Intent.BOT}
_POLITE = frozenset({Intent.GREETING, Intent.THANKS})
WEAK = _POLITE | {Intent.YES, Intent.NO}
"""Said beside an answer, these say nothing more."""
ANSWERED = frozenset({Intent.PRIVACY, Intent.HELP})
"""Wishes to know something: where the business has an answer to these very words, it is the better one."""
_ANYWHERE = (Intent.STOP, Intent.REFUSE_CONSENT)


class Wish(Struct, frozen=True):
    """An intent, and whether the message says nothing else."""

    intent: Intent
    alone: bool
    clauses: frozenset[int] = frozenset()
    """The clauses of a longer message that express it."""
    mended: bool = False
    """Recognised only after its spelling was mended."""


@dataclass(frozen=True, slots=True)
class _Table:
    lexicon: Lexicon
    examples: Examples
    no_budget: Examples
    apart: Examples
    """What is no answer and no wish either: complaints, and what is meant for somebody else."""
    apart_pairs: frozenset[Words]
    """The first two words of each of these: a message without any of them holds none, and costs nothing more."""
    speller: Speller
    openings: Mapping[str, Sequence[Words]]
    """By their first word."""
    firsts: frozenset[str]
    """The first word of each way of saying a wish, in any language: a message without any of them holds none."""

    def intent_of(self, words: Sequence[str], *, closed: bool = False) -> Intent | None:
        """Return the wish in these words, as they are or without polite words and openings.

        ``closed`` words are several clauses: what follows a wish in another clause is no part of it.
        """
        if not 0 < len(words) <= _MOST_WORDS or self.firsts.isdisjoint(words) or max(map(len, words)) > _LONGEST_WORD:
            return None
        for said in self.readings(words):
            name = self.examples.name_of(said, closed=closed)
            if name is None and len(said) >= _ELSEWHERE_FROM:
                name = _everywhere().name_of(said, closed=closed)
            if name is not None:
                return Intent(name)
        return None

    def mended_intent_of(self, spellings: Sequence[Words], *, closed: bool = False) -> Intent | None:
        """Return the wish in words once their spelling is mended, in whichever way."""
        found = (self.intent_of(said, closed=closed) for said in spellings)
        return next((intent for intent in found if intent is not None), None)

    def readings(self, words: Sequence[str]) -> list[Words]:
        """Return the words as they are, without fillers, and each of these without its opening."""
        said = [tuple(words)]
        grave = tuple(word for word in words if not _LAUGHTER.fullmatch(word))
        bare = tuple(word for word in grave if word not in self.lexicon.fillers)
        said += [each for each in dict.fromkeys((grave, bare)) if each and len(each) < len(words)]
        return said + [rest for known in said for rest in self._unopened(known)]

    def _unopened(self, words: Words) -> list[Words]:
        """Return the words after each opening that they begin with."""
        openings = self.openings.get(words[0], ())
        lengths = {len(opening) for opening in openings if words[: len(opening)] == opening}
        return [words[length:] for length in sorted(lengths, reverse=True) if length < len(words)]

    def spellings(self, words: Sequence[str]) -> list[Words]:
        """Return the words, with those that are nearly a wish's spelt like it: each way of taking them."""
        return [*islice(product(*map(self._meant, words)), _MOST_SPELLINGS)]

    def _meant(self, word: str) -> list[str]:
        if word in self.lexicon.stop or word in self.speller:
            return [word]
        return [guess.word for guess in self.speller.guesses(word) if guess.slips] or [word]


@lru_cache(maxsize=16)
def _table_for(language: str) -> _Table:
    lexicon = lexicon_for(language)
    said = [(intent, lexicon.wishes.get(intent, ())) for intent in Intent]
    examples = laid_out([*said, (Intent.GREETING, GREETED_IN)])
    # The words of no wish are known, too: who writes "idiota" does not mean "idioma".
    others = laid_out([("none", [*lexicon.wishes["insult"], *lexicon.wishes["none"]])])
    words = {word for word in examples.words | others.words | lexicon.fillers if len(word) >= _SHORTEST_MENDED}
    openings: defaultdict[str, list[Words]] = defaultdict(list)
    for opening in lexicon.openings:
        openings[opening[0]].append(opening)
    no_budget = laid_out([(Intent.SKIP, lexicon.wishes[_NO_BUDGET])])
    apart = laid_out((name, lexicon.wishes[name]) for name in (COMPLAINT, ASIDE))
    firsts = examples.firsts | no_budget.firsts | _everywhere().firsts
    return _Table(lexicon, examples, no_budget, apart, apart.pairs, Speller(words), dict(openings), firsts)


@lru_cache(maxsize=1)
def _everywhere() -> Examples:
    """Return the examples of all languages: people type another one than their phone is set to."""
    return _of_all(Intent, fewest=_ELSEWHERE_FROM)


@lru_cache(maxsize=1)
def _refusals() -> Examples:
    return _of_all(_ANYWHERE, fewest=SHORTEST_WITHIN)


def _of_all(intents: Iterable[Intent], *, fewest: int) -> Examples:
    pairs = product(intents, TABLES.values())
    return laid_out(((intent, lexicon.wishes.get(intent, ())) for intent, lexicon in pairs), fewest=fewest)


def find_wish(utterance: Utterance, *, may_have_none: bool = False) -> Wish | None:
    """Return the wish in a message; ``may_have_none`` makes having none of what is asked a way to skip."""
    wish = _find_wish(utterance, may_have_none=may_have_none)
    if wish is None and utterance.as_typed is not None:
        typed = utterance.as_typed
        said = Utterance(typed.text, typed.tokens, typed.words, typed.said, utterance.lexicon)
        return _find_wish(said, may_have_none=False)
    return wish


def _find_wish(utterance: Utterance, *, may_have_none: bool) -> Wish | None:
    table = _table_for(utterance.lexicon.language)
    words = utterance.said
    if not words:
        return _by_emoji(utterance.text)
    spellings = table.spellings(words)
    if table.firsts.isdisjoint(chain(words, *spellings)):
        return None
    closed = utterance.words[0].clause != utterance.words[-1].clause
    passing = _by_clauses(utterance.words, table) if closed else None
    if passing is not None and passing.alone:
        return passing
    whole = table.intent_of(words, closed=closed)
    if whole is None and may_have_none and any(table.no_budget.name_of(said) for said in table.readings(words)):
        whole = Intent.SKIP
    if whole is not None:
        return Wish(whole, alone=True)
    mended = table.mended_intent_of(spellings, closed=closed) if spellings != [tuple(words)] else None
    if mended is not None:
        return Wish(mended, alone=True, mended=True)
    return passing or _fed_up(utterance, table) or _anywhere(utterance, spellings, table)


def _fed_up(utterance: Utterance, table: _Table) -> Wish | None:
    """Return the wish to stop of whoever calls us names or tiresome, and begins or ends with it: "ur annoying stop"."""
    lexicon, words = table.lexicon, utterance.said
    said = frozenset(words)
    if (lexicon.tiresome.isdisjoint(said) and lexicon.rude.isdisjoint(said)) or not lexicon.ours.isdisjoint(said):
        return None
    if not 1 < len(words) <= _MOST_WORDS_FED_UP or (lexicon.addressed | lexicon.others).isdisjoint(said):
        return None
    lengths = range(1, min(_LONGEST_STOP, len(words) - 1) + 1)
    parts = (part for length in lengths for part in (words[:length], words[-length:]))
    stops = any(table.examples.place_of(part).complete == Intent.STOP for part in parts)
    return Wish(Intent.STOP, alone=True) if stops else None


def readings(words: Sequence[str], language: str) -> list[Words]:
    """Return folded words as they are, and without polite words and openings of a language."""
    return _table_for(language).readings(words)


def says_only(words: Sequence[str], intent: Intent, *, language: str) -> bool:
    """Say whether folded words express a wish in a language, in its own examples and nothing beside them."""
    examples = _examples_of(intent, language)
    return any(examples.name_of(said) for said in _table_for(language).readings(words))


@lru_cache(maxsize=32)
def _examples_of(intent: Intent, language: str) -> Examples:
    return laid_out([(intent, TABLES[language].wishes.get(intent, ()))])


def said_apart(utterance: Utterance) -> Mapping[int, str]:
    """Return the clauses that are no answer, each with what it is.

    Somebody complains that we do not answer, is fed up with us, or speaks to somebody else (``aside``).
    """
    table = _table_for(utterance.lexicon.language)
    rude = utterance.lexicon.rude if is_rude(utterance) else frozenset[str]()
    texts = utterance.said
    bare = [text for text in texts if text not in table.lexicon.fillers]
    if not rude and table.apart_pairs.isdisjoint(chain(pairwise(texts), pairwise(bare))):
        return {}
    clauses: dict[int, list[str]] = {}
    for word in utterance.words:
        clauses.setdefault(word.clause, []).append(word.text)
    names = {clause: _apart(words, table) for clause, words in clauses.items()}
    angry = {clause: COMPLAINT for clause, words in clauses.items() if not rude.isdisjoint(words)}
    return {clause: name for clause, name in names.items() if name is not None} | angry


def _apart(words: Sequence[str], table: _Table) -> str | None:
    said = (*table.readings(words), *_after_joiners(words, table))
    return next((name for each in said if len(each) <= _MOST_WORDS and (name := table.apart.name_of(each))), None)


def _after_joiners(words: Sequence[str], table: _Table) -> list[Words]:
    """Return what follows each "and": people seldom write commas."""
    return [tuple(words[at + 1 :]) for at, word in enumerate(words[:-1]) if word in table.lexicon.joiners]


def _anywhere(utterance: Utterance, spellings: Sequence[Words], table: _Table) -> Wish | None:
    """Return the refusal that stands somewhere in a message."""
    for said in spellings:
        for start, end, name in _refusals().within(said):
            clause = utterance.words[start].clause
            inside = [at for at, word in enumerate(utterance.words) if word.clause == clause]
            before, after = [said[at] for at in inside if at < start], [said[at] for at in inside if at >= end]
            goes_on = not _refusals().place_of(said[start:end]).open_ended and not _little(table.lexicon).issuperset(
                after
            )
            if not goes_on and _is_ones_own(said[start:end], before, table.lexicon):
                return Wish(Intent(name), alone=False, clauses=frozenset({clause}))
    return None


def _little(lexicon: Lexicon) -> frozenset[str]:
    """Return the words that may follow a refusal which is complete: "no more emails now", not "no more emails lost"."""
    return lexicon.light | lexicon.stop | lexicon.first_person


def _is_ones_own(refusal: Words, before: Sequence[str], lexicon: Lexicon) -> bool:
    """Say whether nobody else refuses ("our customers do not agree"), and the refusal is not denied ("never stop")."""
    if lexicon.first_person.isdisjoint(refusal) and not lexicon.light.issuperset(before):
        return False
    return not before or before[-1] not in lexicon.negators - lexicon.noes


def _by_emoji(text: str) -> Wish | None:
    names = {_EMOJI.get(sign) for sign in _SKIN_TONES.sub("", text) if not sign.isspace()}
    name = names.pop() if len(names) == 1 else None
    return Wish(Intent(name), alone=True) if name is not None else None


def _by_clauses(words: Sequence[Token], table: _Table) -> Wish | None:
    clauses: dict[int, list[str]] = {}
    for word in words:
        clauses.setdefault(word.clause, []).append(word.text)
    wishes = {clause: table.intent_of(said) for clause, said in clauses.items()}
    strong = {intent for intent in wishes.values() if intent is not None and intent not in WEAK}
    rest = [c for c, intent in wishes.items() if intent is None and not table.lexicon.fillers.issuperset(clauses[c])]
    if not rest:
        return _only_wishes(wishes, strong)
    passing = {
        clause: intent
        for clause, intent in wishes.items()
        if intent in _BY_THE_WAY and len(clauses[clause]) >= _in_passing_from(intent)
    }
    first = next((intent for intent in Intent if intent in passing.values()), None)
    if first is None:
        return None
    return Wish(first, alone=False, clauses=frozenset(passing))


def _in_passing_from(intent: Intent) -> int:
    """Return the words of a clause from which it may be a wish beside an answer: "my cell is ..., call me"."""
    return _ELSEWHERE_FROM if intent is Intent.CALLBACK else _IN_PASSING_FROM


def _only_wishes(wishes: dict[int, Intent | None], strong: set[Intent]) -> Wish | None:
    """Return the one wish among greetings and thanks."""
    said = [intent for intent in wishes.values() if intent is not None]
    if len(strong) == 1 or strong & FINAL or (strong and any(strong <= same for same in ALIKE)):
        return Wish(next(intent for intent in Intent if intent in strong), alone=True)
    telling = [intent for intent in said if intent not in _POLITE] or said
    return Wish(telling[0], alone=True) if len(set(telling)) == 1 else None
