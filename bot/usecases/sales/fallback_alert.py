"""Says an alert that Telegram refuses as it is in a plain line, so that sales hears of the lead all the same."""

from datetime import datetime

from bot import contexts
from bot.messages import SendText
from bot.usecases.delivery.owe import card_to_redraw
from bot.usecases.filed_under import card_about, handoff_of
from bot.usecases.sales.desk_in_charge import at_desk_of
from bot.usecases.setup import Setup
from storage import outbox
from storage.statements import Transaction


def plain_alert(about: str | None, reason: str, *, setup: Setup) -> SendText:
    """Return a line without formatting, buttons and names: the number, what to type, and why it is so short."""
    number = _number(about)
    key = "refused.card" if about == card_about(number) else "refused.words"
    html = setup.desk_texts.render(key, contexts.Refused(number, reason, setup.claim_command(number)))
    return SendText(html)


def owe_card_again(tx: Transaction, about: str | None, *, setup: Setup, now: datetime, due_at: datetime) -> None:
    """Owe the card in the place of the line that stands for it; words that were refused stay a line."""
    number = _number(about)
    if about == card_about(number):
        chat = at_desk_of(tx, number, setup).sales_chat
        outbox.owe(tx, [card_to_redraw(number, chat, due_at=due_at)], now)


def _number(about: str | None) -> int:
    return handoff_of(about or "") or 0
