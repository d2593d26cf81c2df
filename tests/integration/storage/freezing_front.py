"""A front of its own: it stops in the middle of writing until it is told to go on, and says what comes of it."""

import asyncio
import sys

from storage import updates
from storage.errors import DatabaseFailedError
from storage.place import Postgres
from storage.postgres.database import PostgresDatabase
from storage.roles import Role
from storage.statements import Transaction
from tests.builders import MONDAY


def _stop(tx: Transaction) -> None:
    updates.see(tx, 1, MONDAY)
    print("midway", flush=True)
    sys.stdin.readline()
    updates.see(tx, 2, MONDAY)


async def main(url: str) -> None:
    """Write, and once more where that has failed."""
    front = await PostgresDatabase.open(Postgres(url), Role.FRONT)
    try:
        await front.write(_stop)
    except DatabaseFailedError:
        print("failed", flush=True)
    if await front.write(lambda tx: updates.see(tx, 2, MONDAY)):
        print("goes on", flush=True)
    await front.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
