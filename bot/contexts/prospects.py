"""What prospects read."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.contexts.keys import same
from bot.contexts.labels import Duration, Static, Words


@dataclass(frozen=True, slots=True)
class Profile:
    """What is seen before pressing Start, when nobody's name is known yet: ``business`` is our name."""

    business: str


@dataclass(frozen=True, slots=True)
class Person:
    """Most of what a prospect reads: ``first_name`` is theirs, ``business`` is our name."""

    first_name: str
    business: str


@dataclass(frozen=True, slots=True)
class Answers(Person):
    """What reads answers back: ``answers`` are ready to read, the rest is as in ``Person``."""

    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Awaited(Person):
    """When a person is waited for: from when somebody answers, ``opens_at`` ("tomorrow from 9"), while nobody works.

    While somebody does, ``answer_by`` is within what time ("within 10 minutes"), if the desk has a response time. At
    most one of them is not empty. The rest is as in ``Person``.
    """

    opens_at: str
    answer_by: str


@dataclass(frozen=True, slots=True)
class Closing(Awaited):
    """The closings: ``answers`` are ready to read, the rest is as in ``Awaited``."""

    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Opening:
    """When the desk opens: ``day`` is today, tomorrow, weekday or date; ``name`` that of the weekday, or the date.

    ``hour`` is a number from 0 to 23, ``minute`` two digits.
    """

    day: str
    name: str
    hour: int
    minute: str


@dataclass(frozen=True, slots=True)
class BeforeClosing:
    """When the desk closes today, ``hour`` and ``minute``, and from when somebody answers ``later``, ready to read."""

    hour: int
    minute: str
    later: str


@dataclass(frozen=True, slots=True)
class Rep(Person):
    """What a prospect reads once claimed: ``rep`` is who did, the rest is as in ``Person``."""

    rep: str


@dataclass(frozen=True, slots=True)
class MeetingTold(Rep):
    """A meeting with ``rep``: ``when`` it is, with the name of the time zone, ``booking`` the page where they can book.

    ``booking`` is empty where there is none; ``reminds`` says whether they are reminded an hour before. Else as in
    ``Person``.
    """

    when: str
    booking: str
    reminds: bool


@dataclass(frozen=True, slots=True)
class RepSays(Rep):
    """What a rep writes to a prospect: ``text`` are their words, ``rep`` is who wrote them; else as in ``Person``."""

    text: str


@dataclass(frozen=True, slots=True)
class Unclear(Person):
    """The reply to an answer that was not understood: ``label`` is the question's short noun; else as in ``Person``."""

    label: str


@dataclass(frozen=True, slots=True)
class Privacy(Person):
    """The answer to /privacy, with ``contact`` and ``keep_months`` of business.yaml; the rest is as in ``Person``.

    ``asked`` lists the labels of all questions that this person may be asked.
    """

    contact: str
    keep_months: int
    asked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PrivacyConversation(Person):
    """What /privacy adds about the conversation: ``keep_days`` is how many days it is kept; else as in ``Person``."""

    keep_days: int


@dataclass(frozen=True, slots=True)
class PrivacyModel(Person):
    """What /privacy adds while a language model is switched on: ``model`` is its name; the rest is as in ``Person``.

    ``host`` is where it runs, empty where that is our own machine.
    """

    model: str
    host: str


@dataclass(frozen=True, slots=True)
class PrivacyReceivers(Person):
    """What /privacy adds while there are webhooks: ``hosts`` is where they are; the rest is as in ``Person``."""

    hosts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Newsletter(Person):
    """What is said of the newsletter: ``address`` is where it goes, or the code for it; else as in ``Person``.

    ``minutes`` is how long a code counts, ``left`` how often one may still be tried.
    """

    address: str
    minutes: int
    left: int


@dataclass(frozen=True, slots=True)
class NewsletterMail:
    """The mail with the code: ``business`` is our name, ``code`` six digits, ``minutes`` how long it counts.

    Nothing of the prospect's stands in it: whose address it is, nobody knows yet.
    """

    business: str
    code: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Changed:
    """The reply to a correction: ``label`` is the question's short noun, ``answer`` their answer, ready to read."""

    label: str
    answer: str


@dataclass(frozen=True, slots=True)
class Limits(Person):
    """What a number or an amount may be: ``least`` and ``most`` as the language writes them, either may be empty."""

    least: str
    most: str


