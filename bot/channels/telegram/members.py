"""Who is a rep: seen in the desk's chat, or confirmed as its member by Telegram.

Telegram is asked before an update is handled, never within a transaction, and about each person at most once a day.
Whoever it says nothing about in time is a prospect: a prospect must not wait for an answer that concerns reps.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping, Set
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum, auto
from functools import partial
from typing import Any

from bot import logs
from bot.channels.telegram.session import ApiError, JsonSession
from bot.errors import DeliveryError
from bot.in_force import InForce
from bot.messages import Blocked, ChatMoved, Incoming, MembersChanged, Unblocked
from storage import leads, members
from storage.statements import Transaction
from storage.store import Store

REMEMBERED = timedelta(days=1)
# Who is seen every minute is not written down every minute.
NOTED_AGAIN_AFTER = timedelta(hours=1)
ASK_SECONDS = 1.0
PAUSE_SECONDS = 60.0
# Where updates come one at a time each question holds up the next: a crowd of newcomers is not kept waiting for it.
ALLOWED_SECONDS = 2.0
ALLOWED_SHARE = 0.2
MOST_ASKED = 20_000


class Membership(Enum):
    """What Telegram says of somebody and a group."""

    IN = auto()
    OUT = auto()
    UNKNOWN = auto()


Place = tuple[int, int]
"""A desk's chat, by the id in the settings, and a person of whom it is asked whether they are in it."""
Ask = Callable[[int, int], Awaitable[Membership]]
"""Returns whether somebody (second) is in a group (first); raises ``DeliveryError`` where that cannot be asked now."""


def asking(session: JsonSession, token: str) -> Ask:
    """Return the function that asks the Bot API."""

    async def ask(chat_id: int, person_id: int) -> Membership:
        wish = {"chat_id": chat_id, "user_id": person_id}
        try:
            return _membership(await session.raw(token, "getChatMember", wish, seconds=ASK_SECONDS))
        except ApiError as error:
            # Of somebody it has never seen in the group, Telegram knows nothing.
            if error.code == 400:
                return Membership.UNKNOWN
            raise

    return ask


def _membership(told: Any) -> Membership:
    status = told.get("status") if isinstance(told, dict) else None
    if status in ("creator", "administrator", "member"):
        return Membership.IN
    if status == "restricted":
        return Membership.IN if told.get("is_member") is True else Membership.OUT
    return Membership.OUT if status in ("left", "kicked") else Membership.UNKNOWN


