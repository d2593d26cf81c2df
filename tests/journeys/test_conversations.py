"""One conversation, told to the bot and judged as `python -m tests.conversations` does with forty."""

import pytest

from tests.conversations.__main__ import table, tell_all
from tests.conversations.stories import LANGUAGES, stories_in

from .life import Life


def test_there_are_ten_stories_of_each_language_half_of_them_of_companies() -> None:
    for language in LANGUAGES:
        audiences = [story.audience for story in stories_in(language)]
        assert (audiences.count("b2b"), audiences.count("b2c")) == (5, 5)


@pytest.mark.journey
async def test_a_story_is_told_to_the_bot_and_judged_by_what_a_person_would_have_taken(journey: Life) -> None:
    journey.settings["LEADBOT_GATHER_SECONDS"] = "0.1"
    (told,) = await tell_all(journey, stories_in("en")[5:6], rules_only=True)
    assert told.faults == []
    assert {name: became for name, became, _ in told.facts} == dict.fromkeys(("use", "style", "timing"), "right")
    assert told.until_useful == 3
    assert (told.questions, told.wishes) == ([("what sizes do they come in", True)], [("no thanks", True)])
    assert any(line.startswith("< Thanks, Kim!") for line in told.transcript)
    assert [line.split(" | ")[0] for line in table([told])][2:] == ["| all", "| en", "| b2c"]
