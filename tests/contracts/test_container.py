"""The container: what is promised of it holds for its files, and nothing of ours is missing in it or superfluous."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from bot.settings import Settings

ROOT = Path(__file__).parents[2]
STEPS = [
    line.strip().partition(" ")
    for line in re.sub(r"\\\n\s*", "", (ROOT / "Dockerfile").read_text(encoding="utf-8")).splitlines()
    if line and not line.lstrip().startswith("#")
]


def _last(instruction: str) -> str:
    return [rest for name, _, rest in STEPS if name == instruction][-1]


def test_the_container_runs_as_nobody_special_with_its_data_in_a_volume_and_a_health_check() -> None:
    assert _last("USER") == "leadbot"
    assert _last("VOLUME") == _last("WORKDIR") == "/data"
    assert _last("HEALTHCHECK").endswith('CMD ["leadbot", "health"]')
    assert _last("CMD") == '["run", "--json"]'
    stages = [rest for name, _, rest in STEPS if name == "FROM"]
    assert len(stages) == 2
    assert stages[0].removesuffix(" AS build") == stages[1], "what is built for one Python runs in it"
    assert _last("COPY").startswith("--from=build "), "nothing but what was installed is in it"


def test_the_container_is_given_all_that_the_package_is_built_from_and_nothing_else() -> None:
    given = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    built_from = {*project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]}
    built_from |= {project["project"]["readme"], *project["project"]["license-files"]}
    installs = {".ci/install", "pyproject.toml", "requirements.txt", "requirements-build.txt"}
    assert given == built_from | installs


@pytest.mark.parametrize("where", ["Dockerfile", "compose.yaml"])
def test_what_it_sets_are_settings(where: str) -> None:
    names = set(re.findall(r"LEADBOT_(\w+)(?==|:)", (ROOT / where).read_text(encoding="utf-8")))
    assert names
    assert {name.lower() for name in names} <= set(Settings.model_fields)


@pytest.mark.parametrize("service", ["leadbot", "front"])
def test_the_services_of_compose_may_nothing_that_they_need_not(service: str) -> None:
    compose: dict[str, Any] = YAML(typ="safe").load(ROOT / "compose.yaml")
    bot = compose["services"][service]
    assert bot["read_only"] is True
    assert bot["cap_drop"] == ["ALL"]
    assert [port for port in bot["ports"] if not port.startswith("127.0.0.1:")] == []
    assert "data:/data" in bot["volumes"]
    assert "data" in compose["volumes"]


def test_a_postgresql_comes_only_where_it_is_asked_for_and_is_reached_by_the_bot_alone() -> None:
    compose: dict[str, Any] = YAML(typ="safe").load(ROOT / "compose.yaml")
    database = compose["services"]["postgres"]
    assert database["profiles"] == ["postgres", "fronts"]
    assert "ports" not in database
    (kept,) = database["volumes"]
    assert kept.partition(":")[0] in compose["volumes"]
    address = compose["services"]["leadbot"]["environment"]["LEADBOT_DATABASE_URL"]
    assert address == "${CONTAINER_DATABASE_URL:-sqlite+aiosqlite:////data/leadbot.db}"
    told = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    assert "@postgres/leadbot" in told
    assert (database["environment"]["POSTGRES_USER"], database["environment"]["POSTGRES_DB"]) == ("leadbot", "leadbot")


def test_two_fronts_come_only_where_they_are_asked_for_with_a_port_each_and_the_settings_of_the_bot() -> None:
    services: dict[str, Any] = YAML(typ="safe").load(ROOT / "compose.yaml")["services"]
    bot, front = services["leadbot"], services["front"]
    assert (front["profiles"], front["command"]) == (["fronts"], ["run", "--front", "--json"])
    assert "profiles" not in bot
    (ports,) = front["ports"]
    first, last = ports.split(":")[1].split("-")
    assert int(last) - int(first) + 1 == front["deploy"]["replicas"] == 2
    only_theirs = {"profiles", "command", "deploy", "ports"}
    assert {name: value for name, value in front.items() if name not in only_theirs} == {
        name: value for name, value in bot.items() if name != "ports"
    }


def test_what_runs_needs_no_tools_of_developers() -> None:
    names = set(re.findall(r"^([a-z0-9-]+)==", (ROOT / "requirements.txt").read_text(), re.MULTILINE))
    assert not names & {"pytest", "mypy", "ruff", "playwright", "hypothesis", "hatchling", "build"}
