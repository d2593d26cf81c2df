"""Keys that are addresses are stored in one spelling: before they were compared so, each stayed as a list had it.

Where another lead has the same address in its one spelling, both stay what they are: whether they are one person is for
people to say (``leadbot merge``).
"""

import re

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"

_AT_ONCE = 10_000
# Of anything else (names around them, several at once, domains in other letters) an import tells that it is new.
_ADDRESS = re.compile(r"[^@\s<>,;:\"()]+@[!-~]+", re.ASCII)
_PAGE = sa.text("SELECT key FROM lead_keys WHERE key > :last AND key LIKE '%@%' ORDER BY key LIMIT :most")
_SPELL = sa.text(
    "UPDATE lead_keys SET key = :spelt WHERE key = :key AND NOT EXISTS (SELECT 1 FROM lead_keys WHERE key = :spelt)"
)


def upgrade() -> None:
    connection, last = op.get_bind(), ""
    while page := connection.execute(_PAGE, {"last": last, "most": _AT_ONCE}).scalars().all():
        for key in page:
            spelt = key.strip(".").lower()
            if spelt != key and _ADDRESS.fullmatch(key):
                connection.execute(_SPELL, {"key": key, "spelt": spelt})
        last = page[-1]
