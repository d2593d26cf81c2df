"""Says which numbers stand in a question to us: "what does it cost for 200 people?" does not say that they are 200."""

from collections.abc import Sequence

from msgspec.structs import replace

from bot.understanding.findings import Findings, Span
from bot.understanding.interpretation import Doubt
from bot.understanding.numbers.told_beside import is_told
from bot.understanding.tokens import Token, read_clean
from bot.understanding.topics import Found, find_topics, stretches_asking
from bot.understanding.utterance import Utterance, uttered

_CARRIES_ON = frozenset(",(-–—")
"""What stands between a question and a number that belongs to it: "do you help firms like ours, 300 people"."""


def leave_asked(found: Findings, said: Utterance, topics: Sequence[Found]) -> Doubt | None:
    """Leave out numbers that stand in a question to us, and return the first: whether it is theirs has to be asked.

    What answers the open question stays, and is read back. ``said`` is the message with its questions.
    """
    doubt, fields = None, {number.field for number in found.numbers}
    others = [place for field, place in found.places.items() if field not in fields]
    for number in found.numbers:
        known = found.answers.get(number.field)
        place = number.start, number.end
        if known is None or not _stands_in_question(said, *place, topics=topics, answers=others):
            continue
        if found.asked is not None and number.field == found.asked.field:
            found.answers[number.field] = replace(known, sure=False)
            continue
        found.drop(number.field)
        doubt = doubt or Doubt(number.field, number.by_period or (number.value,), in_question=True)
    return doubt


def leave_guesses(found: Findings, said: Utterance) -> None:
    """Leave out a time that only guesses at what is asked: "how long does setup take, like 2 weeks?"."""
    dated = found.about.dated
    place = found.places.get(dated.field) if dated is not None else None
    if dated is None or place is None:
        return
    at = next(at for at, token in enumerate(said.tokens) if token.end > place[0])
    clause = [token for token in said.tokens if token.clause == said.tokens[at].clause]
    beside = [token for token in clause if token.is_word and not place[0] <= token.start < place[1]]
    if clause[-1].text == "?" and clause[0] is not said.tokens[0] and _is_only_little(beside, said):
        found.drop(dated.field)


def topics_beside_numbers(found: Findings) -> tuple[Found, ...]:
    """Return what is asked where a clause ends at each number: "we are 30 people how much is it"."""
    text = found.rest.text
    for number in found.numbers:
        text = f"{text[: number.start]},{' ' * (number.end - number.start - 1)}{text[number.end :]}"
    return find_topics(uttered(read_clean(text), found.rest.lexicon), found.about.vocabulary.asks)


def _stands_in_question(
    utterance: Utterance, start: int, end: int, *, topics: Sequence[Found], answers: Sequence[Span]
) -> bool:
    """Return whether what is counted at a place is a part of what is asked, and is not told of themselves.

    ``topics`` are what the message asks about: their stretches ask, even where they do not read like a question.
    ``answers`` are the places of other answers: no question begins with one ("cto", which in Spanish is short for
    how much).
    """
    first = next((at for at, token in enumerate(utterance.tokens) if token.end > start), None)
    if first is None or is_told(utterance, first):
        return False
    clause = [token for token in utterance.tokens if token.clause == utterance.tokens[first].clause]
    beside = [token for token in clause if token.is_word and not start <= token.start < end]
    beside = [token for token in beside if token.text not in utterance.lexicon.currencies]
    if not beside and clause[0] is utterance.tokens[0]:
        return False  # Nothing stands before it, and nothing beside: what follows asks by itself.
    asking = [*((found.start, found.end) for found in topics), *stretches_asking(utterance)]
    # "Price for 80 people" asks about prices, and "80 people what does it cost" tells how many they are.
    if any(a < end and (start < b or clause[0].start <= a) for a, b in asking):
        return bool(beside)
    if not _is_only_little(beside, utterance):
        return False
    begins = utterance.tokens.index(clause[0])
    before = utterance.tokens[begins - 1] if begins else None
    asked_before = [b for a, b in asking if not any(x <= a < y for x, y in answers)]
    return before is not None and before.text in _CARRIES_ON and any(_ends_at(before, b) for b in asked_before)


def _ends_at(mark: Token, end: int) -> bool:
    return 0 <= mark.start - end <= 1


def _is_only_little(words: Sequence[Token], utterance: Utterance) -> bool:
    lexicon = utterance.lexicon
    own = lexicon.first_person | lexicon.ours
    little = lexicon.stop | lexicon.fillers | lexicon.about | lexicon.joiners
    return all(word.text in little and word.text not in own for word in words)
