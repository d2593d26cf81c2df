"""Decides what is believed of what a language model says that a message means: only what the message's words bear out.

A model chooses, code says. What it quotes must stand in the message, deny nothing, ask nothing and be about nobody
else; an option must be near what was quoted, by its words or by likeness; a number must stand there, and is reckoned by
rules. Nothing of it is ever sure, and no model closes a door.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from bot.script import OWN_WORDS, AnswerValue, Kind, Question
from bot.understanding.companies import name_answered
from bot.understanding.freetext import is_own_words, is_question
from bot.understanding.interpretation import Answer, Intent, Interpretation, Source
from bot.understanding.interpreter import Typed
from bot.understanding.lexicon.languages import TABLES, lexicon_for
from bot.understanding.lexicon.table import Lexicon
from bot.understanding.masking import MASKS
from bot.understanding.numbers.number_answers import accepts_numbers, number_claimed
from bot.understanding.options import ROLE
from bot.understanding.tokens import Token, fold_words, read
from bot.understanding.utterance import Utterance, uttered
from bot.understanding.wishes import FINAL, FOR_A_PERSON

WISHES = (
    *(Intent.STOP, Intent.REFUSE_CONSENT, Intent.FORGET, Intent.CALLBACK, Intent.HUMAN, Intent.BOT, Intent.WHY),
    *(Intent.PRIVACY, Intent.SKIP, Intent.BACK, Intent.EDIT, Intent.HELP, Intent.LANGUAGE),
)
"""What a model may find that somebody wants: small talk is too short to be doubted."""
MOST_TOPICS = 2
_COMPANY = "company"
_SAME_STEM = 5
"""Letters in which two words must begin alike to be forms of one. With 4, "computer" is near "company"."""
_ENOUGH_WORDS = 2
"""Telling words that a quote shares with those for an option where no likeness tells. With 1, "a hot lead" is a need
for leads, and "from now on" a date."""
_SHORT = 4
"""Words up to which an answer to the question about a role need not say whose it is."""

Phrases = Mapping[str, Mapping[str, Sequence[str]]]
"""The words for each option of each question, in all languages."""
IsLike = Callable[[str, Question, str], bool]
"""Says whether words are near an option by their likeness to its words."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a message says by somebody's word: a value, and the words of the message that say so."""

    value: AnswerValue
    quote: str


@dataclass(frozen=True, slots=True)
class Claims:
    """All that a language model says of a message: an answer by field, a wish, and topics by their ids."""

    answers: Mapping[str, Claim] = field(default_factory=dict)
    wish: Claim | None = None
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Witness:
    """What claims are held against: the message as the model was shown it, and the words of options and topics.

    ``is_like`` is None where there is no encoder: then words alone tell.
    """

    text: str
    phrases: Phrases
    asks: Mapping[str, Sequence[str]]
    is_like: IsLike | None = None


def borne_out(claims: Claims, typed: Typed, witness: Witness) -> Interpretation:
    """Return what was found before, with what a model says besides and the words of the message bear out."""
    found, said = typed.found, _Evidence(typed, witness)
    wish = said.wish(claims.wish)
    if wish is not None:
        asks = found.question or wish is Intent.BOT
        return replace(found, answers=(), intent=wish, question=asks, by=Source.MODEL)
    answers = tuple(_answers(claims, typed, said))
    topics = found.topics or said.topics(claims.topics)
    given = {answer.field for answer in answers}
    kept = tuple(answer for answer in found.answers if answer.field not in given)
    by = Source.MODEL if topics != found.topics else found.by
    return replace(found, answers=(*kept, *answers), topics=topics, question=found.question or bool(topics), by=by)


def _answers(claims: Claims, typed: Typed, said: "_Evidence") -> Iterator[Answer]:
    """Yield the answers that are borne out, to what the rules left open."""
    settled = {answer.field for answer in typed.found.answers if not _is_own_words(answer, typed.open_question)}
    for question in typed.questions:
        claim = claims.answers.get(question.field)
        if claim is None or question.field in settled:
            continue
        value = said.value(claim, question)
        if value is not None:
            yield Answer(question.field, value, sure=False, by=Source.MODEL)


def _is_own_words(answer: Answer, question: Question | None) -> bool:
    if question is None or answer.field != question.field or question.kind is not Kind.CHOICE:
        return False
    return isinstance(answer.value, str) and question.option_of(answer.value) is None


