"""A Chromium for the tests of the page: one that is there and starts, or one that is brought.

Run as a program it brings one where there is none, and ends with 1 where none is to be had.
"""

import asyncio
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator

from playwright.async_api import Browser, Error, Playwright, async_playwright

ON_THE_PATH = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CURE = (
    "install Chromium (Debian: apt-get install chromium; elsewhere: .venv/bin/playwright install --with-deps chromium)"
)
NONE_STARTS = "no Chromium starts on this machine"
# Where there is no network, apt and Playwright try again for minutes.
MOST_SECONDS = 600


async def start_browser(playwright: Playwright) -> Browser | None:
    """Return the first browser that starts: a name proves nothing (Ubuntu's only points to a snap, libraries lack)."""
    for path in (*ON_THE_PATH, playwright.chromium.executable_path):
        found = shutil.which(path)
        if found is None:
            continue
        try:
            return await playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        except Error:
            continue
    return None


async def _starts() -> bool:
    async with async_playwright() as playwright:
        browser = await start_browser(playwright)
        if browser is not None:
            await browser.close()
        return browser is not None


def ways_to_bring() -> Iterator[tuple[str, list[list[str]]]]:
    """Give what can be tried on this machine, and the commands: first Debian's package, for it brings its libraries."""
    rules = os.geteuid() == 0 and shutil.which("apt-get") is not None
    if rules:
        quietly = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
        install = [*quietly, "install", "-y", "-qq", "--no-install-recommends", "chromium"]
        yield "Debian's chromium", [[*quietly, "update", "-qq"], install]
    libraries = ["--with-deps"] if rules else []
    yield "Playwright's own", [[sys.executable, "-m", "playwright", "install", *libraries, "chromium"]]


def _succeed(commands: list[list[str]]) -> bool:
    try:
        for command in commands:
            subprocess.run(command, check=True, timeout=MOST_SECONDS, capture_output=True, text=True)
    except (subprocess.SubprocessError, OSError) as error:
        said = str(getattr(error, "stderr", "") or error).strip().splitlines()
        print(f"  It did not work: {said[0] if said else type(error).__name__}")
        return False
    return True


def bring_browser() -> bool:
    """Bring a browser where none starts, and return whether one does now."""
    if asyncio.run(_starts()):
        return True
    for name, commands in ways_to_bring():
        print(f"Bringing a browser for the tests of the page: {name} ...", flush=True)
        if _succeed(commands) and asyncio.run(_starts()):
            return True
    print(f"{NONE_STARTS}: {CURE}.")
    return False


if __name__ == "__main__":
    sys.exit(0 if bring_browser() else 1)
