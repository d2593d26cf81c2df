"""Which text may use what: the context of each key of each kind of file."""

from collections.abc import Mapping
from dataclasses import fields
from functools import lru_cache

from bot.contexts.cards import CARD
from bot.contexts.desks import DESKS
from bot.contexts.explanations import EXPLANATIONS
from bot.contexts.figures import FIGURES
from bot.contexts.handoffs import HANDOFFS
from bot.contexts.looking import LOOKING
from bot.contexts.marketing import MARKETING
from bot.contexts.meetings import MEETINGS
from bot.contexts.prospects import CHAT, PLAYBOOK, Person
from bot.contexts.reminders import REMINDERS
from bot.contexts.replies import REPLIES
from bot.contexts.reps import REPS

_DESK = {
    **CARD,
    **HANDOFFS,
    **DESKS,
    **REPLIES,
    **REMINDERS,
    **REPS,
    **EXPLANATIONS,


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
    "not_known": MissingAnswer,
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
    **MEETINGS,
    **FIGURES,
    **MARKETING,
}

CONTEXTS: Mapping[str, Mapping[str, type]] = {"chat": CHAT, "playbook": PLAYBOOK, "desk": _DESK}
"""The context of each text, by kind of file and key; ``*`` stands for any field, option, content or signal."""

_TO_PROSPECTS = {key: context for kind in ("playbook", "chat") for key, context in CONTEXTS[kind].items()}


@lru_cache(1024)
def said_to_prospects(key: str) -> type:
    """Return the context of a text that prospects read; what is said of a script's own names is mostly a Person's."""
    return _TO_PROSPECTS.get(key) or _TO_PROSPECTS.get(f"{key.partition('.')[0]}.*", Person)


def variables(context: type) -> Mapping[str, object]:
    """Return the names of a context's variables with their types, in order."""
    return {field.name: field.type for field in fields(context)}
