"""Which processes serve, and which of them leads: a session of each holds an advisory lock, and shows that it lives.

PostgreSQL itself notes when a session was last heard of: that is the heartbeat, and no row need be written for it.
"""

import asyncio

from psycopg.pq.abc import PGconn

from storage.postgres.connection import SCHEMA, Connection, in_schema, named_by
from storage.roles import Leader, Role

BEAT_SECONDS = 1.0
UNANSWERED_SECONDS = 2.0
"""Without an answer for so long, whoever leads writes nothing more, and so sends nothing: the server may be lost."""
LEADER_SILENT_SECONDS, SILENT_SECONDS = 3.0, 6.0
"""Whoever serves and was not heard of for so long is frozen, or cut off: others end their sessions.

A leader is ended sooner by a standby, which serves in its place. Nobody else can: perhaps its machine is only busy.
"""
_LEADS, _SERVES = 0x1EADB08, 0x1EADB0A
"""Of PostgreSQL's advisory locks: one process has the first alone, all others that serve share the second."""
_SERVING = f"""
    SELECT serves.application_name, max(serves.state_change) AS heard_at, bool_or(held.objid = {_LEADS}) AS leads
    FROM pg_locks AS held JOIN pg_stat_activity AS serves USING (pid)
    WHERE held.locktype = 'advisory' AND (held.classid, held.objsubid) = ({SCHEMA}, 1) AND held.granted
      AND held.objid IN ({_LEADS}, {_SERVES}) AND serves.datname = current_database()
    GROUP BY serves.application_name
"""
_LEADER = f"""
    SELECT application_name, extract(epoch FROM clock_timestamp() - heard_at) FROM ({_SERVING}) AS serving WHERE leads
"""
_END_SILENT = f"""
    WITH serving AS ({_SERVING})
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity JOIN serving USING (application_name)
    WHERE datname = current_database()
      AND serving.heard_at < clock_timestamp()
          - make_interval(secs => CASE WHEN leads THEN {{leader}} ELSE {SILENT_SECONDS} END)
"""
_END_SILENT_LEADER = _END_SILENT.format(leader=LEADER_SILENT_SECONDS).encode()
_END_SILENT_ONES = _END_SILENT.format(leader=SILENT_SECONDS).encode()


def hold_alone(connection: Connection) -> bool:
    """Let nobody serve for as long as this connection lasts; False where somebody does."""
    row = connection.execute(f"SELECT pg_try_advisory_lock({in_schema(_SERVES)})".encode()).fetchone()
    return row is not None and bool(row[0]) and take_place(connection, Role.LEADER)


def take_place(connection: Connection, role: Role) -> bool:
    """Serve on this connection, for as long as it lasts; False where another process leads that would."""
    leading, serving = in_schema(_LEADS), in_schema(_SERVES)
    lock = f"try_advisory_lock({leading})" if role.leads else f"try_advisory_lock_shared({serving})"
    row = connection.execute(f"SELECT pg_{lock}".encode()).fetchone()
    return row is not None and bool(row[0])


def end_who_is_silent(connection: Connection) -> None:
    """End all sessions of a process that serves and is silent, so that we may lead: what it wrote is taken back."""
    connection.execute(_END_SILENT_LEADER)


def is_led_by_another(connection: Connection) -> bool:
    """Return whether another process leads, and not a session of ours that the server still believes to be alive."""
    row = connection.execute(_LEADER.encode()).fetchone()
    return row is not None and row[0] != connection.info.get_parameters().get("application_name")


def leader_now(connection: Connection) -> Leader | None:
    """Return which process leads; None where none does."""
    row = connection.execute(_LEADER.encode()).fetchone()
    return None if row is None else Leader(named_by(row[0]), max(0.0, float(row[1])))


class Heart:
    """The beats on the connection by which we serve: sent without waiting, answered among what it hears.

    Each beat ends who is silent: whoever froze in the middle of a transaction would keep all others from writing.
    """

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
        """Ask the server to end who is silent, unless it still owes an answer; raise psycopg.Error."""
        if self._asked_at is None:
            connection.send_query(_END_SILENT_ONES)
            self._asked_at = asyncio.get_running_loop().time()

    def hear(self, connection: PGconn) -> None:
        """Take the answer out of what has come in, if it is there."""
        while self._asked_at is not None and not connection.is_busy():
            if connection.get_result() is None:
                self._asked_at = None
