"""What calls a rep by name in a message: nobody who is away, nor out of hours anybody who is not on duty."""

from datetime import datetime

from bot.usecases.setup import Setup
from storage import reps
from storage.statements import Transaction


def link_to(tx: Transaction, rep_id: int | None, *, setup: Setup, now: datetime) -> str:
    """Return the address that calls a rep; empty where they are not to be called, or nobody is meant."""
    rep = reps.by_id(tx, rep_id) if rep_id is not None else None
    if rep is None or rep.is_away(now) or (setup.is_silent(now) and rep.duty_since is None):
        return ""
    return f"tg://user?id={rep.id}"
