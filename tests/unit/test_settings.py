"""The settings: read from the environment and ``.env``, all mistakes at once, and never a secret in them."""

import subprocess
from pathlib import Path

import pytest

from bot.settings import SHIPPED_TEMPLATES, Settings, SettingsError, exposed_files, exposed_secrets, load_settings
from storage.place import place_of

TOKEN = "123456789:AAE4-this-is-a-secret-token-0123456"


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def _refused(**more: bool) -> str:
    with pytest.raises(SettingsError) as refused:
        load_settings(**more)
    return str(refused.value)


def test_nothing_needs_to_be_set_to_look_at_things() -> None:
    settings = load_settings()
    assert settings.api_url == "https://api.telegram.org"
    assert place_of(settings.database_url) == Path("leadbot.db")
    assert settings.templates_path == SHIPPED_TEMPLATES
    assert (settings.http_host, settings.http_port) == ("127.0.0.1", 8080)


def test_the_environment_wins_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text(f"LEADBOT_TOKEN={TOKEN}\nLEADBOT_HTTP_PORT=9000\nLEADBOT_SALES_CHAT=-5\n")
    monkeypatch.setenv("LEADBOT_HTTP_PORT", "9001")
    settings = load_settings(to_serve=True)
    assert settings.token is not None
    assert settings.token.get_secret_value() == TOKEN
    assert (settings.http_port, settings.sales_chat) == (9001, (-5,))


def test_what_serving_needs_is_named_at_once() -> None:
    told = _refused(to_serve=True)
    assert "LEADBOT_TOKEN: missing" in told
    assert "LEADBOT_SALES_CHAT: missing" in told


def test_every_mistake_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = {"TOKEN": "x", "SALES_CHAT": "y", "HTTP_PORT": "z", "TIMEZONE": "Nowhere", "TOKN": "1"}
    for name, value in wrong.items():
        monkeypatch.setenv(f"LEADBOT_{name}", value)
    told = _refused()
    assert all(f"LEADBOT_{name}:" in told for name in wrong)


@pytest.mark.parametrize(
    ("given", "found"), [("-5", (-5,)), ("-1001,-1002", (-1001, -1002)), (" 77 , -1002 ", (77, -1002))]
)
def test_there_may_be_several_sales_chats(monkeypatch: pytest.MonkeyPatch, given: str, found: tuple[int, ...]) -> None:
    monkeypatch.setenv("LEADBOT_SALES_CHAT", given)
    assert load_settings().sales_chat == found


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("sales", "expected a whole number, or several with commas between them"),
        ("-1001,", "expected a whole number, or several"),
        ("-1001;-1002", "expected a whole number, or several"),
        ("-1001,-1001", "expected each chat once"),
        ("0", "expected ids of chats"),
        (str(2**53), "expected ids of chats"),
    ],
)
def test_a_sales_chat_that_can_be_none_is_named(monkeypatch: pytest.MonkeyPatch, given: str, told: str) -> None:
    monkeypatch.setenv("LEADBOT_SALES_CHAT", given)
    assert f"LEADBOT_SALES_CHAT: {told}" in _refused()


def test_a_webhook_needs_its_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("TOKEN", TOKEN), ("SALES_CHAT", "-5"), ("WEBHOOK_URL", "https://bot.example.com/")):
        monkeypatch.setenv(f"LEADBOT_{name}", value)
    assert "LEADBOT_WEBHOOK_SECRET: missing" in _refused(to_serve=True)
    monkeypatch.setenv("LEADBOT_WEBHOOK_SECRET", "a-secret_1")
    assert load_settings(to_serve=True).webhook_url == "https://bot.example.com"


@pytest.mark.parametrize("value", [TOKEN[:-1] + "!", "AAE:" + TOKEN, f"{TOKEN} extra"])
def test_a_wrong_token_is_never_shown(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("LEADBOT_TOKEN", value)
    told = _refused()
    assert "LEADBOT_TOKEN" in told
    assert "AAE4" not in told
    assert value not in told


def test_secrets_are_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("TOKEN", TOKEN), ("WEBHOOK_SECRET", "hush")):
        monkeypatch.setenv(f"LEADBOT_{name}", value)
    settings = load_settings()
    shown = f"{settings!r} {settings} {settings.model_dump()}"
    assert not any(secret in shown for secret in (TOKEN, "hush"))


def test_a_setting_that_is_gone_is_said_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEADBOT_API_KEYS", "key-one, key-two")
    assert _refused() == (
        "LEADBOT_API_KEYS: there is no such setting any more (`leadbot keys create` makes keys): remove the line"
    )


@pytest.mark.parametrize("name", ["LEADBOT_TOKEN", "LEADBOT_WEBHOOK_URL", "LEADBOT_SALES_CHAT"])
def test_a_setting_left_empty_counts_as_not_set(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "")
    assert load_settings() == Settings()


