"""The browser for the page's tests, PostgreSQL, the order of the tests, and the last word on what was not tried."""

import os
import signal
from collections.abc import AsyncIterator, Iterator

import pytest
from hypothesis import HealthCheck, settings
from playwright.async_api import Browser, async_playwright

from tests.browser import CURE, NONE_STARTS, start_browser
from tests.postgres import Server, running_server
from tests.shares import in_shares

# How long an example takes is the machine's business, and that of whatever else it does.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let some tests go on for longer than the suite has time for."""
    parser.addoption("--odd-updates", type=int, default=1_000, help="how many odd updates to bring by either way")
    parser.addoption("--place", default="sqlite", help="where offices have their data: sqlite or postgres")
    parser.addoption("--deliveries", type=int, default=2_000, help="how many deliveries to repeat, reorder and crash")
    parser.addoption("--kills", type=int, default=20, help="how many processes of a fleet to kill")
    parser.addoption("--mutations", type=int, default=15, help="how many slips to make in the shipped templates")


def pytest_configure() -> None:
    """Let Ctrl-C interrupt by a handler of our own.

    Where Python's own is in place, asyncio puts another there for each run of a loop, and on taking it away Python
    writes out all that it holds, down to the last text of the playbooks: 20 ms, six times for each asynchronous test.
    """
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, lambda number, frame: signal.default_int_handler(number, frame))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is only SQLite's elsewhere; let every worker of xdist begin with its share of the journeys."""
    if config.getoption("place") != "sqlite":
        items[:] = [item for item in items if item.get_closest_marker("sqlite_only") is None and _has_data(item)]
    workers = getattr(config, "workerinput", {}).get("workercount", 1)
    if workers > 1:
        items[:] = in_shares(items, workers, is_long=lambda item: item.get_closest_marker("journey") is not None)


def _has_data(item: pytest.Item) -> bool:
    """Return whether a test has its data where it is told to: some stories are of a demo, or of files."""
    is_story = item.get_closest_marker("journey") is not None
    return not is_story or "at_postgres" in getattr(item, "fixturenames", ())


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """Start a browser; where none is to be had the test is left out, and the end of the run says so."""
    async with async_playwright() as playwright:
        started = await start_browser(playwright)
        if started is None:
            pytest.skip(NONE_STARTS)
        yield started
        await started.close()


@pytest.fixture(scope="session")
def postgres(request: pytest.FixtureRequest) -> Iterator[Server]:
    """Start PostgreSQL, once for all tests."""
    run = getattr(request.config, "workerinput", {}).get("testrunuid", str(os.getpid()))
    with running_server(run) as server:
        yield server


# Outermost, so that it comes after pytest's own summary: what nobody tried must be the last thing that is read.
@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> Iterator[None]:
    """Say what was not tried, and how to try it."""
    yield
    terminal = session.config.pluginmanager.get_plugin("terminalreporter")
    if terminal is None:  # a worker of xdist
        return
    left_out = [report.nodeid for report in terminal.stats.get("skipped", ()) if "browser" in report.keywords]
    if left_out:
        files = ", ".join(sorted({test.partition("::")[0] for test in left_out}))
        tests = "1 test" if len(left_out) == 1 else f"{len(left_out)} tests"
        terminal.write_line(
            f"NOT TRIED: {tests} of the page in a browser ({files}): {NONE_STARTS}; {CURE}, and run this again."
        )
