"""Makes what is sent as a file only when it is sent: figures are counted and drawn, a table is taken out.

All of it is read beside the writer, which nobody waits for because of it.
"""

from collections.abc import Awaitable, Callable

from bot import logs
from bot.errors import DeliveryError
from bot.exports.tables import Names, What, table_of
from bot.exports.writing import csv_of
from bot.in_force import InForce
from bot.messages import AskedFigures, Chart, Export, Made
from bot.pictures import NotDrawnError, drawn
from scoring.instants import instant
from storage.errors import StorageError
from storage.statements import Transaction
from storage.store import Store

MOST_BYTES = 45_000_000
"""Telegram takes 50 MB from a bot."""
_WITHIN_SECONDS = 30.0

Make = Callable[[Export | AskedFigures], Awaitable[Made]]


def maker(database: Store, in_force: InForce) -> Make:
    """Return what makes files out of this database; it raises ``DeliveryError`` where one cannot be made."""

    async def make(made_of: Export | AskedFigures) -> Made:
        try:
            if isinstance(made_of, Export):
                return Made(await database.read(lambda tx: taken_out(tx, made_of), within=_WITHIN_SECONDS))
            # Not at the start of the bot, which would wait for numpy.
            from bot.usecases.sales.tell_statistics import told_figures

            setup = in_force.setup
            html, chart = await database.read(lambda tx: told_figures(tx, made_of, setup=setup), within=_WITHIN_SECONDS)
        except StorageError as error:
            raise DeliveryError(f"a file could not be made: {error}", permanent=True) from error
        return Made(await _picture(chart) if chart else None, html)

    return make


async def _picture(chart: Chart) -> bytes | None:
    """Return a chart as a picture; None where it cannot be drawn: the figures stand beside it, too."""
    try:
        return await drawn(chart)
    except (NotDrawnError, OSError) as error:
        logs.logger().warning("A chart could not be drawn.", action="deliver", error=error)
        return None


def taken_out(tx: Transaction, export: Export) -> bytes:
    """Return a table as a spreadsheet's file, as far as a messenger takes it; leads go by our numbers alone."""
    names = Names(numbers_only=True, desks=dict(export.desks), seen=export.seen if export.desks else None)
    file = bytearray()
    for text in csv_of(table_of(tx, What(export.what), names, instant(export.since_us))):
        file += text.encode()
        if len(file) > MOST_BYTES:
            raise DeliveryError("a table is too large for a message", permanent=True)
    return bytes(file)
