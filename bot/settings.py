"""The settings: read once from the environment and ``.env``, checked all at once. Nobody else reads the environment."""

import difflib
import logging
import os
import re
import shlex
import stat
from collections.abc import Iterable
from email.headerregistry import Address
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo

from dotenv import dotenv_values
from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.mail_server import MailServer, mail_sender, mail_server

PREFIX = "LEADBOT_"
ENV_FILE = ".env"
ENV_ENCODING = "utf-8-sig"
"""UTF-8, also with the mark that Windows' editors put first: it would become part of the first name."""
_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]{30,}")
_SERVER = re.compile(r"(\[[0-9a-fA-F:.]+\]|[^:\[\]]*)(:\d+)?")
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_KEY = re.compile(r"[!-~]{1,1000}")
"""What a header may hold."""
_SQLITE = "sqlite+aiosqlite:///"
_POSTGRES = "postgresql+psycopg"


class SettingsError(Exception):
    """The settings cannot be used; ``problems`` names every one of them, and no secret."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


def _token(value: SecretStr) -> SecretStr:
    if not _TOKEN.fullmatch(value.get_secret_value()):
        raise ValueError(
            "expected the token that @BotFather gave you, such as 123456789:AAE... (digits, a colon, letters)"
        )
    return value


def _web_address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("expected an address such as https://example.com")
    return value.rstrip("/")


def _public_address(value: str) -> str:
    if urlsplit(value).query or urlsplit(value).fragment:
        raise ValueError("expected an address without ? and #, such as https://leadbot.example.com")
    return _web_address(value)


def _secret(value: SecretStr) -> SecretStr:
    if not _SECRET.fullmatch(value.get_secret_value()):
        raise ValueError("expected 1 to 256 letters, digits, _ or -")
    return value


def _key(value: SecretStr) -> SecretStr:
    if not _KEY.fullmatch(value.get_secret_value()):
        raise ValueError("expected the key as the server's owner gave it: letters, digits and signs, without spaces")
    return value


def database_url_of(value: str) -> str:
    """Return the address of a database; raise ValueError, which never shows it: it may hold a password."""
    if value.startswith(_SQLITE) and len(value) > len(_SQLITE):
        return value
    parts = urlsplit(value)
    if parts.scheme != _POSTGRES or not parts.path.strip("/") or not _names_servers(parts):
        raise ValueError(
            f"expected {_SQLITE}FILE, for example {_SQLITE}leadbot.db, or {_POSTGRES}://USER:PASSWORD@HOST/DATABASE"
        )
    return value


def _names_servers(parts: SplitResult) -> bool:
    """Return whether servers stand where they should: else it is part of a password, which others would read there."""
    servers = parts.netloc.rpartition("@")[2].split(",")
    return all(map(_SERVER.fullmatch, servers)) and "@" not in parts.path


def _chats(value: object) -> object:
    """Return the ids of chats that commas part: each is a desk, the first takes whom no other one takes."""
    if not isinstance(value, str):
        return value if isinstance(value, tuple) else (value,)
    try:
        found = tuple(int(part) for part in value.split(","))
    except ValueError as error:
        raise ValueError("expected a whole number, or several with commas between them: -1001,-1002") from error
    if any(not chat or abs(chat) > 2**52 for chat in found):
        raise ValueError("expected ids of chats, such as -1001234567890")
    if len(set(found)) < len(found):
        raise ValueError("expected each chat once")
    return found


def _host_names(value: str) -> str:
    if any("/" in name or "@" in name or " " in name.strip() for name in value.split(",")):
        raise ValueError("expected names of hosts with commas between them, such as n8n,10.0.0.7")
    return value


def _origins(value: str) -> str:
    for origin in value.split(",") if value.strip() else ():
        parts = urlsplit(origin.strip().rstrip("/"))
        if parts.scheme not in ("http", "https") or not parts.hostname or origin.strip().rstrip("/") != _origin(parts):
            raise ValueError(
                "expected websites with commas between them, such as https://example.com,https://www.example.com"
            )
    return value


def _origin(parts: SplitResult) -> str:
    return f"{parts.scheme}://{parts.netloc}"


def _smtp_url(value: SecretStr) -> SecretStr:
    mail_server(value.get_secret_value())
    return value


def _smtp_from(value: str) -> str:
    mail_sender(value)
    return value


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError) as error:
        raise ValueError("expected a time zone such as Europe/Stockholm") from error
    return value


class Settings(BaseSettings):
    """What an operator may set; each is an environment variable with the prefix ``LEADBOT_``, or a line in ``.env``."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=ENV_FILE,
        env_file_encoding=ENV_ENCODING,
        env_ignore_empty=True,
        extra="ignore",
        hide_input_in_errors=True,
    )

    token: Annotated[SecretStr, AfterValidator(_token)] | None = None
    sales_chat: Annotated[tuple[int, ...], NoDecode, BeforeValidator(_chats)] = ()
    marketing_chat: int | None = Field(default=None, ge=-(2**52), le=2**52)
    sales_language: str = "en"
    api_url: Annotated[str, AfterValidator(_web_address)] = "https://api.telegram.org"
    database_url: Annotated[str, AfterValidator(database_url_of)] = Field(default=f"{_SQLITE}leadbot.db", repr=False)
    templates: Path | None = None
    webhook_url: Annotated[str, AfterValidator(_web_address)] | None = None
    webhook_secret: Annotated[SecretStr, AfterValidator(_secret)] | None = None
    webhook_allow: Annotated[str, AfterValidator(_host_names)] = ""
    public_url: Annotated[str, AfterValidator(_public_address)] | None = None
    allowed_origins: Annotated[str, AfterValidator(_origins)] = ""
    http_host: str = "127.0.0.1"
    http_port: int = Field(default=8080, ge=0, le=65535)
    smtp_url: Annotated[SecretStr, AfterValidator(_smtp_url)] | None = None
    smtp_from: Annotated[str, AfterValidator(_smtp_from)] | None = None
    gather_seconds: float = Field(default=1.5, ge=0, le=10)
    timezone: Annotated[str, AfterValidator(_zone)] = "UTC"
    llm_url: Annotated[str, AfterValidator(_web_address)] | None = None
    llm_model: str | None = Field(default=None, min_length=1, max_length=200)
    llm_key: Annotated[SecretStr, AfterValidator(_key)] | None = None
    llm_calls_a_day: int = Field(default=1000, ge=0, le=10_000_000)
    llm_calls_per_lead: int = Field(default=30, ge=0, le=10_000)

    @property
    def webhook_hosts(self) -> frozenset[str]:
        """Return the hosts that webhooks may go to though they are private, by name."""
        return frozenset(name.strip().lower().rstrip(".").strip("[]") for name in self.webhook_allow.split(",")) - {""}

    @property
    def origins(self) -> frozenset[str]:
        """Return the websites whose pages may report, as browsers name them."""
        return frozenset(origin.strip().rstrip("/").lower() for origin in self.allowed_origins.split(",")) - {""}

    @property
    def mail(self) -> tuple[MailServer, Address] | None:
        """Return the server that takes our mail and who it is from; None where no mail is sent."""
        if self.smtp_url is None or self.smtp_from is None:
            return None
        return mail_server(self.smtp_url.get_secret_value()), mail_sender(self.smtp_from)

    @property
    def templates_path(self) -> Path:
        """Return the folder that marketing edits: the one that was set, or the shipped one."""
        return self.templates or SHIPPED_TEMPLATES


