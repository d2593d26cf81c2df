"""Tells a story to the bot, by the way of every message: use cases, inbox and interpreter over a real database."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from bot.conversation.replies import Heard
from bot.conversation.state import State
from bot.messages import Commanded, EditText, Said, Sender, SendText, Tap, Tapped, What
from bot.rendering import plain
from tests.builders import Delivered, Office
from tests.conversations.stories import Entry, Story
from tests.integration.workers.interpreter_at_work import until, waiting
from tests.scoreboard import is_right, is_same_wish

WRITTEN = datetime(2026, 11, 30, 9, tzinfo=UTC)
"""When the stories are told: Christmas is a month away."""
BETWEEN_SECONDS = 15
_ANSWER = re.compile(r"(?:^|\.)(?:topics|contents)\.(\w+)\.(?:say|text)$")
_IN_FULL = {"privacy": "my_data"}
"""What answers a topic in more words than its own."""


@dataclass(slots=True)
class Told:
    """What became of a story."""

    story: Story
    facts: list[tuple[str, str, str]] = field(default_factory=list)
    """Each field, whether it was right, missed or wrong, and what was taken."""
    questions: list[tuple[str, bool]] = field(default_factory=list)
    wishes: list[tuple[str, bool]] = field(default_factory=list)
    until_useful: int | None = None
    """The prospect's messages and taps until an answer of the business, a content or a closing; None if never."""
    written: int = 0
    transcript: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def ended_it(self) -> bool:
        """Return whether they wanted nothing more, so that there was nothing useful to give."""
        return any(entry.wish in ("stop", "refuse_consent", "forget") for entry in self.story.said)


@dataclass(slots=True)
class _Chat:
    """One prospect's chat while their story is told."""

    office: Office
    who: Sender
    told: Told
    heard: list[Heard]
    expected: dict[str, list[Any]] = field(default_factory=dict)
    tapped: set[str] = field(default_factory=set)

    async def do(self, what: What, shown: str) -> None:
        """Do something, deliver what comes of it, and write both down."""
        self.heard.clear()
        await self.office.hear(what, self.who)
        await until(lambda: not waiting(self.office))
        self.told.transcript.append(f"> {shown}")
        delivered = await self.office.deliver()
        self.told.transcript += [line for each in delivered if each.chat_id == self.who.id for line in _shown(each)]
        self.office.pass_time(seconds=BETWEEN_SECONDS)

    async def state(self) -> State:
        """Return where the conversation is."""
        return State.from_json((await self.office.chat(self.who)).state)


def listen(office: Office) -> list[Heard]:
    """Return a list to which everything that is heard is added; before any interpreter is asked."""
    heard: list[Heard] = []
    office.setup = replace(office.setup, on_heard=lambda _, each: heard.append(each))
    return heard


async def tell(office: Office, story: Story, heard: list[Heard], *, number: int) -> Told:
    """Tell one story as somebody new, and return what became of it; ``heard`` is where the office notes it."""
    who = Sender(10_000 + number, "Kim", "", "", story.phone)
    chat = _Chat(office, who, Told(story), heard)
    await chat.do(Commanded("start", story.link, 1), f"/start {story.link}".strip())
    waiting_lines = list(story.said)
    while (entry := _next_of(waiting_lines, await chat.state())) is not None:
        waiting_lines.remove(entry)
        await _act(chat, entry)
    await _judge_facts(chat)
    return chat.told


def _next_of(lines: list[Entry], state: State) -> Entry | None:
    return next((entry for entry in lines if entry.to in ("", state.open)), None)


async def _act(chat: _Chat, entry: Entry) -> None:
    told = chat.told
    told.written += 1
    if entry.tap:
        tap = Tap.parse(entry.tap)
        assert tap is not None, entry.tap
        chat.tapped.update(tap.arguments[:1])
        await chat.do(Tapped(tap, f"tap-{told.written}", chat.office.newest(chat.who.id)), f"[{entry.tap}]")
    else:
        await chat.do(Said(entry.say, 10_000 + told.written), entry.say)
        chat.expected |= entry.facts
        chat.tapped -= entry.facts.keys()
    given = set(_answers_in(chat.heard))
    if told.until_useful is None and (given or (await chat.state()).closed):
        told.until_useful = told.written
    _judge_words(chat, entry, given)


def _answers_in(heard: list[Heard]) -> Iterator[str]:
    """Yield the topics and contents that were answered with."""
    for each in heard:
        for reply in each.replies:
            for line in reply.lines:
                if found := _ANSWER.search(line.key):
                    yield found.group(1)
                elif line.key in _IN_FULL:
                    yield _IN_FULL[line.key]


def _judge_words(chat: _Chat, entry: Entry, given: set[str]) -> None:
    told = chat.told
    if entry.asks:
        is_answered = not given.isdisjoint(entry.asks)
        told.questions.append((entry.say, is_answered))
        if not is_answered:
            told.faults.append(f"not answered: {entry.say!r} ({', '.join(given) or 'nothing'} given)")
    if not entry.say or (not entry.wish and entry.asks):
        return
    intents = [each.understood.intent for each in chat.heard if each.understood]
    intent = next((each.value for each in intents if each), None)
    if entry.wish:
        told.wishes.append((entry.say, is_same_wish(intent, entry.wish)))
        if not is_same_wish(intent, entry.wish):
            told.faults.append(f"wish not heard: {entry.say!r} ({entry.wish}; taken for {intent})")


async def _judge_facts(chat: _Chat) -> None:
    """Judge what is known at the end by what a person would have taken; what was tapped is no feat."""
    told = chat.told
    known = {name: value for name, value in (await chat.office.facts(chat.who)).items() if name not in chat.tapped}
    if chat.told.story.link:
        known.pop("audience", None)
    for name, value in known.items():
        right = name in chat.expected and is_right(value, chat.expected[name])
        told.facts.append((name, "right" if right else "wrong", str(value)))
    told.facts += [(name, "missed", "") for name in chat.expected if name not in known and name not in chat.tapped]
    told.faults += [f"{name} {became} {value!r}".strip() for name, became, value in told.facts if became != "right"]


def _shown(each: Delivered) -> Iterator[str]:
    message = each.message
    if isinstance(message, SendText | EditText):
        sign = "~" if isinstance(message, EditText) else "<"
        yield "\n".join(f"{sign} {line}" for line in plain(message.html).splitlines() if line.strip())
        yield from (f"    {' '.join(f'[{button.label}]' for button in row)}" for row in message.keyboard)
