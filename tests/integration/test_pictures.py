"""Charts as files: what they are, and how large."""

import xml.etree.ElementTree as ET

import pytest

from bot.messages import Bar, Chart, Share
from bot.pictures import SVG, NotDrawnError, drawn

CHART = Chart(
    "This week <&> $x^2$",
    "Leads per day",
    tuple(Bar(day, number, 7 - number) for number, day in enumerate(("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"))),
    "Heard from a person",
    (Share("within 5 minutes", 9), Share("within an hour", 6), Share("later", 0), Share("not yet", 2)),
)


async def test_a_picture_for_a_chat_is_a_png_that_a_phone_shows_sharply() -> None:
    file = await drawn(CHART)
    assert file.startswith(b"\x89PNG")
    width, height = (int.from_bytes(file[place : place + 4]) for place in (16, 20))
    assert 780 <= width <= 1280
    assert height <= 1.3 * width
    assert len(file) < 200_000


async def test_a_picture_for_a_page_is_svg_with_its_words_as_text() -> None:
    file = (await drawn(CHART, SVG)).decode()
    words = "".join(ET.fromstring(file).itertext())
    for said in (CHART.title, CHART.whole, "within an hour", "Wed"):
        assert said in words


async def test_what_cannot_be_drawn_is_said() -> None:
    with pytest.raises(NotDrawnError, match="gif"):
        await drawn(CHART, "gif")
