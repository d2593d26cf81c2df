"""Forty whole conversations through the real bot: ``python -m tests.conversations`` prints what became of them.

Facts right, missed and wrong, questions answered, wishes heard, and the prospect's messages until an answer of the
business, a content or the closing. ``--transcript`` prints the chats as a prospect sees them, ``--faults`` what was
not taken as a person would, ``--rules-only`` leaves the sentence encoder out.
"""

import argparse
import asyncio
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from statistics import mean

from bot import playbooks, rendering
from bot.interpreters.encoder import interpreter_for
from bot.settings import SHIPPED_TEMPLATES
from bot.understanding.interpreter import Interpreter
from tests.builders import temporary_office
from tests.conversations.stories import LANGUAGES, Story, stories_in
from tests.conversations.telling import WRITTEN, Told, listen, tell
from tests.integration.workers.interpreter_at_work import interpreting
from tests.scoreboard import BECAME


async def tell_all(stories: Sequence[Story], interpreter: Interpreter | None) -> list[Told]:
    """Tell stories one after another, each by somebody new, and return what became of them."""
    async with temporary_office() as office:
        office.now = WRITTEN
        heard = listen(office)
        async with interpreting(office, interpreter) if interpreter else nullcontext():
            return [await tell(office, story, heard, number=number) for number, story in enumerate(stories)]


def main() -> None:
    """Tell the stories of the languages asked for, and print what became of them."""
    asked = argparse.ArgumentParser(prog="python -m tests.conversations", description=__doc__)
    asked.add_argument("language", nargs="*", choices=[*LANGUAGES, []], help="whose stories; of all if left out")
    asked.add_argument("--transcript", action="store_true", help="print the chats as a prospect sees them")
    asked.add_argument("--faults", action="store_true", help="list what was not taken as a person would")
    asked.add_argument("--rules-only", action="store_true", help="leave the sentence encoder out")
    options = asked.parse_args()
    stories = [story for language in options.language or LANGUAGES for story in stories_in(language)]
    loaded = playbooks.load(SHIPPED_TEMPLATES, base=SHIPPED_TEMPLATES, compile_text=rendering.compile_text)
    interpreter = None if options.rules_only else interpreter_for(loaded)
    told = asyncio.run(tell_all(stories, interpreter))
    for each in told:
        if options.transcript or (options.faults and each.faults):
            print(f"--- {each.story.language} {each.story.audience}: {each.story.who}")
        if options.transcript:
            print("\n".join(each.transcript))
        if options.transcript or options.faults:
            print("".join(f"  ! {fault}\n" for fault in each.faults), end="")
    print("\n".join(table(told)))


def table(told: Sequence[Told]) -> Iterator[str]:
    """Yield the figures of each language and of all, as a table in Markdown."""
    yield f"| conversations | of | {' | '.join(BECAME)} | questions answered | wishes heard | messages until useful |"
    yield "|---|---|---|---|---|---|---|---|"
    rows = {language: [each for each in told if each.story.language == language] for language in LANGUAGES}
    for audience in ("b2b", "b2c"):
        rows[audience] = [each for each in told if each.story.audience == audience]
    for name, group in {"all": list(told), **rows}.items():
        if group:
            yield _row(name, group)


def _row(name: str, told: Sequence[Told]) -> str:
    facts = Counter(became for each in told for _, became, _ in each.facts)
    shares = " | ".join(f"{facts[became]} ({facts[became] / max(1, facts.total()):.0%})" for became in BECAME)
    asked = [right for each in told for _, right in each.questions]
    wished = [right for each in told for _, right in each.wishes]
    waited = [each.until_useful or each.written for each in told if each.until_useful or not each.ended_it]
    until = f"{mean(waited):.1f}" if waited else "-"
    return (
        f"| {name} | {len(told)} | {shares} | {sum(asked)} of {len(asked)} | {sum(wished)} of {len(wished)} | {until} |"
    )


if __name__ == "__main__":
    main()
