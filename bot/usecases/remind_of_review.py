"""Reminds sales and marketing in the sales chat that the rules should be looked at again, once per period."""

from datetime import datetime

from bot import contexts
from bot.messages import SendText
from bot.usecases.house import House
from bot.usecases.owing import owe
from bot.usecases.publish_model import AT_START
from storage import models
from storage.models import StoredReview
from storage.statements import Transaction


def remind_of_reviews(tx: Transaction, *, house: House, now: datetime) -> list[str]:
    """Owe a reminder for each audience whose review is due, and return these audiences."""
    reminded = []
    for review in models.reviews(tx):
        playbook = house.playbook(review.audience)
        every = playbook.model.review_every if playbook else None
        if every is not None and (review.reminded_at or review.at) + every <= now:
            _remind(tx, review, house=house, now=now)
            reminded.append(review.audience)
    return reminded


def _remind(tx: Transaction, review: StoredReview, *, house: House, now: datetime) -> None:
    by = "" if review.by == AT_START else review.by
    told = contexts.ReviewDue(review.audience.upper(), (now - review.at).days, by)
    owe(tx, house.sales_chat, SendText(house.desk_texts.render("review_due", told)), now=now)
    models.note_reminder(tx, audience=review.audience, now=now)
