"""What webhooks are told, when, and that an ordinary turn pays nothing for them."""

from dataclasses import replace
from pathlib import Path

from bot.usecases.webhooks.receivers import Receivers
from tests.builders import BO, SALES, Office, opened_office, quentin_is_lukewarm
from tests.integration.webhooks.receiving import connected, receiving


async def test_a_handoff_is_told_signed_and_after_what_brought_it_about(office: Office) -> None:
    async with receiving() as crm, connected(office) as here:
        await here.add(crm)
        await quentin_is_lukewarm(office)
        await office.at_desk("claim", "1", BO)
        await office.at_desk("outcome", "1 won", BO)
        await here.all_settled()
    assert crm.types == ["lead.created", "tier.changed", "handoff.opened", "handoff.claimed", "outcome.reported"]
    crm.verify()
    opened = crm.took[2]["data"]
    assert opened["handoff"]["number"] == 1
    assert opened["lead"]["tier"] == "lukewarm"
    assert opened["lead"]["answers"]["role"] == "director"
    assert opened["model_version"] == office.setup.playbooks.audiences["b2b"].model.version
    assert SALES not in [row[0] for row in office.rows("SELECT chat_id FROM outbox WHERE address IS NOT NULL")]


async def test_why_and_how_much_are_told_when_the_rep_has_told_them(office: Office) -> None:
    async with receiving() as crm, connected(office) as here:
        await here.add(crm, ["outcome.reported", "outcome.withdrawn"])
        await quentin_is_lukewarm(office)
        await office.at_desk("claim", "1", BO)
        await office.at_desk("outcome", "1 won 12k EUR", BO)
        await here.all_settled()
        told = [(event["data"]["outcome"], event["data"]["amount"], event["data"]["currency"]) for event in crm.took]
        assert told[-1] == ("won", 12_000, "EUR")
        await office.at_desk("reopen_1", "", BO)
        await here.all_settled()
    assert crm.types[-1] == "outcome.withdrawn"
    assert len({event["id"] for event in crm.took}) == len(crm.took)


async def _statements(office: Office) -> int:
    """Return how many statements a conversation takes until sales is called."""
    ran: list[str] = []
    await office.opened_file._writer.set_trace_callback(ran.append)
    await quentin_is_lukewarm(office)
    await office.opened_file._writer.set_trace_callback(lambda _sql: None)
    return len([sql for sql in ran if not sql.startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE"))])


async def test_nobody_pays_for_webhooks_that_are_not_told_of_it(tmp_path: Path) -> None:
    counted = []
    for number, events in enumerate(([], ["outcome.reported"], ["handoff.opened"])):
        folder = tmp_path / str(number)
        folder.mkdir()
        async with opened_office(folder) as office:
            office.setup = replace(office.setup, receivers=Receivers(dict.fromkeys(events, ("webhook:1",))))
            counted.append(await _statements(office))
    # The event itself, and how its lead came.
    assert counted == [counted[0], counted[0], counted[0] + 2]
