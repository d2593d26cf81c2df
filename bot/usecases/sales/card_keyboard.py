"""The buttons of a card: whatever can be done next with its lead, by any rep who sees it."""

from datetime import datetime

from bot.desk.outcomes import may_undo
from bot.messages import Act, Button, Keyboard, Tap
from bot.playbooks import Texts
from storage.handoffs import StoredHandoff
from storage.leads import StoredLead
from storage.outcomes import StoredOutcome

UNCLAIMED_ROW = ("claim", "not_a_fit")
OUTCOME_ROWS = (("reached", "no_answer", "meeting"), ("won", "lost", "not_a_fit"))
_OWN_ACTS = (Act.CLAIM, Act.WHY, Act.REOPEN, Act.GIVE, Act.TAKE, Act.WROTE)
_STYLES = {"claim": "primary", "won": "success", "not_a_fit": "danger", "lost": "danger"}


def keyboard_of(
    lead: StoredLead,
    handoff: StoredHandoff,
    outcome: StoredOutcome | None,
    *,
    free_from: datetime | None,
    texts: Texts,
    now: datetime,
) -> Keyboard:
    """Return the buttons of a card; ``outcome`` is the one that stands, ``free_from`` when it may be taken over."""
    write = (Button(texts.static("buttons.write"), url=f"https://t.me/{lead.username}"),) if lead.username else ()
    back = _back(handoff, outcome, texts=texts, now=now)
    if handoff.closed_at is not None:
        return ((*write, *back),) if write or back else ()
    why = (_button(handoff.number, "why", texts),) if lead.audience else ()
    below = ((*write, *why, *back),) if write or why or back else ()
    if handoff.claimed_by is None:
        return (tuple(_button(handoff.number, name, texts) for name in UNCLAIMED_ROW), *below)
    rows = (tuple(_button(handoff.number, name, texts) for name in row) for row in OUTCOME_ROWS)
    passing = ("take", "give") if free_from is not None and free_from <= now else ("give",)
    is_silent = handoff.first_contact_at is None and outcome is None
    first = ((_button(handoff.number, "wrote", texts),),) if is_silent else ()
    return (*first, *rows, *below, tuple(_button(handoff.number, name, texts) for name in passing))


def _back(handoff: StoredHandoff, outcome: StoredOutcome | None, *, texts: Texts, now: datetime) -> tuple[Button, ...]:
    """Return the way back from an outcome: undone while it is new, later reopened where it has closed the handoff."""
    if outcome is None:
        return ()
    if may_undo(outcome.at, now=now):
        return (_undo(outcome, texts),)
    return (_button(handoff.number, "reopen", texts),) if handoff.closed_at is not None else ()


def _undo(outcome: StoredOutcome, texts: Texts) -> Button:
    # A tap may come twice: it names the very outcome, else the second one would undo what was there before.
    return Button(texts.static("buttons.undo"), data=Tap(Act.UNDO, (str(outcome.handoff), str(outcome.id))).data)


def _button(number: int, name: str, texts: Texts) -> Button:
    tap = Tap(Act(name), (str(number),)) if name in _OWN_ACTS else Tap(Act.OUTCOME, (str(number), name))
    return Button(texts.static(f"buttons.{name}"), data=tap.data, style=_STYLES.get(name, ""))
