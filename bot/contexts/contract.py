"""Which text may use what: the context of each key of each kind of file, and samples to try a text with."""

from collections.abc import Mapping
from dataclasses import fields
from functools import lru_cache
from typing import TypeVar, get_args

from bot.contexts.looking import LOOKING, LeadLine, Moment, SaidLine
from bot.contexts.prospects import (
    Answers,
    Awaited,
    BeforeClosing,
    Changed,
    Chosen,
    Closing,
    Language,
    Languages,
    Limits,
    MeetingTold,
    Nothing,
    Opening,
    Person,
    Privacy,
    PrivacyConversation,
    PrivacyModel,
    PrivacyReceivers,
    Profile,
    Rep,
    RepSays,
    Static,
    Unclear,
    Value,
    Words,
)
from bot.contexts.sales import (
    About,
    Asked,
    CalledRep,
    Card,
    CardAnswer,
    Claimed,
    DeskReport,
    Duration,
    DutyCall,
    Explanation,
    Exported,
    FilesGone,
    Group,
    Lead,
    Lift,
    Missing,
    MissingAnswer,
    Mistakes,
    MorningList,
    Named,
    NoteLine,
    NotUndone,
    Number,
    OfOutcome,
    OfTier,
    Others,
    OthersReply,
    Outcome,
    Passing,
    Points,
    Reason,
    Refused,
    ReportedByOther,
    ReviewDue,
    Signal,
    Statistics,
    StatisticsLine,
    Unclaimed,
    Undelivered,
    Undone,
    Until,
    Waiting,
    WaitsForSales,
    Webhook,
    Whom,
    Wrote,
)
from bot.signal_kinds import KNOWN_SIGNALS


def _same(context: type, keys: str, under: str = "") -> dict[str, type]:
    return {under + key: context for key in keys.split()}


