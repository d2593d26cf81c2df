"""The lists of leads that a rep looks through, a page at a time in one message, with buttons for the other lists."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot import contexts
from bot.cleaning import MAX_INSTANT_DIGITS, number_in
from bot.messages import Act, Button, Keyboard, Tap
from bot.usecases.sales.lead_lines import lines_of
from bot.usecases.setup import Setup
from storage import desk_lists, handoffs
from storage.desk_lists import COOLING, LISTS, MINE, OPEN, Page, Place
from storage.desk_scope import DeskScope
from storage.search_words import folded
from storage.statements import Transaction

PER_PAGE = 8
NEVER = datetime(1, 1, 1, tzinfo=UTC)
SOON = timedelta(days=7)
"""Whose tier falls within a week is cooling soon: they are worth a call this week."""
_ROWS = ((MINE, OPEN, "unclaimed"), ("hot", COOLING))
BEFORE, BEHIND = "before", "behind"


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of leads as it is shown, and whom it names; ``number`` is that of the handoff that it is all about."""

    html: str
    keyboard: Keyboard
    leads: tuple[int, ...]
    number: int = 0


@dataclass(frozen=True, slots=True)
class Wanted:
    """A page that a rep wants: of which list, whose, and behind or before which place; None: the first one."""

    name: str
    rep: int
    way: str = BEHIND
    place: Place | None = None


def wanted_by_words(
    tx: Transaction, said: str, *, rep: int, setup: Setup, scope: DeskScope | None = None
) -> Wanted | None:
    """Return the list that somebody names, as on its button or by its key; None where there is no such list.

    Without a name: their own leads, or all that are open where they have none.
    """
    if not said:
        return Wanted(MINE if _has_any(tx, rep, scope) else OPEN, rep)
    texts = setup.desk_texts
    called = {folded(texts.static(f"looks.buttons.{name}")): name for name in LISTS} | {name: name for name in LISTS}
    name = called.get(folded(" ".join(said.split())))
    return None if name is None else Wanted(name, rep)


def _has_any(tx: Transaction, rep: int, scope: DeskScope | None) -> bool:
    if scope is None:
        return handoffs.has_open(tx, rep)
    return bool(desk_lists.page_behind(tx, MINE, None, rep=rep, until=NEVER, limit=1, scope=scope).leads)


def wanted_by_tap(arguments: tuple[str, ...], *, rep: int) -> Wanted | None:
    """Return the page that a button means; None where it is none of ours.

    >>> wanted_by_tap(("hot",), rep=11)
    Wanted(name='hot', rep=11, way='behind', place=None)
    >>> wanted_by_tap(("cooling", "before", "1772442000000000", "12", "11"), rep=12)
    Wanted(name='cooling', rep=11, way='before', place=(1772442000000000, 12))
    """
    match arguments:
        case (name,) if name in LISTS:
            return Wanted(name, rep)
        case (name, ("before" | "behind") as way, *told) if name in LISTS:
            numbers = [number_in(each, max_digits=MAX_INSTANT_DIGITS) for each in told]
            at, number, whose = numbers if len(numbers) == 3 else (None, None, None)
            if at is not None and number is not None and whose is not None:
                return Wanted(name, whose, way, (at, number))
    return None


def list_leads(
    tx: Transaction,
    wanted: Wanted,
    *,
    rep: str,
    setup: Setup,
    now: datetime,
    in_group: bool,
    scope: DeskScope | None = None,
) -> Listed:
    """Return a page of a list, of the desks in the scope; ``rep`` is the name of whose own leads are listed."""
    page = _page(tx, wanted, until=now + SOON, scope=scope)
    texts = setup.desk_texts
    lines = lines_of(tx, page.leads, setup=setup, now=now, in_group=in_group, cooling=wanted.name == COOLING)
    whose = rep if wanted.name == MINE else ""
    shown = contexts.LeadList(texts.static(f"looks.titles.{wanted.name}"), whose, lines)
    html = texts.render("looks.list" if lines else "looks.empty", shown)
    return Listed(html, _keyboard(wanted, page, setup), tuple(page.leads))


def _page(tx: Transaction, wanted: Wanted, *, until: datetime, scope: DeskScope | None) -> Page:
    name, place, rep = wanted.name, wanted.place, wanted.rep
    if wanted.way == BEFORE and place is not None:
        return desk_lists.page_before(tx, name, place, rep=rep, until=until, limit=PER_PAGE, scope=scope)
    return desk_lists.page_behind(tx, name, place, rep=rep, until=until, limit=PER_PAGE, scope=scope)


def _keyboard(wanted: Wanted, page: Page, setup: Setup) -> Keyboard:
    turning = [(BEFORE, page.first)] * page.more_before + [(BEHIND, page.last)] * page.more_behind
    turn = tuple(_turn(wanted, way, place, setup) for way, place in turning)
    lists = tuple(tuple(_choice(name, setup, chosen=name == wanted.name) for name in row) for row in _ROWS)
    return (turn, *lists) if turn else lists


def _turn(wanted: Wanted, way: str, place: Place, setup: Setup) -> Button:
    at, number = place
    tap = Tap(Act.LIST, (wanted.name, way, str(at), str(number), str(wanted.rep)))
    return Button(setup.desk_texts.static(f"looks.buttons.{way}"), data=tap.data)


def _choice(name: str, setup: Setup, *, chosen: bool) -> Button:
    label = setup.desk_texts.static(f"looks.buttons.{name}")
    return Button(f"• {label}" if chosen else label, data=Tap(Act.LIST, (name,)).data)