@dataclass(slots=True)
class Members:
    """Who is in which desk's chat, by when that was last known; ``asked`` holds when we last tried to find out."""

    database: Store
    in_force: InForce
    ask: Ask
    now: Callable[[], datetime]
    reps: dict[Place, datetime] = field(default_factory=dict)
    asked: dict[Place, datetime] = field(default_factory=dict)
    _asks_again_at: dict[int, float] = field(default_factory=dict)
    _allowed: float = ALLOWED_SECONDS
    _allowed_at: float = 0.0

    async def load(self) -> None:
        """Remember whom an earlier life has met, and who has ever claimed: of those Telegram is asked."""
        chats = self.in_force.setup.chats
        # Who claimed before anybody was remembered did so while there was but one desk.
        claimed = await self.database.read(members.who_claimed)
        self.reps = dict.fromkeys(((chats[0], person) for person in claimed), self.now() - REMEMBERED)
        for desk in chats:
            met = await self.database.read(partial(members.of_desk, desk_id=desk))
            self.reps |= {(desk, person): at for person, at in met.items()}

    def is_rep(self, incoming: Incoming) -> bool:
        """Return whether it is a rep, of whichever desk, who writes to us in private."""
        person = incoming.sender.id
        return incoming.private and any((desk, person) in self.reps for desk in self.in_force.setup.chats)

    async def meet(self, incomings: Iterable[Incoming]) -> None:
        """Find out about those who write to us in private and are not known."""
        time = asyncio.get_running_loop().time()
        groups = [chat for chat in self.in_force.setup.chats if chat < 0 and time >= self._asks_again_at.get(chat, 0.0)]
        writing = {each.sender.id for each in incomings if each.private and not isinstance(each.what, _NOT_WRITTEN)}
        unknown = {(desk, person) for person in writing for desk in groups if not self._is_known((desk, person))}
        if not unknown:
            return
        # Who is a lead was found to be none of a desk when they came.
        reps = {person for _, person in self.reps}
        met = await self.database.read(lambda tx: leads.chats_among(tx, {person for _, person in unknown} - reps))
        left = {place for place in unknown if place[1] not in met}
        self._note_asked(unknown - left)
        if left and self._may_ask():
            await self._ask_about(left)

    def _may_ask(self) -> bool:
        """Return whether there is time to ask: some seconds at once, a share of all time in the long run."""
        time = asyncio.get_running_loop().time()
        self._allowed = min(ALLOWED_SECONDS, self._allowed + (time - self._allowed_at) * ALLOWED_SHARE)
        self._allowed_at = time
        return self._allowed > 0

    def _is_known(self, place: Place) -> bool:
        found = (known_at for known_at in (self.reps.get(place), self.asked.get(place)) if known_at)
        return any(abs(self.now() - known_at) < REMEMBERED for known_at in found)

    async def _ask_about(self, places: Set[Place]) -> None:
        loop = asyncio.get_running_loop()
        began = loop.time()
        asking_for = {place: loop.create_task(self._ask(place)) for place in places}
        _, late = await asyncio.wait(asking_for.values(), timeout=ASK_SECONDS)
        for task in late:
            task.cancel()
        answers = await asyncio.gather(*asking_for.values(), return_exceptions=True)
        self._allowed -= loop.time() - began
        told = {
            place: answer for place, answer in zip(asking_for, answers, strict=True) if isinstance(answer, Membership)
        }
        # Of a desk that has put us out nothing is told: the others are asked all the same.
        for desk in {desk for desk, _ in places - told.keys()}:
            self._asks_again_at[desk] = loop.time() + PAUSE_SECONDS
            logs.logger().warning(
                "Telegram does not say who is in a sales chat; asked again later.", action="meet", chat=desk
            )
        now = self.now()
        self._note_asked(told)
        changes = {place: answer is Membership.IN for place, answer in told.items() if answer is not Membership.UNKNOWN}
        self._note(changes, now)
        if changes:
            await self.database.write(lambda tx: _store(tx, changes, now))

    async def _ask(self, place: Place) -> Membership | None:
        """Return what Telegram says; None where it says nothing. Whoever waits for it may have ended by then."""
        desk, person = place
        try:
            return await self.ask(self.in_force.address(desk), person)
        except DeliveryError:
            return None

    def seen(self, incoming: Incoming) -> Callable[[Transaction], None] | None:
        """Remember what an update of a desk's chat tells of who is in it; return what stores it, if it is news."""
        desk, now = incoming.chat_id, self.now()
        if incoming.private or desk not in self.in_force.setup.chats:
            return None
        changes = {(desk, person): is_in for person, is_in in _changes(incoming).items()}
        news = {
            place: is_in
            for place, is_in in changes.items()
            if not is_in or place not in self.reps or abs(now - self.reps[place]) >= NOTED_AGAIN_AFTER
        }
        self._note(news, now)
        return (lambda tx: _store(tx, news, now)) if news else None

    def _note(self, changes: Mapping[Place, bool], now: datetime) -> None:
        for place, is_in in changes.items():
            if is_in:
                self.reps[place] = now
            else:
                self.reps.pop(place, None)

    def _note_asked(self, places: Iterable[Place]) -> None:
        now = self.now()
        self.asked |= dict.fromkeys(places, now)
        while len(self.asked) > MOST_ASKED:
            del self.asked[next(iter(self.asked))]


_NOT_WRITTEN = (Blocked, Unblocked, ChatMoved, MembersChanged)


def _changes(incoming: Incoming) -> dict[int, bool]:
    """Return the people who are in the group by what happens there, and those who are not."""
    match incoming.what:
        case MembersChanged(joined, left):
            return dict.fromkeys(joined, True) | ({} if left is None else {left: False})
        case Blocked() | Unblocked() | ChatMoved():
            return {}
        case _:
            return {} if incoming.sender.anonymous else {incoming.sender.id: True}


def _store(tx: Transaction, changes: Mapping[Place, bool], now: datetime) -> None:
    for (desk, person), is_in in changes.items():
        if is_in:
            members.meet(tx, desk, person, at=now)
        else:
            members.leave(tx, desk, person)
