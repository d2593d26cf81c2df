"""A PostgreSQL server with a synchronous standby, under one address: either may be killed, and the standby promoted."""

import asyncio
import os
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from storage.place import Postgres
from tests.postgres import Server, ended_with_us, started_in

DATABASE = "leadbot"


@dataclass(frozen=True, slots=True)
class Cluster:
    """The two servers; ``place`` is whichever of them takes writes."""

    primary: Path
    standby: Path
    programs: Path
    account: str | None

    @property
    def place(self) -> Postgres:
        hosts = f"{self.primary},{self.standby}"
        return Postgres(f"postgresql://postgres@/{DATABASE}?host={hosts}&target_session_attrs=read-write")

    @property
    def server(self) -> Server:
        """The one that takes writes."""
        return Server(self.place.url.replace(f"/{DATABASE}?", "/{}?"))

    async def restart(self) -> None:
        """Let the primary go down in the middle of everything, and come up again."""
        await self._control(self.primary, "restart", "-m", "immediate")

    async def fail_over(self) -> None:
        """Let the primary go down for good, and the standby take its place."""
        await self._control(self.primary, "stop", "-m", "immediate")
        await self._control(self.standby, "promote")

    async def add_standby(self) -> None:
        """Copy the primary, and let each commit wait for the copy from then on."""
        shutil.chown(self.standby, self.account or os.getuid())
        self.standby.chmod(0o700)
        source = ("-h", str(self.primary), "-U", "postgres")
        await self._run("pg_basebackup", *source, "-D", str(self.standby), "-R", "-c", "fast", "--no-sync")
        (self.standby / ".s.PGSQL.5432.lock").unlink()  # the primary's socket, which lies beside its data
        # By its name the primary knows for whom to wait. Promoted, it has nobody to wait for.
        settings = "-c cluster_name=standby -c synchronous_standby_names= -c wal_retrieve_retry_interval=100ms"
        await self._control(self.standby, "start", "-o", f"-h '' -k {self.standby} {settings}")
        self.server.run("ALTER SYSTEM SET synchronous_standby_names = standby", "SELECT pg_reload_conf()")

    async def _control(self, folder: Path, *words: str) -> None:
        await self._run("pg_ctl", "-w", "-s", "-D", str(folder), "-l", str(folder / "log"), *words)

    async def _run(self, program: str, *arguments: str) -> None:
        with tempfile.TemporaryFile() as said:  # a pipe would be held by the server that is started
            running = await asyncio.create_subprocess_exec(
                self.programs / program, *arguments, cwd="/", stdout=said, stderr=said, user=self.account
            )
            if await running.wait() != 0:
                said.seek(0)
                raise AssertionError(f"{program} failed: {said.read().decode()}")


def _folder(name: str) -> Path:
    return Path(tempfile.gettempdir(), f"leadbot-pg-{os.getpid()}-{name}")


@asynccontextmanager
async def cluster() -> AsyncIterator[Cluster]:
    """Context manager: a cluster of this process alone, with an empty database."""
    with ExitStack() as stack:
        primary, standby = (_folder(name) for name in ("primary", "standby"))
        for folder in (primary, standby):
            stack.enter_context(ended_with_us(folder))
        server = await asyncio.to_thread(started_in, primary)
        running = Cluster(primary, standby, server.bin_path, server.system_user)
        running.server.run(f"CREATE DATABASE {DATABASE}")
        await running.add_standby()
        yield running
