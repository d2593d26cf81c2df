"""Finds leads for a rep: by name, company, address, phone, username, or number."""

import re
from collections.abc import Sequence
from datetime import datetime

from bot import contexts
from bot.cleaning import number_in
from bot.messages import MAX_TAP_BYTES, Act, Button, Keyboard, Tap
from bot.usecases.sales.lead_lines import lines_of
from bot.usecases.sales.list_leads import PER_PAGE, Listed
from bot.usecases.setup import Setup
from storage import handoffs, leads, search_words
from storage.desk_scope import DeskScope
from storage.statements import Transaction

MOST_FOUND = 80
"""Ten pages: whoever finds more says more of whom they mean."""
_MORE_LOOKED_AT = 5
"""Of several desks one may have hardly any of those who are found first."""
_LIKE_A_PHONE = re.compile(r"[+(]?[\d\s().\-/]+")
_LEAD = re.compile(r"(?:lead|#)\s*", re.IGNORECASE)


def find_leads(
    tx: Transaction,
    sought: str,
    *,
    skip: int,
    setup: Setup,
    now: datetime,
    in_group: bool,
    scope: DeskScope | None = None,
) -> Listed | None:
    """Return a page of those who are found by these words, from so many on; None where there is nothing to look for.

    Whom another desk has than those in the scope is left out; whom none has is found by all.
    """
    sought = " ".join(sought.split())
    texts = setup.desk_texts
    if not search_words.words_in(sought):
        return None
    found = _found(tx, sought, limit=MOST_FOUND * (_MORE_LOOKED_AT if scope else 1))
    if scope is not None:
        found = _seen(tx, found, scope)[:MOST_FOUND]
    if not found:
        return Listed(texts.render("looks.nothing", contexts.Sought(sought)), (), ())
    skip = skip if skip < len(found) else 0
    page = found[skip : skip + PER_PAGE]
    lines = lines_of(tx, page, setup=setup, now=now, in_group=in_group)
    html = texts.render("looks.found", contexts.Found(sought, len(found), MOST_FOUND, lines))
    return Listed(html, _keyboard(sought, skip, len(found), setup), tuple(page))


def _seen(tx: Transaction, found: Sequence[int], scope: DeskScope) -> Sequence[int]:
    had = {lead: last for lead, last in handoffs.newest_of(tx, found).items() if last.reason != handoffs.IMPORTED}
    return [lead for lead in found if lead not in had or scope.has(had[lead].desk_chat)]


def _found(tx: Transaction, sought: str, *, limit: int) -> Sequence[int]:
    """Return whom a number on a card means, then whose phone ends so, then who is called so."""
    number = number_in(_LEAD.sub("", sought))
    if number is not None and (known := _by_number(tx, number, sought)):
        return known
    by_phone = _LIKE_A_PHONE.fullmatch(sought) and search_words.leads_with_phone(tx, sought, limit=limit)
    return by_phone or search_words.leads_called(tx, search_words.words_in(sought), limit=limit)


def _by_number(tx: Transaction, number: int, sought: str) -> list[int]:
    """Return the lead of a handoff's number; of their own, where it is said to be that, or there is no such handoff."""
    handoff = None if sought.casefold().startswith("lead") else handoffs.by_number(tx, number)
    own = [] if sought.startswith("#") else leads.existing(tx, [number])
    return [handoff.lead_id] if handoff else [*own]


def _keyboard(sought: str, skip: int, count: int, setup: Setup) -> Keyboard:
    words = " ".join(search_words.words_in(sought))
    turning = [("before", skip - PER_PAGE)] * (skip > 0) + [("behind", skip + PER_PAGE)] * (skip + PER_PAGE < count)
    row = tuple(
        Button(setup.desk_texts.static(f"looks.buttons.{way}"), data=data)
        for way, place in turning
        # Words that are too long for a button find few, or can be shortened by whoever typed them.
        if len((data := Tap(Act.FIND, (str(max(0, place)), words)).data).encode()) <= MAX_TAP_BYTES
    )
    return (row,) if row else ()
