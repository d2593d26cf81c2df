"""What time it is where a lead is, as far as what they told says: a time zone, a phone number or a country.

A number or country of several clocks (Spain has two, Australia many) says nothing, and then nothing is said.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.core import get_global

from bot.understanding.lexicon.languages import TABLES

ZONE, PHONE, COUNTRY = "timezone", "phone", "country"


def their_clock(facts: Mapping[str, object], at: datetime) -> datetime | None:
    """Return an instant by the clock of where a lead is; None where that is not known.

    >>> at = datetime.fromisoformat("2026-03-02T15:00+00:00")
    >>> told = ({"phone": "+46701234567"}, {"country": "Japon"}, {"timezone": "America/New_York", "country": "SE"})
    >>> [f"{clock:%H:%M}" for each in told if (clock := their_clock(each, at))]
    ['16:00', '00:00', '10:00']
    >>> their_clock({"phone": "+34612345678"}, at), their_clock({"timezone": "Mars/Olympus"}, at)
    (None, None)
    """
    for zones in (_named(facts.get(ZONE)), _of_phone(facts.get(PHONE)), _of_country(facts.get(COUNTRY))):
        clocks = {clock.utcoffset(): clock for zone in zones if (clock := _by(zone, at)) is not None}
        if len(clocks) == 1:
            return clocks.popitem()[1]
    return None


def apart(theirs: datetime, ours: datetime) -> str:
    """Return by how much two clocks differ at an instant; empty where they show the same.

    >>> at = datetime.fromisoformat("2026-03-02T15:00+00:00")
    >>> [apart(at.astimezone(ZoneInfo(zone)), at) for zone in ("Asia/Kolkata", "America/New_York", "Africa/Accra")]
    ['+5:30 h', '−5 h', '']
    """
    offsets = [clock.utcoffset() or timedelta() for clock in (theirs, ours)]
    minutes = round((offsets[0] - offsets[1]).total_seconds() / 60)
    if not minutes:
        return ""
    hours, rest = divmod(abs(minutes), 60)
    return f"{'+' if minutes > 0 else '−'}{hours}{f':{rest:02}' if rest else ''} h"


def _by(zone: str, at: datetime) -> datetime | None:
    try:
        return at.astimezone(ZoneInfo(zone))
    except (KeyError, ValueError, OSError):  # no zone of this name, or no file of it
        return None


def _named(told: object) -> Iterable[str]:
    return (told,) if isinstance(told, str) and told else ()


@lru_cache(maxsize=512)
def _of_phone(told: object) -> Iterable[str]:
    if not isinstance(told, str) or not told.startswith("+"):
        return ()
    # Its table of zones takes a moment to load, and most processes never draw a card.
    import phonenumbers
    from phonenumbers import timezone

    try:
        return tuple(timezone.time_zones_for_number(phonenumbers.parse(told)))
    except phonenumbers.NumberParseException:
        return ()


def _of_country(told: object) -> Iterable[str]:
    if not isinstance(told, str):
        return ()
    territory = told.upper() if len(told) == 2 else _territories().get(told.casefold().strip(), "")
    return tuple(get_global("territory_zones").get(territory, ()))


@lru_cache(maxsize=1)
def _territories() -> dict[str, str]:
    names = ((name, code) for language in TABLES for code, name in Locale(language).territories.items())
    return {name.casefold(): code for name, code in names if len(code) == 2}
