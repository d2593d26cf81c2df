"""What reps say about themselves and ask about the desk: away, back, on duty, and whether all is well."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot import contexts, rendering
from bot.desk.hours import closes_next, instant_of, is_open, local_day, opens_next
from bot.messages import Commanded, Incoming, SendText
from bot.understanding.appointments import read_appointment
from bot.understanding.dates import find_dates
from bot.understanding.utterance import utterance_of
from bot.usecases.delivery.owe import owe
from bot.usecases.delivery.worth import Worth
from bot.usecases.sales.desk_in_charge import reps_of_desk
from bot.usecases.sales.draw_card import span
from bot.usecases.sales.try_desks import try_other_desks
from bot.usecases.setup import Setup
from scoring.durations import parse_duration
from storage import handoffs, reps
from storage.reps import StoredRep
from storage.statements import Transaction

VERBS = ("away", "back", "duty", "test")
LONGEST_AWAY = timedelta(days=366)
_ON, _OFF = frozenset(("", "on", "yes", "start")), frozenset(("off", "no", "none", "stop", "end"))


def is_about_desk(what: object) -> bool:
    """Return whether somebody says or asks something of this kind, as reps do."""
    return isinstance(what, Commanded) and what.name.partition("_")[0] in VERBS


def answer_about_desk(tx: Transaction, incoming: Incoming, what: Commanded, *, setup: Setup, now: datetime) -> None:
    """Note what a rep says about themselves, or tell how the desk is, and owe them an answer."""
    texts, rep = setup.desk_texts, incoming.sender
    verb, _, hanging = what.name.partition("_")
    said = f"{hanging.replace('_', ' ')} {what.argument}".strip()
    if rep.anonymous and verb != "test":
        answers = [texts.render("who_are_you", contexts.Nothing())]
    elif verb == "test":
        answers = [_report(tx, setup=setup, now=now), _sample_card(setup)]
        if setup.several_chats:
            answers.append(try_other_desks(tx, incoming.chat_id, what.message_id, setup=setup, now=now))
    else:
        handoffs.meet_rep(tx, rep.id, rep.full_name, rep.username)
        answers = [_noted(tx, verb, said, rep.id, setup=setup, now=now)]
    for html in answers:
        message = SendText(html, reply_to=what.message_id)
        owe(tx, incoming.chat_id, message, now=now, worth=Worth.REP_ANSWER)


def _noted(tx: Transaction, verb: str, said: str, rep_id: int, *, setup: Setup, now: datetime) -> str:
    texts = setup.desk_texts
    if verb == "back":
        reps.set_away(tx, rep_id, since=None)
        return texts.render("absence.back", contexts.Nothing())
    if verb == "duty":
        is_off = said.lower() in _OFF
        if not is_off and said.lower() not in _ON:
            return texts.render("duty.unclear", contexts.Nothing())
        reps.set_duty(tx, rep_id, since=None if is_off else now)
        return texts.render("duty.off" if is_off else "duty.on", contexts.Nothing())
    until = back_at(said, setup=setup, now=now)
    if until is None and said:
        return texts.render("absence.unclear", contexts.Nothing())
    reps.set_away(tx, rep_id, since=now, until=until)
    return texts.render("absence.away", contexts.Until(_moment(until, setup, now) if until else ""))


def back_at(said: str, *, setup: Setup, now: datetime) -> datetime | None:
    """Return when somebody is back: a day begins at its midnight. None where that is not said, or lies behind us.

    A day or a time may be written in the desk's language, a length of time as in the rules (``3d``, ``2h``).
    """
    hours, words = setup.desk.hours, said.strip().lower()
    length = parse_duration(words.split()[-1]) if words else None
    if length is not None:
        return now + length if length <= LONGEST_AWAY else None
    today, locale = local_day(hours, now), setup.sales_locale
    zone = ZoneInfo(hours.zone)
    at = read_appointment(words, now=now.astimezone(zone).replace(tzinfo=None), locale=locale)
    if at is not None:
        back = at.replace(tzinfo=zone).astimezone(now.tzinfo)
        return back if now < back <= now + LONGEST_AWAY else None
    found = find_dates(utterance_of(words, locale), today=today, locale=locale, asked=True)
    days = [when.first for when in found if today < when.first <= today + LONGEST_AWAY]
    return instant_of(hours, days[0], 0) if days else None


def called(rep: StoredRep) -> contexts.CalledRep:
    """Return a rep as they are called by name in a message."""
    return contexts.CalledRep(rep.name, f"tg://user?id={rep.id}")


def _report(tx: Transaction, *, setup: Setup, now: datetime) -> str:
    """Return how the desk is, in words: to be read after everything was set up."""
    texts, desk, hours = setup.desk_texts, setup.desk, setup.desk.hours
    opens, closes = opens_next(hours, now), closes_next(hours, now)
    own = reps_of_desk(tx, setup)
    waits = sorted(desk.response_time.values())
    told = contexts.DeskReport(
        is_open=is_open(hours, now),
        opens=_moment(opens, setup, now) if opens else "",
        closes=_moment(closes, setup, now) if closes else "",
        within=span(waits[0], texts) if waits else "",
        reminds=desk.reminders is not None,
        head=str(desk.head) if desk.head is not None else "",
        on_duty=tuple(rep.name for rep in reps.on_duty(tx, now, among=own)),
        away=tuple(rep.name for rep in reps.away(tx, now, among=own)),
        is_group=setup.sales_is_group,
    )
    return texts.render("test.report", told)


def _sample_card(setup: Setup) -> str:
    return setup.desk_texts.render("test.alert", contexts.Nothing())


def _moment(at: datetime, setup: Setup, now: datetime) -> str:
    return rendering.moment(at, setup.desk.hours.zone, now=now, locale=setup.desk_texts.locale)
