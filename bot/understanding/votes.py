"""What single words of a short message say for the options of a question, where no phrase for one stands in it."""

from bot.understanding.mentions import Mentions, guesses
from bot.understanding.options import ROLE
from bot.understanding.whose import Role, is_own

_MOST_WORDS_TO_VOTE = 6
"""Telling words of a message up to which single words may choose. With 2, "our sales team is slow" is no answer;
above 6 nothing that we tried is understood better, and a long message has more to say than one word."""

Vote = tuple[int, frozenset[str]]
"""The place of a word, and the options that phrases hold it of."""


def votes(said: Mentions, field: str) -> list[Vote]:
    """Return the words that speak for options of a question: none where most words do not, or they may be of others."""
    telling, by_word = _telling(said), said.options.by_word.get(field, {})
    if not 0 < len(telling) <= _MOST_WORDS_TO_VOTE:
        return []
    found = [
        (at, by_word[guess.word])
        for at in telling
        for guess in guesses(said.utterance.words[at], said.options)
        if guess.word in by_word
    ]
    # Where words of one's own would do, a word among others says too little: "wrong chat" is no chat support.
    least = len(telling) if field in said.options.own else len(telling) / 2
    if not found or len({at for at, _ in found}) < least:
        return []
    role = Role(found[0][0], found[-1][0] + 1, asked=True, inflected=False, closes=False)
    return found if field != ROLE or is_own(role, said.utterance, others=frozenset()) else []


def _telling(said: Mentions) -> list[int]:
    """Return the places of the words that say something, are not denied, and stand in no phrase."""
    utterance, lexicon = said.utterance, said.utterance.lexicon
    taken = {at for match in said.standing for at in range(match.start, match.end)}
    denied = {word.clause for word in utterance.words if word.text in lexicon.negators}
    return [
        at
        for at, word in enumerate(utterance.words)
        if at not in taken
        and word.clause not in denied
        and word.text not in lexicon.stop
        and word.text not in lexicon.fillers
    ]
