"""The libraries at their locked versions, brought from their registries: those for Python in a `.venv` of their own.

Node is the machine's where it is new enough and has npm; else it comes as a package for Python.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
BIN = HERE / ".venv" / "bin"
STAMP = HERE / ".venv" / ".installed"
LOCKS = ("requirements.txt", "node.txt", "package-lock.json", ".npmrc")
OLDEST_NODE = 20
"""The oldest that Segment's library for Node runs on."""
TRIES = 3
MOST_SECONDS = 600


def bring() -> None:
    """Bring what is not there yet at the locked versions; raise CalledProcessError where it is not to be had."""
    locked = hashlib.sha256(b"".join((HERE / name).read_bytes() for name in LOCKS)).hexdigest()
    if STAMP.is_file() and STAMP.read_text(encoding="utf-8") == locked and node() is not None:
        return
    print("Bringing the analytics libraries that are tried against Leadbot ...", flush=True)
    _run(sys.executable, "-m", "venv", "--clear", str(HERE / ".venv"))
    _install("requirements.txt")
    if node() is None:
        _install("node.txt")
    found = node()
    assert found is not None, "the package that brings Node has brought none"
    _run(str(found.with_name("npm")), "ci", beside=found)
    STAMP.write_text(locked, encoding="utf-8")


def node() -> Path | None:
    """Return the Node that runs the libraries: the machine's, else the one that was brought; None if neither is."""
    for place in (shutil.which("node"), BIN / "node"):
        if place and Path(place).with_name("npm").exists() and _major(Path(place)) >= OLDEST_NODE:
            return Path(place)
    return None


def _major(place: Path) -> int:
    try:
        told = subprocess.run([place, "--version"], check=True, capture_output=True, text=True, timeout=60).stdout
    except (OSError, subprocess.SubprocessError):
        return 0
    found = re.match(r"v(\d+)\.", told)
    return int(found[1]) if found else 0


def _install(requirements: str) -> None:
    quietly = ("-qq", "--disable-pip-version-check", "--require-hashes")
    _run(str(BIN / "python"), "-m", "pip", "install", *quietly, "-r", str(HERE / requirements))


def _run(*command: str, beside: Path | None = None) -> None:
    """Run a command that may ask a registry: again where it fails, since networks do."""
    words = ["env", f"PATH={beside.parent}:{os.defpath}", *command] if beside else [*command]
    for left in reversed(range(TRIES)):
        try:
            subprocess.run(words, cwd=HERE, check=True, timeout=MOST_SECONDS)
        except subprocess.SubprocessError:
            if not left:
                raise
        else:
            return


if __name__ == "__main__":
    bring()
