"""Who is a rep: whoever was seen in the sales chat or is its member, by Telegram's word of today."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from time import perf_counter
from typing import Any

import pytest

from bot.channels.telegram.intake import Intake
from bot.channels.telegram.members import ASK_SECONDS, Members, Membership, asking
from bot.channels.telegram.session import JsonSession
from bot.in_force import InForce
from tests.builders import BO, PIA, QUENTIN, SALES, Office, quentin_is_lukewarm
from tests.updates_server import TOKEN, UpdatesServer, updates_server

Raw = dict[str, Any]
GROUP = {"id": SALES, "type": "supergroup", "title": "Sales"}


class Desk:
    """An intake whose Telegram knows who is in the sales group."""

    def __init__(self, office: Office, server: UpdatesServer, intake: Intake) -> None:
        self.office, self.server, self.intake, self.number = office, server, intake, 0

    async def hears(self, who: int, text: str = "/start b2b", *, chat: Raw | None = None, **more: Any) -> None:
        await self.intake.receive([self.update(who, text, chat=chat, **more)])

    def update(self, who: int, text: str = "/start b2b", *, chat: Raw | None = None, **more: Any) -> Raw:
        self.number += 1
        person = {"id": who, "is_bot": False, "first_name": "Somebody"}
        place = chat or {"id": who, "type": "private"}
        message = {"message_id": self.number, "date": 1, "chat": place, "from": person, "text": text}
        return {"update_id": self.number, "message": message | more}

    def leads(self) -> list[int]:
        return [chat for (chat,) in self.office.rows("SELECT id FROM chats ORDER BY id")]

    def members(self) -> list[int]:
        return [person for (person,) in self.office.rows("SELECT person_id FROM members ORDER BY 1")]


@asynccontextmanager
async def opened_desk(office: Office) -> AsyncIterator[Desk]:
    async with updates_server() as server:
        session, in_force = JsonSession(server.url), InForce(office.setup)
        members = Members(office.database, in_force, asking(session, TOKEN), lambda: office.now)
        await members.load()
        try:
            yield Desk(office, server, Intake(office.database, in_force, lambda: office.now, members))
        finally:
            await session.close()


@pytest.mark.parametrize(
    "told",
    [
        {"status": "creator"},
        {"status": "administrator"},
        {"status": "member"},
        {"status": "restricted", "is_member": True},
    ],
)
async def test_a_member_of_the_sales_group_is_no_lead(office: Office, told: Raw) -> None:
    async with opened_desk(office) as desk:
        desk.server.members[BO.id] = told
        await desk.hears(BO.id)
        await desk.hears(BO.id, "hello?")
        assert desk.leads() == []
        assert desk.members() == [BO.id]
        assert desk.server.asked == [BO.id]
        sent = await office.deliver()
        assert ["/try" in each.html for each in sent] == [True, True]


@pytest.mark.parametrize(
    "told",
    [
        *(
            {"status": "left"},
            {"status": "kicked"},
            {"status": "restricted", "is_member": False},
            {"status": "restricted"},
        ),
        *({}, {"status": 5}, [], None, "member", 400, 403, 429, 500),
    ],
)
async def test_anybody_else_is_a_prospect_and_is_asked_about_once(office: Office, told: Any) -> None:
    async with opened_desk(office) as desk:
        desk.server.members[QUENTIN.id] = told
        for text in ("/start b2b", "we sell boats", "200"):
            await desk.hears(QUENTIN.id, text)
        assert desk.leads() == [QUENTIN.id]
        assert desk.members() == []
        assert desk.server.asked == [QUENTIN.id]


async def test_telegram_that_does_not_answer_delays_nobody_noticeably_and_is_left_alone_for_a_while(
    office: Office,
) -> None:
    async with opened_desk(office) as desk:
        desk.server.silent = True
        began = perf_counter()
        await desk.intake.receive([desk.update(1_000 + number) for number in range(40)])
        assert perf_counter() - began < ASK_SECONDS + 10
        assert len(desk.leads()) == 40
        asked = len(desk.server.asked)
        await desk.hears(PIA.id)
        assert len(desk.server.asked) == asked
        assert PIA.id in desk.leads()


@pytest.mark.parametrize("seen", ["a command", "a tap", "words", "joining"])
async def test_who_was_seen_in_the_group_is_a_rep_without_a_question(office: Office, seen: str) -> None:
    async with opened_desk(office) as desk:
        person = {"id": BO.id, "is_bot": False, "first_name": "Bo"}
        if seen == "a tap":
            shown = {"message_id": 1, "date": 1, "chat": GROUP}
            query = {"id": "q", "from": person, "data": "claim:1", "message": shown}
            await desk.intake.receive([{"update_id": 900, "callback_query": query}])
        elif seen == "joining":
            await desk.hears(99, "", chat=GROUP, new_chat_members=[person])
        else:
            await desk.hears(BO.id, "/help" if seen == "a command" else "good morning", chat=GROUP)
        await desk.hears(BO.id)
        assert desk.leads() == []
        assert desk.server.asked == []
        assert BO.id in desk.members()


async def test_neither_anonymous_administrators_nor_bots_nor_channels_are_reps(office: Office) -> None:
    async with opened_desk(office) as desk:
        await desk.hears(1087968824, "/claim 1", chat=GROUP)
        await desk.hears(BO.id, "/claim 1", chat=GROUP, sender_chat=GROUP)
        await desk.hears(777000, "news", chat=GROUP, sender_chat={"id": -9, "type": "channel"})
        bot = {"id": 8, "is_bot": True, "first_name": "Bot"}
        update = desk.update(8, "/claim 1", chat=GROUP)
        update["message"]["from"] = bot
        await desk.intake.receive([update])
        assert desk.members() == []


async def test_who_leaves_the_group_is_a_prospect_from_then_on(office: Office) -> None:
    async with opened_desk(office) as desk:
        await desk.hears(BO.id, "/help", chat=GROUP)
        person = {"id": BO.id, "is_bot": False, "first_name": "Bo"}
        await desk.hears(99, "", chat=GROUP, left_chat_member=person)
        assert desk.members() == []
        await desk.hears(BO.id)
        assert desk.leads() == [BO.id]


async def test_a_day_later_telegram_is_asked_again_and_who_is_gone_is_no_rep_any_more(office: Office) -> None:
    async with opened_desk(office) as desk:
        desk.server.members[BO.id] = {"status": "member"}
        await desk.hears(BO.id)
        office.now += timedelta(hours=23)
        await desk.hears(BO.id, "hello")
        assert desk.server.asked == [BO.id]
        office.now += timedelta(hours=2)
        desk.server.members[BO.id] = 400
        await desk.hears(BO.id, "hello again")
        assert desk.leads() == [], "of whom nothing is known anew, what was known holds"
        office.now += timedelta(hours=25)
        desk.server.members[BO.id] = {"status": "left"}
        await desk.hears(BO.id, "/start b2b")
        assert desk.leads() == [BO.id]
        assert desk.members() == []


async def test_a_restart_remembers_reps_and_asks_nothing_about_leads(office: Office) -> None:
    async with opened_desk(office) as desk:
        await desk.hears(BO.id, "/help", chat=GROUP)
        await desk.hears(QUENTIN.id)
    async with opened_desk(office) as desk:
        desk.number = 100
        await desk.hears(BO.id)
        await desk.hears(QUENTIN.id, "200")
        assert desk.server.asked == []
        assert desk.leads() == [QUENTIN.id]


@pytest.mark.parametrize(
    ("told", "is_rep"), [(400, True), (500, True), ({"status": "member"}, True), ({"status": "left"}, False)]
)
async def test_who_claimed_before_members_were_remembered_is_a_rep_unless_telegram_says_that_they_left(
    office: Office, told: Any, is_rep: bool
) -> None:
    await quentin_is_lukewarm(office)
    await office.at_desk("claim", "1")
    async with opened_desk(office) as desk:
        desk.number = 100
        desk.server.members[BO.id] = told
        await desk.hears(BO.id)
        assert desk.server.asked == [BO.id]
        assert (BO.id not in desk.leads()) == is_rep


async def test_where_sales_is_one_person_nobody_is_asked_about(office: Office) -> None:
    office.setup = type(office.setup)(office.setup.playbooks, BO.id)
    async with opened_desk(office) as desk:
        await desk.intake.receive([desk.update(QUENTIN.id), desk.update(BO.id, "/start")])
        assert desk.server.asked == []
        assert desk.leads() == [QUENTIN.id]


async def test_a_crowd_of_newcomers_is_asked_about_side_by_side_and_each_once(office: Office) -> None:
    async with opened_desk(office) as desk:
        newcomers = [desk.update(2_000 + number) for number in range(100)]
        again = [desk.update(2_000 + number, "200") for number in range(100)]
        await desk.intake.receive(newcomers)
        await desk.intake.receive(again)
        assert sorted(desk.server.asked) == list(range(2_000, 2_100))
        assert len(desk.leads()) == 100


async def test_where_updates_come_one_by_one_a_crowd_is_not_kept_waiting_for_questions(office: Office) -> None:
    async with opened_desk(office) as desk:
        desk.server.seconds, newcomers = 0.4, range(3_000, 3_040)
        for person in newcomers:
            await desk.hears(person)
        assert 3 <= len(desk.server.asked) < len(newcomers) * 0.75
        assert desk.leads() == list(newcomers)


async def test_whatever_goes_wrong_with_the_question_whoever_writes_is_served(office: Office) -> None:
    async with opened_desk(office) as desk:

        async def broken(_chat_id: int, _person_id: int) -> Membership:
            raise ZeroDivisionError

        assert desk.intake.members is not None
        desk.intake.members.ask = broken
        await desk.hears(QUENTIN.id)
        assert desk.leads() == [QUENTIN.id]
