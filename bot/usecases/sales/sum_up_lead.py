"""What a language model is told of a lead to sum them up for sales, and what becomes of what it writes.

Nobody waits for it: it is asked once the card has arrived, and the card is then drawn anew.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot import rendering
from bot.conversation.state import State
from bot.desk.summary_lines import fit_for_card
from bot.script import Kind
from bot.understanding.masking import masked
from bot.usecases.filed_under import card_about
from bot.usecases.leads.update_score import known_facts
from bot.usecases.sales.draw_card import desk_phrasing, redraw_card, topic_label, topics_asked
from bot.usecases.setup import Setup
from storage import conversations, handoffs, leads, sent_messages, summaries, unanswered
from storage.leads import StoredChat
from storage.statements import Transaction

MOST_WORDS = 6
"""Messages of their own that nobody understood: more would be no summary's material."""
_NOT_TOLD = frozenset({Kind.EMAIL, Kind.PHONE})


@dataclass(frozen=True, slots=True)
class Material:
    """What is known of a lead, as sales reads it."""

    lead_id: int
    locale: str
    answers: Mapping[str, str]
    asked: tuple[str, ...]
    words: tuple[str, ...]

    @property
    def says_something(self) -> bool:
        """Return whether there is more to sum up than two answers: these are read sooner on the card itself."""
        return len(self.answers) + len(self.asked) + len(self.words) > 2

    def masked_for(self, names: Sequence[str]) -> dict[str, Any]:
        """Return the material as it may leave, without what the lead goes by."""

        def hidden(text: str) -> str:
            return masked(text, names, locale=self.locale)

        return {
            "answers": {label: hidden(answer) for label, answer in self.answers.items()},
            "asked": list(self.asked),
            "words": [hidden(words) for words in self.words],
        }


class Waits:
    """Says that a card has not arrived yet."""


def material_of(tx: Transaction, number: int, *, setup: Setup) -> Material | Waits | None:
    """Return what is known of the lead behind a handoff; None if there is nobody to sum up any more."""
    handoff = handoffs.by_number(tx, number)
    chat = leads.by_id(tx, handoff.lead_id) if handoff else None
    if handoff is None or chat is None or handoff.closed_at is not None or handoff.reason == handoffs.IMPORTED:
        return None
    if not has_agreed(tx, handoff.lead_id):
        return None
    if not sent_messages.sent_as(tx, card_about(number), setup.at(handoff.desk_chat).sales_chat):
        return Waits()
    return _material(tx, chat, setup)


def has_agreed(tx: Transaction, lead_id: int) -> bool:
    """Return whether a lead agrees that we keep what they say."""
    return any(revoked is None for _, _, revoked in conversations.consents(tx, lead_id))


def _material(tx: Transaction, chat: StoredChat, setup: Setup) -> Material:
    lead, phrasing = chat.lead, desk_phrasing(chat.lead, setup)
    script, facts = setup.script(lead.audience), known_facts(lead)
    questions = [each for each in script.questions if each.kind not in _NOT_TOLD] if script else []
    answers = {phrasing.label(q.field): phrasing.answer(q.field, facts[q.field]) for q in questions if q.field in facts}
    asked = tuple(topic_label(name, lead, setup) for name in topics_asked(tx, lead.id))
    words = tuple(dict.fromkeys(_words(tx, chat)))
    return Material(lead.id, lead.locale, answers, asked, words)


def _words(tx: Transaction, chat: StoredChat) -> Iterator[str]:
    yield from unanswered.newest_words(tx, chat.lead.id, limit=MOST_WORDS)
    if last := State.from_json(chat.state).last_words:
        yield last


def keep_summary(tx: Transaction, number: int, lines: Sequence[str], *, setup: Setup, now: datetime) -> bool:
    """Keep what was written about the lead behind a handoff, and draw the card anew; False if nothing is kept.

    Nothing is of whoever was erased or has withdrawn meanwhile, nor where no line is left that a card can show.
    """
    handoff, told = handoffs.by_number(tx, number), fit_for_card(lines)
    if handoff is None or not told or not has_agreed(tx, handoff.lead_id):
        return False
    summaries.keep(tx, handoff.lead_id, "\n".join(told), at=now)
    if handoff.closed_at is None:
        redraw_card(tx, number, setup=setup, now=now)
    return True


def language_of_sales(setup: Setup) -> str:
    """Return the name, in English, of the language that sales reads."""
    return rendering.language_name(setup.sales_locale, "en")