SHIPPED_TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
_KNOWN = frozenset(PREFIX + name.upper() for name in Settings.model_fields)
_SECRETS = frozenset(
    PREFIX + name.upper() for name, field in Settings.model_fields.items() if "SecretStr" in str(field.annotation)
)
_DATABASE_URL = f"{PREFIX}DATABASE_URL"
"""Holds a password where the database is a server."""
_GONE = {"LEADBOT_API_KEYS": "there is no such setting any more (`leadbot keys create` makes keys): remove the line"}
_TO_SERVE = {
    "token": "put the token that @BotFather gave you into .env as LEADBOT_TOKEN=...",
    "sales_chat": "put the id of the group or person that receives alerts into .env as LEADBOT_SALES_CHAT=...",
}


def load_settings(*, to_serve: bool = False) -> Settings:
    """Return the settings, with all that is needed ``to_serve`` prospects; raise ``SettingsError``."""
    problems = list(_unknown())
    try:
        settings = Settings()
    except ValidationError as error:
        raise SettingsError([*problems, *_told(error)]) from None
    except UnicodeDecodeError:
        raise SettingsError([*problems, ".env: not UTF-8: save it as plain text in UTF-8"]) from None
    except OSError as error:
        raise SettingsError([*problems, f".env: cannot be read ({error.strerror}): let this account read it"]) from None
    if to_serve:
        problems += [
            f"LEADBOT_{name.upper()}: missing: {what}"
            for name, what in _TO_SERVE.items()
            if not getattr(settings, name)
        ]
        if settings.webhook_url and not settings.webhook_secret:
            problems.append(
                "LEADBOT_WEBHOOK_SECRET: missing: a webhook needs a secret, so that only Telegram can call it"
            )
    problems += (*_about_language_model(settings), *_about_mail(settings))
    # The bot itself can start without the folder: from the templates that were good last.
    if (not to_serve or problems) and (missing := missing_folder(settings)):
        problems.append(missing)
    if problems:
        raise SettingsError(problems)
    return settings