@dataclass(frozen=True, slots=True)
class Languages(Person):
    """The languages that the bot speaks: ``languages`` are their names, in the prospect's; else as in ``Person``."""

    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Language:
    """The button that goes back to a language: ``language`` is its name in itself. It is written in that language."""

    language: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """The mark below a question that was answered with a button: ``answer`` is the button's label."""

    answer: str


@dataclass(frozen=True, slots=True)
class Value:
    """How a value reads in a sentence: ``value`` is written as the language does ("200", "€15,000", "Acme").

    ``number`` is the bare number, rounded, 0 where it is none.
    """

    value: str
    number: int = 0


_TOPICS: Mapping[str, type] = {"topics.*.label": Static, "topics.*.asks": Words, "topics.*.say": Person}

CHAT: Mapping[str, type] = {
    **same(Person, "greeting consent welcome_back last_one passed"),
    "got_it": Answers,
    "changed": Changed,
    "chosen": Chosen,
    "not_understood.limits": Limits,
    **same(Unclear, "choice number money date email phone text again", "not_understood."),
    **same(Changed, "edited edited_again", "not_understood."),
    **same(Person, "question question_again afterwards afterwards_again upset upset_again", "not_understood."),
    **same(Person, "moving_on passed_on_again stopped refused"),
    **same(Awaited, "human.asked human.already human.callback passed_on"),
    "when.opens": Opening,
    "when.before_closing": BeforeClosing,
    **same(Duration, "within_minutes within_hours within_days", "when."),
    **same(Rep, "human.claimed passed_on_to"),
    "rep_says": RepSays,
    **same(Person, "forget.ask forget.done forget.kept mydata.caption mydata.nothing language.ask language.changed"),
    **same(Unclear, "option period", "doubt."),
    "doubt.number": Changed,
    "doubt.left": Person,
    **same(Newsletter, "ask ask_known no_address code_sent wrong spent expired already subscribed", "newsletter."),
    **same(Newsletter, "limit left not_subscribed cancelled late on_its_way refused given_up", "newsletter."),
    **same(NewsletterMail, "mail.subject mail.text", "newsletter."),
    **same(Person, "newsletter.kept newsletter.help"),
    **same(Static, "newsletter newsletter_known newsletter_other newsletter_again", "buttons."),
    **same(Static, "newsletter_leave newsletter_cancel", "buttons."),
    **same(Static, "newsletter unsubscribe", "commands."),
    "language.only": Languages,
    "language.back": Language,
    "privacy": Privacy,
    **same(Person, "help edit.ask edit.nothing menu.ask menu.empty menu.afterwards unsupported"),
    **same(Person, "contact.not_yours contact.thanks thanks own_words trouble"),
    **same(Static, "back skip why human menu share_phone forget_yes forget_no open done", "buttons."),
    "choices.none": Static,
    "choices.nothing": Person,
    **same(Static, "neither per_month per_year yes no", "buttons."),
    **same(Static, "start menu edit human language privacy mydata forget stop help", "commands."),
    **same(Profile, "description short_description", "profile."),
    **same(Person, "ask why", "questions.audience."),
    **same(Static, "label options.b2b options.b2c", "questions.audience."),
    **same(Words, "b2b b2c", "questions.audience.words."),
    **same(MeetingTold, "made moved cancelled soon", "meeting."),
    "values.about": Value,
    "visible_to_model": PrivacyModel,
    "kept_conversation": PrivacyConversation,
    "visible_to_receivers": PrivacyReceivers,
    "words_only": Person,
    **_TOPICS,
    **same(Person, "not_understood.kept human.number left_alone"),
    "got_it_again": Answers,
    "quoted": Value,
    **same(Person, "b2b b2c", "answer_for."),
    **same(Static, "b2b b2c", "read_back.audience."),
}
"""The context of each text of the chat, by key: what every script says."""

PLAYBOOK: Mapping[str, type] = {
    **same(Person, "ask why", "questions.*."),
    **same(Static, "label options.*", "questions.*."),
    "questions.*.words.*": Words,
    **same(Value, "said asked_back", "questions.*."),
    **same(Closing, "hot lukewarm cold unfit *", "closing."),
    "nudge": Person,
    "contents.*.button": Static,
    "contents.*.asks": Words,
    "contents.*.text": Person,
    **_TOPICS,
    "read_back.*.*": Static,
}
"""The context of each text of a playbook, by key; ``*`` stands for any field, option or content."""
