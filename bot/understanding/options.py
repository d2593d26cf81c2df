"""The words that stand for the options of a script's questions, prepared once per script and language."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.script import Question, Vocabulary
from bot.understanding.lexicon.languages import lexicon_for
from bot.understanding.lexicon.table import Lexicon
from bot.understanding.shared_sets import shared_sets
from bot.understanding.spelling import Speller
from bot.understanding.tokens import fold_words, squeeze
from bot.understanding.utterance import written_out

ROLE = "role"
"""The field whose options are persons whatever words they have."""


ANY_AREA = "*"
"""In a phrase for a role, whatever one may be in charge of: who runs sales and who runs purchasing do the same."""


def area_of(word: str, lexicon: Lexicon) -> str | None:
    """Return a word with its area left open ("*", "*chef" for inköpschef); None where it names none.

    >>> area_of("purchasing", lexicon_for("en")), area_of("inkopschef", lexicon_for("sv"))
    ('*', '*chef')
    """
    if word in _areas(lexicon.language):
        return ANY_AREA
    if not lexicon.compounds:
        return None
    begun = (area for area in lexicon.areas if len(area) >= _SHORTEST_PART and word.startswith(area))
    rest = word[len(max(begun, key=len, default=word)) :].removeprefix("s")
    return ANY_AREA + rest if len(rest) >= _SHORTEST_PART else None


@lru_cache(maxsize=16)
def _areas(language: str) -> frozenset[str]:
    """Return the areas, each in all its forms."""
    lexicon = lexicon_for(language)
    return frozenset(area + ending for area in lexicon.areas for ending in ("", *lexicon.endings))


_SHORTEST_PART = 4
"""Letters of each part of a title that is one word. With 3, "praktikant" has to do with PR."""
_MOST_MEAN_IT = 3
"""So many times as many of the phrases with an area left open must stand for an option as for all others."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Folded words that stand for an option; without a field, an idiom that stands for nothing."""

    words: tuple[str, ...]
    field: str = ""
    option: str = ""
    standalone: bool = False
    """Only believed when a clause holds nothing else: numbers and little words."""
    closes: bool = False
    """Only believed of oneself, or as an answer: it would end the conversation."""


@dataclass(frozen=True, slots=True)
class Options:
    """All phrases of a script, indexed for finding them in a message."""

    lexicon: Lexicon
    speller: Speller
    by_first_word: Mapping[str, tuple[Phrase, ...]]
    labels: Mapping[str, Mapping[str, frozenset[str]]]
    """Per field: squeezed label or phrase -> the options it stands for."""
    by_word: Mapping[str, Mapping[str, frozenset[str]]]
    """Per field: a telling word -> the options whose phrases hold it."""
    closing: frozenset[tuple[str, str]]
    """Fields and options that a word alone never chooses."""
    several: frozenset[str]
    """Fields of which a message may name several options."""
    own: frozenset[str]
    """Fields that may be answered in words of one's own."""
    roles: tuple[str, ...]
    """The options for a role in the order of the script: owners before directors."""

    def labelled(self, field: str, text: str, *, words: Sequence[str]) -> str | None:
        """Return the one option whose label or phrase is the whole text, or all of its folded words."""
        labels = self.labels.get(field)
        if not labels:
            return None
        found = labels.get(squeeze(text)) or labels.get(_key(words)) or frozenset()
        return next(iter(found)) if len(found) == 1 else None


def prepare(questions: Sequence[Question], vocabulary: Vocabulary) -> Options:
    """Return the options of these questions; the same content is prepared only once."""
    fields = tuple((q.field, tuple(q.options), q.closing) for q in questions if q.has_options)
    several = frozenset(q.field for q in questions if q.takes_several)
    own = frozenset(q.field for q in questions if q.other)
    said = tuple((field, tuple(options.items())) for field, options in vocabulary.phrases.items())
    return _prepared(fields, said, (several, own), locale=vocabulary.locale)


_Said = tuple[tuple[str, tuple[tuple[str, tuple[str, ...]], ...]], ...]


@lru_cache(maxsize=128)
def _prepared(
    fields: tuple[tuple[str, tuple[str, ...], frozenset[str]], ...],
    said: _Said,
    several_or_own: tuple[frozenset[str], frozenset[str]],
    *,
    locale: str,
) -> Options:
    lexicon = lexicon_for(locale)
    texts = {field: dict(options) for field, options in said}
    spoken = [
        (field, option, text)
        for field, options, _ in fields
        for option in options
        for text in texts.get(field, {}).get(option, ())
    ]
    closing = frozenset((field, option) for field, _, options in fields for option in options)
    phrases = [*_phrases(spoken, lexicon, closing=closing), *(Phrase(idiom) for idiom in lexicon.idioms)]
    known = {word for phrase in phrases for word in phrase.words}
    return Options(
        lexicon,
        Speller(known, lexicon.endings, unguessed=lexicon.kin),
        _by_first_word(phrases),
        _labels(spoken, lexicon),
        _by_word(phrases, lexicon),
        closing,
        *several_or_own,
        next((options for field, options, _ in fields if field == ROLE), ()),
    )


