"""Files as other systems and spreadsheets export them, with what goes wrong in them."""

import csv
import io
from collections.abc import Sequence

HUBSPOT = (
    "Record ID",
    "First Name",
    "Last Name",
    "Email",
    "Phone Number",
    "Contact owner",
    "Job Title",
    "Company Name",
    "Number of Employees",
    "Budget",
    "Audience",
    "Preferred language",
    "Lead Status",
    "Original Source",
    "Create Date",
)
ROWS = 2_000
REPEATED = 25
"""So many rows stand there twice, with the same contents."""
CHANGED = 10
"""So many stand there twice, with other contents: a clash, which is told."""
BROKEN = 5
"""So many are no rows: halves, and what stands below the table."""
NUMBERS_OF_ROWS = ROWS - REPEATED - CHANGED - BROKEN
UNSURE_CELLS = 40

_FIRST = ("José", "Zoë", "Björn", "Ana María", "François", "Åsa", "Wim", "O’Neil")
_LAST = ("Núñez", "Müller", "Sjöström", "Lefèvre", "Smith", "García–Díaz", "d'Arc", "van den Berg")
_ROLES = ("Director", "Manager", "CEO", "VP Sales", "Marketing Manager", "Founder", "Directeur commercial", "")
_LANGUAGES = ("Swedish", "English", "French", "Spanish", "sv", "en-GB", "", "Svenska")
_DATES = (
    "2026-03-05",
    "05/03/2026",
    "25/03/2026",
    "2026-03-05 14:30",
    "5.3.2026",
    "",
    "5 Mar 2026",
    "31/12/2025 09:15",
)
_BUDGETS = ("1.200,50", "20 000", "15000", "12,5", "1.200", "€ 20.000,00", "", "20k")
_SIZES = ("120", "1.250", "11-50", "7", "", "2 000", "50-99", "unknown")


def hubspot_export() -> bytes:
    """Return 2,000 rows with HubSpot's headers as Excel saves them in Europe: semicolons, cp1252, mixed dates."""
    rows = [_contact(number) for number in range(NUMBERS_OF_ROWS)]
    rows += [list(row) for row in rows[:REPEATED]]
    rows += [[*row[:7], "Another company", *row[8:]] for row in rows[100 : 100 + CHANGED]]
    text = _csv([HUBSPOT, *rows])
    broken = [
        "Kalle;half of a row",
        "the other half;of it",
        "Total;2000",
        "Copyright (c) 2026;;;;;;;;;;;;;;",
        "Exported by Ada",
    ]
    return (text + "\r\n".join(broken) + "\r\n").encode("cp1252")


def _contact(number: int) -> list[str]:
    each = number % 8
    address = f"contact{number}@example.com" if number % 50 else "not-an-email"
    return [
        str(10_000 + number),
        _FIRST[each],
        _LAST[number // 8 % 8],
        address,
        ("+46 70 123 45 67", "070-123 45 67", "46701234567", "")[number % 4],
        "Bo",
        _ROLES[number // 3 % 8],
        ("1984", "Åkeri; Söner", 'The "Best"', "Two\nlines", "007", "=Acme", "O’Reilly", "TRUE")[each],
        _SIZES[number // 5 % 8],
        _BUDGETS[number // 7 % 8],
        ("Company", "Business", "b2b", "")[number % 4],
        _LANGUAGES[each],
        "New",
        "Organic Search",
        _DATES[number // 2 % 8],
    ]


def _csv(rows: Sequence[Sequence[str]], delimiter: str = ";") -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return text.getvalue()
