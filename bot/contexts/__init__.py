"""The contract between the code and the texts that marketing writes: which variables each text may use.

One context per kind of text, flat; ``CONTEXTS`` says which key of which kind of file uses which context, and
``docs/texts.md`` says the same to marketers. Nothing here knows templates, files or Telegram.
"""

from bot.contexts.contract import CONTEXTS, sample, variables
from bot.contexts.mistakes import TextError, TextProblem
from bot.contexts.prospects import (
    Answers,
    Changed,
    Chosen,
    Nothing,
    Person,
    Privacy,
    Profile,
    Rep,
    Static,
    Value,
    Words,
)
from bot.contexts.sales import (
    About,
    Card,
    Claimed,
    Duration,
    Explanation,
    Group,
    Lead,
    Lift,
    Number,
    Others,
    Outcome,
    Points,
    Reason,
    ReviewDue,
    Said,
    Saying,
    Signal,
    Wrote,
)

__all__ = [
    "CONTEXTS",
    "About",
    "Answers",
    "Card",
    "Changed",
    "Chosen",
    "Claimed",
    "Duration",
    "Explanation",
    "Group",
    "Lead",
    "Lift",
    "Nothing",
    "Number",
    "Others",
    "Outcome",
    "Person",
    "Points",
    "Privacy",
    "Profile",
    "Reason",
    "Rep",
    "ReviewDue",
    "Said",
    "Saying",
    "Signal",
    "Static",
    "TextError",
    "TextProblem",
    "Value",
    "Words",
    "Wrote",
    "sample",
    "variables",
]
