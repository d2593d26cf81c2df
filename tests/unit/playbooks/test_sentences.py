"""Sentences for options are read one a line, and what is wrong with them is said with its place."""

from bot.playbooks.examples import NOTHING, read_examples
from bot.script import Kind, Question, Script

SCRIPT = Script(
    "b2b", (Question("need", Kind.CHOICE, options={"leads": None, "sales": None}), Question("when", Kind.DATE))
)


def test_each_line_is_a_sentence_and_none_counts_twice() -> None:
    content: dict[object, object] = {
        "need": {"leads": "nobody  comes in\n\nit is quiet, very quiet\nnobody comes in\n", NOTHING: "hi\n"}
    }
    examples, problems = read_examples(content, SCRIPT)
    assert examples == {"need": {"leads": ("nobody comes in", "it is quiet, very quiet"), NOTHING: ("hi",)}}
    assert problems == []


def test_an_option_or_a_question_that_there_is_not_is_a_mistake() -> None:
    content: dict[object, object] = {"need": {"lead": "nobody comes in"}, "when": {"now": "at once"}, "neeed": {}}
    examples, problems = read_examples(content, SCRIPT)
    assert examples == {}
    assert [(each.path, each.found, each.suggestion) for each in problems] == [
        (("need", "lead"), '"lead"', "leads"),
        (("when",), '"when"', None),
        (("neeed",), '"neeed"', "need"),
    ]


def test_a_list_in_the_place_of_lines_is_a_mistake() -> None:
    _, problems = read_examples({"need": {"leads": ["nobody comes in"]}}, SCRIPT)
    assert [str(each) for each in problems] == ["need.leads: found a list, expected sentences, one a line below a |"]
