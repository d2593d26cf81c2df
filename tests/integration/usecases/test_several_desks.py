"""Two desks by language: each lead goes to one of them, and everything of theirs happens there."""

from dataclasses import replace

from bot.desk.routing import Desk
from bot.desk.rules import DeskRules
from bot.messages import Commanded, Incoming, Said, Sender, SendText, What
from bot.playbooks.condition_reader import read_condition
from bot.usecases.receive_update import receive_update
from storage import members
from tests.builders import BO, CY, QUENTIN, SALES, Delivered, Office, quentin_is_lukewarm, timekeeper_of

NORTH = -1002000
SWEDE = replace(QUENTIN, language="sv")


def with_two_desks(office: Office, when: str = "language == 'sv'", rules: DeskRules | None = None) -> Office:
    """Give the office a second desk, in the north."""
    desk = Desk("north", NORTH, read_condition(when), rules or DeskRules())
    playbooks = replace(office.setup.playbooks, desks=(desk,))
    office.setup = replace(office.setup, playbooks=playbooks, several_chats=(SALES, NORTH))
    return office


async def swede(office: Office) -> Office:
    """Have somebody become a lead who reads Swedish; Bo is of the first desk, Cy of the one in the north."""
    await quentin_is_lukewarm(with_two_desks(office), SWEDE)
    await office.write(lambda tx: members.meet(tx, SALES, BO.id, at=office.now))
    await office.write(lambda tx: members.meet(tx, NORTH, CY.id, at=office.now))
    return office


async def north(office: Office, command: str, words: str = "", rep: Sender = CY) -> list[Delivered]:
    """Have a rep type a command in the chat of the desk in the north."""
    return await office.turn(Commanded(command, words, 900 + office.updates), rep, chat_id=NORTH)


def texts(sent: list[Delivered], chat_id: int) -> list[str]:
    return [each.html for each in sent if each.chat_id == chat_id and isinstance(each.message, SendText)]


async def private(office: Office, what: What, rep: Sender = BO) -> list[str]:
    """Have a rep do something in private, and return what they read there."""
    office.updates += 1
    incoming = Incoming(office.updates, rep.id, private=True, sender=rep, what=what, by_rep=True)
    await office.write(lambda tx: receive_update(tx, incoming, setup=office.setup, now=office.now))
    return [each.html for each in await office.deliver() if each.chat_id == incoming.chat_id]


def owner(office: Office) -> int | None:
    ((owner,),) = office.rows("SELECT claimed_by FROM handoffs WHERE id = 1")
    return None if owner is None else int(owner)


async def test_each_lead_goes_to_the_desk_whose_rule_fits_and_the_others_to_the_first(office: Office) -> None:
    await swede(office)
    assert {s.chat_id for s in office.delivered if s.html.startswith("<b>#1 ")} == {NORTH}
    await quentin_is_lukewarm(office, replace(QUENTIN, id=77, first_name="Rita"))
    assert {s.chat_id for s in office.delivered if s.html.startswith("<b>#2 ")} == {SALES}


async def test_what_is_done_and_said_shows_in_the_chat_of_the_desk_and_nowhere_else(office: Office) -> None:
    await swede(office)
    await north(office, "claim_1")
    assert owner(office) == CY.id
    await office.say("hur är det med priset?", SWEDE)
    assert any("hur är det med priset?" in text for text in texts(office.delivered, NORTH))
    card = next(s for s in office.sent_to(NORTH) if s.html.startswith("<b>#1 "))
    await office.turn(Said("Hej! Cy här", 901, reply_to=card.message_id), CY, chat_id=NORTH)
    assert any("Hej! Cy här" in s.html for s in office.sent_to(QUENTIN.id))
    await north(office, "outcome", "1 meeting")
    assert office.sent_to(SALES) == []


async def test_a_rep_of_another_desk_can_do_nothing_with_it_in_their_chat_nor_in_private(office: Office) -> None:
    await swede(office)
    refusal = "#1 belongs to the desk “north”."
    for command in ("claim_1", "outcome_1_lost", "wrote_1", "give_1", "take_1", "release_1", "why_1", "lead_1"):
        (answer,) = await office.at_desk(command, "")
        assert refusal in answer.html, command
    for command, words in (("note", "1 hello"), ("meet", "1 tomorrow 10:00")):
        (answer,) = await office.at_desk(command, words)
        assert refusal in answer.html, command
    (told,) = await private(office, Commanded("claim", "1", 912), BO)
    assert refusal in told
    assert owner(office) is None
    await private(office, Commanded("claim", "1", 913), CY)
    assert owner(office) == CY.id


async def test_reminders_go_to_the_desk_that_has_the_lead(office: Office) -> None:
    await swede(office)
    office.pass_time(hours=1)
    await timekeeper_of(office).tick()
    (reminder,) = texts(await office.deliver(), NORTH)
    assert "has been waiting for 1 hour" in reminder
    assert office.sent_to(SALES) == []


async def test_an_edit_of_the_rules_moves_no_card_that_is_open(office: Office) -> None:
    await swede(office)
    with_two_desks(office, when="language == 'fr'")
    sent = await north(office, "claim_1")
    assert any("Cy Carlsson" in s.html for s in sent)
    await office.say("och en sak till", SWEDE)
    assert office.sent_to(SALES) == []
