"""Two of the forty conversations, as `python -m tests.conversations` tells all of them."""

from tests.conversations.__main__ import table, tell_all
from tests.conversations.stories import LANGUAGES, stories_in


def test_there_are_ten_stories_of_each_language_half_of_them_of_companies() -> None:
    for language in LANGUAGES:
        audiences = [story.audience for story in stories_in(language)]
        assert (audiences.count("b2b"), audiences.count("b2c")) == (5, 5)


async def test_stories_are_told_to_the_bot_and_judged_by_what_a_person_would_have_taken() -> None:
    nurse, roofer = stories_in("en")[5], stories_in("en")[1]
    told = await tell_all([nurse, roofer], None)
    assert told[0].faults == []
    assert {name: became for name, became, _ in told[0].facts} == dict.fromkeys(("use", "style", "timing"), "right")
    assert told[0].until_useful == 3
    assert told[0].questions == [("what sizes do they come in", True)]
    assert any(line.startswith("< Thanks, Kim!") for line in told[0].transcript)
    assert ("company_size", "right", "14") in told[1].facts
    assert [line.split(" | ")[0] for line in table(told)][2:] == ["| all", "| en", "| b2b", "| b2c"]
