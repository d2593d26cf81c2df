"""A lead goes from rep to rep, or back to nobody; everybody sees who has it, and nobody else can take it at will."""

import asyncio
from dataclasses import replace

from bot.desk.rules import DeskRules
from bot.messages import Act, DeleteMessage, MembersChanged, Said, Sender, Tap, Tapped
from bot.usecases.sales.pass_lead_on import Passed, take_over_lead
from storage import handoffs
from tests.builders import BO, CY, PIA, QUENTIN, SALES, Delivered, Office, quentin_is_lukewarm, timekeeper_of
from tests.sales_chat import drawn_card, notices, tap_desk

TAKE_OVER_AFTER = DeskRules().take_over_after
DANA = Sender(13, "Dana", "Dé", "dana_d")


async def _tap(office: Office, *tap: str, rep: Sender = BO) -> list[Delivered]:
    """Tap a button of the card, or of the question to whom a lead shall go."""
    act, *arguments = tap
    asked = [s.message_id for s in office.sent_to(SALES) if "who shall have" in s.html]
    place = asked[-1] if asked and (act == "release" or len(arguments) > 1) else None
    return await tap_desk(office, act, *arguments, rep=rep, message_id=place)


def _owner(office: Office) -> int | None:
    ((owner,),) = office.rows("SELECT claimed_by FROM handoffs")
    return None if owner is None else int(owner)


async def _all_are_known(office: Office) -> None:
    for rep in (BO, CY, DANA):
        await office.at_desk("why", "1", rep)


async def _has(office: Office, rep: Sender) -> None:
    await quentin_is_lukewarm(office)
    await _all_are_known(office)
    await office.at_desk("claim", "1", rep)


async def test_a_lead_given_back_can_be_claimed_again_and_the_bot_waits_for_the_prospect(office: Office) -> None:
    await _has(office, BO)
    sent = await office.at_desk("release_1", "", BO)
    assert any("Bo Berg has given #1 Quentin Quist back. It’s nobody’s now: /claim_1" in s.html for s in sent)
    assert "Free again, was Bo Berg’s" in drawn_card(office).html
    assert drawn_card(office).labels[:2] == ["Claim", "Not a fit"]
    assert '"rep"' not in (await office.chat()).state
    assert [s.html for s in await office.say("Within three months")] != [], "the bot talks again"
    await office.at_desk("claim", "1", CY)
    assert "<b>Bo Berg → Cy Carlsson</b>" in drawn_card(office).html


async def test_a_lead_is_given_to_whoever_is_named_and_they_are_called(office: Office) -> None:
    await _has(office, BO)
    for name, to in (("@cy", CY), ("Dana", DANA), ("cy CARLSSON", CY), ("to dana de", DANA)):
        giver = next(rep for rep in (BO, CY, DANA) if rep.id == _owner(office))
        (told, *_) = [s.html for s in await office.at_desk("give", f"1 {name}", giver) if "on to you" in s.html]
        assert f'<a href="tg://user?id={to.id}">{to.full_name}</a>: {giver.full_name} has passed #1' in told
        assert _owner(office) == to.id
    assert "<b>Bo Berg → Cy Carlsson → Dana Dé → Cy Carlsson → Dana Dé</b>" in drawn_card(office).html
    await office.say("are you there?")
    assert any("wrote (" in s.html and "Dana" in s.html for s in office.sent_to(SALES))


async def test_whoever_is_not_known_or_not_clear_is_said_to_be_and_nothing_happens(office: Office) -> None:
    await _has(office, BO)
    other = replace(CY, id=14, first_name="Cy", last_name="Olsson", username="")
    await office.at_desk("why", "1", other)
    for said, answer in (
        ("@nobody", "I don’t know “@nobody”: nothing was done. I know Bo Berg, "),
        ("Cy", "may be any of these: Cy Carlsson, Cy Olsson"),
        ("<b>x", "I don’t know “&lt;b&gt;x”"),
        ("Bo", "Bo Berg has #1 already."),
    ):
        (told,) = await office.at_desk("give", f"1 {said}")
        assert answer in told.html, said
    assert _owner(office) == BO.id


async def test_by_button_it_is_asked_to_whom_and_one_tap_gives_it(office: Office) -> None:
    await _has(office, BO)
    assert "Pass on" in drawn_card(office).labels
    asked = next(s for s in await _tap(office, "give", "1") if "who shall have #1" in s.html)
    assert asked.labels == ["Cy Carlsson", "Dana Dé", "To nobody"]
    sent = await _tap(office, "give", "1", str(CY.id))
    assert any(f'<a href="tg://user?id={CY.id}">' in s.html for s in sent)
    assert _owner(office) == CY.id
    await _tap(office, "release", "1", rep=CY)
    assert _owner(office) is None


async def test_a_lead_of_another_rep_is_theirs_until_they_were_silent_for_a_day(office: Office) -> None:
    await _has(office, BO)
    for tap in (("take", "1"), ("release", "1"), ("give", "1", str(DANA.id))):
        assert "#1 is Bo Berg’s." in notices(await _tap(office, *tap, rep=CY))[0]
    office.now += TAKE_OVER_AFTER
    await timekeeper_of(office).tick()
    await office.deliver()
    assert "Take over" in drawn_card(office).labels
    sent = await _tap(office, "take", "1", rep=CY)
    assert any(
        f'Cy Carlsson has taken #1 Quentin Quist over from <a href="tg://user?id={BO.id}">' in s.html for s in sent
    )
    assert _owner(office) == CY.id
    assert "<b>Bo Berg → Cy Carlsson</b>" in drawn_card(office).html
    assert "Take over" not in drawn_card(office).labels
    assert "#1 is Cy Carlsson’s." in notices(await _tap(office, "take", "1", rep=BO))[0]


