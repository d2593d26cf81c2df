"""How fast we may send: at most so much in any second, minute and chat, and how much of it is kept for worthier things.

Nothing waits here: the courier asks when something may leave, and takes nothing from the outbox before that. All
instants are monotonic seconds, handed in.
"""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from bot.usecases.delivery.worth import Worth

MOST_CHATS = 10_000
LONGEST_WINDOW = 60.5
"""What arrived before that counts nowhere. A little wider than the minute, which Telegram counts by its own clock."""
SPREAD_SECONDS = 3.8
"""What goes to a group is spread so that a claim has to wait no longer than this, whatever was sent before."""

_MOST_EXTRA_WAY = 0.05
"""A slow answer may slow the whole bot down by so much per message, and no more."""
_MOST_EXTRA_WAY_WARY = 1.0
_WARY_SECONDS = 20.0
"""After a 429 answers are believed by so much, for so long: on a machine that stops now and then, what left one by one
arrives together."""
_LONGEST_WAY = 30.0
_FORGETS_QUICK_WAYS = 1.002


@dataclass(slots=True, eq=False)
class Sent:
    """One message that left: when, and when its answer was here, if it is."""

    began: float
    answered: float | None = None


class Window:
    """At most ``calls`` messages in any ``seconds``, as the messenger counts them: when they arrive there.

    That is not known, but it is before the answer is here: until then a message counts as arriving now, yet at most
    ``late`` after it left. ``quickest`` is taken off: what every message needs for its way does not matter.
    """

    def __init__(self, calls: int, seconds: float, *, late: float) -> None:
        self.calls = calls
        self.seconds = seconds
        self.quickest = 0.0
        self.late = late
        self._sent: list[Sent] = []

    def add(self, *sent: Sent) -> None:
        """Count messages that leave, or have left."""
        self._sent.extend(sent)

    def forget(self, sent: Sent) -> None:
        """Count a message no more."""
        if sent in self._sent:
            self._sent.remove(sent)

    @property
    def sent(self) -> Sequence[Sent]:
        """Return the messages that count."""
        return tuple(self._sent)

    def ends(self, now: float) -> list[float]:
        """Return when the messages that count now will no longer do so, soonest first."""
        ends = [(self._end(sent, now), sent) for sent in self._sent]
        self._sent = [sent for end, sent in ends if end > now]
        return sorted(end for end, _ in ends if end > now)

    def _end(self, sent: Sent, now: float) -> float:
        way = (now if sent.answered is None else sent.answered) - sent.began - self.quickest
        return sent.began + min(max(way, 0.0), self.late) + self.seconds

    def free_at(self, now: float, *, keep: int = 0) -> float:
        """Return when one more message may leave so that room for ``keep`` more is left."""
        ends = self.ends(now)
        over = len(ends) + 1 + keep - self.calls
        return now if over <= 0 else ends[over - 1]

    def spread_at(self, now: float, *, keep: int, follow: int) -> float:
        """Return when one more may leave so that ``keep`` more can at once, and then ``follow``, one at each step.

        With n messages counting, this one leaving at t, and one more following every step: before the k-th of those
        leaves, n + 1 + k + keep - calls of the n must have ended.
        """
        ends = self.ends(now)
        at = now
        for following in range(follow + 1):
            must_end = len(ends) + 1 + following + keep - self.calls
            if must_end > 0:
                at = max(at, ends[must_end - 1] - following * SPREAD_SECONDS)
        return at


# Of the bot's 30 a second, what tidies leaves 3 free and what goes to many leaves 10, so that conversations go on.
_KEPT_OF_ALL = {Worth.TIDY: 3, Worth.BULK: 10}
# Of a private chat's burst, what can wait leaves room for the next two replies.
_KEPT_OF_CHAT = {Worth.TIDY: 2, Worth.BULK: 2}
# Of a group's 20 a minute: what is kept free at once, and how many may follow, one every few seconds, however many
# wait. 15 steps are a minute: alerts and edits, which come in masses, are spread over it. Answers to reps do not.
_KEPT_OF_GROUP = {Worth.ALERT: (1, 15), Worth.REP_ANSWER: (2, 8)}
_KEPT_OF_GROUP_ELSE = (3, 15)


