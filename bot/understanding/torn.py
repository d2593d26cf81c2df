"""Between which two options of a question somebody is torn: it is for them to say."""

from collections import Counter

from bot.understanding.mentions import Mentions
from bot.understanding.votes import votes


def torn_between(said: Mentions, field: str, *, counts: bool) -> tuple[str, ...]:
    """Return the two likeliest options of the open question where a message names more than one, else nothing.

    Single words speak for options only where nothing is counted: "we are 200 people" answers something else.
    """
    named = sorted(said.of(field), key=lambda match: (match.slips, match.start - match.end, match.start))
    if named:
        likely = list(dict.fromkeys(match.phrase.option for match in named))[:2]
    else:
        likely = [] if counts else _voted_for(said, field)
    return tuple(likely) if len(likely) == 2 else ()


def _voted_for(said: Mentions, field: str) -> list[str]:
    """Return the options that words speak for, the most frequent first, but none that ends the conversation."""
    # Of as many votes the first by name: sets have another order in each process, the buttons shall not.
    count = Counter(option for _, names in votes(said, field) for option in sorted(names))
    return [option for option, _ in count.most_common() if (field, option) not in said.options.closing]
