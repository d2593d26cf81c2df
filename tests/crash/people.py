"""The prospects of the crash tests: what each of them says, step by step, and which facts that must leave behind."""

from dataclasses import dataclass

Value = str | int | float
Told = tuple[tuple[str, Value], ...]
Script = tuple["Step", ...]


@dataclass(frozen=True, slots=True)
class Step:
    """Once a button with data that begins with ``after`` is in the chat, tap ``tap`` or say ``says``.

    ``old`` taps data whose button may be gone, on the message of the answer to ``old``: an old phone may still show it.
    """

    after: str
    tap: str = ""
    says: str = ""
    old: str = ""
    facts: Told = ()


def _tap(field: str, option: str, value: Value | None = None) -> Step:
    return Step(f"answer:{field}:", tap=f"answer:{field}:{option}", facts=((field, value or option),))


def _say(field: str, words: str, **facts: Value) -> Step:
    return Step(f"why:{field}", says=words, facts=tuple(facts.items()))


_CLOSING = "content:"

DIRECTOR = (
    _tap("audience", "b2b"),
    _say("need", "we drown in inbound", need="sales"),
    _say("company_size", "I'm the sales director, about 200 people", company_size=200, role="director"),
    _tap("timeline", "quarter"),
    Step(_CLOSING, tap="content:pricing"),
    _say("company", "Acme", company="Acme"),
    _say("email", "ada@acme.com", email="ada@acme.com"),
    Step(_CLOSING, tap="content:demo"),
)
MANAGER = (
    _tap("audience", "b2b"),
    _tap("need", "leads"),
    _say("company_size", "about 60 people", company_size=60),
    _tap("role", "manager"),
    _say("timeline", "next month", timeline="quarter"),
    Step("skip:company", tap="skip:company"),
    Step("skip:email", says="ada@acme.com", facts=(("email", "ada@acme.com"),)),
)
STUDENT = (
    _tap("audience", "b2b"),
    _tap("need", "service"),
    _tap("company_size", "solo", 1),
    _tap("role", "student"),
    Step(_CLOSING, tap="content:guide"),
    Step(_CLOSING, says="/human"),
)
RUNNER = (
    _tap("audience", "b2c"),
    _tap("use", "road"),
    _say("style", "something bold", style="bold"),
    _tap("timing", "now"),
    Step(_CLOSING, tap="content:offer"),
    Step(_CLOSING, tap="content:checkout"),
    _say("email", "pia@example.com", email="pia@example.com"),
)
WALKER = (
    _tap("audience", "b2c"),
    _say("use", "gym", use="gym"),
    _tap("style", "calm"),
    _tap("timing", "looking"),
    Step("skip:email", tap="skip:email"),
    Step(_CLOSING, tap="answer:timing:month", old="timing", facts=(("timing", "month"),)),
)
SCRIPTS = (DIRECTOR, MANAGER, STUDENT, RUNNER, WALKER)
"""Leads who get lukewarm, hot, cold and unfit; who tap and type; who skip, correct themselves and want a person."""
SHORT_SCRIPTS = tuple(script[:4] for script in (DIRECTOR, STUDENT, RUNNER, WALKER))
"""The same up to the closing, for a bot that keeps to the messenger's speed limits."""
