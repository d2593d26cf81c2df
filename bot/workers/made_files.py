"""Makes what is sent as a file only when it is sent: a chart is drawn, a table is taken out of the database."""

from collections.abc import Awaitable, Callable

from bot.errors import DeliveryError
from bot.exports.tables import Names, What, table_of
from bot.exports.writing import csv_of
from bot.messages import Chart, Export
from bot.pictures import NotDrawnError, drawn
from scoring.instants import instant
from storage.database import Database
from storage.errors import StorageError
from storage.statements import Transaction

MOST_BYTES = 45_000_000
"""Telegram takes 50 MB from a bot."""
_WITHIN_SECONDS = 30.0

Make = Callable[[Chart | Export], Awaitable[bytes]]


def maker(database: Database) -> Make:
    """Return what makes files out of this database; it raises ``DeliveryError`` where one cannot be made."""

    async def make(made_of: Chart | Export) -> bytes:
        if isinstance(made_of, Chart):
            try:
                return await drawn(made_of)
            except (NotDrawnError, OSError) as error:
                raise DeliveryError(f"a chart could not be drawn: {error}", permanent=True) from error
        try:
            return await database.read(lambda tx: taken_out(tx, made_of), within=_WITHIN_SECONDS)
        except StorageError as error:
            raise DeliveryError(f"a table could not be taken out: {error}", permanent=True) from error

    return make


def taken_out(tx: Transaction, export: Export) -> bytes:
    """Return a table as a spreadsheet's file, as far as a messenger takes it; leads go by our numbers alone."""
    names = Names(numbers_only=True, desks=dict(export.desks), seen=export.seen if export.desks else None)
    file = bytearray()
    for text in csv_of(table_of(tx, What(export.what), names, instant(export.since_us))):
        file += text.encode()
        if len(file) > MOST_BYTES:
            raise DeliveryError("a table is too large for a message", permanent=True)
    return bytes(file)
