"""Cells of tables that people open in a spreadsheet: no text of a prospect's becomes a formula there, or a number.

A text that would is given an apostrophe, and reading takes it off again, so that what went out comes back as it was.
"""

import re

OURS = "leadbot_"
"""Columns that begin so say what we have found out ourselves: reading them back would tell us nothing."""
# What a spreadsheet runs, or turns into a number, a date or a truth value. Days as we write them stay days.
_CALCULATED = re.compile(r"[=+\-@\t\r\n]|[0-9(][0-9 .,:/()+eE%-]*\Z|(?:true|false)\Z", re.IGNORECASE)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_MARK = "'"
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")


def guarded(text: str) -> str:
    """Return a text as a cell that stays a text.

    >>> [guarded(text) for text in ("=1+1", "+46 70 123 45 67", "007", "'=1", "Acme", "'t Hooft", "2026-03-05")]
    ["'=1+1", "'+46 70 123 45 67", "'007", "''=1", 'Acme', "'t Hooft", '2026-03-05']
    """
    return _MARK + text if _would_be_calculated(text) else text


def unguarded(cell: str) -> str:
    """Return the text that a cell was made of; any other cell as it is.

    >>> [unguarded(cell) for cell in ("'=1+1", "''=1", "'t Hooft", "12")]
    ['=1+1', "'=1", "'t Hooft", '12']
    """
    return cell[1:] if cell.startswith(_MARK) and _would_be_calculated(cell[1:]) else cell


def cell_of(value: object) -> str:
    """Return a value as a cell: a text that is guarded, a plain number, true or false; None is empty.

    >>> [cell_of(value) for value in ("-3", -3, 2.0, True, None)]
    ["'-3", '-3', '2.0', 'true', '']
    """
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case int() | float():
            return repr(value)
        case _:
            return guarded(str(value))


def value_of(cell: str) -> str | int | float | bool:
    """Return the value of a cell: a number if it is written plainly, true or false, else text.

    >>> [value_of(cell) for cell in ("12", "12.5", "-3", "TRUE", "1 200", "007", "=1+1")]
    [12, 12.5, -3, True, '1 200', '007', '=1+1']
    """
    if _NUMBER.fullmatch(cell):
        return float(cell) if "." in cell else int(cell)
    return {"true": True, "false": False}.get(cell.lower(), cell)


def _would_be_calculated(text: str) -> bool:
    bare = text.lstrip(_MARK)
    return bool(_CALCULATED.match(bare)) and not _DAY.match(bare)
