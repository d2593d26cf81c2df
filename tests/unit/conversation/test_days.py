"""A question for a day keeps the day, and reads it back as the language writes it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.script import Ask, Kind, Question
from bot.usecases.phrasing import Phrasing
from tests.builders import shipped
from tests.talks import Talk

DAY = Question("fair", Kind.DATE, ask=Ask.ALWAYS)


def _talk() -> Talk:
    script = shipped().audiences["b2b"].script
    talk = Talk(scripts={"b2b": replace(script, questions=(DAY, *script.questions[1:4]))})
    talk.now = datetime(2027, 2, 1, 9, tzinfo=UTC)
    talk.start("b2b")
    return talk


@pytest.mark.parametrize(
    ("said", "day"), [("on 12 May", "2027-05-12"), ("tomorrow", "2027-02-02"), ("3.10.2027", "2027-10-03")]
)
def test_a_day_is_kept_as_a_date(said: str, day: str) -> None:
    talk = _talk()
    talk.say(said)
    assert talk.facts["fair"] == day


def test_what_is_no_date_is_asked_again_in_the_questions_own_terms() -> None:
    talk = _talk()
    assert talk.say("hmm purple").keys[0] == "not_understood.date"
    assert "fair" not in talk.facts


@pytest.mark.parametrize(
    ("locale", "told"), [("en", "May 12, 2027"), ("fr", "12 mai 2027"), ("es", "12 may 2027"), ("sv", "12 maj 2027")]
)
def test_a_day_is_told_as_the_language_writes_it(locale: str, told: str) -> None:
    playbooks = shipped()
    playbook = playbooks.audiences["b2b"]
    phrasing = Phrasing(playbook.texts[locale], replace(playbook.script, questions=(DAY,)), playbooks.business)
    assert phrasing.answer("fair", "2027-05-12") == told
    assert phrasing.answer("fair", "some day") == "some day"
