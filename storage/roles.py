"""What a process is to a database that several share."""

from dataclasses import dataclass
from enum import Enum, auto


class Role(Enum):
    """What a process is: of leaders there is one at a time; a file has one process that writes, whatever it is."""

    COMMAND = auto()
    """Writes for itself, and ends."""
    FRONT = auto()
    """Takes what comes in. Any number of them serve beside each other."""
    LEADER = auto()
    """Polls, keeps time and sends."""
    STANDBY = auto()
    """A leader that ends one who is silent, so that its next try may have the place."""

    @property
    def leads(self) -> bool:
        """Whether the process sends, so that there may be one of it only."""
        return self in (Role.LEADER, Role.STANDBY)


@dataclass(frozen=True, slots=True)
class Leader:
    """The process that leads, as an operator finds it (its machine and number), and since when it was not heard of."""

    process: str
    silent_seconds: float
