"""Reps say that they are away, back or on duty: nobody who does not work is called, and who is on duty is."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.messages import Act, Commanded, CopyMedia, MembersChanged, Said, SendText, SentOther, Tap, Tapped
from bot.usecases.sales.desk_commands import back_at
from tests.builders import BO, CY, MONDAY, QUENTIN, SALES, Delivered, Office, quentin_is_lukewarm
from tests.integration.usecases.test_reminding_reps import DESK, NIGHT, news, with_rules


async def quentin_is_hot(office: Office) -> list[Delivered]:
    """Have Quentin answer until he is hot, and return what sales got."""
    before = len(office.sent_to(SALES))
    await office.start("b2b-spring")
    for field, option in (("need", "sales"), ("company_size", "enterprise"), ("role", "founder")):
        await office.tap(field, option)
    return office.sent_to(SALES)[before:]


@pytest.mark.parametrize(
    ("said", "back"),
    [
        ("until monday", "2026-03-09 00:00"),
        ("monday", "2026-03-09 00:00"),
        ("until 15:00", "2026-03-02 15:00"),
        ("until thursday 15:00", "2026-03-05 15:00"),
        ("until tomorrow noon", "2026-03-03 12:00"),
        ("jusqu'à jeudi 14h30", "2026-03-05 14:30"),
        ("in half an hour", "2026-03-02 09:30"),
        ("until today 8:00", None),
        ("8:00", "2026-03-03 08:00"),
        ("3d", "2026-03-05 09:00"),
        ("for 2h", "2026-03-02 11:00"),
        ("until 12 march", "2026-03-12 00:00"),
        ("until 2026-04-01", "2026-04-01 00:00"),
        ("tomorrow", "2026-03-03 00:00"),
        ("until the cows come home", None),
        ("until 99:99", None),
        ("until 14:75", None),
        ("9999999d", None),
        ("", None),
    ],
)
async def test_when_somebody_is_back_may_be_said_in_many_ways(office: Office, said: str, back: str | None) -> None:
    expected = datetime.fromisoformat(back).replace(tzinfo=UTC) if back else None
    assert back_at(said, setup=with_rules(office).setup, now=MONDAY) == expected


async def test_who_is_away_is_not_called_and_what_they_kept_silent_about_is_free_at_once(office: Office) -> None:
    await quentin_is_lukewarm(with_rules(office))
    await office.at_desk("claim", "1")
    (noted,) = await office.at_desk("away", "until monday")
    assert noted.html.startswith("You’re away until Mar 9")
    (freed,) = await news(office, hours=1)
    assert "is free again: Bo Berg claimed it" in freed.html
    assert "tg://user" not in freed.html


async def test_words_of_a_prospect_name_the_rep_and_call_them_only_while_they_work(office: Office) -> None:
    await quentin_is_lukewarm(with_rules(office))
    await office.at_desk("claim", "1")

    async def passed_on(words: str) -> Delivered:
        await office.turn(Said(words, 10_000 + office.updates))
        return next(sent for sent in reversed(office.sent_to(SALES)) if words in sent.html)

    assert '(<a href="tg://user?id=11">Bo Berg</a>)' in (await passed_on("please look at our contract")).html
    office.now = MONDAY + NIGHT
    night = await passed_on("our contract, at night")
    assert "(Bo Berg)" in night.html
    assert isinstance(night.message, SendText)
    assert night.message.silent
    await office.at_desk("duty", "")
    assert "tg://user?id=11" in (await passed_on("our contract, on duty")).html
    await office.at_desk("away", "")
    assert "(Bo Berg)" in (await passed_on("our contract, while away")).html
    office.now = MONDAY + timedelta(days=1)
    assert "(Bo Berg)" in (await passed_on("our contract, in the morning")).html
    await office.at_desk("back", "")
    assert "tg://user?id=11" in (await passed_on("our contract, once back")).html


async def test_who_has_left_the_group_is_on_duty_no_longer(office: Office) -> None:
    with_rules(office)
    for rep in (BO, CY):
        await office.at_desk("duty", "", rep)
    await office.hear(MembersChanged((), BO.id), CY, chat_id=SALES)
    office.now = MONDAY + NIGHT
    await quentin_is_hot(office)
    for _ in range(3):
        await office.signal("demo.used")
        await office.signal("page.viewed", {"path": "/pricing"})
    (call,) = [sent.html for sent in office.sent_to(SALES) if "you’re on duty, and" in sent.html]
    assert "tg://user?id=12" in call
    assert "tg://user?id=11" not in call
    (report, _) = await office.at_desk("test", "", CY)
    assert "Bo Berg" not in report.html


async def test_somebody_hot_at_night_rings_whoever_is_on_duty_and_nobody_else(office: Office) -> None:
    with_rules(office)
    await office.at_desk("duty", "", BO)
    await office.at_desk("duty", "", CY)
    await office.at_desk("away", "3d", CY)
    office.now = MONDAY + NIGHT
    got = await quentin_is_hot(office)
    assert all(isinstance(sent.message, SendText) and sent.message.silent for sent in got), "lukewarm wakes nobody"
    for _ in range(3):
        await office.signal("demo.used")
        await office.signal("page.viewed", {"path": "/pricing"})
    assert (await office.chat()).lead.tier == "hot"
    (call,) = [sent for sent in office.sent_to(SALES) if "you’re on duty, and" in sent.html]
    assert "tg://user?id=11" in call.html
    assert "tg://user?id=12" not in call.html
    assert isinstance(call.message, SendText)
    assert not call.message.silent


async def test_a_colleague_who_writes_to_the_lead_of_somebody_away_does_not_call_them(office: Office) -> None:
    await quentin_is_lukewarm(with_rules(office))
    (card,) = office.alerts()
    await office.at_desk("claim", "1", BO)
    await office.at_desk("away", "", BO)
    told = await office.turn(Said("Hi, Cy here", 900, reply_to=card.message_id), CY, chat_id=SALES)
    (said,) = [sent.html for sent in told if "has written to" in sent.html]
    assert said.endswith("whom Bo Berg has.")
    reported = await office.at_desk("outcome", "1 meeting", CY)
    assert any(sent.html.endswith("whom Bo Berg has.") for sent in reported)


async def test_in_the_day_or_where_nobody_is_on_duty_nobody_is_called(office: Office) -> None:
    await office.at_desk("duty", "")
    assert not [sent for sent in await quentin_is_hot(with_rules(office)) if "on duty" in sent.html]
    await office.at_desk("duty", "off")
    assert office.rows("SELECT duty_since FROM reps") == [(None,)]


@pytest.mark.parametrize("said", ["banana", "monday", "@cy", "offf"])
async def test_what_is_neither_on_nor_off_changes_nothing_and_is_said(office: Office, said: str) -> None:
    (answer,) = await office.at_desk("duty", said)
    assert "Nothing has changed yet." in answer.html
    assert office.rows("SELECT duty_since FROM reps WHERE duty_since IS NOT NULL") == []


async def test_the_head_who_is_away_is_left_out(office: Office) -> None:
    await quentin_is_lukewarm(with_rules(office, replace(DESK, head="@CY")))
    await office.at_desk("away", "", CY)
    assert len(await news(office, hours=1)) == 1
    assert await news(office, hours=1) == []
    assert len(await news(office, hours=22)) == 1


async def test_a_test_says_how_the_desk_is_and_shows_an_alert_that_is_none(office: Office) -> None:
    with_rules(office, replace(DESK, response_time={"hot": timedelta(minutes=10)}))
    await office.at_desk("duty", "", BO)
    report, alert = await office.at_desk("test", "")
    assert "The desk is open until Mar 2, 18:00 UTC." in report.html
    assert "within 10 minutes of working time" in report.html
    assert "the group is reminded, then @ada, then" in report.html
    assert "On duty: Bo Berg" in report.html
    assert "TEST" in alert.html
    assert office.rows("SELECT count(*) FROM handoffs") == [(0,)]
    office.now = MONDAY + timedelta(days=4, hours=10)
    assert "The desk is closed until Mar 9, 09:00 UTC" in (await office.at_desk("test", ""))[0].html


async def test_what_is_unclear_changes_nothing_and_who_is_anonymous_is_asked_to_show_themselves(office: Office) -> None:
    (answer,) = await office.at_desk("away", "until I feel better")
    assert answer.html.startswith("Until when?")
    assert office.rows("SELECT away_since FROM reps") == [(None,)]
    (hidden,) = await office.at_desk("duty", "", replace(BO, anonymous=True))
    assert "I can’t see who you are" in hidden.html


async def test_a_prospect_who_types_duty_is_answered_as_a_prospect(office: Office) -> None:
    await office.start("b2b")
    await office.say("/duty", QUENTIN)
    assert office.rows("SELECT count(*) FROM reps WHERE duty_since IS NOT NULL") == [(0,)]


@pytest.mark.parametrize(
    ("away", "duty", "night"),
    [(False, False, False), (False, False, True), (False, True, True), (True, False, False), (True, True, True)],
)
async def test_whatever_happens_to_their_lead_nobody_is_called_who_is_away_or_off_hours(
    office: Office, *, away: bool, duty: bool, night: bool
) -> None:
    """Property: nobody away or off hours is addressed, and where nobody is, nothing makes a sound at night."""
    with_rules(office, replace(DESK, take_over_after=timedelta()))
    await quentin_is_lukewarm(office)
    await office.at_desk("why", "1", CY)
    for is_said, command in ((away, "away"), (duty, "duty")):
        if is_said:
            await office.at_desk(command, "", CY)
    office.now = MONDAY + NIGHT if night else MONDAY
    (card,) = office.alerts()
    began, typed = len(office.delivered), set[int]()

    async def bo_types(name: str) -> None:
        typed.add(office.updates + 1)
        await office.at_desk(name, "")

    await _bo_taps(office, Act.GIVE, "1", str(CY.id))
    await office.turn(Said("look at our contract", 800))
    await office.turn(SentOther(801, "photo", "our contract"))
    await office.turn(Said("Bo here, for Cy", 802, reply_to=card.message_id), BO, chat_id=SALES)
    await bo_types("outcome_1_reached")
    await _bo_taps(office, Act.RELEASE, "1")
    for taken_by in ("take_1", "release_1"):
        await _bo_taps(office, Act.GIVE, "1", str(CY.id))
        await bo_types(taken_by)
    await _bo_taps(office, Act.GIVE, "1", str(CY.id))
    await office.turn(Commanded("human", "", 803))
    await office.turn(Commanded("stop", "", 804))

    to_sales = [s.message for s in office.delivered[began:] if s.chat_id == SALES]
    new = [message for message in to_sales if isinstance(message, SendText | CopyMedia)]
    calls = [message for message in new if f"tg://user?id={CY.id}" in message.html]
    may_be_called = not away and (duty or not night)
    assert (len(calls) > 5) if may_be_called else not calls
    rings = [message for message in new if not message.silent and message.reply_to not in typed]
    assert not night or rings == [message for message in calls if message.reply_to not in typed]


async def _bo_taps(office: Office, act: Act, *arguments: str) -> None:
    await office.turn(Tapped(Tap(act, arguments), f"tap-{office.updates}", None), BO, chat_id=SALES)


async def test_whoever_gives_a_lead_to_somebody_away_reads_that(office: Office) -> None:
    await quentin_is_lukewarm(with_rules(office))
    await office.at_desk("away", "", CY)
    (answer, *_) = [s.html for s in await office.at_desk("give", "1 Cy") if "on to you" in s.html]
    assert answer.endswith("Cy Carlsson is away and is not called.")
