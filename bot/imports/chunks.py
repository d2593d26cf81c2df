"""Reads import files chunk by chunk; large ones in a process of their own, while the chunk before is being written."""

import asyncio
import gc
from collections.abc import AsyncGenerator, Iterator
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

from bot.imports.cell_readings import RowContext
from bot.imports.files import ImportFile, ReadRow, rows_of
from bot.imports.import_history import Row, row_to_json
from bot.imports.import_outcomes import outcome_to_json
from bot.imports.lines import UnreadableFileError
from bot.imports.rows import Refused
from bot.imports.unknown_names import Met
from bot.processes.uninterrupted import uninterrupted_processes

CHUNK_BYTES = 4_000_000
WORTH_A_PROCESS_BYTES = 5_000_000
"""Starting a process takes about a second: below this it is sooner done without one."""


@dataclass(slots=True)
class Chunk:
    """Rows as they are told to the writer, those refused, and how many bytes of the file have been read with them.

    ``lost`` are the cells that are left out of rows that go in, by (line, mistake). ``met`` counts what is met in them
    that may have to be told at the end.
    """

    rows: list[list[Any]] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    lost: list[tuple[int, str]] = field(default_factory=list)
    met: Met = field(default_factory=Met)
    until: int = 0

    def add(self, read: ReadRow, here: RowContext) -> None:
        """Take in a row."""
        row, self.until = read.row, read.until
        if isinstance(row, Refused):
            self.refused.append(row)
        elif isinstance(row, Row):
            self.rows.append(row_to_json(row))
            self.lost += ((row.line, f"{problem} (left out; the rest of the row goes in)") for problem in row.lost)
            self.met.add(row, here)
        else:
            self.rows.append(outcome_to_json(row))


async def read_ahead(file: ImportFile, here: RowContext, most_rows: int) -> AsyncGenerator[Chunk, None]:
    """Yield a file's rows, at most so many at once."""
    if file.size < WORTH_A_PROCESS_BYTES:
        for chunk in chunks(file, here, most_rows):
            yield chunk
        return
    context = get_context("spawn")
    receiving, sending = context.Pipe(duplex=False)
    process = context.Process(target=_send, args=(sending, file, here, most_rows), daemon=True)
    with uninterrupted_processes():
        process.start()
    sending.close()
    try:
        while (received := await asyncio.to_thread(_receive, receiving, file)) is not None:
            yield received
    finally:
        process.terminate()
        process.join()
        receiving.close()


def chunks(file: ImportFile, here: RowContext, most_rows: int) -> Iterator[Chunk]:
    """Yield a file's rows, at most so many at once, and fewer where they are long."""
    chunk, began = Chunk(), 0
    for read in rows_of(file, here):
        chunk.add(read, here)
        if len(chunk.rows) + len(chunk.refused) >= most_rows or read.until - began >= CHUNK_BYTES:
            yield chunk
            chunk, began = Chunk(), read.until
    if chunk.rows or chunk.refused:
        yield chunk


def _send(sending: Connection, file: ImportFile, here: RowContext, most_rows: int) -> None:
    gc.disable()  # rows have no cycles, and this process ends with them: see bot/processes/pool.py
    try:
        for chunk in chunks(file, here, most_rows):
            sending.send(chunk)
        sending.send(None)
    except UnreadableFileError as error:
        sending.send(error)
    except BrokenPipeError:
        pass  # the parent is gone: there is nobody to send to


def _receive(receiving: Connection, file: ImportFile) -> Chunk | None:
    try:
        received: Chunk | UnreadableFileError | None = receiving.recv()
    except EOFError as error:
        raise UnreadableFileError(f"{file.path}: the process that read it has ended: run this again") from error
    if isinstance(received, UnreadableFileError):
        raise received
    return received
