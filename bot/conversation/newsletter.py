"""Subscribing to the newsletter in the chat: an address, a code that was mailed there, and the way out.

What comes of a step depends on what is stored; here is what they did, and how each outcome is said. While an address
or a code is waited for, anything else that they say is heard as ever.
"""

from collections.abc import Mapping
from types import MappingProxyType

from msgspec.structs import replace

from bot.conversation.answering import GREETING, has_heard_nothing
from bot.conversation.asking import ask
from bot.conversation.replies import Choice, Done, Heard, NewsletterAct, NewsletterStep, Notice, Reply
from bot.conversation.situation import Situation
from bot.conversation.state import Line
from bot.messages import Act, Tap
from bot.script import AnswerValue, Kind
from bot.understanding.contacts import address_like, blank, emails
from bot.understanding.interpretation import Intent, Interpretation
from bot.understanding.interpreter import Typed
from bot.understanding.newsletter_wishes import (
    CODE_DIGITS,
    NewsletterWish,
    code_typed,
    is_story,
    joins_in_passing,
    newsletter_wish,
)

ADDRESS, CODE = "address", "code"
"""What may be waited for."""
SUBSCRIBED, UNSUBSCRIBED = "newsletter.subscribed", "newsletter.unsubscribed"
"""The names of the signals."""
COMMANDS = ("newsletter", "unsubscribe")
_FUNNEL = "tofu"
_MOST_WORDS_BESIDE = 4
"""Beside an address that was asked for: "my mail is ada@example.com". With more, it may tell something else, too."""
_DECLINED = frozenset((Intent.NO, Intent.SKIP, Intent.BACK))

_AGAIN, _OTHER, _CANCEL = NewsletterAct.AGAIN, NewsletterAct.OTHER, NewsletterAct.CANCEL
_OUTCOMES: Mapping[str, tuple[str, tuple[NewsletterAct, ...]]] = MappingProxyType(
    {
        "ask": (ADDRESS, (_CANCEL,)),
        "ask_known": (ADDRESS, (NewsletterAct.KNOWN, _OTHER, _CANCEL)),
        "no_address": (ADDRESS, (_CANCEL,)),
        "code_sent": (CODE, (_AGAIN, _OTHER, _CANCEL)),
        "wrong": (CODE, (_AGAIN, _OTHER, _CANCEL)),
        "spent": (CODE, (_AGAIN, _OTHER, _CANCEL)),
        "expired": (CODE, (_AGAIN, _OTHER, _CANCEL)),
        "already": ("", (_OTHER, NewsletterAct.LEAVE)),
        **dict.fromkeys(("subscribed", "limit", "left", "not_subscribed", "cancelled"), ("", ())),
    }
)
"""What is waited for after each thing that is said, and the buttons below it."""


def may_be_about_it(situation: Situation) -> bool:
    """Return whether anything that they say may be about the newsletter."""
    return situation.newsletter or situation.state.subscribed


def is_about_newsletter(situation: Situation, typed: Typed) -> bool:
    """Return whether typed words do something about the newsletter: no interpreter need be asked, nor see a code."""
    return may_be_about_it(situation) and hear_typed(situation, typed.text, typed.found) is not None


def hear_typed(situation: Situation, text: str, found: Interpretation | None) -> Heard | None:
    """Return what a typed message does about the newsletter; None where it does nothing about it."""
    wish = newsletter_wish(text, situation.state.locale)
    if wish is NewsletterWish.LEAVE:
        return _step(situation, NewsletterAct.LEAVE)
    if not situation.newsletter:
        return None
    if wish is NewsletterWish.JOIN:
        return _joining(situation, text)
    return _hear_awaited(situation, text, found) if situation.state.newsletter else None


def _joining(situation: Situation, text: str) -> Heard:
    address = _address_in(text)
    return _step(situation, NewsletterAct.ADDRESS, address) if address else _step(situation, NewsletterAct.ASK)


def with_wish_beside(situation: Situation, text: str, heard: Heard) -> Heard:
    """Return what was heard in a message, with the wish for the newsletter that stands in one sentence of it."""
    if not situation.newsletter or heard.newsletter or heard.effects or situation.script is None or situation.is_unmet:
        return heard
    if not joins_in_passing(text, situation.state.locale):
        return heard
    return replace(heard, newsletter=_joining(situation, text).newsletter, missed=None)


