"""The flow for n8n is held against the events: it reads fields that are sent, and takes what is really delivered."""

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import playwright
import pytest

from bot.channels.webhooks.posting import letter
from bot.channels.webhooks.signing import new_secret, signed_headers
from bot.clock import utc_now
from bot.json_text import to_json
from bot.usecases.webhooks.announce import event_told
from tests.contracts.test_webhooks_documented import PAGE

FOLDER = Path(__file__).parents[2] / "docs" / "integrations"
FLOW: dict[str, Any] = json.loads((FOLDER / "n8n-hubspot.json").read_text(encoding="utf-8"))
NODES = {node["name"]: node for node in FLOW["nodes"]}
CODE: str = NODES["Verify and read"]["parameters"]["jsCode"]
# The browser's library brings a Node.js of its own.
NODE = Path(playwright.__file__).parent / "driver" / "node"
_AROUND = """
const given = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const $input = {{ first: () => ({{ json: {{ headers: given.headers }} }}) }};
const n8n = {{ helpers: {{ getBinaryDataBuffer: async () => Buffer.from(given.body) }} }};
(async function () {{ {code} }}).call(n8n).then(
  (items) => console.log(JSON.stringify(items[0].json)),
  (error) => {{ console.error(error.message); process.exit(1); }},
);
"""
LEAD = {
    "id": 12,
    "name": "Quentin van Quist",
    "username": None,
    "language": "en",
    "audience": "b2b",
    "source": "spring",
    "tier": "hot",
    "score": 81.5,
    "created_at": "2026-03-02T08:58:12.104Z",
    "answers": {"email": "q@acme.example", "need": "sales"},
}
HANDOFF = {"number": 7, "reason": "tier", "tier": "hot", "opened_at": "2026-03-02T09:00:00.000Z"}


def _read(event: str, data: dict[str, Any], *, key: str = "", forged: bool = False) -> subprocess.CompletedProcess[str]:
    """Let the flow's code read a delivery, signed as we sign it."""
    secret, now = new_secret(), utc_now()
    sent = letter("https://n8n.example.com/", secret, to_json(event_told(event, data, now=now)))
    headers = signed_headers(key or secret, event_id=sent.event_id, body=sent.body, now=now)
    body = sent.body.decode().replace("12", "13") if forged else sent.body.decode()
    program = _AROUND.format(code=CODE.replace("whsec_PUT_YOURS_HERE", secret))
    given = json.dumps({"headers": dict(headers), "body": body})
    return subprocess.run([NODE, "-e", program], input=given, capture_output=True, text=True, timeout=30)


def test_it_reads_only_fields_that_are_promised() -> None:
    promised = set(re.findall(r"^\| `([a-z_.]+)` \|", PAGE, re.MULTILINE))
    read = {each.rstrip(".") for each in re.findall(r"\bdata\.([a-z_.]+)", CODE)}
    answers = {each for each in read if each.startswith("lead.answers.")}
    roots = {name.partition(".")[0] for name in promised}
    assert read - answers - promised <= roots | {"lead.name.split"}
    assert {name.removeprefix("lead.answers.") for name in answers} == {"email", "phone", "company"}


def test_every_event_that_it_names_is_there() -> None:
    named = set(re.findall(r"type === '([a-z.]+)'", CODE))
    assert named == {"webhook.test", "lead.forgotten", "outcome.reported", "outcome.withdrawn"}
    for event in named - {"webhook.test"}:
        assert f"| `{event}` |" in PAGE


def test_its_page_names_every_property_that_it_writes() -> None:
    page = (FOLDER / "n8n-hubspot.md").read_text(encoding="utf-8")
    written = set(re.findall(r"\b(leadbot_[a-z]+)\b", CODE))
    assert written == set(re.findall(r"`(leadbot_[a-z]+)`", page))


def test_every_path_through_it_ends_in_an_answer() -> None:
    for name, node in NODES.items():
        for branch in FLOW["connections"].get(name, {"main": []})["main"]:
            assert branch, name
            assert all(step["node"] in NODES for step in branch)
        assert name in FLOW["connections"] or node["type"].endswith("respondToWebhook")


def test_an_outcome_becomes_what_hubspot_is_to_keep() -> None:
    data: dict[str, Any] = {
        "model_version": "8767ab45dd87",
        "lead": LEAD,
        "handoff": HANDOFF,
        "outcome": "won",
        "reason": None,
    }
    data |= {"amount": 1500.0, "currency": "EUR"}
    told = _read("outcome.reported", data | {"rep": {"id": 11, "name": "Bo Berg"}})
    assert told.returncode == 0, told.stderr
    assert json.loads(told.stdout) == {
        "what": "keep",
        "id": "12",
        "properties": {
            "leadbot_id": "12",
            "leadbot_tier": "hot",
            "leadbot_score": 81.5,
            "leadbot_source": "spring",
            "leadbot_model": "8767ab45dd87",
            "leadbot_handoff": 7,
            "leadbot_rep": "Bo Berg",
            "leadbot_outcome": "won",
            "leadbot_amount": 1500,
            "leadbot_currency": "EUR",
            "firstname": "Quentin",
            "lastname": "van Quist",
            "email": "q@acme.example",
        },
    }


def test_whoever_is_forgotten_is_erased_there_too() -> None:
    told = _read("lead.forgotten", {"lead": {"id": 12}})
    assert json.loads(told.stdout) == {"what": "forget", "id": "12"}


@pytest.mark.parametrize("forged", [{"key": new_secret()}, {"forged": True}])
def test_what_is_not_signed_by_us_is_refused(forged: dict[str, Any]) -> None:
    told = _read("lead.forgotten", {"lead": {"id": 12}}, **forged)
    assert told.returncode == 1
    assert "not signed by Leadbot" in told.stderr
