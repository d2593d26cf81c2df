"""Which of several bots leads: the one whose session holds an advisory lock, and shows each second that it lives.

PostgreSQL itself notes when a session was last heard of: that is the heartbeat, and no row need be written for it.
"""

import asyncio

from psycopg.pq.abc import PGconn

from storage.postgres.connection import SCHEMA, Connection, in_schema

BEAT_SECONDS = 1.0
UNANSWERED_SECONDS = 2.0
"""Without an answer for so long, whoever leads writes nothing more, and so sends nothing: the server may be lost."""
SILENT_SECONDS = 3.0
"""Whoever leads and was not heard of for so long is frozen, or cut off: a standby ends their sessions."""
_LOCK = 0x1EADB08
_LEADS = f"""
    SELECT leads.application_name, leads.state_change FROM pg_locks AS held JOIN pg_stat_activity AS leads USING (pid)
    WHERE held.locktype = 'advisory' AND (held.classid, held.objid, held.objsubid) = ({SCHEMA}, {_LOCK}, 1)
      AND held.granted AND leads.datname = current_database()
"""
_END_SILENT = f"""
    WITH leader AS ({_LEADS})
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity JOIN leader USING (application_name)
    WHERE datname = current_database()
      AND leader.state_change < clock_timestamp() - make_interval(secs => {SILENT_SECONDS})
"""


def lead(connection: Connection) -> bool:
    """Hold the lead on this connection, for as long as it lasts; False where another bot has it."""
    row = connection.execute(f"SELECT pg_try_advisory_lock({in_schema(_LOCK)})".encode()).fetchone()
    return row is not None and bool(row[0])


def end_who_is_silent(connection: Connection) -> None:
    """End all sessions of a process that leads and is silent: what it was writing is taken back."""
    connection.execute(_END_SILENT.encode())


def is_led_by_another(connection: Connection) -> bool:
    """Return whether another process leads, and not a session of ours that the server still believes to be alive."""
    row = connection.execute(_LEADS.encode()).fetchone()
    return row is not None and row[0] != connection.info.get_parameters().get("application_name")


class Heart:
    """The beats on the connection that leads: sent without waiting, answered among what the connection hears."""

    def __init__(self) -> None:
        self._asked_at: float | None = None

    def stop(self) -> None:
        """Forget what was asked on a connection that is lost."""
        self._asked_at = None

    def is_unanswered(self) -> bool:
        """Return whether the server owes an answer for too long."""
        now = asyncio.get_running_loop().time()
        return self._asked_at is not None and now - self._asked_at >= UNANSWERED_SECONDS

    def beat(self, connection: PGconn) -> None:
        """Ask the server for nothing in particular, unless it still owes an answer; raise psycopg.Error."""
        if self._asked_at is None:
            connection.send_query(b"SELECT 1")
            self._asked_at = asyncio.get_running_loop().time()

    def hear(self, connection: PGconn) -> None:
        """Take the answer out of what has come in, if it is there."""
        while self._asked_at is not None and not connection.is_busy():
            if connection.get_result() is None:
                self._asked_at = None
