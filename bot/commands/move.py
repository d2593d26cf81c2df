"""`leadbot move`: a live business from a file of SQLite to PostgreSQL, back, or from one server to another."""

from collections.abc import Mapping
from contextlib import suppress

from bot import clock
from bot.commands.plurals import counted
from bot.errors import LeadbotError
from bot.playbooks import PlaybookError
from bot.processes.progress import progress
from bot.rules.publish import published_draft
from bot.rules.replay_all import Replayed, replay_all
from bot.settings import database_url_of
from scoring.model import Model
from storage import publications
from storage.errors import MoveFailedError
from storage.moving import Moved, moved
from storage.place import SQLITE, Place, place_of
from storage.statements import Transaction


def move(source: str, target: str) -> None:
    """Carry everything over, look it through on the other side, and say what came of it."""
    from_there, to_there = _place(source, "FROM"), _place(target, "TO")
    with progress("Moving") as on_progress:
        under_way = moved(from_there, to_there, on_progress=on_progress)
        with under_way as done:
            replayed = _replayed(done, to_there)
    went_on = f" ({done.found:,} of them were there from an earlier try)" if done.found else ""
    print(f"Moved {from_there} to {to_there}: {done.rows:,} rows of {done.tables} tables{went_on}.")
    print(f"Counted and summed on both sides, and {_told(replayed)}.")
    print("Now give the new address in LEADBOT_DATABASE_URL and start the bot.")
    print(f"{from_there} is as it was: keep it until all is well, and start no bot on it.")


def _place(told: str, which: str) -> Place:
    """Return the place that is meant by a path, or an address as in LEADBOT_DATABASE_URL; it may hold a password."""
    try:
        return place_of(database_url_of(told if "://" in told else f"{SQLITE}{told}"))
    except ValueError as error:
        raise LeadbotError(f"{which}: {error}, or the path of a file") from None


def _replayed(done: Moved, target: Place) -> Replayed:
    """Return what replays of everybody give; raise MoveFailedError where somebody's was right before."""
    models, now = _models(done.target), clock.utc_now()
    with progress("Replaying") as on_progress:
        replayed = replay_all(done.target, models, now=now, on_progress=on_progress)
    if replayed.wrong and replay_all(done.source, models, now=now).wrong != replayed.wrong:
        raise MoveFailedError(target, f"the history of lead {replayed.wrong[0]} gives another standing than it did")
    return replayed


def _models(tx: Transaction) -> Mapping[str, Model]:
    """Return every model that was published and can still be read, by version."""
    found = {}
    for publication in publications.oldest_first(tx):
        with suppress(PlaybookError):
            model = published_draft(publication).model
            found[model.version] = model
    return found


def _told(replayed: Replayed) -> str:
    said = f"{counted(replayed.right, 'standing')} replayed from the whole history: each the same, bit for bit"
    if replayed.wrong:
        said += f"; {counted(len(replayed.wrong), 'standing')} were not what their history gives before, nor are now "
        said += "(`leadbot rescore --all` mends that)"
    if replayed.unknown:
        said += f"; {counted(replayed.unknown, 'lead')} without one by published rules"
    return said
