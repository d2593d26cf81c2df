"""Whatever is sent, within the description or against it: no failure of ours, and no answer that is not described."""

import asyncio
import base64
from collections.abc import Iterator
from typing import Any

import httpx
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from bot.in_force import InForce
from bot.usecases.signals.reporting_keys import add_key, hash_of
from bot.web.health import Health
from bot.web.routes import create_web
from bot.web.serving import listen, serving
from bot.web.signals.intake import SignalIntake
from bot.web.signals.routes import add_signals
from tests.builders import Office

KEY = "lbs_server"
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
EXAMPLES = 4
USUALLY = settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    derandomize=True,
    phases=(Phase.generate,),
    suppress_health_check=[*HealthCheck],
)


async def test_what_is_described_is_what_is_answered(office: Office) -> None:
    await office.write(
        lambda tx: add_key(tx, "shop", kind="server", audience="b2b", hash_=hash_of(KEY), now=office.now)
    )
    intake = SignalIntake(office.database, InForce(office.setup), now=lambda: office.now)
    listener = listen("127.0.0.1", 0)
    url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    web = create_web(office.database, Health(ready=True))
    add_signals(web, intake)
    async with serving(web, listener):
        async with httpx.AsyncClient() as client:
            description = (await client.get(f"{url}/docs/openapi.json")).json()
        tried = await asyncio.to_thread(_try_everything, description, url)
    assert tried == len([operation for each in description["paths"].values() for operation in each])


def _try_everything(description: dict[str, object], url: str) -> int:
    schema = schemathesis.openapi.from_dict(description)
    schema.config.update(base_url=url)
    return sum(_tried(operation, url) for operation in _operations(schema))


def _operations(schema: schemathesis.BaseSchema) -> Iterator[Any]:
    for found in schema.get_all_operations():
        assert isinstance(found, Ok)
        yield found.ok()


def _tried(operation: Any, url: str) -> int:
    shown = "Basic " + base64.b64encode(f"{KEY}:".encode()).decode()
    # Where there is no body, nothing can be sent that is not described.
    modes = GenerationMode if operation.definition.raw.get("requestBody") else [GenerationMode.POSITIVE]
    for mode in modes:
        strategy = operation.as_strategy(generation_mode=mode)

        @USUALLY
        @given(case=strategy)
        def answer_is_described(case: Any) -> None:
            if case.path_parameters:
                case.path_parameters["key"] = KEY
            case.call_and_validate(base_url=url, headers={"Authorization": shown}, checks=CHECKS)

        answer_is_described()
    return 1