async def test_whoever_writes_to_the_lead_is_not_silent(office: Office) -> None:
    await _has(office, BO)
    (card,) = office.alerts()
    office.now += TAKE_OVER_AFTER * 0.75
    await office.hear(Said("Hello Quentin", 9, card.message_id), BO, chat_id=SALES)
    office.now += TAKE_OVER_AFTER * 0.75
    await timekeeper_of(office).tick()
    await office.deliver()
    assert "Take over" not in drawn_card(office).labels
    office.now += TAKE_OVER_AFTER * 0.25
    await timekeeper_of(office).tick()
    await office.deliver()
    assert "Take over" in drawn_card(office).labels


async def test_what_a_rep_had_who_leaves_the_group_can_be_taken_over_at_once(office: Office) -> None:
    await _has(office, BO)
    await office.hear(MembersChanged(left=BO.id), BO, chat_id=SALES)
    await office.deliver()
    assert "Take over" in drawn_card(office).labels
    await office.hear(MembersChanged(joined=(BO.id,)), BO, chat_id=SALES)
    await office.deliver()
    assert "Take over" not in drawn_card(office).labels
    await office.hear(MembersChanged(left=BO.id), BO, chat_id=SALES)
    await _tap(office, "take", "1", rep=CY)
    assert _owner(office) == CY.id


async def test_when_it_was_claimed_first_stays_known_and_a_lead_that_is_closed_stays_whose_it_is(
    office: Office,
) -> None:
    await _has(office, BO)
    claimed = office.rows("SELECT claimed_at FROM handoffs")
    office.pass_time(minutes=5)
    await office.at_desk("give", "1 cy")
    assert office.rows("SELECT claimed_at FROM handoffs") == claimed
    await office.at_desk("outcome", "1 lost", CY)
    for command in ("release", "give", "take"):
        assert "already closed" in (await office.at_desk(command, "1", DANA))[0].html
    await office.at_desk("reopen", "1", DANA)
    assert _owner(office) == CY.id


async def test_a_prospect_who_sends_a_reps_buttons_or_commands_does_nothing(office: Office) -> None:
    await _has(office, BO)
    for act in ("undo", "reopen", "release", "give", "take", "reason"):
        await office.turn(Tapped(Tap(Act(act), ("1", "1", "price")), f"t{act}", None), PIA)
        await office.turn(Tapped(Tap(Act(act), ("1",)), f"q{act}", None), QUENTIN)
    await office.say("/release_1")
    assert _owner(office) == BO.id
    assert office.rows("SELECT count(*) FROM desk_steps") == [(1,)]


async def test_of_two_claims_in_one_instant_one_wins_a_thousand_times(office: Office) -> None:
    """A claim is one conditional UPDATE on one writer: whoever is first has it, whatever comes in the same commit."""
    await quentin_is_lukewarm(office)

    def claiming(rep: Sender) -> "asyncio.Future[bool]":
        return office.database.submit(lambda tx: handoffs.claim(tx, 1, rep.id, office.now))

    def releasing() -> "asyncio.Future[None]":
        return office.database.submit(lambda tx: handoffs.set_owner(tx, 1, None, office.now))

    await _all_are_known(office)
    rounds = [(BO, CY) if number % 2 else (CY, BO) for number in range(1_000)]
    claims: list[asyncio.Future[bool]] = []
    for first, second in rounds:
        claims += [claiming(first), claiming(second)]
        releasing()
    won = await asyncio.gather(*claims)
    assert list(zip(won[::2], won[1::2], strict=True)) == [(True, False)] * 1_000


async def test_of_two_who_take_over_in_one_instant_one_does(office: Office) -> None:
    await _has(office, BO)
    office.now += TAKE_OVER_AFTER

    def over(rep: Sender) -> "asyncio.Future[bool]":
        return office.database.submit(
            lambda tx: take_over_lead(tx, 1, rep=rep, setup=office.setup, now=office.now).became is Passed.DONE
        )

    won = await asyncio.gather(*(over(rep) for rep in (CY, DANA) for _ in range(50)))
    assert won.count(True) == 1
    assert _owner(office) == CY.id


async def test_who_gives_a_lead_to_themselves_claims_it_or_takes_it_over(office: Office) -> None:
    await quentin_is_lukewarm(office)
    await _all_are_known(office)
    assert "#1 is yours." in [s.html for s in await office.at_desk("give", "1 Bo")]
    assert "has #1 already" in (await office.at_desk("give", "1 Bo"))[-1].html
    assert "is Bo Berg’s" in (await office.at_desk("give", "1 Cy", CY))[-1].html
    await office.hear(MembersChanged((), BO.id), CY, chat_id=SALES)
    assert "Cy Carlsson has taken #1" in (await office.at_desk("give", "1 Cy", CY))[-1].html
    await office.at_desk("release", "1", CY)
    await _tap(office, "give", "1", rep=CY)
    sent = await _tap(office, "give", "1", str(CY.id), rep=CY)
    assert notices(sent) == ["#1 is yours."]
    assert [s for s in sent if isinstance(s.message, DeleteMessage)], "the question is answered"
    assert _owner(office) == CY.id