def _hear_awaited(situation: Situation, text: str, found: Interpretation | None) -> Heard | None:
    """Return what a message does about the address or the code that is waited for."""
    state, address = situation.state, _address_in(text)
    if state.newsletter == CODE and (code := code_typed(text)) is not None:
        return _hear_code(situation, text, code, found)
    if not state.aside and found is not None and found.intent in _DECLINED:
        return _step(situation, NewsletterAct.CANCEL)
    question = situation.question(state.open) if state.open else None
    if situation.is_return or not _is_little_else(text):
        return None
    if state.aside and question is not None and question.kind is Kind.EMAIL:
        return None  # it was asked for something else since
    if address:
        return _step(situation, NewsletterAct.ADDRESS, address)
    return said(situation, "no_address") if state.newsletter == ADDRESS and address_like(text) else None


def _hear_code(situation: Situation, text: str, code: str, found: Interpretation | None) -> Heard | None:
    """Return what digits do: a number that may answer what was asked since is no wrong code."""
    asked_since = situation.state.aside or bool(situation.state.rep)
    if len(code) != CODE_DIGITS:
        return None if asked_since else _step(situation, NewsletterAct.CODE, code)
    is_answer = asked_since and found is not None and bool(found.answers)
    return _step(situation, NewsletterAct.NUMBER if is_answer or is_story(text) else NewsletterAct.CODE, code)


def _address_in(text: str) -> str:
    return next((found.value for found in emails(text)), "")


def _is_little_else(text: str) -> bool:
    return len(blank(text, address_like(text)).split()) <= _MOST_WORDS_BESIDE


def hear_command(situation: Situation, name: str, argument: str = "") -> Heard | None:
    """Return what a command does about the newsletter; None where there is none to speak of."""
    if name == "newsletter" and situation.newsletter:
        return _joining(situation, argument)
    if name == "unsubscribe" and may_be_about_it(situation):
        return _step(situation, NewsletterAct.LEAVE)
    return None


def hear_tap(situation: Situation, name: str) -> Heard | None:
    """Return what a button does about the newsletter; None for one that is out of date."""
    acts = (NewsletterAct.ASK, NewsletterAct.KNOWN, _OTHER, _AGAIN, NewsletterAct.LEAVE, _CANCEL)
    if name not in acts or not may_be_about_it(situation):
        return None
    act = NewsletterAct(name)
    if not situation.newsletter and act is not NewsletterAct.LEAVE:
        return None
    return replace(_step(situation, act), notice=Notice())


def _step(situation: Situation, act: NewsletterAct, said: str = "") -> Heard:
    state = situation.state
    if act is not NewsletterAct.LEAVE:
        state = replace(state, stopped=False)
    return Heard(state, newsletter=NewsletterStep(act, said))


def known_address(situation: Situation) -> str:
    """Return the address that they have given as an answer, empty where they have given none.

    What other systems say of them may stand there, too: "n/a", or two addresses.
    """
    fields = [question.field for question in situation.questions if question.kind is Kind.EMAIL]
    told = (_address_in(str(situation.facts[field])) for field in fields if field in situation.facts)
    return next(filter(None, told), "")


def said(situation: Situation, outcome: str, *, signals: tuple[Done, ...] = (), **values: AnswerValue) -> Heard:
    """Return how an outcome is said, by its name in the texts, with the values that its text may name.

    When nothing is waited for any more, an open question is put again below.
    """
    waits_for, acts = _OUTCOMES[outcome]
    state = replace(situation.state, newsletter=waits_for, aside=False)
    line = Line(f"newsletter.{outcome}", tuple(values.items()))
    lines = (GREETING, line) if has_heard_nothing(situation) else (line,)
    question = situation.question(state.open) if state.open and not waits_for and not state.rep else None
    if question is not None and not acts:
        return Heard(state, signals=signals, replies=(ask(question, state=state, facts=situation.facts, lines=lines),))
    if not (waits_for or acts or state.rep or state.closed) and state.consented:
        return Heard(state, signals=signals, lines=lines, goes_on=True)
    return Heard(state, signals=signals, replies=(Reply(lines, rows=tuple((_button(act),) for act in acts)),))


def _button(act: NewsletterAct) -> Choice:
    return Choice(key=f"buttons.newsletter_{act}", tap=Tap(Act.NEWSLETTER, (act,)))


def signal(situation: Situation, name: str) -> Done:
    """Return the signal of subscribing or leaving, with the funnel stage that the script gives the newsletter."""
    funnel = situation.script.newsletter if situation.script else None
    return Done(name, (("funnel", funnel or _FUNNEL), ("channel", "telegram")))
