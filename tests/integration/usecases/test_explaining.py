"""Bo asks why a lead has its score: by number, by button, in four languages, and the numbers add up."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from bot.messages import Act, AnswerTap, Commanded, SendText, Tap, Tapped
from bot.playbooks import Playbook
from bot.rendering import plain
from bot.usecases.leads.forget_lead import forget_lead
from bot.usecases.sales.explain_lead import MOST_LINES
from scoring.model import Model
from scoring.parse import parse_model
from tests.builders import BO, PIA, SALES, Delivered, Office, quentin_is_lukewarm, shipped
from tests.explanations import assert_it_adds_up


async def _why(office: Office, argument: str) -> str:
    (reply,) = [s for s in await office.at_desk("why", argument) if isinstance(s.message, SendText)]
    assert isinstance(reply.message, SendText)
    assert reply.message.reply_to is not None
    return plain(reply.html)


async def _tap_why(office: Office, number: int = 1) -> list[Delivered]:
    card = office.alerts()[-1].message_id
    return await office.turn(Tapped(Tap(Act.WHY, (str(number),)), f"why-{office.updates}", card), BO, chat_id=SALES)


def _explanations(sent: list[Delivered]) -> list[Delivered]:
    return [s for s in sent if isinstance(s.message, SendText)]


def _with_model(office: Office, document: Mapping[str, Any]) -> None:
    model: Model = parse_model(document)
    playbook: Playbook = replace(shipped().audiences["b2b"], model=model)
    audiences = {**shipped().audiences, "b2b": playbook}
    office.setup = replace(office.setup, playbooks=replace(shipped(), audiences=audiences))


async def _quentin_is_looking(office: Office) -> None:
    await quentin_is_lukewarm(office)
    for _ in range(4):
        office.pass_time(days=3, hours=5)
        await office.signal("page.viewed", {"path": "/pricing"})
    await office.signal("newsletter.unsubscribed")
    office.pass_time(days=2, minutes=17)


async def test_a_rep_reads_what_gave_points_what_took_them_and_what_comes_next(office: Office) -> None:
    await _quentin_is_looking(office)
    told = await _why(office, "1")
    assert told.splitlines()[0] == "#1 Quentin Quist · LUKEWARM"
    for part in ("+20 Director", "looked at the prices ×4, last Mar 15 (+40, −4.4 cap, −7.5 faded)", "−15 left the"):
        assert part in told, told
    assert "HOT if: uses the demo\n" in told
    assert "HOT if: says “Start: Now”\n" in told
    assert "If nothing happens: COLD on Apr" in told
    assert_it_adds_up(told)


@pytest.mark.parametrize("locale", ["en", "fr", "es", "sv"])
async def test_the_numbers_add_up_in_every_language_at_any_time(office: Office, locale: str) -> None:
    office.setup = replace(office.setup, sales_locale=locale, time_zone="Europe/Stockholm")
    await _quentin_is_looking(office)
    for _ in range(5):
        office.pass_time(hours=31, minutes=7)
        assert_it_adds_up(await _why(office, "#1"))


async def test_days_and_times_are_those_of_the_house(office: Office) -> None:
    await quentin_is_lukewarm(office)
    assert "(Mar 2, 09:00 UTC)" in await _why(office, "1")
    office.setup = replace(office.setup, time_zone="Pacific/Auckland")
    office.pass_time(hours=12)
    told = await _why(office, "1")
    assert "(Mar 3, 10:00)" in told
    assert "answered 3 times, last Mar 2 " in told


async def test_a_number_means_the_card_and_else_the_lead(office: Office) -> None:
    await office.start("b2c", PIA)
    await quentin_is_lukewarm(office)
    assert (await _why(office, "1")).startswith("#1 Quentin Quist · ")
    assert (await _why(office, "lead 2")).startswith("Lead 2, Quentin Quist · ")
    assert (await _why(office, "Lead #1")).startswith("Lead 1 · COLD")
    assert (await _why(office, "2")).startswith("Lead 2, Quentin Quist · ")


async def test_whoever_was_never_handed_over_is_not_named(office: Office) -> None:
    """What stands under no handoff in the sales chat would stay there when they are forgotten."""
    await office.start("b2c", PIA)
    assert "Pia" not in await _why(office, "lead 1")


@pytest.mark.parametrize(
    ("argument", "answered"),
    [
        ("", "Like this: /why 1042"),
        ("he is hot", "Like this: /why 1042"),
        ("lead", "Like this: /why 1042"),
        ("lead x", "Like this: /why 1042"),
        ("9" * 30, "Like this: /why 1042"),
        ("99", "There’s no #99 here."),
        ("lead 99", "There’s no lead 99 here."),
    ],
)
async def test_a_question_that_has_no_answer_gets_a_sentence(office: Office, argument: str, answered: str) -> None:
    await quentin_is_lukewarm(office)
    assert answered in await _why(office, argument)


async def test_before_the_audience_is_known_there_is_no_score_and_no_button(office: Office) -> None:
    await office.turn(Commanded("human", "", 1))
    assert office.alerts()[-1].labels == ["Claim", "Not a fit", "Chat"]
    assert _explanations(await _tap_why(office))[0].html.startswith("#1 Quentin Quist: no score yet.")
    assert (await _why(office, "1")).startswith("#1 Quentin Quist: no score yet.")


async def test_an_unfit_lead_is_told_with_what_makes_it_unfit(office: Office) -> None:
    await quentin_is_lukewarm(office)
    await office.tap("role", "student")
    told = await _why(office, "1")
    assert "#1 Quentin Quist · UNFIT\nNot a fit because of: Student\n" in told
    assert "LUKEWARM if: says “Role: Director”" in told
    assert_it_adds_up(told)


async def test_the_button_explains_below_the_card(office: Office) -> None:
    await quentin_is_lukewarm(office)
    sent = await _tap_why(office)
    (told,) = _explanations(sent)
    assert isinstance(told.message, SendText)
    assert told.message.reply_to == office.alerts()[0].message_id
    assert plain(told.html) == await _why(office, "1")
    assert [s.message.text for s in sent if isinstance(s.message, AnswerTap)] == [""]


async def test_two_taps_in_a_row_explain_once_and_a_later_one_anew(office: Office) -> None:
    await quentin_is_lukewarm(office)
    assert len(_explanations(await _tap_why(office))) == 1
    again = await _tap_why(office)
    assert _explanations(again) == []
    (told,) = (s.message.text for s in again if isinstance(s.message, AnswerTap))
    assert told == "Nothing new: the answer above still holds."
    office.pass_time(minutes=1)
    assert len(_explanations(await _tap_why(office))) == 1


async def test_the_button_goes_when_the_handoff_is_closed_and_the_command_stays(office: Office) -> None:
    await quentin_is_lukewarm(office)
    await office.at_desk("outcome", "1 not a fit")
    drawn = [s for s in office.sent_to(SALES) if s.html.startswith("<b>#1 ") and s.labels]
    assert drawn[-1].labels == ["Chat", "Undo"]
    assert "#1 Quentin Quist" in await _why(office, "1")


async def test_forgetting_a_lead_erases_what_was_explained(office: Office) -> None:
    await quentin_is_lukewarm(office)
    await _tap_why(office)
    lead = (await office.chat()).lead
    await _why(office, "lead 1")
    told = [s.message_id for s in office.sent_to(SALES) if "Who they are" in s.html]
    await office.write(lambda tx: forget_lead(tx, lead.id, setup=office.setup, now=office.now))
    blanked = [s.message for s in await office.deliver() if "asked us to delete everything" in s.html]
    assert set(told) <= {getattr(message, "message_id", None) for message in blanked}
    assert "Director" not in str(office.rows("SELECT payload FROM outbox"))
    assert await _why(office, "1") == "There’s no #1 here."


LABELLED = {
    "audience": "b2b",
    "handoff": "lukewarm",
    "tiers": {"lukewarm": {"enter": 20}, "hot": {"enter": 60}},
    "limits": {"fit": [-100, 18]},
    "groups": {"web": {"cap": 12}},
    "fit": [
        {"field": "role", "points": {"director": 20}, "label": {"en": "decides", "sv": "bestämmer"}},
        {"field": "country", "in": ["SE"], "points": 3},
        {"field": "phone", "present": True, "points": 30},
    ],
    "engagement": [
        {"signal": "page.viewed", "points": 9, "group": "web", "label": "read our pages <again>"},
        {"signal": "tour.taken", "points": 40, "label": {"en": "took the tour"}, "label_if": {"en": "takes the tour"}},
        {"signal": "chat.answered", "points": 0.25},
    ],
}


async def test_a_rule_is_called_by_its_own_label_on_the_card_and_in_the_explanation(office: Office) -> None:
    _with_model(office, LABELLED)
    await quentin_is_lukewarm(office)
    await office.signal("page.viewed")
    await office.signal("page.viewed")
    card = [s.html for s in office.sent_to(SALES) if s.html.startswith("<b>#1 ")][-1]
    assert "decides +20 · read our pages &lt;again&gt; ×2 +18" in card
    told = await _why(office, "1")
    assert "+20 decides\n" in told
    assert "−2 fit limit\n" in told
    assert "+18 read our pages <again> ×2, last Mar 2\n" in told
    assert "−6 limit on “web”\n" in told
    assert told.endswith("HOT if: takes the tour")
    assert_it_adds_up(told)


async def test_a_label_in_another_language_is_not_shown_to_sales(office: Office) -> None:
    _with_model(office, LABELLED)
    office.setup = replace(office.setup, sales_locale="sv")
    await quentin_is_lukewarm(office)
    await office.signal("tour.taken")
    told = await _why(office, "1")
    assert "+20 bestämmer" in told
    assert "+40 tour.taken" in told


LACKING = {"tiers": {"lukewarm": {"enter": 20, "engagement": 3}, "hot": {"enter": 60}}, "limits": {}}


@pytest.mark.parametrize(
    ("locale", "told"),
    [
        ("en", "Not LUKEWARM: “What they did” is at 0.8, at least 3 needed"),
        ("fr", "Pas TIÈDE\N{NO-BREAK SPACE}: activité à 0,8, il faut au moins 3"),
        ("es", "No está TIBIO: actividad en 0,8; el mínimo es 3"),
        ("sv", "Inte LJUMMET: aktiviteten ger 0,8, minst 3 krävs"),
    ],
)
async def test_a_minimum_that_is_missing_is_named_where_the_score_would_do(
    office: Office, locale: str, told: str
) -> None:
    _with_model(office, LABELLED | LACKING)
    office.setup = replace(office.setup, sales_locale=locale)
    await quentin_is_lukewarm(office)
    lines = (await _why(office, "lead 1")).splitlines()
    (score,) = [place for place, line in enumerate(lines) if line.startswith(("Score", "Puntuación", "Poäng"))]
    assert lines[score + 1] == told


async def test_where_the_score_would_not_do_it_says_how_far_the_next_tier_is(office: Office) -> None:
    await office.start("b2b")
    told = await _why(office, "lead 1")
    assert "Not LUKEWARM: “Score” is at 0, at least 40 needed" in told
    assert told.count("Not LUKEWARM") == 1


async def test_an_explanation_stays_short_whatever_the_model(office: Office) -> None:
    signals = [f"shelf.{number}" for number in range(40)]
    rules = [{"signal": name, "points": 1 + place / 7, "label": name * 60} for place, name in enumerate(signals)]
    _with_model(office, LABELLED | {"engagement": rules, "groups": {}})
    await quentin_is_lukewarm(office)
    for name in signals:
        await office.signal(name)
    told = await _why(office, "1")
    assert len(told) < 2500
    assert len([line for line in told.splitlines() if re.match(r"[+−]\d", line)]) <= MOST_LINES + 2
    assert "\n+87 29 smaller ones\n" in told
    assert_it_adds_up(told)
