"""A website's visitor asks for the link by which they go on in the chat."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import text

from bot.web.signals.continuing import LINKS_AT_ONCE
from storage.statements import Statement
from tests.integration.web import test_signals
from tests.integration.web.test_signals import BROWSER, GONE, SERVER, SITE, Website

website = test_signals.website


async def test_a_visitor_asks_for_the_link_to_go_on_in_the_chat(website: Website) -> None:
    website.intake.in_force.setup = replace(website.office.setup, bot_name="northwind_bot")
    asked = {"anonymousId": "3f0c9a2e-77aa-4c55", "writeKey": BROWSER, "context": {"page": {"url": f"{SITE}/?gclid=x"}}}
    answer = await website.send("/v1/continue", asked, key="", origin=SITE)
    given = answer.json()
    assert (answer.status_code, given["success"], given["expiresIn"]) == (200, True, 3600)
    assert given["url"].startswith("https://t.me/northwind_bot?start=v-")
    assert answer.headers["Access-Control-Allow-Origin"] == SITE
    await website.office.start(given["url"].partition("start=")[2])
    assert website.office.rows("SELECT key FROM lead_keys") == [("visitor:3f0c9a2e-77aa-4c55",)]


@pytest.mark.parametrize(
    ("asked", "key", "origin", "status", "code"),
    [
        ({"anonymousId": "42"}, BROWSER, SITE, 400, "invalid_anonymous_id"),
        ({"anonymousId": "$posthog_cookieless"}, BROWSER, SITE, 400, "invalid_anonymous_id"),
        ({"anonymousId": ["a" * 20]}, BROWSER, SITE, 400, "invalid_anonymous_id"),
        ({}, BROWSER, SITE, 400, "invalid_anonymous_id"),
        (b"[1", BROWSER, SITE, 400, "invalid_json"),
        ({"anonymousId": "a" * 20}, BROWSER, "https://evil.example", 403, "origin_not_allowed"),
        ({"anonymousId": "a" * 20}, "", SITE, 401, "invalid_key"),
        ({"anonymousId": "a" * 20}, GONE, "", 401, "invalid_key"),
        ({"anonymousId": "a" * 20}, SERVER, SITE, 401, "invalid_key"),
    ],
)
async def test_a_link_that_may_not_be_had_is_refused(
    website: Website, asked: Any, key: str, origin: str, status: int, code: str
) -> None:
    answer = await website.send("/v1/continue", asked, key=key, origin=origin)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert website.office.rows("SELECT * FROM visitor_links") == []


async def test_more_links_than_visitors_ask_for_are_refused_with_the_time_to_wait(website: Website) -> None:
    asked = {"anonymousId": "a" * 20, "writeKey": BROWSER}
    answers = [await website.send("/v1/continue", asked, key="") for _ in range(int(LINKS_AT_ONCE) + 40)]
    refused = [answer for answer in answers if answer.status_code == 429]
    assert refused
    assert int(refused[-1].headers["Retry-After"]) >= 1
    assert website.office.rows("SELECT count(*) FROM visitor_links") == [(len(answers) - len(refused),)]


async def test_a_link_that_cannot_be_stored_is_not_given(website: Website) -> None:
    await website.office.write(lambda tx: tx.run(Statement(text("DROP TABLE visitor_links"))))
    answer = await website.send("/v1/continue", {"anonymousId": "a" * 20})
    assert (answer.status_code, answer.json()["code"]) == (503, "not_stored")
