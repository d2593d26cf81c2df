"""Which rep is meant by a name that somebody typed, or by desk.yaml."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KnownRep:
    """A rep by their number, full name and username (without @, empty where there is none)."""

    id: int
    name: str
    username: str = ""


def reps_called(said: str, reps: Iterable[KnownRep]) -> list[KnownRep]:
    """Return the reps who may be meant: by username behind an @, by full name, else by a part of either.

    Case and accents do not matter. Of several it is for the one who asked to say which.

    >>> bo, cy = KnownRep(1, "Bo Berg", "bo"), KnownRep(2, "Cÿ Berg")
    >>> [rep.name for rep in reps_called("@BO", [bo, cy])], [rep.name for rep in reps_called("cy", [bo, cy])]
    (['Bo Berg'], ['Cÿ Berg'])
    >>> [rep.name for rep in reps_called("berg", [bo, cy])], reps_called("@cy", [bo, cy]), reps_called(" ", [bo])
    (['Bo Berg', 'Cÿ Berg'], [], [])
    """
    known, wanted = list(reps), _plain(said)
    if wanted.startswith("@"):
        return [rep for rep in known if rep.username and _plain(rep.username) == wanted[1:]]
    whole = [rep for rep in known if _plain(rep.name) == wanted]
    words = set(wanted.split())
    return whole or [rep for rep in known if words and words <= {*_plain(rep.name).split(), _plain(rep.username)}]


def is_head(rep: KnownRep, head: str | int | None) -> bool:
    """Return whether a rep is the desk's head, who is named by a user name or a number.

    >>> bo = KnownRep(1, "Bo Berg", "bo_b")
    >>> is_head(bo, "@Bo_B"), is_head(bo, 1), is_head(KnownRep(2, "Ida"), "@"), is_head(bo, None)
    (True, True, False, False)
    """
    if isinstance(head, str):
        return bool(rep.username) and _plain(rep.username) == _plain(head.removeprefix("@"))
    return head is not None and head == rep.id


def _plain(name: str) -> str:
    spread = unicodedata.normalize("NFKD", " ".join(name.split()).casefold())
    return "".join(sign for sign in spread if not unicodedata.combining(sign))