def _about_language_model(settings: Settings) -> Iterable[str]:
    """Yield what is missing to ask a language model, if anything is said of one."""
    given = {"URL": settings.llm_url, "MODEL": settings.llm_model}
    if not any((*given.values(), settings.llm_key)):
        return
    expected = {
        "URL": "the address of an OpenAI-compatible server, such as http://127.0.0.1:11434/v1",
        "MODEL": "the name that the server has for the model",
    }
    for name, value in given.items():
        if not value:
            yield f"{PREFIX}LLM_{name}: missing: a language model needs {expected[name]}"


def _about_mail(settings: Settings) -> Iterable[str]:
    if settings.smtp_url and not settings.smtp_from:
        yield "LEADBOT_SMTP_FROM: missing: mail needs a sender, such as Northwind <news@northwind.example>"
    if settings.smtp_from and not settings.smtp_url:
        yield "LEADBOT_SMTP_URL: missing: a sender needs a server, such as smtps://user:password@mail.example.com:465"


def missing_folder(settings: Settings) -> str | None:
    """Return a sentence about the folder of templates if it is not there."""
    try:
        if settings.templates_path.is_dir():
            return None
    except OSError as error:
        return f"LEADBOT_TEMPLATES: the folder cannot be reached: {error.strerror}"
    return "LEADBOT_TEMPLATES: there is no such folder: give the one that holds playbooks, chat and desk"


def supervisor_address() -> str:
    """Return the socket at which systemd wants to hear of us (sd_notify); empty where nobody does."""
    return os.environ.get("NOTIFY_SOCKET", "")


def watchdog_seconds() -> float | None:
    """Return how long systemd lets this process be silent; None: for ever."""
    named = os.environ.get("WATCHDOG_PID", "")
    microseconds = os.environ.get("WATCHDOG_USEC", "")
    if not microseconds.isascii() or not microseconds.isdigit() or named not in ("", str(os.getpid())):
        return None
    return int(microseconds) / 1_000_000 or None


def exposed_secrets() -> str | None:
    """Return a warning if ``.env`` holds secrets and other accounts of this machine may read it."""
    try:
        mode = stat.S_IMODE(Path(ENV_FILE).stat().st_mode)
    except OSError:
        return None
    given = {name.upper(): value for name, value in _written().items() if value}
    holds_secrets = given.keys() & _SECRETS or "@" in given.get(_DATABASE_URL, "")
    if not mode & 0o007 or not holds_secrets:
        return None
    return f".env holds secrets and is open to every account of this machine (mode {mode:04o}): run `chmod 600 .env`."


def exposed_files(*files: Path) -> str | None:
    """Return a warning if other accounts of this machine may read or change one of these files."""
    found = {file: stat.S_IMODE(file.stat().st_mode) for file in files if file.is_file()}
    open_to_all = {file: mode for file, mode in found.items() if mode & 0o007}
    if not open_to_all:
        return None
    first, mode = next(iter(open_to_all.items()))
    names = " ".join(shlex.quote(str(file)) for file in open_to_all)
    return (
        f"{first} holds personal data and is open to every account of this machine (mode {mode:04o}): "
        f"run `chmod o-rwx {names}`."
    )


def _unknown() -> Iterable[str]:
    for name in sorted(_named()):
        if name in _GONE:
            yield f"{name}: {_GONE[name]}"
        elif name not in _KNOWN:
            near = difflib.get_close_matches(name, _KNOWN, n=1)
            hint = f" (did you mean {near[0]}?)" if near else f": the settings are {', '.join(sorted(_KNOWN))}"
            yield f"{name}: unknown setting{hint}"


def _named() -> set[str]:
    """Return every name with our prefix in the environment and in ``.env``."""
    return {name for name in map(str.upper, (*os.environ, *_written())) if name.startswith(PREFIX)}


def _written() -> dict[str, str | None]:
    """Return the values in ``.env``; none where it cannot be read, which is told when the settings are read."""
    # python-dotenv tells of lines that it cannot read whenever it reads: pydantic's reading tells it once.
    teller = logging.getLogger("dotenv.main")
    teller.disabled = True
    try:
        return dotenv_values(ENV_FILE, encoding=ENV_ENCODING)
    except (OSError, UnicodeDecodeError):
        return {}
    finally:
        teller.disabled = False


def _told(error: ValidationError) -> Iterable[str]:
    """Yield each problem without the value: it may be a secret."""
    for problem in error.errors(include_url=False, include_input=False):
        name = PREFIX + str(problem["loc"][0]).upper() if problem["loc"] else "settings"
        yield f"{name}: {_sentence(problem)}"


_EXPECTED = {
    "int_parsing": "expected a whole number",
    "int_type": "expected a whole number",
    "path_type": "expected a folder",
}


def _sentence(problem: Any) -> str:
    if problem["type"] in _EXPECTED:
        return _EXPECTED[problem["type"]]
    message = str(problem["msg"]).removeprefix("Value error, ")
    return message[:1].lower() + message[1:]
