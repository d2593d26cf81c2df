"""What nobody understood is kept for marketing: a little of each who agreed, and theirs like all they said."""

import json

import pytest

from bot.messages import Act, Commanded, Edited, Said, Tap, Tapped
from bot.usecases.leads.merge_leads import merge_leads
from bot.usecases.prospects.export_lead import everything_about
from bot.usecases.prospects.keep_unanswered import MAX_WORDS_CHARS
from storage.unanswered import MOST_PER_LEAD
from tests.builders import PIA, QUENTIN, Office, quentin_is_lukewarm

pytestmark = pytest.mark.both_places

FORGET = Tapped(Tap(Act.FORGET, ("yes",)), "forget", None)
NONSENSE = "Glorpf  zimbel"
ASKS_US = "does it come with a trampoline?"


def _kept(office: Office, columns: str = "locale, audience, asked, kind, words") -> list[tuple[object, ...]]:
    return office.rows(f"SELECT {columns} FROM unanswered ORDER BY id")


async def _agreed(office: Office, link: str = "b2b") -> None:
    await office.start(link)
    await office.tap("need", "leads")


async def test_what_was_not_understood_is_kept_with_the_question_it_was_typed_for(office: Office) -> None:
    await _agreed(office)
    await office.say(NONSENSE)
    await office.say(ASKS_US)
    await office.tap("company_size", "large")
    await office.say("I'm the sales director")
    assert _kept(office) == [
        ("en", "b2b", "company_size", "said", "Glorpf zimbel"),
        ("en", "b2b", "company_size", "question", ASKS_US),
    ]


async def test_an_edit_that_was_not_understood_is_kept_for_the_question_it_had_answered(office: Office) -> None:
    await _agreed(office)
    await office.turn(Said("200 people", 77))
    await office.turn(Edited(NONSENSE, 77))
    assert _kept(office, "asked, words") == [("company_size", "Glorpf zimbel")]


async def test_nothing_is_kept_of_who_has_not_agreed_also_once_they_do(office: Office) -> None:
    await office.say(NONSENSE)
    await office.say(ASKS_US)
    await office.start("b2b")
    await office.say(NONSENSE)
    assert _kept(office) == []
    await office.tap("need", "leads")
    assert _kept(office) == []


@pytest.mark.parametrize("ending", ["stop", "I don't agree that you keep my data"])
async def test_nothing_is_kept_of_who_takes_their_consent_back(office: Office, ending: str) -> None:
    await _agreed(office)
    await office.turn(Commanded(ending, "", 1) if ending == "stop" else Said(ending, 78))
    for text in (NONSENSE, ASKS_US, NONSENSE):
        await office.say(text)
    assert _kept(office) == []


async def test_what_is_meant_for_a_person_who_has_the_conversation_is_none_of_ours(office: Office) -> None:
    await quentin_is_lukewarm(office)
    await office.say(ASKS_US)
    await office.at_desk("claim", "1")
    await office.say(NONSENSE)
    await office.say("will it rain?")
    assert _kept(office, "words") == [(ASKS_US,)]


async def test_signs_alone_are_no_words_and_long_ones_are_cut(office: Office) -> None:
    await _agreed(office)
    await office.say("?!? ...")
    await office.say("🤷🤷")
    assert _kept(office) == []
    await office.tap("company_size", "large")
    await office.say("glorpf " * 200)
    ((words,),) = _kept(office, "words")
    assert len(str(words)) == MAX_WORDS_CHARS


async def test_of_each_lead_only_the_last_few_are_kept(office: Office) -> None:
    await _agreed(office)
    for number in range(MOST_PER_LEAD + 3):
        await office.say(f"glorpf {'x' * number}, does it come with a trampoline?")
    kept = _kept(office, "words")
    assert len(kept) == MOST_PER_LEAD
    assert kept[0] == (f"glorpf {'x' * 3}, does it come with a trampoline?",)


async def test_it_is_told_merged_and_erased_with_its_lead(office: Office) -> None:
    await _agreed(office)
    await office.say(NONSENSE)
    await office.start("b2c", PIA)
    pia, quentin = [(await office.chat(who)).lead.id for who in (PIA, QUENTIN)]
    await office.write(lambda tx: merge_leads(tx, pia, quentin, setup=office.setup, now=office.now))
    assert _kept(office, "lead_id") == [(pia,)]
    assert "Glorpf zimbel" in json.dumps(await office.write(lambda tx: everything_about(tx, pia)))
    await office.turn(FORGET, PIA)
    assert _kept(office) == []


async def test_what_was_answered_or_out_of_limits_is_not_kept(office: Office) -> None:
    await _agreed(office)
    for text in ("what does it cost?", "are you a bot?", "200 people", "0 euros a year", "thanks!"):
        await office.say(text)
    assert _kept(office) == []
