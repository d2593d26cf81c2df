"""Walks through conversations: what people do, step by step, in any order."""

from collections.abc import Sequence
from dataclasses import dataclass

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.cleaning import clean_text
from bot.messages import Act, Commanded, Edited, Said, SentOther, SharedContact, Tap, Tapped, What
from tests.builders import answer
from tests.talks import Answered, Talk

LOCALES = ("en", "fr", "es", "sv")
COMMANDS = ("start", "menu", "edit", "back", "human", "stop", "mydata", "privacy", "language", "help", "nonsense")
TYPED = (
    *("hello", "thanks", "why?", "skip", "back", "stop", "menu", "a person please", "do you ship to Spain?"),
    *("asdfghjkl", "200", "2", "ada@acme.com", "+44 20 7946 0958", "10-15k", "no", "yes", "👍", "€"),
    *("CTO at Acme, 200 people, ada@acme.com", "we drown in inbound", "for my company", "for myself", "running, now"),
    *("je suis directeur, 200 personnes", "somos 40, este trimestre", "vi är 12, nu", "autre chose", "otra cosa"),
)

walking = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
unhurried = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@dataclass(frozen=True)
class Press:
    """Tap any button that was ever shown, the newest first."""

    choice: int


@dataclass(frozen=True)
class Answer:
    """Answer the open question as one should: tap an option, or type what fits."""

    choice: int


@dataclass(frozen=True)
class Claimed:
    """Sales has the lead from now on; ``rep`` is who claimed it, if anybody did."""

    rep: str


Step = What | Press | Answer | Claimed
FITTING = {"budget": "10k", "email": "ada@acme.com", "company": "Acme", "phone": "+44 20 7946 0958"}


def what_of(step: Step, talk: Talk) -> What:
    if isinstance(step, Answer):
        return _fitting(talk, step.choice)
    if isinstance(step, Claimed):
        talk.state = replace(talk.state, handoff=7, rep=step.rep)
        return Commanded("menu", "", 1)
    if not isinstance(step, Press):
        return step
    shown = [(number, tap) for number, taps in reversed(talk.buttons.items()) for tap in taps]
    if not shown:
        return Commanded("start", "", 1)
    number, tap = shown[step.choice % len(shown)]
    return Tapped(tap, "tap", number)


def _fitting(talk: Talk, choice: int) -> What:
    question = talk.situation().question(talk.state.open or "")
    if question is None:
        return Commanded("menu", "", 1)
    if not question.options:
        return Said(FITTING[question.field], 910)
    option = list(question.options)[choice % len(question.options)]
    return answer(question.field, option, message_id=max(talk.buttons, default=1))


taps = st.integers(0, 40).map(Press)
newest_taps = st.integers(0, 5).map(Press)
texts = st.one_of(st.sampled_from(TYPED), st.text(max_size=60).map(clean_text))
typed = st.builds(Said, texts, st.integers(900, 905))
edited = st.builds(Edited, texts, st.integers(900, 905))
commands = st.sampled_from(COMMANDS).map(lambda name: Commanded(name, "", 1))
others = st.sampled_from(
    [
        SharedContact("+442079460958", True, 1),
        SharedContact("+442079460958", False, 1),
        SentOther(1),
        Tapped(None, "tap", 7),
        Tapped(Tap(Act.ANSWER, ("need", "gone")), "tap", 7),
        Tapped(Tap(Act.SKIP, ("gone",)), "tap", 7),
        Tapped(Tap(Act.CLAIM, ("1",)), "tap", 7),
        Tapped(Tap(Act.ANSWER), "tap", None),
    ]
)
fitting = st.integers(0, 4).map(Answer)
steps = st.one_of(fitting, fitting, fitting, newest_taps, taps, typed, edited, commands, others)
walks = st.lists(steps, max_size=16)
walks_with_sales = st.lists(steps | st.sampled_from((Claimed(""), Claimed("Bo"))), max_size=16)
openings = st.sampled_from((None, "b2b", "b2c"))
talks = st.builds(lambda locale: Talk(locale=locale), st.sampled_from(LOCALES))


def walk_through(talk: Talk, audience: str | None, walk: Sequence[Step]) -> list[tuple[What, Answered]]:
    walked: list[tuple[What, Answered]] = [(Commanded("start", "", 1), talk.start(audience))]
    for step in walk:
        what = what_of(step, talk)
        walked.append((what, talk.hear(what)))
    return walked
