"""Values to try a text with before anybody reads it: realistic ones, and as much as a text can ever be given."""

from collections.abc import Mapping
from functools import lru_cache
from typing import TypeVar, get_args

from bot.contexts.cards import Asked, CardAnswer, NoteLine, Reason
from bot.contexts.contract import variables
from bot.contexts.desks import TriedDesk
from bot.contexts.explanations import Lift, Missing, Points
from bot.contexts.figures import OfOutcome, OfTier, StatisticsLine
from bot.contexts.looking import LeadLine, Moment, SaidLine
from bot.contexts.reminders import WaitsForSales
from bot.contexts.reps import CalledRep

# Values that need a certain shape; any other text is one that breaks careless templates.
_SAMPLES: Mapping[str, object] = {
    "as_of": "Mar 4, 14:05",
    "answers": ("sales director", "about 200 people", "R&D <Paris>"),
    "asked": ("Need", "Role & team", "Budget"),
    "address": "ada.lovelace@example.com",
    "code": "042357",
    "claim": "/claim_1042@northwind_bot",
    "reopen": "/reopen_1042@northwind_bot",
    "claimed_after": "38 seconds",
    "contact": "privacy@northwind.example",
    "engagement": "18.4",
    "engagement_lines": (Points("viewed /a?b=1&c=<2> ×2", "+18.4", "Mar 4", given="+30", capped="−2", faded="−9.6"),),
    "falls_at": "Mar 21, 14:05",
    "files": ("business.yaml", "playbooks/b2b/texts/fr.yaml"),
    "fit": "34",
    "fit_lines": (Points("sales director", "+20"), Points("R&D <Paris>", "+14")),
    "host": "models.example.com",
    "hosts": ("hooks.example.com", "n8n:5678"),
    "language": "Deutsch",
    "languages": ("Deutsch", "Suomi", "R&D <Paris>"),
    "lifts": (Lift("HOT", "uses the demo"), Lift("HOT", "says “Role: R&D <Paris>”")),
    "link": "tg://user?id=1042",
    "owner_link": "tg://user?id=1043",
    "rep_link": "tg://user?id=1043",
    "was_link": "tg://user?id=1043",
    "to_link": "tg://user?id=1044",
    "passed": ("Bo <&> Söner", "Cy"),
    "names": ("Bo <&> Söner", "Cy"),
    "missing": (Missing("HOT", "fit", "34", "40"), Missing("HOT", "engagement", "18.4", "20")),
    "not_asked": ("Budget", "E-mail"),
    "lines": (StatisticsLine("Bo <&> Berg", 8, "4 minutes", 2, "€12,000"), StatisticsLine("", 1, "", 0, "")),
    "won_amount": "€12,000",
    "outcomes": (OfOutcome("Lost", 2), OfOutcome("No answer", 3)),
    "tiers": (OfTier("HOT", 5), OfTier("LUKEWARM", 9)),
    "Exported.table": "handoffs",
    "Statistics.period": "week",
    "Statistics.by": "rep",
    "Statistics.others": ("/stats_source@northwind_bot", "/stats_30@northwind_bot"),
    "desks": (TriedDesk("nordic", 2), TriedDesk("R&D <Paris>", 0)),
    "number": 1042,
    "path": "/pricing?a=1&b=<2>",
    "points": "+20",
    "problems": ('chat/texts/en.yaml:7  greeting: unknown variable "<name>" (did you mean "first_name"?)',),
    "summary": ("Wants faster follow-up & fewer tools.", "R&D <Paris> decides in May."),
    "tier_name": "lukewarm",
    "unfit": ("student", "R&D <Paris>"),
    "username": "quentin_q",
    "value": "€15,000 <&>",
    "answer_by": "within 10 minutes",
    "day": "tomorrow",
    "hour": 9,
    "minute": "30",
    "opens_at": "tomorrow from 9",
    "away": ("Cy Carlsson", "R&D <Paris>"),
    "on_duty": ("Bo Berg", "R&D <Paris>"),
    "DutyCall.on_duty": (CalledRep("Bo <&> Berg", "tg://user?id=1043"),),
    "waited": "2 hours",
    "unclaimed": (
        WaitsForSales(1042, "Quentin", "https://t.me/c/1234567890/77", "HOT", "82", "9 hours", False, "/claim_1042"),
        WaitsForSales(1043, 'Pia <&> "Söner"', "", "LUKEWARM", "44", "2 hours", True, "/claim_1043@northwind_bot"),
    ),
    "who": "@ada <&>",
    "who_link": "tg://user?id=1043",
    "why": (Reason("sales director", "+20"), Reason("R&D <Paris>", "+14")),
    "booking": "https://book.example.com/bo?a=1&b=2",
    "cancel": "/meet_1042_cancel@northwind_bot",
    "meet": "/meet_1042@northwind_bot",
    "notes": (NoteLine("Mar 4, 14:05", "Bo Berg", "decides in May & asks <Paris>"),),
    "moments": (Moment("Mar 4, 14:05", "looked at /a?b=1&c=<2>", "Bo Berg"),),
    "said": (
        SaidLine("Quentin <&>", "Mar 4, 14:05", "R&D <Paris>?", folded=False),
        SaidLine("Bot", "Mar 4, 14:06", "What would help you most?", folded=True),
    ),
    "leads": (
        LeadLine(
            *("/lead_1042@northwind_bot", 'Quentin <&> "Söner"', "Acme <&> Fils", "HOT", "82"),
            *("Bo Berg", "2 hours", "", "", "3 hours", "Mar 4, 14:05"),
        ),
    ),
    "Card.asked": (Asked("Prices", 2), Asked("R&D <Paris>", 1)),
    "Card.answers": (CardAnswer("Role & team", "sales director"), CardAnswer("Company", "Acme <&> Fils")),
    "LeadFile.answers": (CardAnswer("Role & team", "sales director"), CardAnswer("Company", "Acme <&> Fils")),
}
_USUAL: Mapping[object, object] = {str: 'Quentin <&> "Söner"', int: 24, bool: True}

