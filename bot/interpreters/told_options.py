"""Which option of a question words tell, by what they are like: sorted by sentences where there are some, else nearest.

Sentences are sorted part by part, since the rest of a message mostly speaks of something else: of the trade, the size,
of somebody else. What likeness cannot tell (who is meant by a role, what is denied) is left out before.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale

from bot.interpreters.known_texts import OTHER, options_of
from bot.interpreters.likeness import Named, Rows, nearest
from bot.interpreters.sorting import Sorted, Sorter, key_of
from bot.playbooks import Playbooks
from bot.playbooks.examples import NOTHING
from bot.script import Question
from bot.understanding.freetext import is_gibberish
from bot.understanding.interpreter import Typed, is_told_besides, says_enough
from bot.understanding.lexicon.disowning import BARELY_DENIED
from bot.understanding.lexicon.languages import TABLES, lexicon_for
from bot.understanding.lexicon.table import Lexicon
from bot.understanding.tokens import fold_words
from bot.understanding.utterance import Utterance, in_full

_CHOICE_FROM = 0.88
"""Likeness from which it is an option: options are words, not sentences, and less alike to what is typed."""
_ROLE_FROM = 0.93
"""The same for a role: below it are "my husband owns it" and "the boss's daughter"."""
_MARGIN = 0.02
"""What the likeliest must be ahead of the next. With 0.01, twice as many are wrong; with 0.04, a quarter of the right
ones are lost."""
_SORTED_MARGIN, _SORTED_ROLE_MARGIN = 0.25, 0.3
"""The same where sentences are sorted: with 0.1 one in ten is wrong, with 0.4 a fifth of the right ones are lost."""
_WHOLE_MARGIN = 0.12
"""The same for a whole answer in words of one's own. With 0.25, one in ten more is kept as they typed it, in which a
person hears a need; with 0.05, hardly any more is right."""
_CERTAIN_MARGIN = 0.25
"""The margin from which what a whole answer tells is not put in question by what a part of it tells by itself."""
_PERHAPS_FROM = 0.4
"""Score from which it is asked whether an option or the next one is meant."""
_HARDLY = 0.15
"""What words must be more like an option, or nothing, than like any need of their own to be none."""
_NO_OPTION = (NOTHING, OTHER)
_ROLE = "role"
_LONGEST_PLACE = 5
"""Words behind a title up to which they say where it is held, and do not tell what somebody did."""
_LONGEST_TITLE = 3
"""Words of a part up to which a noun may be a title of whoever types. With 5, "the clerk asked me" is a clerk."""
_MOST_PARTS = 6
"""Parts of a message that are looked at: each takes some milliseconds."""


@dataclass(frozen=True, slots=True)
class Told:
    """The option that words tell, two of which either may be meant, or none; and how like to it they are.

    ``keeps`` says whether they may be an answer in words of one's own; ``is_sorted`` whether there were sentences to
    tell it by.
    """

    options: tuple[str, ...]
    likeness: float
    keeps: bool = True
    is_sorted: bool = False


class ToldOptions:
    """Finds options by what words are like; made once for each version of the playbooks."""

    def __init__(self, playbooks: Playbooks, rows: Rows) -> None:
        self._playbooks = playbooks
        self._rows = rows
        self._named: dict[tuple[str | None, str], Named] = {}
        self._sorters: dict[Named, Sorter] = {}

    def named(self, audience: str | None, question: Question) -> Named:
        """Return the words and sentences for a question's options."""
        place = audience, question.field
        if place not in self._named:
            self._named[place] = options_of(self._playbooks, audience, question)
        return self._named[place]

    def told(self, typed: Typed, question: Question) -> Told | None:
        """Return the option of a question that a message tells best; None where likeness cannot tell."""
        named = self.named(typed.audience, question)
        if NOTHING in named.names:
            return self._by_sentences(typed, question, named)
        if len(named.kinds) < 2:
            return None
        found = nearest(named, self._rows.alike(typed.in_full, named))
        least = _ROLE_FROM if question.field == _ROLE else _CHOICE_FROM
        may = found.likeness >= least and found.name != OTHER and may_choose(typed, question)
        if not may:
            return Told((), found.likeness)
        both = (found.name, found.second) if found.second not in ("", *_NO_OPTION) else ()
        return Told((found.name,) if found.is_clear(least, _MARGIN) else both, found.likeness)

    def told_by_all(self, typed: Typed, question: Question) -> str | None:
        """Return what the sentences of a message tell clearest of a question, whatever phrases they hold.

        An option, that they tell none (``NOTHING``), or None where it is not clear. A phrase for a need or a role may
        stand in a sentence of another ("sales never calls the leads"); who names a forest for their running shoes
        means the forest, however much the rest sounds of roads.
        """
        named = self.named(typed.audience, question)
        found = self._sorted(typed, question, named, is_besides=False) if NOTHING in named.names else []
        likely = [each for each in found if each.name not in _NO_OPTION and each.margin >= _SORTED_MARGIN]
        if likely:
            is_of_people = question.other or question.field == _ROLE
            return max(likely, key=lambda each: each.margin).name if is_of_people else None
        return NOTHING if found and found[-1].name == NOTHING and found[-1].margin >= _SORTED_MARGIN else None

    def _sorter(self, named: Named) -> Sorter:
        if named not in self._sorters:
            self._sorters[named] = Sorter(named.names, self._rows.of(named), self._rows.kept(key_of(named)))
        return self._sorters[named]

    def _sorted(self, typed: Typed, question: Question, named: Named, *, is_besides: bool) -> list[Sorted]:
        """Return what the parts of a message tell, and in the end what all of it does."""
        sorter = self._sorter(named)
        said = _texts(typed, question, named, is_besides=is_besides)
        found = [(sorter.sort(self._rows.vector(text)), barred) for text, barred in said]
        return [each for each, barred in found if each.name not in barred]

    def _by_sentences(self, typed: Typed, question: Question, named: Named) -> Told:
        is_besides = question.field != typed.asked
        found = self._sorted(typed, question, named, is_besides=is_besides)
        if not found:
            return Told((), 0.0, keeps=False, is_sorted=True)
        whole = found[-1]
        if len(found) > 1 and not is_besides and whole.name not in _NO_OPTION and whole.margin >= _CERTAIN_MARGIN:
            return Told((whole.name,), whole.likeness, is_sorted=True)
        least = _SORTED_ROLE_MARGIN if question.field == _ROLE else _SORTED_MARGIN
        of_all = _WHOLE_MARGIN if is_told_besides(question) and not is_besides else least
        leasts = [*(least for _ in found[1:]), of_all]
        clear = [
            each
            for each, margin in zip(found, leasts, strict=True)
            if each.name not in _NO_OPTION and each.margin >= margin
        ]
        if is_besides:
            clear = [each for each in clear if each.name not in question.closing]  # a door closes on an answer alone
        named_so = tuple(dict.fromkeys(each.name for each in sorted(clear, key=lambda each: -each.margin)))
        if named_so:
            return Told(named_so[:2], max(each.likeness for each in clear), is_sorted=True)
        return _unclear(found)


