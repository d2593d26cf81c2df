"""`leadbot unanswered`: what people typed that nobody understood, ready to be pasted into `words` or `asks`."""

import json
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot import clock
from bot.commands.plurals import counted
from bot.json_text import to_json
from storage import unanswered
from storage.place import Place
from storage.snapshots import snapshot
from storage.unanswered import QUESTION, NotUnderstood

PAGE = 5_000
MOST_SHOWN = 50
_APOSTROPHES = "'’ʼ"


@dataclass(frozen=True, slots=True)
class Filter:
    """Which of what was kept is looked for: all, or of one audience, one language, the last days."""

    audience: str | None = None
    locale: str | None = None
    since: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Where:
    """What phrases are listed under: whom we spoke to, the language, and the field that was asked for.

    ``is_question`` says that they asked us: then it does not matter what we had asked them.
    """

    audience: str | None
    locale: str
    asked: str | None
    is_question: bool


@dataclass(slots=True)
class Phrase:
    """What was typed, as it was typed first, how often, and when last."""

    words: str
    count: int
    last_at: datetime


Phrases = dict[str, Phrase]


def show(place: Place, wanted: Filter, *, as_json: bool) -> None:
    """Print what nobody understood, by question and language, most frequent first."""
    found = _counted(_kept(place, wanted))
    groups = sorted(((where, _by_count(phrases)) for where, phrases in found.items()), key=_by_total)
    if as_json:
        for where, phrases in groups:
            for phrase in phrases:
                print(to_json(_to_json(where, phrase)))
        return
    if not groups:
        print("Nothing is kept that was not understood.")
        return
    print("\n\n".join("\n".join(_lines(where, phrases)) for where, phrases in groups))


def _kept(place: Place, wanted: Filter) -> Iterator[NotUnderstood]:
    since = clock.utc_now() - wanted.since if wanted.since is not None else None
    with snapshot(place) as tx:
        for page in unanswered.pages(tx, limit=PAGE):
            yield from (each for each in page if _is_wanted(each, wanted, since))
            tx.renew()


def _is_wanted(message: NotUnderstood, wanted: Filter, since: datetime | None) -> bool:
    return (
        wanted.audience in (None, message.audience)
        and wanted.locale in (None, message.locale)
        and (since is None or message.at >= since)
    )


def _counted(messages: Iterable[NotUnderstood]) -> dict[Where, Phrases]:
    """Return how often each phrase was typed, whatever its case, spaces and punctuation, by where it belongs."""
    found: dict[Where, Phrases] = {}
    for message in messages:
        is_question = message.kind == QUESTION
        where = Where(message.audience, message.locale, None if is_question else message.asked, is_question)
        phrases = found.setdefault(where, {})
        phrase = phrases.setdefault(folded(message.words), Phrase(tidied(message.words), 0, message.at))
        phrase.count += 1
        phrase.last_at = max(phrase.last_at, message.at)
    return found


def folded(words: str) -> str:
    """Return words without what makes no difference: case, spaces, punctuation.

    >>> folded("What’s  the PRICE?!") == folded("whats the price")
    True
    """
    signs = (_plain(sign) for sign in unicodedata.normalize("NFKC", words).casefold())
    return " ".join("".join(signs).split())


def _plain(sign: str) -> str:
    if sign in _APOSTROPHES:
        return ""
    return " " if unicodedata.category(sign)[0] in "PZC" else sign


def tidied(words: str) -> str:
    """Return words as they stand on marketing's lists: in lower case, without punctuation around them.

    >>> tidied("¿Cuánto cuesta?")
    'cuánto cuesta'
    """
    text = " ".join(words.lower().split())
    kept = [place for place, sign in enumerate(text) if _plain(sign).strip()]
    return text[kept[0] : kept[-1] + 1] if kept else text


def _by_count(phrases: Phrases) -> list[Phrase]:
    return sorted(phrases.values(), key=lambda phrase: (-phrase.count, -phrase.last_at.timestamp(), phrase.words))


def _by_total(group: tuple[Where, list[Phrase]]) -> tuple[int, str]:
    where, phrases = group
    return -sum(phrase.count for phrase in phrases), repr(where)


def _lines(where: Where, phrases: list[Phrase]) -> Iterator[str]:
    """Yield a group as lines of YAML: a comment on what it is, and a list."""
    total = sum(phrase.count for phrase in phrases)
    yield f"# {where.audience or 'nobody asked for whom'}, {where.locale}: {_belongs(where)} ({_times(total)})"
    for phrase in phrases[:MOST_SHOWN]:
        # What JSON quotes, YAML reads.
        quoted = json.dumps(phrase.words, ensure_ascii=False)
        yield f"- {quoted}  # {_times(phrase.count)}, last on {phrase.last_at:%Y-%m-%d}"
    if len(phrases) > MOST_SHOWN:
        yield f"# ... and {counted(len(phrases) - MOST_SHOWN, 'other')} (--json lists all)"


def _belongs(where: Where) -> str:
    if where.is_question:
        return "asked us, for the asks of a topic in faq.yaml"
    return f"answered to {where.asked}, for the words of its options" if where.asked else "said with no question open"


def _times(count: int) -> str:
    return counted(count, "time")


def _to_json(where: Where, phrase: Phrase) -> dict[str, object]:
    """Return a phrase as `leadbot understand --json` reads it, and what is known of it beside."""
    return {
        "audience": where.audience,
        "locale": where.locale,
        "asked": where.asked,
        "question": where.is_question,
        "text": phrase.words,
        "count": phrase.count,
        "last_at": phrase.last_at.isoformat(),
    }
