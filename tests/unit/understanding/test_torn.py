"""Between which two options somebody is torn: the same two in the same order, in whichever process it is asked."""

import pytest

from bot.script import Kind, Question, Vocabulary
from bot.understanding.interpretation import Doubt
from bot.understanding.meaning import understand


@pytest.mark.parametrize(
    ("first", "second"), [("road", "trail"), ("beach", "forest"), ("cellar", "roof"), ("north", "south")]
)
def test_of_two_options_that_one_word_speaks_for_the_first_by_name_comes_first(first: str, second: str) -> None:
    question = Question("use", Kind.CHOICE, options=dict.fromkeys((second, first, "gym")))
    phrases = {option: (f"{option} running",) for option in (first, second)}
    vocabulary = Vocabulary("en", {"use": {**phrases, "gym": ("gym",)}})
    found = understand("running", questions=(question,), vocabulary=vocabulary, open_field="use")
    assert found.doubt == Doubt("use", (first, second))