def _phrases(
    spoken: Sequence[tuple[str, str, str]], lexicon: Lexicon, *, closing: frozenset[tuple[str, str]]
) -> list[Phrase]:
    result: dict[Phrase, None] = {}
    for field, option, text in spoken:
        words = written_out(fold_words(text), lexicon)
        if not words:
            continue
        closes = (field, option) in closing
        result[Phrase(words, field, option, standalone=_says_little(words, lexicon), closes=closes)] = None
        if field != ROLE and len(bare := _without_little(words, lexicon)) > 1:
            result[Phrase(bare, field, option, closes=closes)] = None
        if 1 < len(words) <= 3 and not any(word.isdigit() for word in words):
            result[Phrase(("".join(words),), field, option, closes=closes)] = None
    return [*result, *_of_any_area(list(result), lexicon)]


def _without_little(words: tuple[str, ...], lexicon: Lexicon) -> tuple[str, ...]:
    """Return words without the articles and quantities between them, which may be others: "lose (loads of) leads"."""
    little = lexicon.determiners | lexicon.quantities
    return (words[0], *(word for word in words[1:-1] if word not in little), *words[1:][-1:])


def _of_any_area(phrases: Sequence[Phrase], lexicon: Lexicon) -> list[Phrase]:
    """Return the phrases for roles with their areas left open, where these stand for one option only."""
    named: defaultdict[tuple[str, ...], Counter[tuple[str, bool]]] = defaultdict(Counter)
    for phrase in phrases:
        words = _with_area_open(phrase.words, lexicon)
        if phrase.field == ROLE and words not in ((ANY_AREA,), phrase.words):
            named[words][phrase.option, phrase.closes] += 1
    return [
        Phrase(words, ROLE, option, closes=closes)
        for words, counts in named.items()
        for (option, closes), most in counts.most_common(1)
        if most >= _MOST_MEAN_IT * (counts.total() - most)
    ]


def _with_area_open(words: Sequence[str], lexicon: Lexicon) -> tuple[str, ...]:
    """Return words with their area left open, without the articles before it: they may stand there anyhow."""
    result: list[str] = []
    for word in words:
        area = area_of(word, lexicon)
        while area == ANY_AREA and len(result) > 1 and result[-1] in lexicon.determiners | lexicon.quantities:
            result.pop()
        result.append(area or word)
    return tuple(result)


def _says_little(words: tuple[str, ...], lexicon: Lexicon) -> bool:
    digits = all(not word.isalpha() or len(word) == 1 for word in words)
    return digits or (len(words) == 1 and (words[0] in lexicon.stop or words[0] in lexicon.negators))


def _by_first_word(phrases: Sequence[Phrase]) -> Mapping[str, tuple[Phrase, ...]]:
    index: defaultdict[str, list[Phrase]] = defaultdict(list)
    for phrase in phrases:
        index[phrase.words[0]].append(phrase)
    return {word: tuple(sorted(found, key=lambda p: -len(p.words))) for word, found in index.items()}


def _labels(spoken: Sequence[tuple[str, str, str]], lexicon: Lexicon) -> Mapping[str, Mapping[str, frozenset[str]]]:
    """Index what may be typed: a label with its symbols wins over the same words without them: "1-10" is not "1+10"."""
    exact: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    bare: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for field, option, text in spoken:
        exact[field][squeeze(text)].add(option)
        words = written_out(fold_words(text), lexicon)
        if words:
            bare[field][_key(words)].add(option)
    return {
        field: shared_sets({key: options for key, options in {**bare[field], **exact[field]}.items() if key})
        for field in exact
    }


def _key(words: Sequence[str]) -> str:
    """Words may be typed together or apart, numbers may not."""
    return (" " if any(word.isdigit() for word in words) else "").join(words)


_MOST_WORDS_THAT_TELL = 3
"""Words of a phrase up to which each tells its option. With 6, "asked" of "my boss asked me" is a company."""


def _voters(phrase: Phrase, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the words of a phrase that tell its option by themselves: none of one that denies ("nothing flashy").

    A sentence tells it as a whole. Of a role only what names a person does: "work" of "I work in sales" would make an
    employee of whoever works for the director.
    """
    if len(phrase.words) > _MOST_WORDS_THAT_TELL or not lexicon.negators.isdisjoint(phrase.words):
        return ()
    if phrase.field != ROLE or len(phrase.words) == 1:
        return phrase.words
    return tuple(word for word in phrase.words if word in lexicon.persons)


def _by_word(phrases: Sequence[Phrase], lexicon: Lexicon) -> Mapping[str, Mapping[str, frozenset[str]]]:
    index: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for phrase in phrases:
        for word in _voters(phrase, lexicon):
            telling = word.isalpha() and word not in lexicon.stop and word not in lexicon.times
            if phrase.field and len(word) >= 4 and telling:
                index[phrase.field][word].add(phrase.option)
    return {field: shared_sets(found) for field, found in index.items()}