class Pace:
    """Telegram's limits: 30 a second in all, about 1 a second per chat, 20 messages and edits a minute per group."""

    def __init__(self) -> None:
        self._all = Window(30, 1.004, late=_MOST_EXTRA_WAY)
        # Else 30 would leave within some milliseconds, and an alert that comes then would wait for the next second.
        self._spread = Window(4, 0.1, late=0.0)
        self._chats: OrderedDict[int, Window] = OrderedDict()
        self._groups: dict[int, Window] = {}
        self._held_until: OrderedDict[int, float] = OrderedDict()
        self._wary_until = -inf

    def bot_ready_at(self, worth: Worth, now: float) -> float:
        """Return when the whole bot may send one more of a worth; never later for the worthier."""
        self._all.late = _MOST_EXTRA_WAY_WARY if now < self._wary_until else _MOST_EXTRA_WAY
        at = self._all.free_at(now, keep=_KEPT_OF_ALL.get(worth, 0))
        return at if worth <= Worth.ALERT else max(at, self._spread.free_at(now))

    def chat_ready_at(self, chat_id: int, worth: Worth, now: float) -> float:
        """Return when a chat may get one more of a worth; never later for the worthier."""
        held = self._held_until.get(chat_id, now)
        if chat_id < 0:
            return max(held, self._group_ready_at(self._of(chat_id), worth, now))
        chat = self._chats.get(chat_id)
        return max(now, held, chat.free_at(now, keep=_KEPT_OF_CHAT.get(worth, 0)) if chat else now)

    def _group_ready_at(self, group: Window, worth: Worth, now: float) -> float:
        if worth <= Worth.CLAIM:
            return group.free_at(now)
        keep, follow = _KEPT_OF_GROUP.get(worth, _KEPT_OF_GROUP_ELSE)
        return group.spread_at(now, keep=keep, follow=follow)

    def leaves(self, chat_id: int, now: float) -> Sent:
        """Count a message that leaves now."""
        sent = Sent(now)
        for window in (self._all, self._spread, self._of(chat_id)):
            window.add(sent)
        return sent

    def remember(self, chat_id: int, at: float) -> None:
        """Count a message that arrived before the bot was started, at an instant."""
        sent = Sent(at, at)
        for window in (self._all, self._of(chat_id)):
            window.add(sent)

    def answered(self, sent: Sent, now: float) -> None:
        """Take note that the answer to a message is here."""
        sent.answered = now
        self._all.quickest = min(now - sent.began, self._all.quickest * _FORGETS_QUICK_WAYS or now - sent.began)

    def turned_away(self, chat_id: int, sent: Sent) -> None:
        """Take note that a message was turned away before it was looked at: it used up nothing of what may be sent."""
        for window in (self._all, self._spread, self._of(chat_id)):
            window.forget(sent)

    def was_too_quick(self, now: float) -> None:
        """Take note that Telegram has refused a message as one too many: be wary for a while."""
        self._wary_until = now + _WARY_SECONDS

    def move(self, old_id: int, new_id: int) -> None:
        """Take note that a group has another id: whether its messages are counted anew there is not known."""
        self._held_until.pop(old_id, None)
        if old_id in self._groups:
            self._of(new_id).add(*self._groups.pop(old_id).sent)

    def hold(self, chat_id: int, until: float) -> None:
        """Send nothing more to a chat before an instant: Telegram said so, or cannot reach it."""
        self._held_until[chat_id] = max(until, self._held_until.get(chat_id, until))
        if len(self._held_until) > MOST_CHATS:
            self._held_until.popitem(last=False)

    def _of(self, chat_id: int) -> Window:
        if chat_id < 0:
            return self._groups.setdefault(chat_id, Window(20, LONGEST_WINDOW, late=_LONGEST_WAY))
        if chat_id not in self._chats:
            self._chats[chat_id] = Window(5, 5.0, late=_MOST_EXTRA_WAY)
            if len(self._chats) > MOST_CHATS:
                self._chats.popitem(last=False)
        self._chats.move_to_end(chat_id)
        return self._chats[chat_id]
