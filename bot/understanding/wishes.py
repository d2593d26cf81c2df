"""Recognises what is no answer but a wish: to stop, to skip, to talk to a person, to know why.

A wish counts when the message is nearly only that; a person, a reason or being forgotten may also be asked for in one
clause of a longer message.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from bot.understanding.lexicon.languages import lexicon_for
from bot.understanding.lexicon.table import Lexicon
from bot.understanding.spelling import Speller
from bot.understanding.tokens import Token
from bot.understanding.utterance import Utterance

_MOST_WORDS = 14
"""Words up to which a message may be nothing but a wish. With 6, "is there a real person i can talk to" is none. It
also bounds the time that patterns take."""
_LONGEST_WORD = 24
_IN_PASSING_FROM = 3
"""Words of a clause from which it may be a wish beside an answer. With 1, "the director, stop" stops everything; with
5, "200 people, call me please" calls nobody."""
_EMOJI = {"👍": "yes", "✅": "yes", "👌": "yes", "👎": "no", "🙏": "thanks", "👋": "greeting", "🛑": "stop"}
_SKIN_TONES = re.compile("[\U0001f3fb-\U0001f3ff\ufe0f]")
_WORD_IN_PATTERN = re.compile(r"(?<!\\)[a-z]{4,}")


class Intent(StrEnum):
    """What somebody wants who is not answering."""

    WHY = "why"
    STOP = "stop"
    HUMAN = "human"
    SKIP = "skip"
    BACK = "back"
    EDIT = "edit"
    FORGET = "forget"
    PRIVACY = "privacy"
    HELP = "help"
    LANGUAGE = "language"
    MENU = "menu"
    GREETING = "greeting"
    YES = "yes"
    NO = "no"
    THANKS = "thanks"


_BY_THE_WAY = frozenset({Intent.HUMAN, Intent.WHY, Intent.FORGET, Intent.STOP})
_POLITE = frozenset({Intent.GREETING, Intent.THANKS})
_WEAK = _POLITE | {Intent.YES, Intent.NO}


@dataclass(frozen=True, slots=True)
class Wish:
    """An intent, and whether the message says nothing else."""

    intent: Intent
    alone: bool
    clauses: frozenset[int] = frozenset()
    """The clauses of a longer message that express it."""
    mended: bool = False
    """Recognised only after its spelling was mended."""


@dataclass(frozen=True, slots=True)
class _Patterns:
    lexicon: Lexicon
    patterns: tuple[tuple[Intent, re.Pattern[str]], ...]
    no_budget: re.Pattern[str]
    speller: Speller

    def intent_of(self, words: Sequence[str]) -> Intent | None:
        """Return the wish in these words, as they are or without polite words."""
        if not 0 < len(words) <= _MOST_WORDS or max(map(len, words)) > _LONGEST_WORD:
            return None
        found = self._exactly(words)
        if found is not None:
            return found
        bare = [word for word in words if word not in self.lexicon.fillers]
        return self._exactly(bare) if bare and len(bare) < len(words) else None

    def mended_intent_of(self, words: Sequence[str]) -> Intent | None:
        """Return the wish in these words once their spelling is mended."""
        mended = [self._mended(word) for word in words] if len(words) <= _MOST_WORDS else []
        return self.intent_of(mended) if mended != list(words) else None

    def _exactly(self, words: Sequence[str]) -> Intent | None:
        text = " ".join(words)
        return next((intent for intent, pattern in self.patterns if pattern.fullmatch(text)), None)

    def _mended(self, word: str) -> str:
        if word in self.lexicon.stop or word in self.speller:
            return word
        guesses = self.speller.guesses(word)
        return guesses[0].word if len(guesses) == 1 and guesses[0].slips else word


@lru_cache(maxsize=16)
def _patterns_for(language: str) -> _Patterns:
    lexicon = lexicon_for(language)
    joined = {name: "|".join(lines) for name, lines in lexicon.intents.items()}
    compiled = tuple((intent, re.compile(joined[intent])) for intent in Intent)
    words = {word for text in joined.values() for word in _WORD_IN_PATTERN.findall(text)}
    return _Patterns(lexicon, compiled, re.compile("|".join(lexicon.no_budget)), Speller(words, ()))


def find_wish(utterance: Utterance, *, money_is_open: bool = False) -> Wish | None:
    """Return the wish in a message; ``money_is_open`` makes having no budget a way to skip."""
    patterns = _patterns_for(utterance.lexicon.language)
    words = [word.text for word in utterance.words]
    if not words:
        return _by_emoji(utterance.text)
    whole = patterns.intent_of(words)
    if whole is None and money_is_open and patterns.no_budget.fullmatch(_without(words, utterance.lexicon.fillers)):
        whole = Intent.SKIP
    if whole is not None:
        return Wish(whole, alone=True)
    mended = patterns.mended_intent_of(words)
    return Wish(mended, alone=True, mended=True) if mended is not None else _by_clauses(utterance.words, patterns)


def _without(words: Sequence[str], fillers: frozenset[str]) -> str:
    return " ".join(word for word in words if word not in fillers)


def _by_emoji(text: str) -> Wish | None:
    names = {_EMOJI.get(sign) for sign in _SKIN_TONES.sub("", text) if not sign.isspace()}
    name = names.pop() if len(names) == 1 else None
    return Wish(Intent(name), alone=True) if name is not None else None


def _by_clauses(words: Sequence[Token], patterns: _Patterns) -> Wish | None:
    clauses: dict[int, list[str]] = {}
    for word in words:
        clauses.setdefault(word.clause, []).append(word.text)
    if len(clauses) < 2:
        return None
    wishes = {clause: patterns.intent_of(said) for clause, said in clauses.items()}
    strong = {intent for intent in wishes.values() if intent is not None and intent not in _WEAK}
    rest = [c for c, intent in wishes.items() if intent is None and not patterns.lexicon.fillers.issuperset(clauses[c])]
    if not rest:
        return _only_wishes(wishes, strong)
    passing = [
        (clause, intent)
        for clause, intent in wishes.items()
        if intent in _BY_THE_WAY and len(clauses[clause]) >= _IN_PASSING_FROM
    ]
    if len({intent for _, intent in passing}) != 1 or passing[0][1] is None:
        return None
    return Wish(passing[0][1], alone=False, clauses=frozenset(clause for clause, _ in passing))


def _only_wishes(wishes: dict[int, Intent | None], strong: set[Intent]) -> Wish | None:
    """Return the one wish among greetings and thanks."""
    said = [intent for intent in wishes.values() if intent is not None]
    if len(strong) == 1:
        return Wish(next(iter(strong)), alone=True)
    telling = [intent for intent in said if intent not in _POLITE] or said
    return Wish(telling[0], alone=True) if len(set(telling)) == 1 else None