def _unclear(found: Sequence[Sorted]) -> Told:
    """Return what parts tell that are clearly like no option: two between which to choose, or words of their own."""
    whole = found[-1]
    keeps = whole.scores[0][1] - dict(whole.scores).get(OTHER, 0.0) < _HARDLY
    if whole.name in _NO_OPTION:
        return Told((), whole.likeness if keeps else 0.0, keeps=keeps, is_sorted=True)
    options = tuple(name for name, _ in whole.scores if name not in _NO_OPTION)
    is_perhaps = whole.scores[0][1] >= _PERHAPS_FROM and not keeps
    return Told(options[:2] if is_perhaps else (), whole.likeness, keeps=keeps, is_sorted=True)


def _texts(typed: Typed, question: Question, named: Named, *, is_besides: bool) -> list[tuple[str, Set[str]]]:
    """Return the parts of a message that may tell an option, and the whole, each with what it cannot tell."""
    if not question.other and _denies(fold_words(typed.text), [lexicon_for(typed.locale), *TABLES.values()]):
        return []  # "anything but black"
    nouns = _nouns(named)
    told = [(part, _barred(part, question, nouns=nouns)) for part in typed.left(question)]
    parts = [(part, barred) for part, barred in told if barred is not None][:_MOST_PARTS]
    if is_besides:
        parts = [(part, barred) for part, barred in parts if says_enough(part, question)]
    texts = [(in_full(part), barred) for part, barred in parts]
    if len(texts) < 2:
        return texts
    whole = typed.in_full if len(parts) == typed.parts else ", ".join(text for text, _ in texts)
    texts = [
        (in_full(part), barred) for part, barred in parts if len(part.words) > 1
    ] or texts  # "a ver, espera" says little
    return [*texts, (whole, frozenset().union(*(barred for _, barred in parts)))]