def test_an_unknown_setting_is_told_with_the_nearest_right_one(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("# a comment\nexport LEADBOT_SALES_CHTA=-5\nPATH_OF_OTHERS=1\n")
    assert "LEADBOT_SALES_CHTA: unknown setting (did you mean LEADBOT_SALES_CHAT?)" in _refused()


def test_a_file_of_settings_that_is_not_text_is_said_so(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"LEADBOT_SALES_LANGUAGE=\xff\xfe\n")
    assert ".env" in _refused()


@pytest.mark.parametrize(
    ("url", "path"),
    [("sqlite+aiosqlite:///a/b.db", "a/b.db"), ("sqlite+aiosqlite:////srv/b.db", "/srv/b.db")],
)
def test_three_slashes_name_a_file_here_and_four_an_absolute_one(
    monkeypatch: pytest.MonkeyPatch, url: str, path: str
) -> None:
    monkeypatch.setenv("LEADBOT_DATABASE_URL", url)
    assert place_of(load_settings().database_url) == Path(path)


@pytest.mark.parametrize(("mode", "line", "warned"), [
    (0o666, f"LEADBOT_TOKEN={TOKEN}", True),
    (0o644, f"export leadbot_token='{TOKEN}'", True),
    (0o604, "LEADBOT_WEBHOOK_SECRET=a-secret", True),
    (0o604, "LEADBOT_DATABASE_URL=postgresql+psycopg://bot:word@db/leads", True),
    (0o604, "LEADBOT_DATABASE_URL=sqlite+aiosqlite:///leadbot.db", False),
    (0o602, "LEADBOT_WEBHOOK_SECRET=a-secret", True),
    (0o640, f"LEADBOT_TOKEN={TOKEN}", False),
    (0o600, f"LEADBOT_TOKEN={TOKEN}", False),
    (0o666, "LEADBOT_TOKEN=", False),
    (0o666, "LEADBOT_SALES_CHAT=-5", False),
    (0o666, f"# LEADBOT_TOKEN={TOKEN}", False),
])  # fmt: skip
def test_secrets_in_a_file_that_everybody_may_read_are_warned_about(
    tmp_path: Path, mode: int, line: str, warned: bool
) -> None:
    (tmp_path / ".env").write_text(f"{line}\n")
    (tmp_path / ".env").chmod(mode)
    told = exposed_secrets()
    assert (told is not None) == warned
    assert TOKEN not in str(told)
    assert not warned or f"(mode {mode:04o}): run `chmod 600 .env`" in str(told)


@pytest.mark.parametrize(("written", "port"), [
    ("LEADBOT_HTTP_PORT=9000", 9000),
    ("LEADBOT_HTTP_PORT=9000\nLEADBOT_HTTP_PORT=9001", 9001),
    ("\ufeffLEADBOT_HTTP_PORT=9000", 9000),
    ("export LEADBOT_HTTP_PORT='9000'", 9000),
    ("  leadbot_http_port = \"9000\"  # the proxy's", 9000),
    ("LEADBOT_HTTP_PORT=9000\r\nLEADBOT_SALES_CHAT=-5\r\n", 9000),
    ("#LEADBOT_HTTP_PORT=9000\n# LEADBOT_OF_LAST_YEAR=1", 8080),
    ("LEADBOT_HTTP_PORT=\nNOTES='of Ada:\nLEADBOT_HTTP_PROT=1\n'", 8080),
    ("this is no line\nLEADBOT_HTTP_PORT=9000", 9000),
])  # fmt: skip
def test_the_file_is_read_as_others_read_such_files(tmp_path: Path, written: str, port: int) -> None:
    (tmp_path / ".env").write_bytes(written.encode())
    assert load_settings().http_port == port


@pytest.mark.parametrize("line", ["LEADBOT_HTTP_PROT", "export LEADBOT_HTTP_PROT=1", "leadbot_http_prot = '1'"])
def test_an_unknown_name_in_the_file_is_refused_however_it_is_written(tmp_path: Path, line: str) -> None:
    (tmp_path / ".env").write_text(f"{line}\n{line}\n")
    assert _refused() == "LEADBOT_HTTP_PROT: unknown setting (did you mean LEADBOT_HTTP_PORT?)"


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / ".env").symlink_to("/proc/self/mem")  # closed to nobody, and yet never read
    assert ".env: cannot be read (Input/output error)" in _refused()
    assert exposed_secrets() is None


