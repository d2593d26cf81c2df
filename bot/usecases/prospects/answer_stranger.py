"""Answers somebody of whom nothing is stored and who asks what is: a question about one's data makes no lead.

Whoever was just erased does so, to see that it is true.
"""

from datetime import datetime

from bot.conversation.state import Line
from bot.messages import Act, AnswerTap, Commanded, Incoming, Outgoing, SendText, Tap, Tapped
from bot.usecases.delivery.owe import owe
from bot.usecases.delivery.worth import Worth
from bot.usecases.phrasing import Phrasing
from bot.usecases.setup import Setup
from storage import leads, outbox
from storage.statements import Transaction

_ANSWERS = {"mydata": "mydata.nothing", "forget": "mydata.nothing", "stop": "stopped", "privacy": "privacy"}
"""By which text each command is answered."""
_KEEP = Tap(Act.FORGET, ("no",))
"""What stays on the screen of the erased: "No, keep it"."""


def is_strangers_question(tx: Transaction, incoming: Incoming) -> bool:
    """Return whether somebody of whom nothing is stored asks what is, or that it be no more."""
    return _answer(incoming) is not None and leads.by_chat(tx, incoming.chat_id) is None


def answer_stranger(tx: Transaction, incoming: Incoming, *, setup: Setup, now: datetime) -> None:
    """Owe the answer; once it has arrived nothing of it is kept either."""
    key = _answer(incoming)
    assert key is not None
    sender, what = incoming.sender, incoming.what
    audience = setup.audience_of(None, linked=None)
    phrasing = Phrasing(
        texts=setup.texts(audience, setup.locale_for(sender.language)),
        script=setup.script(audience),
        business=setup.playbooks.business,
        first_name=sender.first_name,
        rep="",
        consulted=setup.consulted_model,
        receivers=setup.receivers.hosts,
        newsletter=setup.newsletter,
    )
    answer = SendText(phrasing.html((Line(key),)))
    messages: tuple[Outgoing, ...] = (AnswerTap(what.tap_id), answer) if isinstance(what, Tapped) else (answer,)
    owe(tx, incoming.chat_id, *messages, now=now, worth=Worth.PROMISE, about=outbox.GOODBYE)


def _answer(incoming: Incoming) -> str | None:
    match incoming.what:
        case Commanded(name=name):
            return _ANSWERS.get(name)
        case Tapped(tap=tap) if tap == _KEEP:
            return "mydata.nothing"
        case _:
            return None
