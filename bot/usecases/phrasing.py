"""Puts what the conversation and the desk want to say into marketing's words, in one language."""

from collections.abc import Callable, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from bot import contexts, rendering
from bot.at_hand import at_hand
from bot.conversation import doubts
from bot.conversation.reading_back import GOT_IT, GOT_IT_AGAIN, READ_BACK
from bot.conversation.replies import Choice, Reply
from bot.conversation.situation import AUDIENCE_QUESTION
from bot.conversation.state import AUDIENCE, Line
from bot.desk.promise import Promise
from bot.html import utf16_length
from bot.messages import Button, EditText, Keyboard, Outgoing, SendMedia, SendText
from bot.playbooks import Business, Texts
from bot.script import NONE, AnswerValue, Kind, Question, Script
from bot.usecases.promise_words import words_for
from bot.usecases.setup import ConsultedModel
from scoring.values import several

MAX_LABEL_CHARS = 64
MAX_CAPTION_CHARS = 1024
WIDE_LABEL_CHARS = 18
MOST_PER_ROW = 2
_TICK = "✓"
_CLOSE_BELOW = frozenset(("chosen", "passed", "consent"))


class Phrasing(Struct, frozen=True):
    """The words for one prospect: their texts, their script (None until the audience is known), their name.

    ``facts`` are the answers that texts may name. ``consulted`` is the language model that is shown what
    they type, if one is, ``receivers`` are the hosts of webhooks. ``promised`` says when a person answers;
    where it is not given, nothing is said of that. ``link_to`` makes the link of ours by which they open a content.
    ``newsletter`` says whether there is one that can be subscribed to.
    """

    texts: Texts
    script: Script | None
    business: Business
    first_name: str = ""
    rep: str = ""
    facts: Mapping[str, AnswerValue] = {}
    consulted: ConsultedModel | None = None
    receivers: tuple[str, ...] = ()
    promised: Callable[[], Promise] | None = None
    link_to: Callable[[str], str] | None = None
    newsletter: bool = False

    def messages(self, reply: Reply) -> tuple[Outgoing, ...]:
        """Return the messages that say a reply: one, and before it a picture or document whose caption is too long."""
        message = self.outgoing(reply)
        if reply.media is None or not isinstance(message, SendText):
            return (message,)
        media = SendMedia(reply.media.place(self.texts.locale), picture=reply.media.is_picture)
        if utf16_length(rendering.plain(message.html)) > MAX_CAPTION_CHARS:
            return media, message
        return (replace(media, html=message.html, keyboard=message.keyboard),)

    def outgoing(self, reply: Reply) -> Outgoing:
        """Return the message that says a reply in words."""
        html = self.html(reply.lines)
        keyboard = self.keyboard(reply)
        if reply.replaces is not None:
            return EditText(html, keyboard, message_id=reply.replaces)
        if reply.wants_contact:
            share, skip = self.texts.static("buttons.share_phone"), self.texts.static("buttons.skip")
            return SendText(html, contact_label=share, skip_label=skip)
        return SendText(html, keyboard, hide_contact=reply.hides_contact and not keyboard)

    def html(self, lines: tuple[Line, ...]) -> str:
        """Return lines as one text in Telegram's HTML."""
        html = ""
        if len(lines) > 1 and lines[-1].key[:8] == "closing.":
            lines = self._said_once(lines)
        for before, line in zip((None, *lines), lines, strict=False):
            html += _gap(before, line) + self.line(line)
        return html

    def _said_once(self, lines: tuple[Line, ...]) -> tuple[Line, ...]:
        """Return lines without what is read back above a closing that says it all again."""
        *above, last = lines
        if "answers" not in self.texts.static(last.key):
            return lines
        again = frozenset(last.answers)
        return (*(line for line in above if not (line.key in READ_BACK and again.issuperset(line.answers))), last)

    def line(self, line: Line) -> str:
        """Return one line. Whoever asks what becomes of their words hears how long they are kept, and who sees them."""
        if line.key == GOT_IT_AGAIN and not self.texts.has(line.key):
            line = Line(GOT_IT, line.answers)
        own = self._asked_back(line) if line.key == doubts.NUMBER else None
        html = own or self.texts.always(line.key)
        if html is None:
            html = self.texts.render(line.key, contexts.ByName(self._context(line), self._named))
        if line.key == "help" and self.newsletter:
            return f"{html}\n{self._of_newsletter('help')}"
        if line.key != "privacy":
            return html
        told, _, commands = html.rpartition("\n\n")  # what they can do about it comes last
        return "\n\n".join(part for part in (told, *self._about_their_words(), commands) if part)

    def _about_their_words(self) -> Iterator[str]:
        who, business = (self.first_name, self.business.name), self.business
        kept = contexts.PrivacyConversation(*who, keep_days=business.keep_conversations.days)
        yield self.texts.render("kept_conversation", contexts.ByName(kept, self._named))
        if self.newsletter:
            yield self._of_newsletter("kept")
        if self.consulted is not None:
            host = "" if self.consulted.is_ours else self.consulted.host
            named = contexts.PrivacyModel(*who, model=self.consulted.name, host=host)
            yield self.texts.render("visible_to_model", contexts.ByName(named, self._named))
        if self.receivers:
            receivers = contexts.PrivacyReceivers(*who, hosts=self.receivers)
            yield self.texts.render("visible_to_receivers", contexts.ByName(receivers, self._named))

    def _of_newsletter(self, what: str) -> str:
        return self.texts.render(f"newsletter.{what}", contexts.Person(self.first_name, self.business.name))

    def _asked_back(self, line: Line) -> str | None:
        """Return the question's own words for asking a number back, None where it has none."""
        field, value = line.answers[0]
        question, key = self.question(field), f"questions.{field}.asked_back"
        if question is None or not self.texts.has(key):
            return None
        return self.texts.render(key, self._value(question, value))

    def read_back(self, field: str, value: AnswerValue) -> str:
        """Return an answer as it reads within a sentence, their own words in quotation marks. Plain text."""
        question = self.question(field)
        if question is None:
            return self.answer(field, value)
        option = question.option_of(value)
        if option is not None:
            return self._option(field, option)
        if question.takes_several:
            return self._several(question, value, label=self._option)
        if question.kind is Kind.CHOICE and isinstance(value, str):
            return rendering.plain(self.texts.render("quoted", contexts.Value(value)))
        return self.answer(field, value)

    def _option(self, field: str, option: str) -> str:
        """Return an option as it reads within a sentence; where that is not written, as on its button."""
        key = f"read_back.{field}.{option}"
        return self.texts.static(key) if self.texts.has(key) else self._button_label(field, option)

    def _button_label(self, field: str, option: str) -> str:
        return self.texts.static(f"questions.{field}.options.{option}")

    def answer(self, field: str, value: AnswerValue) -> str:
        """Return an answer ready to read: its button's label, or the value as the language writes it. Plain text."""
        question = self.question(field)
        if question is None:
            return str(value)
        option = question.option_of(value)
        if option is not None:
            return self._button_label(field, option)
        if question.takes_several:
            return self._several(question, value, label=self._button_label)
        said = f"questions.{field}.said"
        if isinstance(value, str) or not self.texts.has(said):
            return _written(question, value, self.texts.locale)
        return rendering.plain(self.texts.render(said, self._value(question, value)))

    def _value(self, question: Question, value: AnswerValue) -> contexts.Value:
        number = 0 if isinstance(value, str) else round(value)
        return contexts.Value(_written(question, value, self.texts.locale), number)

    def _several(self, question: Question, value: AnswerValue, *, label: Callable[[str, str], str]) -> str:
        chosen = question.chosen(value)
        options = (option for option in question.options if option in chosen)
        labels = [label(question.field, option) for option in options]
        if not labels and value != NONE:
            # Options that the script has no more.
            return rendering.listed(tuple(map(str, several(value))), self.texts.locale)
        return rendering.listed(tuple(labels), self.texts.locale) or self.texts.static("choices.none")

    def label(self, field: str) -> str:
        """Return the short noun of a question."""
        return self.texts.static(f"questions.{field}.label")

    def way_back(self) -> str:
        """Return the label of the button that goes back to this language."""
        name = rendering.language_name(self.texts.locale, self.texts.locale)
        return rendering.plain(self.texts.render("language.back", contexts.Language(name)))

    def question(self, field: str) -> Question | None:
        """Return the question for a field, if there is one."""
        if field == AUDIENCE:
            return AUDIENCE_QUESTION
        return self.script.question(field) if self.script else None

    def keyboard(self, reply: Reply) -> Keyboard:
        """Return a reply's buttons: options two in a row where their labels are short, then the rows as given."""
        laid_out = _laid_out(self._buttons(reply.options)) if reply.options else ()
        return (*laid_out, *[self._buttons(row) for row in reply.rows])

    def _buttons(self, choices: tuple[Choice, ...]) -> tuple[Button, ...]:
        """Return the buttons of choices; those that show no answer are the same in every turn."""
        is_own = self.link_to is not None and any(choice.content for choice in choices)
        plain = None if is_own else _plain_buttons(self.texts, choices)
        return plain if plain is not None else tuple([self._button(choice) for choice in choices])

    def _button(self, choice: Choice) -> Button:
        if self.link_to is not None and choice.content:
            choice = replace(choice, url=self.link_to(choice.content))
        told = f" · {self.answer(*choice.answer)}" if choice.answer else ""
        return _labelled(self.texts, choice, told)

    def _named(self, name: str) -> str:
        """Return the answer that a text names, empty while it is unknown."""
        return self.read_back(name, self.facts[name]) if name in self.facts else ""

    def _context(self, line: Line) -> object:
        who, context = (self.first_name, self.business.name), contexts.said_to_prospects(line.key)
        if context is contexts.Answers:
            return contexts.Answers(*who, answers=self._read_back(line))
        if context is contexts.Closing:
            return contexts.Closing(*who, *self._promised(), self._read_back(line))
        if context is contexts.Awaited:
            return contexts.Awaited(*who, *self._promised())
        if context is contexts.Unclear:
            return contexts.Unclear(*who, label=self._label_of(line))
        if context is contexts.Rep:
            return contexts.Rep(*who, rep=self.rep)
        if context is contexts.Newsletter:
            told = {"address": "", "minutes": 0, "left": 0, **dict(line.answers)}
            return contexts.Newsletter(*who, str(told["address"]), int(told["minutes"]), int(told["left"]))
        if context is contexts.Limits:
            return contexts.Limits(*who, *self._limits(line.answers[0][0]))
        if context is contexts.Chosen:
            return contexts.Chosen(self.answer(*line.answers[0]))
        if context is contexts.Changed:
            field, value = line.answers[0]
            return contexts.Changed(self.label(field), self.answer(field, value))
        if context is contexts.Languages:
            names = (rendering.language_name(str(code), self.texts.locale) for _, code in line.answers)
            return contexts.Languages(*who, languages=tuple(names))
        if context is contexts.Privacy:
            return self._privacy()
        return contexts.Person(*who)

    def _read_back(self, line: Line) -> tuple[str, ...]:
        return tuple([self.read_back(*told) for told in line.answers])

    def _promised(self) -> tuple[str, str]:
        """Return from when, or within what time, a person answers."""
        return words_for(self.promised(), self.texts) if self.promised is not None else ("", "")

    def _label_of(self, line: Line) -> str:
        # A line that 0.1.0 has put above a question does not name it.
        return self.label(line.answers[0][0]) if line.answers else "…"

    def _limits(self, field: str) -> tuple[str, str]:
        question = self.question(field)
        if question is None:
            return "", ""
        least, most = (
            "" if limit is None else _written(question, limit, self.texts.locale)
            for limit in (question.least, question.most)
        )
        return least, most

    def _privacy(self) -> contexts.Privacy:
        asked = tuple(self.label(question.field) for question in self.script.questions) if self.script else ()
        return contexts.Privacy(
            self.first_name,
            self.business.name,
            contact=self.business.contact,
            keep_months=self.business.keep_months,
            asked=asked,
        )


