"""What the bot says while a person has the conversation: nothing of its own accord, only what it was plainly asked for.

What is told meanwhile is taken all the same. Once the conversation is given back, no old question is open.
"""

from collections.abc import Iterable

from msgspec.structs import replace

from bot.conversation import doubts
from bot.conversation.answering import BOT, topics_of
from bot.conversation.replies import Effect, Heard, Reply
from bot.conversation.situation import Situation
from bot.conversation.state import Line, State
from bot.messages import Act, Commanded, Said, SentOther, Tapped, What
from bot.understanding.interpretation import Intent, Interpretation
from bot.understanding.wishes import FINAL

ONLY_OURS = frozenset((Intent.STOP, Intent.FORGET, Intent.PRIVACY, Intent.LANGUAGE)) | FINAL
"""What nobody but the bot can do, whoever has the conversation; "help" and "menu" in words may be meant for the rep."""
_ASKED_FOR = frozenset((Act.HUMAN, Act.MENU, Act.CONTENT, Act.LANGUAGE, Act.FORGET, Act.EDIT))
"""Buttons that ask for a message, not for the next question."""
_OF_THEIR_DATA = frozenset((Effect.STOP, Effect.REFUSE, Effect.FORGET, Effect.EXPORT))


def taken_over(state: State, rep: str) -> State:
    """Return the state once a rep has the conversation: no question waits any more, and who has it is not told yet."""
    return replace(state, rep=rep, held=None, told_rep=False)


def given_back(state: State, *, offered: Iterable[str] = ()) -> State:
    """Return the state once the bot has the conversation again: it waits for them, and no old question is open.

    ``offered`` are fields that shall not be offered any more.
    """
    asked = (*state.asked, *(field for field in offered if field not in state.asked))
    state = replace(state, rep="", told_rep=False, asked=asked, open=None, preface=(), held=None, unsure=None)
    return replace(state, misses=0, last_miss="", own_words=False, nudged=True)


def keep_quiet(situation: Situation, what: What, heard: Heard) -> Heard:
    """Return what was heard with what a bot says that has not got the conversation."""
    match what:
        case Commanded():
            return _answered(heard, otherwise=(Reply((Line("human.claimed"),)),))
        case Tapped(tap=tap) if tap is not None and tap.act in _ASKED_FOR:
            return _answered(heard) if tap.act is not Act.EDIT else heard
        case Tapped():
            return _unasked(situation, replace(heard, lines=()))
        case _ if _is_for_us(situation, heard.understood) or heard.effects & _OF_THEIR_DATA:
            return _answered(heard if _is_about_their_data(heard) else _passed_on(heard))
        case _:
            return _told_once(situation, what, heard)


def _is_for_us(situation: Situation, understood: Interpretation | None) -> bool:
    if understood is None:
        return False
    is_ours = understood.intent in ONLY_OURS or understood.intent is Intent.HUMAN
    return is_ours or BOT in {topic.name for topic in topics_of(situation, understood)}


def _is_about_their_data(heard: Heard) -> bool:
    intent = heard.understood.intent if heard.understood else None
    return bool(heard.effects & _OF_THEIR_DATA) or intent in (Intent.STOP, Intent.FORGET)


def _passed_on(heard: Heard) -> Heard:
    """Let the rep read whatever is typed, also where the bot has the answer."""
    return replace(heard, effects=heard.effects | {Effect.PASS_ON})


def _answered(heard: Heard, *, otherwise: tuple[Reply, ...] = ()) -> Heard:
    """Return what was asked for in messages of their own, without the question that would follow."""
    replies = tuple(reply for reply in heard.replies if not _asks(reply))
    lines = tuple(line for line in heard.lines if line.key not in _OF_A_BEGINNING)
    replies = (*replies, Reply(lines)) if lines else replies
    return replace(heard, lines=(), replies=replies or (() if heard.effects else otherwise))


_OF_A_BEGINNING = frozenset(("greeting", "welcome_back"))


def _unasked(situation: Situation, heard: Heard) -> Heard:
    """Return what was heard without questions; that one would be open now is undone with them."""
    replies = tuple(reply for reply in heard.replies if not _asks(reply))
    if len(replies) == len(heard.replies):
        return heard
    before = situation.state
    state = replace(heard.state, open=before.open, own_words=before.own_words, unsure=before.unsure)
    return replace(heard, replies=replies, state=state)


def _told_once(situation: Situation, what: What, heard: Heard) -> Heard:
    """Say once to whom their words go; then the rep answers them, and nobody else."""
    state = _unasked(situation, heard).state
    heard = _passed_on(replace(heard, state=state, lines=(), replies=()))
    if state.told_rep or not isinstance(what, Said | SentOther):
        return heard
    reply = Reply((Line("passed_on_to"),), hides_contact=state.contact_shown)
    return replace(heard, replies=(reply,), state=replace(state, told_rep=True, contact_shown=False))


def _asks(reply: Reply) -> bool:
    return any(
        line.key in ("own_words", *doubts.LINES) or (line.key.startswith("questions.") and line.key.endswith(".ask"))
        for line in reply.lines
    )