_CHAT: Mapping[str, type] = {
    **_same(Person, "greeting consent welcome_back last_one passed"),
    "got_it": Answers,
    "changed": Changed,
    "chosen": Chosen,
    "not_understood.limits": Limits,
    **_same(Unclear, "choice number money date email phone text again", "not_understood."),
    **_same(Changed, "edited edited_again", "not_understood."),
    **_same(Person, "question question_again afterwards afterwards_again upset upset_again", "not_understood."),
    **_same(Person, "moving_on passed_on_again stopped refused"),
    **_same(Awaited, "human.asked human.already human.callback passed_on"),
    "when.opens": Opening,
    "when.before_closing": BeforeClosing,
    **_same(Duration, "within_minutes within_hours within_days", "when."),
    **_same(Rep, "human.claimed passed_on_to"),
    "rep_says": RepSays,
    **_same(Person, "forget.ask forget.done forget.kept mydata.caption mydata.nothing language.ask language.changed"),
    **_same(Unclear, "option period", "doubt."),
    "doubt.number": Changed,
    "doubt.left": Person,
    "language.only": Languages,
    "language.back": Language,
    "privacy": Privacy,
    **_same(Person, "help edit.ask edit.nothing menu.ask menu.empty menu.afterwards unsupported"),
    **_same(Person, "contact.not_yours contact.thanks thanks own_words trouble"),
    **_same(Static, "back skip why human menu share_phone forget_yes forget_no open done", "buttons."),
    "choices.none": Static,
    "choices.nothing": Person,
    **_same(Static, "neither per_month per_year yes no", "buttons."),
    **_same(Static, "start menu edit human language privacy mydata forget stop help", "commands."),
    **_same(Profile, "description short_description", "profile."),
    **_same(Person, "ask why", "questions.audience."),
    **_same(Static, "label options.b2b options.b2c", "questions.audience."),
    **_same(Words, "b2b b2c", "questions.audience.words."),
    **_same(MeetingTold, "made moved cancelled soon", "meeting."),
    "values.about": Value,
    "visible_to_model": PrivacyModel,
    "kept_conversation": PrivacyConversation,
    "visible_to_receivers": PrivacyReceivers,
    "words_only": Person,
    **_same(Static, "label", "topics.*."),
    **_same(Words, "asks", "topics.*."),
    **_same(Person, "say", "topics.*."),
}
_PLAYBOOK: Mapping[str, type] = {
    **_same(Person, "ask why", "questions.*."),
    **_same(Static, "label options.*", "questions.*."),
    "questions.*.words.*": Words,
    **_same(Value, "said asked_back", "questions.*."),
    **_same(Closing, "hot lukewarm cold unfit *", "closing."),
    "nudge": Person,
    "contents.*.button": Static,
    "contents.*.asks": Words,
    "contents.*.text": Person,
    **_same(Static, "label", "topics.*."),
    **_same(Words, "asks", "topics.*."),
    **_same(Person, "say", "topics.*."),
}
_DESK: Mapping[str, type] = {
    "card": Card,
    **_same(Static, "hot lukewarm cold unfit", "tiers."),
    **_same(Static, "reached no_answer meeting won lost not_a_fit", "outcomes."),
    **_same(Static, "claim not_a_fit reached no_answer meeting won lost write why", "buttons."),
    **_same(Static, "undo reopen other_reason skip give take nobody wrote", "buttons."),
    **_same(Claimed, "claimed too_late"),
    "outcome_noted": Outcome,
    "claim_first": Unclaimed,
    **_same(Number, "not_found before_restore closed forgotten expired"),
    "review_due": ReviewDue,
    **_same(Mistakes, "broken unwritten", "templates."),
    "templates.gone": FilesGone,
    "templates.mended": Nothing,
    **_same(Nothing, "usage rep_help who_are_you why.person why.usage why.repeated"),
    **_same(Nothing, "help forgotten", "rep_private."),
    "rep_private.was_lead": Lead,
    **_same(Nothing, "begins ended over in_private", "trial."),
    "why.no_lead": Lead,
    "why.unscored": About,
    "why.score": Explanation,
    "why.others": Others,
    "lifts.says": MissingAnswer,
    **_same(Static, "fit engagement", "limits."),
    "limits.group": Group,
    "wrote": Wrote,
    **_same(Named, "gone no_chat stopped blocked too_long closed", "reply."),
    "reply.by_other": OthersReply,
    "reply.failed": Undelivered,
    **_same(Wrote, "stopped blocked forgotten", "news."),
    **_same(Refused, "card words", "refused."),
    **_same(Signal, " ".join((*KNOWN_SIGNALS, "other", "*")), "signals."),
    **_same(Duration, "seconds minutes hours days", "durations."),
    **_same(Webhook, "given_up gone", "webhooks."),
    **_same(Statistics, "report title about", "stats."),
    **_same(Static, "heard in_5_minutes in_an_hour later not_yet", "stats."),
    **_same(Nothing, "usage", "stats."),
    **_same(Static, "claim outcome why help stats reopen release give take export", "commands."),
    "export.caption": Exported,
    **_same(Nothing, "usage failed", "export."),
    **_same(Static, "lost.* not_a_fit.*", "reasons."),
    **_same(Outcome, "reason own_words amount noted over", "more."),
    "more.no_amount": Nothing,
    "reported_by_other": ReportedByOther,
    "undone.done": Undone,
    **_same(Passing, "released given taken_over whom nobodys not_yours has_it", "passing."),
    **_same(Whom, "unknown several", "passing."),
    "passing.gone": Nothing,
    **_same(Static, "hot lukewarm person", "todo."),
    **_same(NotUndone, "late nothing other_open", "undone."),
    **LOOKING,
    **_same(Waiting, "group head owner release", "reminder."),
    "morning": MorningList,
    "sent": Wrote,
    "wrote_to_them": Number,
    "commands.wrote": Static,
    **_same(Named, "unchanged not_theirs", "reply."),
    "absence.away": Until,
    **_same(Nothing, "back unclear", "absence."),
    **_same(Nothing, "on off", "duty."),
    "duty.call": DutyCall,
    "test.report": DeskReport,
    "test.alert": Nothing,
    **_same(Static, "away back duty test", "commands."),
}

CONTEXTS: Mapping[str, Mapping[str, type]] = {"chat": _CHAT, "playbook": _PLAYBOOK, "desk": _DESK}
"""The context of each text, by kind of file and key; ``*`` stands for any field, option, content or signal."""

_TO_PROSPECTS = {key: context for kind in ("playbook", "chat") for key, context in CONTEXTS[kind].items()}


@lru_cache(1024)
def said_to_prospects(key: str) -> type:
    """Return the context of a text that prospects read; what is said of a script's own names is mostly a Person's."""
    return _TO_PROSPECTS.get(key) or _TO_PROSPECTS.get(f"{key.partition('.')[0]}.*", Person)


# Values that need a certain shape; any other text is one that breaks careless templates.
_SAMPLES: Mapping[str, object] = {
    "as_of": "Mar 4, 14:05",
    "answers": ("sales director", "about 200 people", "R&D <Paris>"),
    "asked": ("Need", "Role & team", "Budget"),
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

    >>> sample(Number)
    Number(number=1042)
    """
    return context(**{name: _sample(context.__name__, name, hint) for name, hint in variables(context).items()})


@lru_cache
def largest(context: type[_Context]) -> _Context:
    """Return a context that holds as much as it can: what people wrote in full, and lists with all their items.

    >>> len(largest(Answers).answers)
    50
    """
    return context(**{name: _largest(name, hint) for name, hint in variables(context).items()})


def variables(context: type) -> Mapping[str, object]:
    """Return the names of a context's variables with their types, in order."""
    return {field.name: field.type for field in fields(context)}


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
