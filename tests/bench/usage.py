"""What took the cores while something was measured: groups of processes by name, whatever else ran, and nobody."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

Everybody = Mapping[str, Sequence["Watched"]]
"""Processes by the name of their group."""
_TICKS = os.sysconf("SC_CLK_TCK")
_OTHERS, _IDLE = "other programs", "idle"


@dataclass(frozen=True, slots=True)
class Watched:
    """A process by its number, or with all that it started."""

    process: int
    is_family: bool = False

    def used(self) -> float:
        """Return the seconds of processor time used so far."""
        return _used_by(self.process) if self.is_family else sum(_times_of(self.process)[:2])


@dataclass(frozen=True, slots=True)
class Usage:
    """Seconds of processor time by group: of those asked for, of other programs, and what nobody used."""

    seconds: Mapping[str, float]

    @classmethod
    def now(cls, everybody: Everybody) -> "Usage":
        """Return what was used since the machine began."""
        seconds = {name: sum(each.used() for each in processes) for name, processes in everybody.items()}
        idle, whole = _of_machine()
        return cls({**seconds, _OTHERS: whole - idle - sum(seconds.values()), _IDLE: idle})


def used_since(before: Usage, everybody: Everybody, *, seconds: float) -> Usage:
    """Return what of one core each group has used on average in these seconds on the wall."""
    now = Usage.now(everybody).seconds
    return Usage({name: (now[name] - before.seconds[name]) / seconds for name in now})


def _used_by(process: int) -> float:
    """Return the seconds that a process has used with all that it started."""
    return sum(_times_of(process)) + sum(map(_used_by, _children(process)))


def _times_of(process: int) -> list[float]:
    """Return seconds: its own in programs and in the system, then the same of its children that have ended."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return [int(field) / _TICKS for field in fields[11:15]]


def _children(process: int) -> list[int]:
    tasks = Path(f"/proc/{process}/task").iterdir()
    return [int(child) for task in tasks for child in (task / "children").read_text(encoding="utf-8").split()]


def _of_machine() -> tuple[float, float]:
    """Return the seconds in which the cores were idle, and all of them."""
    with Path("/proc/stat").open(encoding="utf-8") as lines:
        user, nice, system, idle, waiting, *rest = map(int, next(lines).split()[1:9])
    return (idle + waiting) / _TICKS, (user + nice + system + idle + waiting + sum(rest)) / _TICKS
