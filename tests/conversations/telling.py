"""Tells a story to the running bot over HTTP, and judges what it took and what the prospect read."""

import asyncio
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from bot.conversation.state import State
from bot.sandbox.client_chats import ChatView
from bot.sandbox.client_messages import Received
from tests.conversations.lines_read import lines_in
from tests.conversations.stories import Entry, Story
from tests.journeys.life import Life
from tests.scoreboard import is_right

WRITTEN = datetime(2026, 11, 30, 9, tzinfo=UTC)
"""When the stories are told: Christmas is a month away."""
PATIENCE_SECONDS = 120.0
"""How long an answer may take where forty talk at once, and others compute, too."""
_LOOKS_EVERY_SECONDS = 0.2
_ANSWER = re.compile(r"^(?:topics|contents)\.(\w+)\.(?:say|text)$")
_IN_FULL = {"privacy": "my_data"}
"""What answers a topic in more words than its own."""
_HEARD_BY = {
    "stop": {"stopped"},
    "refuse_consent": {"refused"},
    "thanks": {"thanks"},
    "human": {"human.asked", "human.already"},
    "callback": {"human.callback"},
}
"""The lines by which somebody reads that their wish was heard; who would not answer reads the next question."""
_IS_OWED = (
    "SELECT 1 FROM inbox WHERE chat_id = {id} UNION ALL"
    " SELECT 1 FROM outbox WHERE chat_id = {id} AND settled_at IS NULL LIMIT 1"
)


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
    expected: dict[str, list[Any]] = field(default_factory=dict)
    tapped: set[str] = field(default_factory=set)
    lead: int = 0

    @property
    def ended_it(self) -> bool:
        """Return whether they wanted nothing more, so that there was nothing useful to give."""
        return any(entry.wish in ("stop", "refuse_consent", "forget") for entry in self.story.said)


@dataclass(slots=True)
class _Talk:
    """A prospect's chat while their story is told."""

    life: Life
    chat: ChatView
    told: Told
    version: int = 0
    """How much of the chat they have read."""

    async def read(self) -> set[str]:
        """Wait until the bot has nothing more to say, note what it said, and return the keys of its lines."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while self._is_awaited():  # noqa: ASYNC110  # another process writes the rows
                await asyncio.sleep(_LOOKS_EVERY_SECONDS)
        news = [one for one in await self.chat.messages() if one.from_bot and one.version > self.version]
        self.version = max((one.version for one in news), default=self.version)
        self.told.transcript += [line for one in news for line in _shown(one)]
        return {key for one in news for key in lines_in(one.text)}

    def _is_awaited(self) -> bool:
        updates = self.life.world.bot.updates.alive(self.life.world.clock())
        return any(_chat_of(one.body) == self.chat.id for one in updates) or bool(
            self.life.rows(_IS_OWED.format(id=self.chat.id))
        )

    def state(self) -> State:
        """Return where the conversation is."""
        ((lead, state),) = self.life.rows(
            f"SELECT lead_id, state FROM conversations JOIN chats USING (lead_id) WHERE chats.id = {self.chat.id}"
        )
        self.told.lead = lead
        return State.from_json(state)


async def tell(life: Life, story: Story) -> Told:
    """Tell one story as somebody new, and return what became of it; its facts are judged when all is told."""
    person = await life.sandbox.person("Kim", language_code=story.phone)
    talk = _Talk(life, person.chat, Told(story))
    await person.start(story.link or None)
    talk.told.transcript.append(f"> /start {story.link}".rstrip())
    await talk.read()
    lines = list(story.said)
    while said := _next_of(lines, talk.state()):
        await _act(talk, said)
    return talk.told


def _next_of(lines: list[Entry], state: State) -> list[Entry]:
    """Take the next line that fits from those that are left, and those that follow it in the same breath."""
    at = next((at for at, entry in enumerate(lines) if entry.to in ("", state.open)), None)
    if at is None:
        return []
    end = at + 1
    while end < len(lines) and lines[end].soon:
        end += 1
    said = lines[at:end]
    del lines[at:end]
    return said


async def _act(talk: _Talk, said: list[Entry]) -> None:
    told, before = talk.told, talk.state()
    for entry in said:
        told.written += 1
        told.transcript.append(f"> {entry.say or f'[{entry.tap}]'}")
        if entry.tap:
            await talk.chat.tap(data=entry.tap, within=PATIENCE_SECONDS)
            told.tapped.add(entry.tap.split(":")[1])
        else:
            await talk.chat.say(entry.say)
            told.expected |= entry.facts
            told.tapped -= entry.facts.keys()
    read, after = await talk.read(), talk.state()
    given = set(_answers_in(read))
    if told.until_useful is None and (given or any(key.startswith("closing.") for key in read)):
        told.until_useful = told.written
    passed_over = before.open in after.skipped
    for entry in said:
        _judge(told, entry, given=given, is_heard=passed_over or not _HEARD_BY.get(entry.wish, set()).isdisjoint(read))


def _answers_in(read: set[str]) -> Iterator[str]:
    """Yield the topics and contents that were answered with."""
    for key in read:
        if found := _ANSWER.search(key):
            yield found.group(1)
        elif key in _IN_FULL:
            yield _IN_FULL[key]


def _judge(told: Told, entry: Entry, *, given: set[str], is_heard: bool) -> None:
    if entry.asks:
        is_answered = not given.isdisjoint(entry.asks)
        told.questions.append((entry.say, is_answered))
        if not is_answered:
            told.faults.append(f"not answered: {entry.say!r} ({', '.join(given) or 'nothing'} given)")
    if entry.wish:
        told.wishes.append((entry.say, is_heard))
        if not is_heard:
            told.faults.append(f"wish not heard: {entry.say!r} ({entry.wish})")


def judge_facts(told: Told, known: Mapping[str, Any]) -> None:
    """Judge what is known in the end by what a person would have taken; what was tapped is no feat."""
    by_link = {"audience"} if told.story.link else set()
    known = {name: value for name, value in known.items() if name not in told.tapped | by_link}
    for name, value in known.items():
        right = name in told.expected and is_right(value, told.expected[name])
        told.facts.append((name, "right" if right else "wrong", str(value)))
    told.facts += [(name, "missed", "") for name in told.expected if name not in known and name not in told.tapped]
    told.faults += [f"{name} {became} {value!r}".strip() for name, became, value in told.facts if became != "right"]


def _chat_of(update: Mapping[str, Any]) -> int | None:
    """Return the chat that an update comes from."""
    message = update.get("message") or update.get("callback_query", {}).get("message") or {}
    chat: int | None = message.get("chat", {}).get("id")
    return chat


def _shown(message: Received) -> Iterator[str]:
    sign = "~" if message.edits else "<"
    yield "\n".join(f"{sign} {line}" for line in message.text.splitlines() if line.strip())
    labels = ([f"[{button['text']}]" for button in row] for row in message.rows)
    yield from (f"    {' '.join(row)}" for row in labels)
