"""Quentin asks for his company, by taps and in his own words, until Bo has claimed him; in every language."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from bot.clock import utc_now

from .life import Life

pytestmark = pytest.mark.journey

# An alert is promised within a second; beside two hundred kills it takes several.
ALERT_WITHIN = timedelta(seconds=15)


@dataclass(frozen=True)
class Words:
    """What Quentin taps and types, and what he and sales read."""

    code: str
    language: str
    company: str
    story: str
    read_back: tuple[str, ...]
    quarter: str
    closing: str
    typed: bool = False


WORDS = (
    Words(
        code="en",
        language="English",
        company="For my company",
        story="we drown in inbound, I'm the sales director at Acme, about 200 people",
        read_back=("Got it", "better sales follow-up", "director", "about 200 people", "Acme"),
        quarter="Within three months",
        closing="Thank you, Quentin",
    ),
    Words(
        code="fr",
        language="French",
        company="Pour mon entreprise",
        story="on est débordés, je suis directeur commercial chez Acme, environ 200 personnes",
        read_back=("C’est noté", "un meilleur suivi", "environ 200 personnes", "Acme"),
        quarter="ce trimestre",
        closing="Merci, Quentin",
        typed=True,
    ),
    Words(
        code="es",
        language="Spanish",
        company="Para mi empresa",
        story="no damos abasto, soy director comercial en Acme, unas 200 personas",
        read_back=("Anotado", "mejor seguimiento", "unas 200 personas", "Acme"),
        quarter="Antes de 3 meses",
        closing="Gracias, Quentin",
    ),
    Words(
        code="sv",
        language="Swedish",
        company="Mitt företag",
        story="vi drunknar i förfrågningar, jag är säljchef på Acme, ungefär 200 personer",
        read_back=("Då noterar jag", "bättre säljuppföljning", "ungefär 200 personer", "Acme"),
        quarter="detta kvartal",
        closing="Tack, Quentin",
        typed=True,
    ),
)


@pytest.mark.parametrize("words", WORDS, ids=[words.code for words in WORDS])
async def test_quentin_tells_his_story_and_bo_hears_at_once(life: Life, words: Words) -> None:
    quentin = await life.quentin(f"{words.code}-XX", username="quentin")
    chat = await quentin.start("spring")
    await chat.tap(words.company)
    await chat.expect(f"✓ {words.company}")

    said_at = utc_now()
    await chat.say(words.story)
    card = await life.sales.expect("Quentin (Acme): Better sales follow-up · LUKEWARM")
    await _came_in_time(life, said_at)
    for part in ("#1 ", "Why now:", "Came via spring", f"writes {words.language}", "@quentin", "still answering"):
        assert part in card.text
    assert card.buttons == ["Claim", "Not a fit", "Chat", "Why?"]
    read_back = await chat.expect(words.read_back[0])
    assert all(part in read_back.text for part in words.read_back)

    await (chat.say(words.quarter) if words.typed else chat.tap(words.quarter))
    await chat.expect(words.closing)
    edited = await life.sales.expect("Start: Within three months")
    assert edited.id == card.id, "the card is edited: no second ring"
    assert "Not asked: Yearly budget, Email, Phone" in edited.text

    assert (await life.sales.tap_and_wait("Claim")).text == "#1 is yours."
    claimed = await life.sales.expect("Claimed by Bo after")
    assert claimed.id == card.id
    lead = await life.lead()
    assert (lead["audience"], lead["locale"], lead["tier"], lead["source"]) == ("b2b", words.code, "lukewarm", "spring")
    assert lead["facts"] == {
        "audience": "b2b",
        "need": "sales",
        "role": "director",
        "company": "Acme",
        "company_size": 200,
        "timeline": "quarter",
    }
    assert (
        lead["handoff"].items()
        >= {"number": 1, "reason": "tier", "rep": "Bo", "claimed": True, "outcome": None}.items()
    )


async def _came_in_time(life: Life, said_at: datetime) -> None:
    (call,) = await life.sandbox.calls("sendMessage", chat=life.sales)
    took = datetime.fromisoformat(call["at"]) - said_at
    print(f"The alert came {took.total_seconds():.3f} seconds after the words that caused it.")
    assert took < ALERT_WITHIN
