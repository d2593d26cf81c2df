"""A rep asks how sales does: words and a picture come, and a file, through the whole bot."""

import pytest

from .life import Life

pytestmark = pytest.mark.journey


async def test_figures_come_as_a_picture_with_words_and_as_a_file(life: Life) -> None:
    chat = await (await life.quentin()).start()
    await chat.say("/human")
    await life.sales.expect("#1 Quentin")
    await life.sales.say("/stats")
    told = await life.sales.expect("Leads for you: 1 (0)")
    assert told.media == "photo", "matplotlib draws it in a process of its own"
    assert "Have not heard from anybody yet: 1" in told.text
    await life.sales.say("/export")
    sent = await life.sales.expect("Nobody is named in it")
    assert sent.media == "document"
