"""Says an alert that Telegram refuses as it is in a plain line, so that sales hears of the lead all the same."""

from bot import contexts
from bot.messages import SendText
from bot.usecases.setup import Setup, card_about


def plain_alert(about: str | None, reason: str, *, setup: Setup) -> SendText:
    """Return a line without formatting, buttons and names: the number, what to type, and why it is so short."""
    subject = (about or "").rpartition(":")[2]
    number = int(subject) if subject.isdecimal() else 0
    key = "refused.card" if about == card_about(number) else "refused.words"
    html = setup.desk_texts.render(key, contexts.Refused(number, reason, setup.claim_command(number)))
    return SendText(html)
