"""The operator's tables and the code agree on every limit of sending, and on when a message is given up."""

import re
from pathlib import Path

import pytest

from bot.channels.telegram import session, time_limits
from bot.channels.webhooks import posting, retry_after
from bot.workers import deliveries, failures, lanes, rate_limits, receiver_queue, send_queue

DOCS = Path(__file__).parents[2] / "docs"
OPERATING = (DOCS / "operating.md").read_text(encoding="utf-8")
DECISIONS = {path.name[:4]: path.read_text(encoding="utf-8") for path in (DOCS / "decisions").glob("00*.md")}
GIVEN_UP = f"{failures.GIVE_UP_AFTER.total_seconds() / 3600:g} hours"


def _row(name: str) -> str:
    (row,) = re.findall(rf"^\| {re.escape(name)} \|(.*)\|$", OPERATING, re.MULTILINE)
    return str(row)


@pytest.mark.parametrize("document", [OPERATING, DECISIONS["0007"]])
def test_documents_and_code_agree_on_when_a_message_is_given_up(document: str) -> None:
    sentences = [each for each in re.split(r"(?<=[.;])\s", document) if "give" in each and "hours" in each]
    assert any(GIVEN_UP in each for each in sentences) or f"other messages after {GIVEN_UP}" in document
    assert not re.search(r"\d+ (attempts|tries)", document)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("one call of Telegram", f"at least {time_limits.SHORTEST_LIMIT:g} and at most {time_limits.LONGEST_LIMIT:g}"),
        ("one call of Telegram", f"({time_limits.LONGEST_UNANSWERED:g} while nothing is answered)"),
        ("one call of Telegram", f"files {time_limits.FILE_LIMIT:g}"),
        ("messages under way at once", f"{send_queue.MOST_UNDER_WAY}, and {send_queue.MOST_TAPS_UNDER_WAY} answers"),
        ("messages under way at once", f"{lanes.MOST_IN_A_GROUP} to a group, and {lanes.MOST_CLAIMS_BESIDE} cards"),
        ("replies that wait for one person", f"{lanes.MOST_REPLIES}, then only"),
        ("one person sends thousands of messages", f"{lanes.CALM_SECONDS[0]:g} to {lanes.CALM_SECONDS[-1]:g} seconds"),
        (
            "deliveries to webhooks",
            f"{posting.SECONDS:g} seconds for an answer, {posting.CONNECT_SECONDS:g} to connect",
        ),
        ("deliveries to webhooks", f"{receiver_queue.MOST_AT_ONCE} events under way to one receiver"),
        (
            "deliveries to webhooks",
            f"after {receiver_queue.FIRST_PAUSE:g} seconds up to a quarter of an hour, for three days",
        ),
        ("one group", f"within {rate_limits.SPREAD_SECONDS:.0f} seconds"),
    ],
)
def test_the_operators_tables_say_what_the_code_does(row: str, says: str) -> None:
    assert says in _row(row)


def test_what_webhooks_wait_for_is_told_in_words() -> None:
    assert receiver_queue.LONGEST_PAUSE == 15 * 60
    assert receiver_queue.LONGEST_HOLD == 5 * 60
    assert deliveries.GIVE_UP_AFTER.days == 3
    assert retry_after.LONGEST_SECONDS == 6 * 3600
    assert "at most every five minutes; `Retry-After` up to six hours" in _row("deliveries to webhooks")


def test_the_longest_wait_that_is_believed_is_told() -> None:
    (row,) = re.findall(r"^\| 429 with `retry_after`.*$", OPERATING, re.MULTILINE)
    assert session.LONGEST_WAIT_TO_SEND == 300
    assert "five minutes" in row


def test_edits_that_only_tidy_are_left_out_after_the_time_told() -> None:
    (row,) = re.findall(r"^\| 8 \|.*$", OPERATING, re.MULTILINE)
    assert f"{send_queue.TIDY_SECONDS:g} seconds" in row