def _barred(part: Utterance, question: Question, *, nouns: Mapping[str, Set[str]]) -> Set[str] | None:
    """Return the options that a part of a message cannot tell; None where likeness can tell nothing of it."""
    words = [word.text for word in part.words]
    if is_gibberish(words) or BARELY_DENIED.match(" ".join(words)):
        return None
    lexicons = [part.lexicon, *TABLES.values()]
    if question.other:
        return frozenset()  # what of a need is denied was left out before; "customers hate waiting" denies none
    if _denies(words, lexicons):
        return None
    return _of_somebody(words, lexicons, question, nouns=nouns) if question.field == _ROLE else frozenset()


def may_choose(typed: Typed, question: Question) -> bool:
    """Return whether likeness to a few words can tell which option is meant."""
    words = fold_words(typed.text)
    if typed.found.question or not _dates().isdisjoint(words):
        return False
    lexicons = [lexicon_for(typed.locale), *TABLES.values()]
    if any(not lexicon.negators.isdisjoint(words) for lexicon in lexicons) or _denies(words, lexicons):
        return False
    if question.field == _ROLE and not lexicons[0].strangers.isdisjoint(words):
        return False
    return question.field != _ROLE or all((each.others | each.ofs).isdisjoint(words) for each in lexicons)


def _denies(words: Sequence[str], lexicons: Sequence[Lexicon]) -> bool:
    """Return whether a phrase of a language denies what follows it: anything but."""
    phrases = {phrase for lexicon in lexicons for phrase in lexicon.denials}
    return any(tuple(words[at : at + len(phrase)]) == phrase for phrase in phrases for at in range(len(words)))


def _of_somebody(
    words: Sequence[str], lexicons: Sequence[Lexicon], question: Question, *, nouns: Mapping[str, Set[str]]
) -> Set[str] | None:
    """Return the roles that may be somebody else's: "my director", "we hire managers"; None for all.

    Whoever is named by a noun (``nouns``, or a person of a language) may be anybody, in a sentence; rules know when it
    is oneself. What names nobody ("I sign the cheques") is told of oneself, and so is a title and where it is held
    ("partner at a law firm"). Beside somebody else's role one's own is another.
    """
    if any(not each.former.isdisjoint(words) for each in lexicons):
        return None
    named = [word for word in words if word in nouns or any(word in each.persons for each in lexicons)]
    others = [table for each in lexicons for table in (each.strangers, each.others, each.ours)]
    is_alone = all(table.isdisjoint(words) for table in others)
    is_title = len(words) <= _LONGEST_TITLE and all(each.kin.isdisjoint(words) for each in lexicons)
    if not named or (is_alone and is_title) or _is_held_somewhere(words, lexicons[0], named=named):
        return frozenset()
    if any(word not in nouns for word in named):
        return None
    return question.closing.union(*(nouns[word] for word in named))


def _is_held_somewhere(words: Sequence[str], lexicon: Lexicon, *, named: Sequence[str]) -> bool:
    """Return whether words are a title and where it is held, and nothing more: "deputy head at a primary school"."""
    own = TABLES.get(lexicon.language, lexicon)  # of one language alone: the Swedish "at" is somebody
    if any(not table.isdisjoint(words) for table in (own.strangers, own.others, own.ours)):
        return False
    places = lexicon.company_at | lexicon.ofs
    at = next((at for at, word in enumerate(words) if word in places), len(words))
    is_title = any(word in named for word in words[:at]) and lexicon.determiners.isdisjoint(words[:at])
    return is_title and at <= _LONGEST_TITLE and len(words) - at <= _LONGEST_PLACE and named[0] in words[:at]


@lru_cache(maxsize=16)
def _nouns(named: Named) -> Mapping[str, Set[str]]:
    """Return the words that stand for options by themselves, and for which."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for name, text in zip(named.names, named.texts, strict=True):
        if len(words := fold_words(text)) == 1:
            found[words[0]].add(name)
    return found


@lru_cache(maxsize=1)
def _dates() -> frozenset[str]:
    """Return the names of months and weekdays in all languages: what they mean is reckoned, not likened."""
    locales = [Locale(language) for language in TABLES]
    widths = [names for locale in locales for kind in (locale.months, locale.days) for names in kind["format"].values()]
    return frozenset(word for names in widths for name in names.values() for word in fold_words(name) if len(word) > 2)
