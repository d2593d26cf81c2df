"""Reminds sales and marketing in the sales chat that the rules should be looked at again, once per period."""

from datetime import datetime

from bot import contexts
from bot.messages import SendText
from bot.usecases.delivery.owe import owe
from bot.usecases.delivery.worth import Worth
from bot.usecases.setup import Setup
from storage import publications
from storage.publications import AT_START, StoredReview
from storage.statements import Transaction


def remind_of_reviews(tx: Transaction, *, setup: Setup, now: datetime) -> list[str]:
    """Owe a reminder for each audience whose review is due, and return these audiences."""
    reminded = []
    for review in publications.reviews(tx):
        playbook = setup.playbook(review.audience)
        every = playbook.model.review_every if playbook else None
        if every is not None and (review.reminded_at or review.at) + every <= now:
            _remind(tx, review, setup=setup, now=now)
            reminded.append(review.audience)
    return reminded


def _remind(tx: Transaction, review: StoredReview, *, setup: Setup, now: datetime) -> None:
    by = "" if review.by == AT_START else review.by
    told = contexts.ReviewDue(review.audience.upper(), (now - review.at).days, by)
    owe(tx, setup.sales_chat, SendText(setup.desk_texts.render("review_due", told)), now=now, worth=Worth.HELP)
    publications.note_reminder(tx, audience=review.audience, now=now)
