"""Which of our languages a message is written in: only where there is no doubt.

Words tell that only one language has: its little words, and those by which people ask in its texts. A loan word, a name
or a greeting never tells; who writes "ok, merci" on an English phone goes on in English.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from babel import Locale, UnknownLocaleError

from bot.at_hand import at_hand
from bot.understanding.lexicon.everywhere import NAME_LINKS, SIGNS
from bot.understanding.lexicon.languages import TABLES
from bot.understanding.lexicon.other_languages import LIKE_OURS, LOANS
from bot.understanding.lexicon.table import Lexicon
from bot.understanding.tokens import Token, fold

Asked = Mapping[str, frozenset[str]]
"""By language, the folded words with which people ask, as its texts have them."""

_FEWEST_TELLING = 2
"""Different words that only one language has which show it. With 1, "de luxe" and "el nino" are French and Spanish."""
_FEWEST_WITHOUT_TABLE = 3
"""The same where the prospect's own language has no table: its little words may be ours by chance."""
_MORE_THAN_OTHERS = 2
"""So many times as many of them as any other language has. With 1, who mixes two languages goes back and forth."""
_MORE_THAN_LIKE_OURS = 4
"""The same for words of languages that only resemble ours: Norwegian shares most of its words with Swedish."""
_LONG_ENOUGH_TO_ASK = 5
"""Letters of a word that, alone, opens a question in its language. With 3, "que a Paris?" may be anything."""
_WORD = re.compile(r"[^\W\d_]+")
_LAST_LATIN = "\u024f"
"""The last letter of those that are all Latin: most messages have no letter behind it."""
_ENGLISH = "en"
_NO_WORDS: Asked = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class _Marks:
    """The words that only one language has, and all that hardly anybody says in another, by language.

    ``sure`` are those without which the others tell nothing: not nouns, which travel, nor what joins names and titles.
    """

    only_of: Mapping[str, str]
    known: Asked
    sure: frozenset[str]


def language_of(words: Sequence[str], locale: str, *, asked: Asked = _NO_WORDS) -> str | None:
    """Return the language that folded words are certainly written in; None where that is not certain.

    >>> language_of("je ne sais pas encore".split(), "en"), language_of("merci".split(), "en")
    ('fr', None)
    """
    marks = _marks(asked)
    if _likeliest(words, marks) is None:
        return None
    said = [word for word in _without_loans(words) if (word.isalpha() and len(word) > 1) or word in SIGNS]
    first, telling = _likeliest(said, marks), _telling(said, marks)
    if first is None:
        return None
    others = max((count for language, count in telling.items() if language != first), default=0)
    like_ours = sum(word in LIKE_OURS and word not in marks.known[first] for word in set(said))
    if telling[first] < max(others * _MORE_THAN_OTHERS, like_ours * _MORE_THAN_LIKE_OURS):
        return None
    known = sum(word in marks.known[first] for word in said)
    if _language(locale) in marks.known:
        return first if known * 2 >= len(said) else None
    return first if telling[first] >= _FEWEST_WITHOUT_TABLE and known * 3 > len(said) * 2 else None


def other_than(locale: str, words: Sequence[str]) -> str | None:
    """Return the other language that folded words are certainly written in; None where they may be this one's.

    >>> other_than("en", "je ne sais pas".split()), other_than("fr", "je ne sais pas".split())
    ('fr', None)
    """
    only_of, own = _marks(_NO_WORDS).only_of, _language(locale)
    # Nearly every text is in its own language: that is soon seen.
    if len({word for word in words if only_of.get(word, own) != own}) < _FEWEST_TELLING:
        return None
    found = language_of(words, locale)
    return None if found == own else found


def written_in(
    tokens: Sequence[Token], locale: str, *, names: Iterable[str] = (), asked: Asked = _NO_WORDS
) -> str | None:
    """Return the other language that a message is certainly written in, names (``names`` are known ones) left aside."""
    only_of, own = _marks(asked).only_of, _language(locale)
    others = {token.text for token in tokens if only_of.get(token.text, own) != own}
    if len(others) < _FEWEST_TELLING:
        return _asked_in(tokens, _marks(asked)) if others and tokens[-1].text == "?" else None
    known = frozenset(names)
    words = _without_names([token for token in tokens if token.is_word])
    signs = [token.text for token in tokens if token.text in SIGNS]
    found = language_of([*signs, *(word.text for word in words if word.text not in known)], locale, asked=asked)
    return None if found == own else found


def _asked_in(tokens: Sequence[Token], marks: _Marks) -> str | None:
    """Return the language of a question that one word opens as only that language does: "envían a México?"."""
    words = [word.text for word in _without_names([token for token in tokens if token.is_word])]
    language = marks.only_of.get(words[0], "") if len(words) > 1 else ""
    if language not in TABLES or words[0] not in marks.sure or len(words[0]) < _LONG_ENOUGH_TO_ASK:
        return None
    opens = any(phrase[0] == words[0] for phrase in TABLES[language].asks)
    return language if opens and all(word in marks.known[language] for word in words) else None


def is_unread(text: str, locales: Iterable[str]) -> bool:
    """Return whether most letters of a text are of a script in which no Latin and none of these languages is written.

    >>> is_unread("שלום", ["en"]), is_unread("Привет", ["en", "ru"]), is_unread("naïve", ["en"])
    (True, False, False)
    """
    strange = [letter for letter in text if letter > _LAST_LATIN and letter.isalpha() and _script(letter) != "LATIN"]
    if len(strange) * 2 <= sum(letter.isalpha() for letter in text):
        return False
    return Counter(map(_script, strange)).most_common(1)[0][0] not in _scripts(tuple(locales))


