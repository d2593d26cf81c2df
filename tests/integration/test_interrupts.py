"""Ctrl-C while processes are begun."""

import signal
from multiprocessing import get_context

import pytest

from bot.processes.uninterrupted import uninterrupted_processes


def test_a_process_begun_deaf_does_not_hear_ctrl_c_from_its_first_moment() -> None:
    process = get_context("spawn").Process(target=signal.raise_signal, args=(signal.SIGINT,))
    with uninterrupted_processes():
        process.start()
    process.join()
    assert process.exitcode == 0


def test_ctrl_c_that_comes_while_a_process_is_begun_is_heard_at_the_end() -> None:
    begun = []

    def begin() -> None:
        with uninterrupted_processes():
            signal.raise_signal(signal.SIGINT)
            begun.append("process")

    with pytest.raises(KeyboardInterrupt):
        begin()
    assert begun == ["process"]
