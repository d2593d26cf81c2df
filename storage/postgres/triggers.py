"""SQLite's triggers, as PostgreSQL has them."""

import re
from collections.abc import Iterator

_TRIGGER = re.compile(r"CREATE TRIGGER (\w+) (AFTER .+? ON \w+) (?:WHEN (.+?) )?BEGIN (.+) END", re.DOTALL)
_DIFFERS = re.compile(r"IS NOT (?=OLD|NEW)")


def as_postgres(trigger: str) -> Iterator[str]:
    """Yield the statements that make a trigger of SQLite in PostgreSQL: its function, and the trigger that calls it.

    It says "is distinct from" where SQLite says "is not", and whose column an upsert counts on.
    """
    made = _TRIGGER.fullmatch(trigger)
    assert made is not None, trigger
    name, when, condition, body = made.groups()
    body = body.replace("= changes +", "= sales_days.changes +")
    yield f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} RETURN NULL; END $$"
    only = f"WHEN ({_DIFFERS.sub('IS DISTINCT FROM ', condition)}) " if condition else ""
    yield f"CREATE TRIGGER {name} {when} FOR EACH ROW {only}EXECUTE FUNCTION {name}()"
