"""Whatever is wrong when `leadbot run` starts: a sentence that says what to do, the right exit code, and no secret."""

import os
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from .life import REVOKED_TOKEN, TOKEN, Life, free_port, rewrite

pytestmark = [pytest.mark.journey, pytest.mark.sqlite_only]

CONTENT, USAGE, UNREACHABLE = 1, 2, 75
SECRET = "hunter2-of-the-database"


@dataclass(frozen=True)
class Mistake:
    """What is wrong, the exit code, and what the operator must read."""

    name: str
    make: Callable[[Life], object]
    code: int
    says: tuple[str, ...]


def _sets(**settings: str) -> Callable[[Life], None]:
    return lambda life: life.settings.update({f"LEADBOT_{name}": value for name, value in settings.items()})


def _lacks(name: str) -> Callable[[Life], object]:
    return lambda life: life.settings.pop(f"LEADBOT_{name}")


def _breaks_a_text_and_a_model(life: Life) -> None:
    templates = life.copy_templates()
    rewrite(templates / "chat/texts/sv.yaml", "Välkommen till {{ business }}", "Välkommen till {{ busines }}")
    rewrite(templates / "playbooks/b2b/model.yaml", "enter: 40", "enter: much")


def _is_a_file(life: Life) -> None:
    (life.folder / "a file").write_text("not a folder")
    _sets(DATABASE_URL=f"sqlite+aiosqlite:///{life.folder}/a file/leadbot.db")(life)


def _is_protected(life: Life) -> None:
    life.database.touch()
    life.database.chmod(0o400)


def _uses_the_port_of_the_messenger(life: Life) -> None:
    life.settings["LEADBOT_HTTP_PORT"] = life.settings["LEADBOT_API_URL"].rpartition(":")[2]


MISTAKES = [
    Mistake(
        "an unknown setting",
        _sets(TEMPLATE="my-templates"),
        USAGE,
        ("LEADBOT_TEMPLATE", "did you mean", "LEADBOT_TEMPLATES"),
    ),
    Mistake(
        "a malformed token",
        _sets(TOKEN=SECRET),
        USAGE,
        ("LEADBOT_TOKEN", "expected the token that @BotFather gave you"),
    ),
    Mistake("a refused token", _sets(TOKEN=REVOKED_TOKEN), USAGE, ("refuses the token", "@BotFather", "LEADBOT_TOKEN")),
    Mistake(
        "an unreachable server",
        lambda life: _sets(API_URL=f"http://127.0.0.1:{free_port()}")(life),
        UNREACHABLE,
        ("cannot be reached", "check the network", "LEADBOT_API_URL"),
    ),
    Mistake("no sales chat", _lacks("SALES_CHAT"), USAGE, ("LEADBOT_SALES_CHAT: missing", "id of the group or person")),
    Mistake(
        "an unknown sales chat",
        _sets(SALES_CHAT="-987654321"),
        USAGE,
        ("the sales chat -987654321 cannot be found", "add @leadbot_7000001_bot to the group", "begins with -"),
    ),
    Mistake(
        "a broken text and a broken model",
        _breaks_a_text_and_a_model,
        CONTENT,
        (
            "chat/texts/sv.yaml:",
            'unknown variable "busines" (did you mean "business"?)',
            "playbooks/b2b/model.yaml:",
            'tiers.lukewarm.enter: found "much", expected a number',
        ),
    ),
    Mistake("a folder that is a file", _is_a_file, USAGE, ("cannot be written", "LEADBOT_DATABASE_URL")),
    Mistake(
        "a database that is a folder", lambda life: life.database.mkdir(), USAGE, ("a folder", "LEADBOT_DATABASE_URL")
    ),
    Mistake(
        "no database",
        lambda life: life.database.write_text("Dear Ada, these are not the leads you are looking for. " * 20),
        USAGE,
        ("is not a database that Leadbot can use", "restore it from a backup"),
    ),
    Mistake(
        "a port in use",
        _uses_the_port_of_the_messenger,
        USAGE,
        ("cannot listen on 127.0.0.1:", "choose another LEADBOT_HTTP_PORT"),
    ),
    Mistake(
        "a database of another kind",
        _sets(DATABASE_URL=f"mysql://leads:{SECRET}@db.example/leads"),
        USAGE,
        ("LEADBOT_DATABASE_URL", "expected sqlite+aiosqlite:///"),
    ),
    Mistake(
        "a webhook without a secret",
        _sets(WEBHOOK_URL="https://bot.example.com"),
        USAGE,
        ("LEADBOT_WEBHOOK_SECRET: missing",),
    ),
    Mistake(
        "everything at once",
        _sets(TOKEN=SECRET, HTTP_PORT="eighty", TIMEZONE="Mars/Olympus", SALES_CHATT="1"),
        USAGE,
        ("LEADBOT_TOKEN", "LEADBOT_HTTP_PORT", "LEADBOT_TIMEZONE", "LEADBOT_SALES_CHATT"),
    ),
]
if os.geteuid() != 0:  # root may write everything
    MISTAKES.append(Mistake("a protected database", _is_protected, USAGE, ("cannot be written", "make the file")))


@pytest.mark.parametrize("mistake", MISTAKES, ids=[mistake.name for mistake in MISTAKES])
async def test_a_bad_start_ends_in_a_sentence_that_says_what_to_do(journey: Life, mistake: Mistake) -> None:
    mistake.make(journey)
    bot = await journey.command("run")
    assert await bot.ended() == mistake.code
    print(bot.printed)
    sentences = "\n".join(line for line in bot.printed.splitlines() if line.startswith("leadbot: "))
    for part in mistake.says:
        assert part in sentences
    assert "Traceback" not in bot.printed
    assert not any(secret in bot.printed for secret in (SECRET, TOKEN, REVOKED_TOKEN))
