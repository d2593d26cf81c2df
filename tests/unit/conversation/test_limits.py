"""Numbers have limits: what is outside is not taken, and said kindly."""

from dataclasses import replace

import pytest

from bot.conversation.state import Line
from bot.script import Ask, Kind, Question
from bot.usecases.phrasing import Phrasing
from tests.builders import shipped
from tests.talks import Talk

LOCALES = ("en", "fr", "es", "sv")


@pytest.mark.parametrize(
    ("least", "most", "told"),
    [(18, 99, ("18", "99")), (18, None, ("18",)), (None, 99, ("99",))],
)
def test_the_limits_are_told_in_every_language(least: float | None, most: float | None, told: tuple[str, ...]) -> None:
    playbooks = shipped()
    playbook = playbooks.audiences["b2b"]
    age = Question("age", Kind.NUMBER, least=least, most=most)
    script = replace(playbook.script, questions=(age,))
    for locale in LOCALES:
        phrasing = Phrasing(playbook.texts[locale], script, playbooks.business)
        said = phrasing.line(Line("not_understood.limits", (("age", "age"),)))
        assert all(limit in said for limit in told)
        assert ("18" in said, "99" in said) == (least is not None, most is not None)


def test_a_number_outside_is_answered_with_the_limits_and_asked_again_and_one_inside_is_taken() -> None:
    script = shipped().audiences["b2b"].script
    budget = Question("budget", Kind.MONEY, ask=Ask.ALWAYS, least=1_000)
    talk = Talk(scripts={"b2b": replace(script, questions=(budget, *script.questions[1:4]))})
    talk.start("b2b")
    assert talk.say("250 euros").keys[0] == "not_understood.limits"
    assert (talk.state.open, talk.facts.get("budget")) == ("budget", None)
    talk.say("2500 euros")
    assert talk.facts["budget"] == 2_500


def test_the_limits_of_two_questions_are_both_told_and_those_of_one_only_once() -> None:
    script = shipped().audiences["b2b"].script
    age = Question("company_size", Kind.NUMBER, ask=Ask.ALWAYS, least=18)
    budget = Question("budget", Kind.MONEY, ask=Ask.ALWAYS, least=1_000)
    talk = Talk(scripts={"b2b": replace(script, questions=(age, budget))})
    talk.start("b2b")
    assert talk.say("12").keys[0] == "not_understood.limits"
    talk.say("20")
    assert talk.say("250 euros").keys[0] == "not_understood.limits"
    assert talk.say("300 euros").keys[0] == "not_understood.again"
