"""What reps type and tap is answered, whatever it is, and harms nothing."""

from dataclasses import replace

import pytest

from bot.messages import Act, AnswerTap, Commanded, Sender, SendText
from tests.builders import BO, SALES, Office, quentin_is_lukewarm
from tests.sales_chat import notices, tap_desk


@pytest.mark.parametrize(
    ("command", "argument", "answered"),
    [
        ("claim", "", "Like this"),
        ("claim", "abc", "Like this"),
        ("claim", "1" * 30, "Like this"),
        ("claim", "99", "There’s no #99 here."),
        ("claim", "#1", "#1 is yours."),
        ("outcome", "1", "Like this"),
        ("outcome", "1 brilliant", "Like this"),
        ("outcome", "99 won", "There’s no #99 here."),
        ("outcome", "1 won", "Nobody has claimed #1 yet."),
        ("outcome", "1 Not a Fit", "Noted for #1: Not a fit"),
        ("outcome", "#1 not-a-fit", "Noted for #1: Not a fit"),
        ("help", "", "A card comes here"),
        ("claim_1", "", "#1 is yours."),
        ("outcome_1_not_a_fit", "", "Noted for #1: Not a fit"),
        ("outcome_1", "not a fit", "Noted for #1: Not a fit"),
        ("claim_²", "", "Like this"),
        ("claim_١٢", "", "Like this"),
        ("claim", "1e3", "Like this"),
        ("why_lead_99", "", "There’s no lead 99 here."),
    ],
)
async def test_every_command_of_a_rep_is_answered_below_it(
    office: Office, command: str, argument: str, answered: str
) -> None:
    await quentin_is_lukewarm(office)
    sent = await office.at_desk(command, argument)
    (reply,) = [s for s in sent if isinstance(s.message, SendText) and "is noted" not in s.html]
    assert answered in reply.html
    assert isinstance(reply.message, SendText)
    assert reply.message.reply_to is not None


@pytest.mark.parametrize("command", ["ban", "foo", "forget", "try_it", "claims", "", "start_over"])
async def test_unknown_commands_in_the_group_are_left_to_other_bots_unless_they_name_ours(
    office: Office, command: str
) -> None:
    await quentin_is_lukewarm(office)
    assert await office.at_desk(command, "spammer") == []
    named = Commanded(command, "spammer", 77, addressed=True)
    (reply,) = await office.turn(named, BO, chat_id=SALES)
    assert "A card comes here" in reply.html


async def test_to_one_person_as_sales_chat_unknown_commands_are_explained(office: Office) -> None:
    office.setup = replace(office.setup, sales_chat=BO.id)
    (reply,) = await office.turn(Commanded("foo", "", 1), BO)
    assert "A card comes here" in reply.html


@pytest.mark.parametrize("number", ["²", "١٢", "9" * 60, "-1", "1e9", ""])
async def test_a_tap_whose_number_is_none_is_answered_and_harms_nothing(office: Office, number: str) -> None:
    await quentin_is_lukewarm(office)
    for act in (Act.CLAIM, Act.WHY, Act.OUTCOME):
        (answered,) = await tap_desk(office, act, number, "won")
        assert isinstance(answered.message, AnswerTap)
    assert office.rows("SELECT claimed_by FROM handoffs") == [(None,)]


@pytest.mark.parametrize("what", ["tap", "claim", "claim_1", "outcome_1_not_a_fit", "why_1"])
async def test_an_anonymous_administrator_is_asked_to_show_who_it_is(office: Office, what: str) -> None:
    await quentin_is_lukewarm(office)
    group = Sender(1087968824, "Group", anonymous=True)
    if what == "tap":
        (told,) = await tap_desk(office, "claim", "1", rep=group)
        assert isinstance(told.message, AnswerTap)
        assert "Remain anonymous" in told.message.text
        assert told.message.alert
    else:
        (told,) = await office.at_desk(what, "1" if what == "claim" else "", group)
        assert "Switch off <b>Remain anonymous</b>" in told.html
    assert office.rows("SELECT claimed_by, closed_at FROM handoffs") == [(None, None)]
    assert office.rows("SELECT count(*) FROM reps") == [(0,)]


@pytest.mark.parametrize("arguments", [("x",), (), ("9" * 40,), ("-1",), ("1", "2", "3"), ("٣",)])
async def test_a_broken_button_in_the_sales_chat_never_raises(office: Office, arguments: tuple[str, ...]) -> None:
    for act in (Act.CLAIM, Act.OUTCOME):
        assert notices(await tap_desk(office, act, *arguments, message_id=5))