@lru_cache(maxsize=16)
def _scripts(locales: tuple[str, ...]) -> frozenset[str]:
    """Return the scripts in which languages write their own names."""
    named = frozenset(_script(letter) for locale in locales for letter in _own_name(locale) if letter.isalpha())
    return named | frozenset(("HIRAGANA", "KATAKANA", "HANGUL") if "CJK" in named else ())


def _own_name(locale: str) -> str:
    language = _language(locale)
    try:
        return str(Locale(language).languages.get(language, ""))
    except UnknownLocaleError:
        return ""


def _language(locale: str) -> str:
    return locale.replace("_", "-").split("-")[0].lower()


def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]


def _likeliest(words: Iterable[str], marks: _Marks) -> str | None:
    """Return the language of which there are the most telling words, if there are enough, a sure one among them."""
    telling = _telling(words, marks)
    first = max(telling, key=lambda language: telling[language], default=None)
    if first is None or telling[first] < _FEWEST_TELLING:
        return None
    return first if any(marks.only_of.get(word) == first and word in marks.sure for word in words) else None


def _telling(words: Iterable[str], marks: _Marks) -> Counter[str]:
    """Return how many different words only each language has."""
    return Counter(marks.only_of[word] for word in set(words) if word in marks.only_of)


def _without_loans(words: Sequence[str]) -> list[str]:
    rest = list(words)
    for loan in LOANS:
        for at in range(len(rest) - len(loan), -1, -1):
            if tuple(rest[at : at + len(loan)]) == loan:
                del rest[at : at + len(loan)]
    return rest


def _without_names(words: Sequence[Token]) -> list[Token]:
    """Leave out what has capitals in the middle of a clause, and what such words are joined by: Comme des Garçons."""
    if all(word.raw.isupper() for word in words if word.kind == "word"):
        return list(words)
    capital = [word.raw[:1].isupper() for word in words]
    begins = [at == 0 or words[at - 1].clause != word.clause for at, word in enumerate(words)]
    named = [is_capital and not begins[at] for at, is_capital in enumerate(capital)]
    for at in range(1, len(words) - 1):
        if words[at].text in NAME_LINKS and capital[at - 1] and capital[at + 1] and not begins[at]:
            named[at - 1 : at + 2] = [True, True, True]
    return [word for word, is_name in zip(words, named, strict=True) if not is_name]


@at_hand
def _marks(asked: Asked) -> _Marks:
    """Return the marks with the words of texts."""
    known = {language: _common(language) for language in TABLES}
    # Nouns of English are said in any language: they show nothing, but are not another's only.
    english = _opened_with(_ENGLISH) | asked.get(_ENGLISH, frozenset())
    known |= {each: known.get(each, frozenset()) | words for each, words in asked.items() if each != _ENGLISH}
    said_in = Counter(word for words in (*known.values(), english - known[_ENGLISH]) for word in words)
    polite = frozenset(word for lexicon in TABLES.values() for word in lexicon.fillers - _little(lexicon))
    only_of = {
        word: language
        for language, words in known.items()
        for word in words - polite
        if said_in[word] == 1 and len(word) > 1 and word.isalpha()
    }
    # Of a language without a table only its texts are known: there any word is as sure as another.
    untabled = frozenset(word for word, language in only_of.items() if language not in TABLES)
    sure = frozenset(word for lexicon in TABLES.values() for word in _sure(lexicon))
    return _Marks(only_of | SIGNS, known, sure | untabled | frozenset(SIGNS))


@lru_cache(maxsize=8)
def _common(language: str) -> frozenset[str]:
    """Return the words of a language that hardly anybody says in another; of English only the little ones."""
    lexicon = TABLES[language]
    if language == _ENGLISH:
        return _little(lexicon)
    counted = lexicon.starts | lexicon.people | lexicon.measures | frozenset(lexicon.units)
    return _little(lexicon) | _opened_with(language) | counted


@lru_cache(maxsize=8)
def _opened_with(language: str) -> frozenset[str]:
    """Return the words of wishes, of how questions begin, and of what people say of themselves."""
    lexicon = TABLES[language]
    opening = (*lexicon.asks, *lexicon.self_said, *lexicon.openings, *lexicon.people_before)
    wished = " ".join(example for examples in lexicon.wishes.values() for example in examples)
    words = _WORD.findall(fold(wished.replace("'", " ").replace("’", " ")))
    return frozenset(words) | frozenset(word for phrase in opening for word in phrase)


def _sure(lexicon: Lexicon) -> frozenset[str]:
    opening = (*lexicon.asks, *lexicon.self_said, *lexicon.openings)
    return (_little(lexicon) | frozenset(phrase[0] for phrase in opening)) - _links(lexicon)


def _little(lexicon: Lexicon) -> frozenset[str]:
    own = lexicon.stop | lexicon.negators | lexicon.first_person | lexicon.objects | lexicon.selves | lexicon.others
    return own | _links(lexicon)


def _links(lexicon: Lexicon) -> frozenset[str]:
    """Return the little words that names and titles are joined by: they are heard in any language."""
    return lexicon.ofs | lexicon.articles | lexicon.determiners | lexicon.joiners