class _Evidence:
    """A message, and what its words bear out."""

    def __init__(self, typed: Typed, witness: Witness) -> None:
        self._typed, self._witness = typed, witness
        locales = dict.fromkeys((typed.locale, typed.found.locale or typed.locale))
        self._lexicons = [lexicon_for(locale) for locale in locales]
        self._utterance = uttered(read(witness.text), self._lexicons[-1])
        self._texts = [word.text for word in self._utterance.words]
        self._known: dict[str, list[str]] = {}

    def value(self, claim: Claim, question: Question) -> AnswerValue | None:
        """Return the value that a claim comes to, or None."""
        is_open, places = question.field == self._typed.asked, self._places(claim.quote)
        if not places or not all(self._is_plain(at, len(fold_words(claim.quote))) for at in places):
            return None
        if isinstance(claim.value, int | float):
            return self._number(claim, question, is_open=is_open)
        if question.kind is Kind.CHOICE:
            return self._option(claim, question, is_open=is_open)
        return self._name(claim, question) if question.kind is Kind.TEXT and question.field == _COMPANY else None

    def wish(self, claim: Claim | None) -> Intent | None:
        """Return the wish that a claim comes to: half of what is quoted must be as it is said elsewhere."""
        if claim is None or claim.value not in WISHES:
            return None
        intent, quote, places = Intent(str(claim.value)), fold_words(claim.quote), self._places(claim.quote)
        shared = {name: len(self._shared(quote, self._examples(name), called=name)) for name in WISHES}
        if not places or 2 * shared[intent] < len(self._telling(quote)) or shared[intent] < max(shared.values()):
            return None
        if intent in FOR_A_PERSON | FINAL and not all(self._may_want(intent, at, len(quote)) for at in places):
            return None
        return intent if shared[intent] else None

    def _may_want(self, intent: Intent, at: int, size: int) -> bool:
        """Return whether a clause may want what has consequences: "ring me", but not "the phones ring"."""
        words = {token.text for clause in self._clauses_of(at, size) for token in clause}
        speaks, denies = any(not each.first_person.isdisjoint(words) for each in self._lexicons), self._denies(at, size)
        return speaks or denies if intent in FINAL else speaks and not denies

    def topics(self, names: Sequence[str]) -> tuple[str, ...]:
        """Return those of the topics that there are, if the message asks something."""
        if not self._typed.found.question and not any(map(self._asks, self._clauses())):
            return ()
        return tuple(dict.fromkeys(name for name in names if name in self._witness.asks))[:MOST_TOPICS]

    def _places(self, quote: str) -> list[int]:
        """Return the words at which a quote stands in the message; nothing where it says nothing by itself."""
        words = fold_words(quote)
        if not words or any(mask in quote for mask in MASKS):
            return []
        if not any(letter.isdigit() for letter in quote) and not is_own_words(self._alone(quote)):
            return []
        size = len(words)
        return [at for at in range(len(self._texts) - size + 1) if tuple(self._texts[at : at + size]) == words]

    def _alone(self, quote: str) -> Utterance:
        return uttered(read(quote), self._utterance.lexicon)

    def _is_plain(self, at: int, size: int) -> bool:
        """Return whether the clauses of a quote state something: they ask and deny nothing, and are about us."""
        clauses = self._clauses_of(at, size)
        if any(self._asks(clause) for clause in clauses) or self._denies(at, size):
            return False
        words = {token.text for clause in clauses for token in clause}
        return all(lexicon.others.isdisjoint(words) for lexicon in self._lexicons)

    def _denies(self, at: int, size: int) -> bool:
        words = [token.text for clause in self._clauses_of(at, size) for token in clause]
        return any(
            not lexicon.negators.isdisjoint(words) or _holds(words, lexicon.denials) for lexicon in self._lexicons
        )

    def _asks(self, clause: Sequence[Token]) -> bool:
        words = [token for token in clause if token.is_word]
        marked = clause[-1].text == "?"
        return bool(words) and any(is_question(words, marked=marked, lexicon=lexicon) for lexicon in self._lexicons)

    def _clauses(self) -> list[list[Token]]:
        numbers = dict.fromkeys(token.clause for token in self._utterance.tokens)
        return [[token for token in self._utterance.tokens if token.clause == number] for number in numbers]

    def _clauses_of(self, at: int, size: int) -> list[list[Token]]:
        numbers = {word.clause for word in self._utterance.words[at : at + size]}
        return [clause for clause in self._clauses() if clause[0].clause in numbers]

    def _number(self, claim: Claim, question: Question, *, is_open: bool) -> AnswerValue | None:
        if not accepts_numbers(question) or isinstance(claim.value, str):
            return None
        # As they stand in the message: beside what they count.
        clauses = [self._clauses_of(at, len(fold_words(claim.quote))) for at in self._places(claim.quote)]
        start, end = clauses[0][0][0].start, clauses[0][-1][-1].end
        return number_claimed(
            self._alone(self._utterance.text[start:end]), claim.value, question=question, is_open=is_open
        )

    def _option(self, claim: Claim, question: Question, *, is_open: bool) -> AnswerValue | None:
        option = str(claim.value)
        if option not in question.options or option in question.closing or option == OWN_WORDS:
            return None
        if question.field == ROLE and not self._is_own_role(claim, is_open=is_open):
            return None
        is_like = self._witness.is_like if is_open else None
        is_near = self._has_words_for(claim, question) if is_like is None else is_like(claim.quote, question, option)
        return question.value_of(option) if is_near else None

    def _has_words_for(self, claim: Claim, question: Question) -> bool:
        """Return whether the quoted words are those for the claimed option, more than for any other."""
        words, phrases = fold_words(claim.quote), self._witness.phrases.get(question.field, {})
        shared = {
            name: len(self._shared(words, phrases.get(name, ()), called=f"{question.field}:{name}"))
            for name in question.options
        }
        here = shared[str(claim.value)]
        return here == max(shared.values()) and here >= max(_ENOUGH_WORDS, len(self._telling(words)) / 2)

    def _is_own_role(self, claim: Claim, *, is_open: bool) -> bool:
        """Return whether somebody may say a role of themselves: they speak of themselves, and of nobody else."""
        size = len(fold_words(claim.quote))
        for at in self._places(claim.quote):
            words = {token.text for clause in self._clauses_of(at, size) for token in clause}
            for lexicon in self._lexicons:
                # Among the strangers is "my": whose boss, aunt or husband it is.
                if not (lexicon.kin | lexicon.former | lexicon.strangers).isdisjoint(words):
                    return False
            says_it = any(not lexicon.selves.isdisjoint(words) for lexicon in self._lexicons)
            if not says_it and not (is_open and len(self._texts) <= _SHORT):
                return False
        return True

    def _name(self, claim: Claim, question: Question) -> str | None:
        """Return a company's name as it stands in the message."""
        at, size = self._places(claim.quote)[0], len(fold_words(claim.quote))
        words = self._utterance.words[at : at + size]
        said = self._utterance.text[words[0].start : words[-1].end]
        name = name_answered(self._alone(said))
        is_name = name and (name[:1].isupper() or name[:1].isdigit()) and claim.value == claim.quote
        return name if is_name and len(name) <= question.max_chars else None

    def _examples(self, intent: Intent) -> list[str]:
        return [text for lexicon in TABLES.values() for text in lexicon.wishes.get(intent.value, ())]

    def _shared(self, words: Sequence[str], texts: Sequence[str], *, called: str) -> list[str]:
        """Return the telling words that stand in both, in whatever form; texts of one name are the same each time."""
        known = self._known.get(called)
        if known is None:
            known = self._telling(sorted({word for text in texts for word in fold_words(text)}))
            self._known[called] = known
        return [word for word in set(self._telling(words)) if any(_is_same(word, other) for other in known)]

    def _telling(self, words: Sequence[str]) -> list[str]:
        return [word for word in words if len(word) > 1 and not any(_is_little(word, each) for each in self._lexicons)]


def _is_little(word: str, lexicon: Lexicon) -> bool:
    tables = (lexicon.stop, lexicon.fillers, lexicon.negators, lexicon.determiners, lexicon.ofs, lexicon.first_person)
    return any(word in table for table in tables)


def _is_same(word: str, other: str) -> bool:
    return word == other or (min(len(word), len(other)) >= _SAME_STEM and word[:_SAME_STEM] == other[:_SAME_STEM])


def _holds(words: Sequence[str], phrases: Collection[tuple[str, ...]]) -> bool:
    return any(tuple(words[at : at + len(phrase)]) == phrase for phrase in phrases for at in range(len(words)))
