"""What a rep reports of a lead: it stands once, may be corrected, and says that somebody wrote or called."""

import pytest

from bot.desk.outcomes import FINAL, OUTCOMES
from bot.messages import SendText
from storage import desk_steps
from tests.builders import BO, CY, Office, quentin_is_lukewarm
from tests.sales_chat import tap_desk

pytestmark = pytest.mark.both_places


@pytest.mark.parametrize("outcome", OUTCOMES)
async def test_a_claimed_lead_may_have_any_outcome_and_final_ones_give_it_back(office: Office, outcome: str) -> None:
    await quentin_is_lukewarm(office)
    await tap_desk(office, "claim", "1")
    await tap_desk(office, "outcome", "1", outcome)
    ((stored, closed),) = office.rows("SELECT outcome, closed_at FROM handoffs")
    assert stored == outcome
    assert (closed is not None) == (outcome in FINAL)
    assert ('"rep"' in (await office.chat()).state) == (outcome not in FINAL)
    assert office.rows("SELECT outcome, rep_id FROM outcomes") == [(outcome, BO.id)]


@pytest.mark.parametrize("outcome", OUTCOMES)
async def test_an_outcome_says_that_they_were_written_to_or_called_but_for_not_a_fit(
    office: Office, outcome: str
) -> None:
    await quentin_is_lukewarm(office)
    await office.at_desk("claim", "1")
    await office.at_desk("outcome", f"1 {outcome}", CY)
    ((contact,),) = office.rows("SELECT first_contact_at FROM handoffs")
    assert (contact is None) == (outcome == "not_a_fit")
    steps = await office.write(lambda tx: desk_steps.of_handoff(tx, 1))
    told = [(step.step, step.rep, step.detail) for step in steps]
    assert told == [("claimed", BO.full_name, ""), ("outcome", CY.full_name, outcome)]


async def test_an_outcome_reported_twice_is_one_row(office: Office) -> None:
    await quentin_is_lukewarm(office)
    await office.at_desk("claim", "1")
    for _ in range(2):
        await office.at_desk("outcome", "1 won")
    assert office.rows("SELECT count(*) FROM outcomes") == [(1,)]


async def test_a_final_outcome_may_be_corrected_to_another_but_not_reopened(office: Office) -> None:
    await quentin_is_lukewarm(office)
    await office.at_desk("claim", "1")
    await office.at_desk("outcome", "1 lost")
    await office.at_desk("outcome", "1 won")
    assert office.rows("SELECT outcome FROM handoffs") == [("won",)]
    (refused,) = [s for s in await office.at_desk("outcome", "1 meeting") if isinstance(s.message, SendText)]
    assert "#1 is already closed." in refused.html
