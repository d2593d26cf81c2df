"""Cards from before a restore: their number is nobody's, or somebody else's, and nothing done to them may act."""

from itertools import chain

from bot.messages import DeleteMessage, Tapped
from bot.usecases.filed_under import card_about
from bot.usecases.setup import Setup
from storage import lost_numbers, sent_messages, updates
from storage.sent_messages import SentAs
from storage.statements import Transaction


def is_from_before_restore(tx: Transaction, number: int, tapped: Tapped | None, *, setup: Setup) -> bool:
    """Return whether a rep means a card that this database does not know.

    By its number, if a restored backup did not know it; by the message that was tapped, if a database was put back by
    hand and has given the number again.
    """
    if lost_numbers.lost_handoff(tx, number) is not None:
        return True
    if tapped is None or tapped.message_id is None:
        return False
    sent = sent_messages.sent_as(tx, card_about(number), setup.sales_chat)
    if not sent or any(each.message_id == tapped.message_id for each in sent):
        return False
    if setup.sales_chat in chain.from_iterable(updates.moved_chats(tx).items()):
        return False  # in a group that became a supergroup messages are numbered anew: nothing can be compared
    return tapped.message_id < sent[0].message_id and not _may_be_a_copy(tx, tapped.message_id, sent[0], setup=setup)


def copy_of_card(tx: Transaction, number: int, tapped: Tapped, *, setup: Setup) -> DeleteMessage | None:
    """Return the removal of a second copy of a card, or of an earlier card of the same handoff; None if it is neither.

    A card that we do not know, of a handoff whose card was sent but once, is one of before a restore: it stays.
    """
    sent = sent_messages.sent_as(tx, card_about(number), setup.sales_chat)
    if tapped.message_id is None or not sent or tapped.message_id == sent[-1].message_id:
        return None
    is_known = any(each.message_id == tapped.message_id for each in sent)
    if is_known or _may_be_a_copy(tx, tapped.message_id, sent[0], setup=setup):
        return DeleteMessage(tapped.message_id)
    return None


def _may_be_a_copy(tx: Transaction, message_id: int, card: SentAs, *, setup: Setup) -> bool:
    """Return whether a message may be a card that arrived though we never heard so.

    Then it was sent more than once, and after whatever had been sent there before it.
    """
    before = sent_messages.sent_before(tx, setup.sales_chat, card.id)
    return card.attempts > 1 and (before is None or before < message_id)
