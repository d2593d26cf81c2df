"""Decides whether words are worth keeping as an answer in one's own words, and whether a message asks us something."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain

from bot.understanding.lexicon.everywhere import LAUGHTER, LIKE_KEYBOARD_ROWS, SUFFIXES
from bot.understanding.lexicon.languages import lexicon_for
from bot.understanding.lexicon.table import Lexicon
from bot.understanding.tokens import Token
from bot.understanding.utterance import Utterance

_KEYBOARD_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "azertyuiop", "qsdfghjklm", "wxcvbn")
_ROW_RUN = 4
"""Letters in a row on a keyboard that show a mash. With 3, "tree" is one; with 5, "asdf" is a word."""
_ALONG_ROWS = frozenset(
    row[at : at + length]
    for one in _KEYBOARD_ROWS
    for row in (one, one[::-1])
    for length in (3, _ROW_RUN)
    for at in range(len(row) - length + 1)
)
"""Runs of that length along a row either way; of a word of three letters all of it is one."""
_LAUGHTER = re.compile(LAUGHTER)
_CONSONANTS = re.compile(r"[bcdfghjklmnpqrstvwxz]{5,}")
_LONGEST_ABBREVIATION = 4
"""Letters up to which a word may lack vowels: crm, html."""
_GOES_ON = 2
"""Words right behind an answer that say more of it, though alone they would ask: "karin@example.se funkar bäst"."""
_FEWEST_WORDS_WITHOUT_MARK = 2
"""Words from which a question needs no mark. With 1, a lone "what" is one to us; with 3, "cuánto cuesta" is none."""
_MOST_RUDE_WORDS = 2
"""Telling words up to which a rude one makes an insult. With 4, "our website is crap" is one."""
_MUCH_MORE_WORDS = 6
"""Telling words beside an answer from which the whole text is kept. With 3, "200 people who answer the phone all day"
would be a need in one's own words."""


def is_gibberish(words: Sequence[str]) -> bool:
    """Say whether no folded word is worth anything: keyboard mash, single letters, numbers, laughter.

    >>> is_gibberish(["asdfgh"]), is_gibberish(["123"]), is_gibberish(["crm"])
    (True, True, False)
    """
    return not any(_is_word(word) for word in words)


def is_own_words(utterance: Utterance) -> bool:
    """Say whether words tell something of their own: not only a number, a time or little words, and no insult."""
    texts = utterance.said
    return not is_gibberish(texts) and not is_rude(utterance) and not is_only_little(texts, utterance.lexicon)


def is_only_little(words: Sequence[str], lexicon: Lexicon) -> bool:
    """Say whether words are numbers, times, places and little words, and nothing beside."""
    little = _little(lexicon.language)
    return all(not word.isalpha() or word in little or _LAUGHTER.fullmatch(word) for word in words)


@lru_cache(maxsize=16)
def _little(language: str) -> frozenset[str]:
    lexicon = lexicon_for(language)
    little = (lexicon.stop, lexicon.fillers, lexicon.negators, lexicon.about, lexicon.places, lexicon.times)
    amounts = (lexicon.measures, lexicon.currencies, lexicon.numerals, lexicon.scales, lexicon.vague, SUFFIXES)
    between = (lexicon.after_figures, lexicon.glue, lexicon.between, lexicon.towards, lexicon.per)
    return frozenset(chain(*little, *amounts, *between))


def is_rude(utterance: Utterance) -> bool:
    """Say whether somebody insults us: a rude word about us, or nearly alone. Their own CRM may be called names."""
    lexicon, words = utterance.lexicon, utterance.said
    if lexicon.rude.isdisjoint(words) or not lexicon.ours.isdisjoint(words):
        return False
    return not lexicon.addressed.isdisjoint(words) or len(_telling(utterance.tokens, lexicon)) <= _MOST_RUDE_WORDS


def _is_word(word: str) -> bool:
    if len(word) < 2 or not word.isalpha() or len(set(word)) == 1 or _LAUGHTER.fullmatch(word):
        return False
    if not word.isascii():
        return True
    return not (_is_row_run(word) or _CONSONANTS.search(word) or _lacks_vowels(word))


def _is_row_run(word: str) -> bool:
    runs = {word[at : at + _ROW_RUN] for at in range(len(word) - _ROW_RUN + 1)}
    if len(word) == 3:
        runs = {word} - LIKE_KEYBOARD_ROWS
    hits = len(runs & _ALONG_ROWS)
    return hits > 0 and hits * 2 >= len(runs)


def _lacks_vowels(word: str) -> bool:
    return len(word) > _LONGEST_ABBREVIATION and not any(letter in "aeiouy" for letter in word)


