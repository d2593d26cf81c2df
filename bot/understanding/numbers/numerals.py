"""Reads numbers written in words: "two hundred and fifty", "quatre-vingt-dix", "tvåhundrafemtio"."""

from dataclasses import dataclass
from functools import lru_cache

from bot.understanding.lexicon.languages import lexicon_for
from bot.understanding.lexicon.table import Lexicon
from bot.understanding.utterance import Utterance


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number in words, the token after it, and whether a word such as *hundred* or *thousand* is in it."""

    value: int
    end: int
    scaled: bool


def read_numeral(utterance: Utterance, at: int, *, glue: bool = True) -> Numeral | None:
    """Return the written number that begins at a token; without ``glue`` an *and* ends it ("between two and five")."""
    so_far = _Sum()
    end = at
    while end < len(utterance.tokens):
        step = _step(utterance, end, started=not so_far.empty, glue=glue)
        if step is None or not all(so_far.accepts(part, utterance.lexicon) for part in step[0]):
            break
        end = step[1]
    if so_far.empty or end == at:
        return None
    return Numeral(so_far.total + so_far.current, end, so_far.scaled)


@lru_cache(maxsize=4096)
def _parts(word: str, language: str) -> tuple[str, ...]:
    """Return the number words that a word is made of; more than one in languages that write them together."""
    lexicon = lexicon_for(language)
    if word in lexicon.numerals or word in lexicon.scales:
        return (word,)
    if not lexicon.compounds or len(word) < 5:
        return ()
    for cut in range(len(word) - 2, 1, -1):
        head = word[:cut]
        if head in lexicon.numerals or head in lexicon.scales or head in lexicon.articles:
            rest = _rest(word, cut, lexicon)
            if rest:
                return (head, *rest)
    return ()


def _rest(word: str, cut: int, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the number words after a cut; one letter may serve both sides (tjugoettusen), an article may end it."""
    tail, head = word[cut:], word[:cut]
    if tail in lexicon.articles:
        return (tail,)
    return _parts(tail, lexicon.language) or (
        _parts(head[-1] + tail, lexicon.language) if head in lexicon.articles else ()
    )


@dataclass(slots=True)
class _Sum:
    """A written number while its words are read."""

    total: int = 0
    current: int = 0
    largest: int = 10**12
    scaled: bool = False
    empty: bool = True

    def accepts(self, word: str, lexicon: Lexicon) -> bool:
        """Add a word to the number, or say that it does not belong to it."""
        if word in lexicon.articles:
            self.current += 1  # un million, vingt et un
            fits, self.empty = self.empty, False
            return fits or self.current % 10 == 1
        scale, number = lexicon.scales.get(word), lexicon.numerals.get(word)
        taken = self._accepts_scale(scale) if scale is not None else self._accepts_number(number, lexicon.by_twenties)
        self.empty = self.empty and not taken
        return taken

    def _accepts_scale(self, scale: int) -> bool:
        if scale == self.largest or (scale == 100 and not 0 <= self.current < 100):
            return False
        self.scaled = True
        if scale > self.largest:  # dos mil millones
            self.total, self.current, self.largest = (self.total + self.current) * scale, 0, scale
            return True
        if scale == 100:
            self.current = max(self.current, 1) * 100
        else:
            self.total += max(self.current, 1) * scale
            self.current, self.largest = 0, scale
        return True

    def _accepts_number(self, number: int | None, by_twenties: bool) -> bool:
        if number is None:
            return False
        last = self.current % 100
        if by_twenties and number == 20 and last == 4:
            self.current += 76  # quatre-vingt
        elif self.empty or self._fits(number, last) or (by_twenties and _goes_on(last, number)):
            self.current += number
        else:
            return False
        return True

    def _fits(self, number: int, last: int) -> bool:
        if number == 0:
            return False
        if self.current == 0 or (last == 0 and number < 100):
            return True
        return last >= 20 and last % 10 == 0 and number < 10


def _goes_on(last: int, number: int) -> bool:
    """Return whether tens go on past ten: soixante-douze, quatre-vingt-dix, dix-sept."""
    return (last in (60, 80) and 10 <= number < 20) or (last in (10, 70, 90) and 7 <= number < 10)


def _step(utterance: Utterance, at: int, *, started: bool, glue: bool) -> tuple[tuple[str, ...], int] | None:
    """Return the next number words and the token after them, looking over *and* and hyphens."""
    tokens, lexicon = utterance.tokens, utterance.lexicon
    text = tokens[at].text
    parts = _parts(text, lexicon.language)
    if parts:
        return parts, at + 1
    following = _parts(tokens[at + 1].text, lexicon.language) if at + 1 < len(tokens) else ()
    if not started:
        scale = bool(following) and following[0] in lexicon.scales
        return ((text,), at + 1) if text in lexicon.articles and scale else None
    if text in lexicon.ones and _takes_one(tokens[at - 1].text, lexicon):
        return (text,), at + 1
    if at + 1 >= len(tokens):
        return None
    if text == "-" and tokens[at].glued:
        following = following or (() if tokens[at + 1].text not in lexicon.ones else (tokens[at + 1].text,))
        return (following, at + 2) if following and _is_hyphenated(utterance, at) else None
    if text not in lexicon.glue:
        return None
    if tokens[at + 1].text in lexicon.articles and lexicon.numerals.get(tokens[at - 1].text, 0) >= 20:
        return (tokens[at + 1].text,), at + 2
    return (following, at + 2) if glue and following else None


def _takes_one(word: str, lexicon: Lexicon) -> bool:
    """Return whether an article after a number's word adds one to it: cent un, ciento una, quatre vingt un."""
    return word in lexicon.scales or (lexicon.by_twenties and lexicon.numerals.get(word) == 20)


def _is_hyphenated(utterance: Utterance, at: int) -> bool:
    """Say whether a hyphen joins one number: twenty-five, not ten-fifteen, which would be two without it."""
    first, second = (utterance.lexicon.numerals.get(utterance.tokens[place].text, 100) for place in (at - 1, at + 1))
    goes_on = utterance.lexicon.by_twenties and ((first, second) == (4, 20) or _goes_on(first, second))
    return first >= 20 or goes_on or second >= 100