@at_hand
def _plain_buttons(texts: Texts, choices: tuple[Choice, ...]) -> tuple[Button, ...] | None:
    """Return the buttons of choices, None where one of them shows an answer: the options of a question come again."""
    if any(choice.answer for choice in choices):
        return None
    return tuple(_labelled(texts, choice) for choice in choices)


def _labelled(texts: Texts, choice: Choice, told: str = "") -> Button:
    label = choice.label or texts.static(choice.key)
    label = f"{_TICK} {label}{told}" if choice.ticked else f"{label}{told}"
    data = choice.tap.data if choice.tap else ""
    return Button(label[:MAX_LABEL_CHARS], data=data, url=choice.url, style=choice.style)


@at_hand
def _laid_out(buttons: tuple[Button, ...]) -> Keyboard:
    """Return buttons two in a row where their labels are short."""
    per_row = 1 if any(len(button.label) > WIDE_LABEL_CHARS for button in buttons) else MOST_PER_ROW
    return tuple(tuple(buttons[at : at + per_row]) for at in range(0, len(buttons), per_row))


def _gap(before: Line | None, line: Line) -> str:
    if before is None:
        return ""
    if before.key == "last_one":
        return " "
    return "\n" if line.key in _CLOSE_BELOW or before.key.startswith("answer_for.") else "\n\n"


def _written(question: Question, value: AnswerValue, locale: str) -> str:
    if isinstance(value, str):
        return rendering.date_told(value, locale) if question.kind is Kind.DATE else value
    if question.kind is Kind.MONEY:
        return rendering.money(value, question.currency, locale)
    return rendering.number(value, locale)


def person(first_name: str, business: Business) -> contexts.Person:
    """Return the context of most texts."""
    return contexts.Person(first_name, business.name)