@pytest.mark.parametrize(
    ("modes", "named"),
    [
        ((0o600, 0o600), []),
        ((0o640, 0o660), []),
        ((0o644, 0o600), ["leads of 2026.db"]),
        ((0o600, 0o604), ["leads of 2026.db-wal"]),
        ((0o666, 0o602), ["leads of 2026.db", "leads of 2026.db-wal"]),
        ((0o600, None), []),
    ],
)
def test_a_database_that_everybody_may_read_is_warned_about_with_the_command_that_mends_it(
    tmp_path: Path, modes: tuple[int | None, ...], named: list[str]
) -> None:
    files = [tmp_path / name for name in ("leads of 2026.db", "leads of 2026.db-wal")]
    for file, mode in zip(files, modes, strict=True):
        if mode is not None:
            file.touch()
            file.chmod(mode)
    told = exposed_files(*files)
    assert (told is not None) == bool(named)
    if told is not None:
        subprocess.run(told.partition("`")[2].partition("`")[0], shell=True, check=True)
        assert {name for name in named if name in told} == set(named)
        assert exposed_files(*files) is None


def test_without_a_file_nothing_is_exposed(tmp_path: Path) -> None:
    assert exposed_secrets() is None
    (tmp_path / ".env").write_bytes(b"LEADBOT_TOKEN=\xff\xfe")
    assert exposed_secrets() is None


def test_a_folder_of_templates_that_is_not_there_is_named_but_to_the_bot_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bot can start from the templates that were good last."""
    monkeypatch.setenv("LEADBOT_TEMPLATES", str(tmp_path / "gone"))
    assert "LEADBOT_TEMPLATES: there is no such folder" in _refused()
    assert "LEADBOT_TEMPLATES: there is no such folder" in _refused(to_serve=True), "with all the other mistakes"
    monkeypatch.setenv("LEADBOT_TOKEN", TOKEN)
    monkeypatch.setenv("LEADBOT_SALES_CHAT", "-5")
    assert load_settings(to_serve=True).templates == tmp_path / "gone"


def test_marketing_may_have_a_chat_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_settings().marketing_chat is None
    monkeypatch.setenv("LEADBOT_MARKETING_CHAT", "-1007")
    assert load_settings().marketing_chat == -1007


def test_a_language_model_needs_an_address_and_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEADBOT_LLM_KEY", "sk-a key with spaces")
    told = _refused()
    assert "LEADBOT_LLM_KEY: expected the key" in told
    assert "sk-a" not in told
    monkeypatch.setenv("LEADBOT_LLM_KEY", "sk-secret")
    told = _refused()
    assert "LEADBOT_LLM_URL: missing" in told
    assert "LEADBOT_LLM_MODEL: missing" in told
    assert "sk-secret" not in told
    monkeypatch.setenv("LEADBOT_LLM_URL", "http://127.0.0.1:11434/v1/")
    monkeypatch.setenv("LEADBOT_LLM_MODEL", "qwen2.5:7b")
    settings = load_settings()
    assert (settings.llm_url, settings.llm_model) == ("http://127.0.0.1:11434/v1", "qwen2.5:7b")
    assert (settings.llm_calls_a_day, settings.llm_calls_per_lead) == (1000, 30)
    assert "sk-secret" not in repr(settings)


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ("https://www.example.com", {"https://www.example.com"}),
        ("https://WWW.example.com/, http://127.0.0.1:8080", {"https://www.example.com", "http://127.0.0.1:8080"}),
        ("", set()),
    ],
)
def test_websites_that_may_report_are_named_as_browsers_name_them(
    monkeypatch: pytest.MonkeyPatch, given: str, found: set[str]
) -> None:
    monkeypatch.setenv("LEADBOT_ALLOWED_ORIGINS", given)
    assert load_settings().origins == found


@pytest.mark.parametrize(
    "given",
    [
        "*",
        "example.com",
        "https://",
        "ftp://example.com",
        "https://example.com/shop",
        "https://a.example https://b.example",
    ],
)
def test_what_is_no_website_is_named(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("LEADBOT_ALLOWED_ORIGINS", given)
    with pytest.raises(SettingsError) as raised:
        load_settings()
    (problem,) = raised.value.problems
    assert problem.startswith("LEADBOT_ALLOWED_ORIGINS: expected websites")


@pytest.mark.parametrize("password", ["hunter/2", "12/hunter", "hunter:2/x", "12?hunter", "12#hunter"])
def test_a_password_that_is_not_escaped_is_refused_and_no_part_of_it_shown(
    monkeypatch: pytest.MonkeyPatch, password: str
) -> None:
    monkeypatch.setenv("LEADBOT_DATABASE_URL", f"postgresql+psycopg://leadbot:{password}@db/sales")
    told = _refused()
    assert "LEADBOT_DATABASE_URL: expected sqlite+aiosqlite:///FILE" in told
    assert "hunter" not in told


@pytest.mark.parametrize("servers", ["db", "db:5433", "db1,db2", "db1:5432,db2:5433", "[::1]:5432", ""])
def test_a_database_may_be_on_any_of_several_servers(monkeypatch: pytest.MonkeyPatch, servers: str) -> None:
    monkeypatch.setenv("LEADBOT_DATABASE_URL", f"postgresql+psycopg://leadbot:word@{servers}/sales")
    assert str(place_of(load_settings().database_url)) == f"postgresql://{servers}/sales"
