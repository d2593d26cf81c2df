"""Works out beforehand what the first turn of a language would have to."""

from datetime import datetime

from msgspec.structs import replace

from bot import rendering
from bot.conversation.situation import Situation
from bot.conversation.state import Line, State
from bot.conversation.typed_words import as_typed
from bot.desk.promise import promise
from bot.script import Question
from bot.usecases.phrasing import Phrasing
from bot.usecases.setup import Setup
from scoring.model import HOT

_ADDRESSED = "Ada 12 ada@example.com, 15 000?"
"""Words of no language, with what is looked at closer: a name, numbers, an address, a question."""


def hear_first_words(setup: Setup, locale: str, *, now: datetime) -> None:
    """Understand some words of a language and answer in it, as each audience; nothing comes of it.

    What is laid out on the way is kept for all who come: the lexicon of the language, examples of wishes and topics,
    names of languages and months, amounts as Babel writes them. The first prospect of a process would wait a second
    for that, the first of each other language a fifth of one.
    """
    for audience in (None, *setup.playbooks.audiences):
        situation = setup.situation(State(locale=locale), audience=audience, facts={}, now=now)
        topics = [label for label, *_ in situation.vocabulary.asks.values()]
        for text in (_ADDRESSED, *topics):
            as_typed(situation, text)
        for question in situation.questions:
            as_typed(_asking(situation, question), _ADDRESSED)
        _answer(setup, situation, audience)


def _asking(situation: Situation, question: Question) -> Situation:
    return replace(situation, state=replace(situation.state, open=question.field, asked=(question.field,)))


def _answer(setup: Setup, situation: Situation, audience: str | None) -> None:
    """Put into words what each language writes in its own way: amounts, days, times, lists, names of languages."""
    texts, locale, now = setup.texts(audience, situation.state.locale), situation.state.locale, situation.now
    for question in situation.questions:
        if question.currency:
            rendering.money(15_000, question.currency, locale)
    rendering.number(15_000, locale)
    rendering.date_told(now.date().isoformat(), locale)
    rendering.listed(situation.locales, locale)
    for each in situation.locales:
        rendering.language_name(each, locale)
    promised = promise(setup.desk, HOT, now)
    phrasing = Phrasing(texts, situation.script, setup.playbooks.business, "Ada", promised=lambda: promised)
    if texts.has("closing.hot"):
        phrasing.line(Line("closing.hot"))