LONGEST_LIST = 50
"""How long lists get: rules with points, questions of a script. Nothing breaks where one is longer."""
_LARGEST_NUMBER = 2**63 - 1
_USUAL_LENGTH = 64
"""Names and labels are cut there; what is longer, because people wrote it, is named below."""
_LENGTHS: Mapping[str, int] = {
    **dict.fromkeys(("last_words", "text"), 4096),
    **dict.fromkeys(("answer", "company", "need", "path", "value"), 1000),
    **dict.fromkeys(("label", "source", "what"), 200),
}
_ITEMS_TEXT, _ITEMS_FIGURE = 100, 20
"""Of each item of a list, since all of them are hardly as long as one may be."""
_Context = TypeVar("_Context")


@lru_cache
def sample(context: type[_Context]) -> _Context:
    """Return realistic values for a context, with what breaks careless templates among them.

    >>> from bot.contexts.subjects import Number
    >>> sample(Number)
    Number(number=1042)
    """
    return context(**{name: _sample(context.__name__, name, hint) for name, hint in variables(context).items()})


@lru_cache
def largest(context: type[_Context]) -> _Context:
    """Return a context that holds as much as it can: what people wrote in full, and lists with all their items.

    >>> from bot.contexts.prospects import Answers
    >>> len(largest(Answers).answers)
    50
    """
    return context(**{name: _largest(name, hint) for name, hint in variables(context).items()})


def _sample(context: str, name: str, hint: object) -> object:
    found = _SAMPLES.get(f"{context}.{name}") or _SAMPLES.get(name)
    # A question may be called as anything: its answer is a text all the same.
    return _USUAL[hint] if found is None or (hint is str and not isinstance(found, str)) else found


def _largest(name: str, hint: object) -> object:
    if items := get_args(hint):
        return (_largest_item(items[0]),) * LONGEST_LIST
    if hint is str:
        return _filled(_LENGTHS.get(name, _USUAL_LENGTH))
    return _LARGEST_NUMBER if hint is int else _USUAL[hint]


def _largest_item(item: type) -> object:
    if item is str:
        return _filled(_ITEMS_TEXT)
    values = {
        name: _largest(name, hint) if hint is not str else _filled(_ITEMS_TEXT if name in _LENGTHS else _ITEMS_FIGURE)
        for name, hint in variables(item).items()
    }
    return item(**values)


def _filled(chars: int) -> str:
    return (str(_USUAL[str]) * chars)[:chars]
