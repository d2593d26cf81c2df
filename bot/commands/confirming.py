"""Asks whoever sits at a terminal before something is done that nothing brings back."""

import sys

from bot.errors import LeadbotError


def is_confirmed(what: str, does: str) -> bool:
    """Show what would be done and return whether the answer was yes; ``does`` says what --yes does without asking."""
    if not sys.stdin.isatty():
        raise LeadbotError(f"there is no terminal to ask at: --yes {does} without asking")
    print(f'{what}\nType "yes" to do it: ', end="", flush=True)
    try:
        answer = sys.stdin.readline()
    except KeyboardInterrupt:
        answer = ""
    if not answer:
        print()
    return answer.strip().lower() == "yes"
