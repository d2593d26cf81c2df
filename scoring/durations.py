"""Durations as marketers write them: a whole number and a unit, such as 30d or 12h."""

import re
from datetime import timedelta

LONGEST = timedelta(days=3650)
"""Within ten years a microsecond still moves every decayed value by more than floating point blurs it."""

EXPECTED = "a duration such as 45m, 12h, 30d or 2w (at most 3650d)"

_WRITTEN = re.compile(r"([0-9]{1,9})([smhdw])")
_SECONDS = {"w": 604_800, "d": 86_400, "h": 3_600, "m": 60, "s": 1}


def parse_duration(text: str) -> timedelta | None:
    """Return the duration that the text says, None if it says none or one over ten years.

    >>> parse_duration("48h") == parse_duration("2d")
    True
    >>> parse_duration("soon")
    """
    written = _WRITTEN.fullmatch(text)
    if written is None:
        return None
    seconds = int(written[1]) * _SECONDS[written[2]]
    return timedelta(seconds=seconds) if seconds <= LONGEST.total_seconds() else None


def format_duration(duration: timedelta) -> str:
    """Return the duration in its largest whole unit, weeks apart: people say 14d, rarely 2w.

    >>> format_duration(timedelta(hours=48))
    '2d'
    """
    seconds = int(duration.total_seconds())
    unit = next(unit for unit in "dhms" if seconds % _SECONDS[unit] == 0)
    return f"{seconds // _SECONDS[unit]}{unit}"