def fold_spaces(text: str, max_chars: int) -> str:
    """Return the text on one line, cut to ``max_chars``."""
    return " ".join(text.split())[:max_chars].strip()


def leftover(utterance: Utterance, taken: Sequence[tuple[int, int]]) -> str:
    """Return the clauses that hold no other answer; the whole text when it holds none, or says much more than that."""
    if not taken:
        return utterance.text
    kept: list[str] = []
    for clause in _clauses(utterance.tokens):
        start, end = clause[0].start, clause[-1].end
        untouched = not any(start < b and a < end for a, b in taken)
        if untouched and _telling(clause, utterance.lexicon):
            kept.append(utterance.text[start:end].strip(" ,;"))
    untaken = [token for token in utterance.tokens if not any(start <= token.start < end for start, end in taken)]
    if not kept and len(_telling(untaken, utterance.lexicon)) >= _MUCH_MORE_WORDS:
        return utterance.text
    return ", ".join(kept)


def _telling(tokens: Sequence[Token], lexicon: Lexicon) -> list[Token]:
    """Return the words that say something by themselves."""
    words = (token for token in tokens if token.kind == "word")
    return [word for word in words if word.text not in lexicon.stop and word.text not in lexicon.fillers]


def _clauses(tokens: Sequence[Token]) -> list[list[Token]]:
    clauses: dict[int, list[Token]] = {}
    for token in tokens:
        clauses.setdefault(token.clause, []).append(token)
    return list(clauses.values())


_ByFirstWord = Mapping[str, Sequence[tuple[str, ...]]]


@lru_cache(maxsize=16)
def _openings(language: str) -> tuple[_ByFirstWord, _ByFirstWord]:
    """Return what begins a question, and what begins like one and is none."""
    lexicon = lexicon_for(language)
    return _by_first_word(lexicon.asks), _by_first_word(lexicon.no_asks)


def _by_first_word(phrases: Iterable[tuple[str, ...]]) -> _ByFirstWord:
    by_first_word: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
    for phrase in phrases:
        by_first_word[phrase[0]].append(phrase)
    return dict(by_first_word)


def _begin_with(words: tuple[str, ...], phrases: _ByFirstWord) -> bool:
    return any(words[: len(phrase)] == phrase for phrase in phrases.get(words[0], ()))


@lru_cache(maxsize=16)
def _inversions(language: str) -> re.Pattern[str]:
    return re.compile("|".join(lexicon_for(language).inversions) or r"(?!)")


def opens_question(words: tuple[str, ...], language: str) -> bool:
    """Say whether words begin as a question does: "do you ship", "travaillez vous", "jobbar ni"."""
    asks, no_asks = _openings(language)
    if _begin_with(words, no_asks):
        return False
    if _begin_with(words, asks):
        return True
    return len(words) > 1 and _inversions(language).match(" ".join(words[:3])) is not None


def is_question(words: Sequence[Token], *, marked: bool, lexicon: Lexicon) -> bool:
    """Say whether a stretch of words asks something, by its mark or by how it begins."""
    typed = tuple([word.text for word in words])
    telling = tuple([word for word in typed if word not in lexicon.fillers])
    if not telling:
        return False
    return marked or (len(typed) >= _FEWEST_WORDS_WITHOUT_MARK and _opens(typed, telling, lexicon))


def _opens(typed: tuple[str, ...], telling: tuple[str, ...], lexicon: Lexicon) -> bool:
    if opens_question(typed, lexicon.language) or (telling != typed and opens_question(telling, lexicon.language)):
        return True
    led = next((at for at, word in enumerate(telling) if word not in lexicon.joiners), 0)
    return led > 0 and opens_question(telling[led:], lexicon.language)


def asks_us(utterance: Utterance, *, answered: Sequence[tuple[int, int]]) -> bool:
    """Say whether the message reads like a question to us ("do you ship to Spain?")."""
    for clause in _clauses(utterance.tokens):
        typed = tuple([token.text for token in clause if token.kind != "symbol"])
        telling = tuple([word for word in typed if word not in utterance.lexicon.fillers])
        if not telling:
            continue
        opened = _opens(typed, telling, utterance.lexicon)
        marked = clause[-1].text == "?"
        start, end = clause[0].start, clause[-1].end
        holds_answer = any(start < b and a < end for a, b in answered)
        follows = any(b <= start and not utterance.text[b:start].strip(" ") for _, b in answered)
        goes_on = follows and len(typed) <= _GOES_ON
        is_said = opened and len(typed) >= _FEWEST_WORDS_WITHOUT_MARK and not goes_on
        if (marked and (opened or not holds_answer)) or is_said:
            return True
    return False
