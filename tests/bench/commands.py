"""Runs a Leadbot command as users do, and watches how much memory it and its workers have at most."""

import asyncio
import resource
import sys
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

LEADBOT = Path(sys.executable).with_name("leadbot")
_LOOK_EVERY_S = 0.1


@dataclass(slots=True)
class Memory:
    """The most memory seen in use, in bytes: ``pss`` counts what processes share once, ``rss`` for each of them."""

    pss: int = 0
    rss: int = 0
    processes: int = 0

    def see(self, process: int) -> None:
        """Look at a process with all its children now."""
        everybody = _family(process)
        found = [_memory_of(one) for one in everybody]
        self.pss = max(self.pss, sum(pss for pss, _ in found))
        self.rss = max(self.rss, sum(rss for _, rss in found))
        self.processes = max(self.processes, len(everybody))


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds on the wall, and of all processors."""

    wall: float
    cpu: float


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command printed, what it took with its start, and its memory."""

    printed: str
    took: Took
    memory: Memory


async def run_command(database: Path, *words: str, url: str = "") -> Ran:
    """Run a command on a database, a file or where an address says, until it ends well."""
    settings = {"LEADBOT_DATABASE_URL": url or f"sqlite+aiosqlite:///{database}"}
    begun_at, cpu, memory = perf_counter(), cpu_of_children(), Memory()
    process = await asyncio.create_subprocess_exec(
        LEADBOT,
        *words,
        env=settings,
        cwd=database.parent,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    told = asyncio.create_task(process.communicate())
    while not (await asyncio.wait([told], timeout=_LOOK_EVERY_S))[0]:
        memory.see(process.pid)
    took = Took(perf_counter() - begun_at, cpu_of_children() - cpu)
    printed, said = (part.decode() for part in told.result())
    if process.returncode:
        raise AssertionError(f"leadbot {' '.join(words)} ended with {process.returncode}: {said}")
    return Ran(printed, took, memory)


def cpu_of_children() -> float:
    """Return the processor time of all processes that were started here and have ended, with those they started."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _family(process: int) -> list[int]:
    """Return a process and whatever it started, as far as it is still there."""
    family = [process]
    try:
        for task in Path(f"/proc/{process}/task").iterdir():
            for child in (task / "children").read_text().split():
                family += _family(int(child))
    except OSError:
        pass
    return family


def _memory_of(process: int) -> tuple[int, int]:
    """Return what a process has of its own and its share of the rest, and all that it has; 0 if it has ended."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()[1:]
    except OSError:
        return 0, 0
    kilobytes = {name: int(rest.split()[0]) for name, _, rest in (line.partition(":") for line in lines)}
    return kilobytes["Pss"] * 1024, kilobytes["Rss"] * 1024
