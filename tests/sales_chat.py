"""What reps do and see in the sales chat."""

from collections.abc import Sequence

from bot.messages import Act, AnswerTap, EditText, Sender, SendText, Tap, Tapped
from tests.builders import BO, SALES, Delivered, Office


async def tap_desk(office: Office, *said: str, rep: Sender = BO, message_id: int | None = None) -> list[Delivered]:
    """Have a rep tap a button that means something, such as ``("claim", "1")``."""
    act, *arguments = said
    tapped = Tapped(Tap(Act(act), tuple(arguments)), f"desk-{office.updates}", message_id)
    return await office.turn(tapped, rep, chat_id=SALES)


async def press(office: Office, shown: Delivered, label: str, rep: Sender = BO) -> list[Delivered]:
    """Have a rep press the button of a message whose label ends like this."""
    assert isinstance(shown.message, SendText | EditText)
    (button,) = [each for row in shown.message.keyboard for each in row if each.label.endswith(label)]
    assert len(button.data.encode()) <= 64
    tapped = Tapped(Tap.parse(button.data), f"press-{office.updates}", stands_as(shown))
    return await office.turn(tapped, rep, chat_id=SALES)


def stands_as(shown: Delivered) -> int | None:
    """Return the number under which a message stands in the chat, however often it was edited."""
    return shown.message.message_id if isinstance(shown.message, EditText) else shown.message_id


def drawn_card(office: Office, number: int = 1) -> Delivered:
    """Return the card of a handoff as it was drawn last."""
    return [sent for sent in office.sent_to(SALES) if sent.html.startswith(f"<b>#{number} ")][-1]


def notices(sent: Sequence[Delivered]) -> list[str]:
    """Return what was shown to those who tapped."""
    return [each.message.text for each in sent if isinstance(each.message, AnswerTap)]
