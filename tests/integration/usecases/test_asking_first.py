"""Who asks before we know whom it is for, and says it in the same message, is answered, and asked the next question."""

import pytest

from tests.builders import Office

OF_COMPANIES = [
    "what does it cost? we're 3 clinics, 40 staff",
    "prices? we are a company of 40",
    "for my company: is it secure?",
    "for work. do you ship to Norway?",
    "for my company. what does it cost? and is it secure?",
    "quels sont vos prix ? c'est pour mon entreprise",
    "¿cuánto cuesta? es para mi empresa",
    "vad kostar det? vi är ett företag med 40 anställda",
]
OF_THEMSELVES = [
    "what does it cost? it's for me",
    "it's for myself, do you ship to Norway?",
    "it's for me. can I return them? and is it secure?",
    "c'est pour moi, vous livrez en Suisse ?",
    "es para mí, ¿cuánto tarda el envío?",
    "till mig själv, vad kostar frakten?",
]


@pytest.mark.parametrize("is_met", [True, False])
@pytest.mark.parametrize(
    ("text", "audience"),
    [*((text, "b2b") for text in OF_COMPANIES), *((text, "b2c") for text in OF_THEMSELVES)],
)
async def test_who_says_whom_it_is_for_in_the_same_message_is_answered(
    office: Office, text: str, audience: str, *, is_met: bool
) -> None:
    if is_met:
        await office.start()
    sent = await office.say(text)
    lead = (await office.chat()).lead
    assert lead.audience == audience
    html = "\n".join(each.html for each in sent)
    assert "{" not in html
    assert len(html) > 100, html  # an answer, and the next question


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("what does it cost? we're 3 clinics, 40 staff", "What it costs"),
        ("for work. do you ship to Norway?", "We ship"),
        ("it's for myself, do you ship to Norway?", "We ship"),
        ("is it secure? it's for myself", "servers in the EU"),
    ],
)
async def test_the_answer_may_be_the_other_audiences(office: Office, text: str, answer: str) -> None:
    await office.start()
    assert answer in "\n".join(each.html for each in await office.say(text))
