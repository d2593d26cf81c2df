"""`leadbot backup` and `leadbot restore`: the database in one file, and back in its place."""

from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

from bot import clock
from bot.commands.confirming import is_confirmed
from bot.commands.plurals import counted
from bot.processes.progress import progress
from bot.usecases.carry_over_restore import CarriedOver, carry_over
from storage.errors import OwnToolsError
from storage.place import Place
from storage.sqlite.backup import Contents, back_up
from storage.sqlite.restoring import JUMP, Restoring, restoring


class _NotConfirmedError(Exception):
    """The answer was no."""


def make_backup(place: Place, file: Path, *, overwrite: bool) -> None:
    """Copy the database into a file and say what is in it; raise OwnToolsError where its engine does that."""
    database = _file_at(place)
    with progress("Backing up") as on_progress:
        contents = back_up(database, file, overwrite=overwrite, on_progress=on_progress)
    print(f"{file}: {_described(contents)}, {_size(contents.size)}. Checked, and readable by you alone.")


def restore_backup(place: Place, file: Path, *, is_sure: bool) -> bool:
    """Put a backup in the place of the database and say what came of it; False if the answer was no.

    Raises OwnToolsError where the database's engine does that.
    """
    database = _file_at(place)
    now = clock.utc_now()
    try:
        with ExitStack() as stack:
            with progress("Reading the backup") as on_progress:
                under_way = stack.enter_context(restoring(database, file, now=now, on_progress=on_progress))
            told = f"{file}: {_described(under_way.contents)}.\n{_lost(under_way)}"
            if is_sure:
                print(told)
            else:
                _expect_yes(told)
            carried = carry_over(under_way, now=now)
    except _NotConfirmedError:
        return False
    print(f"{database} is restored from {file}.\n{_came_of_it(under_way, carried)}")
    return True


def _file_at(place: Place) -> Path:
    if not isinstance(place, Path):
        raise OwnToolsError(place)
    return place


def _expect_yes(told: str) -> None:
    if not is_confirmed(told, "restores"):
        raise _NotConfirmedError


def _described(contents: Contents) -> str:
    of = f" of {_instant(contents.until)}" if contents.until else ""
    return f"a database{of} with {counted(contents.leads, 'lead')} and {counted(contents.handoffs, 'handoff')}"


def _lost(under_way: Restoring) -> str:
    lost, database = under_way.lost(), under_way.path
    if under_way.kept_as is None:
        return f"There is no {database}: what came after the backup is not known."
    kept = f"The present {database} is kept as {under_way.kept_as.name}."
    if lost is None:
        reason = under_way.present.reason
        return f"{database} cannot be read ({reason}): what came after the backup is not known. {kept}"
    counts = (
        *((lost.leads, "lead"), (lost.handoffs, "handoff")),
        *((lost.messages, "message"), (lost.items, "fact or signal")),
    )
    came = [f"{number:,} {noun if number == 1 else _many(noun)}" for number, noun in counts if number]
    if not came:
        return f"Nothing has been added to {database} since. {kept}"
    since = f" since {_instant(under_way.contents.until)}" if under_way.contents.until else ""
    return f"What was added to {database}{since} would be lost: {', '.join(came)}. {kept}"


def _many(noun: str) -> str:
    return noun.replace("fact or signal", "facts and signals") if " " in noun else f"{noun}s"


def _came_of_it(under_way: Restoring, carried: CarriedOver) -> str:
    said = [f"Numbers go on from #{carried.first_handoff} and lead {carried.first_lead}"]
    if under_way.present.reason is not None:
        said[0] += f" ({JUMP:,} higher, because nobody knows which were given since)"
    said[0] += ". Taps on cards sent since the backup are answered, but change nothing."
    if carried.erased:
        said.append(f"{counted(carried.erased, 'lead')} erased on request since the backup: erased again.")
    if carried.unsent:
        said.append(f"{counted(carried.unsent, 'message')} owed when the backup was made: too old now, not sent.")
    if under_way.kept_as is not None:
        said.append(
            f"The database from before is {under_way.kept_as}: remove it once all is well, it holds people's data."
        )
    return "\n".join(said)


def _instant(at: datetime | None) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC" if at else "the beginning"


def _size(size: int) -> str:
    return f"{size / 1_000_000:,.1f} MB"
