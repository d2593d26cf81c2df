"""Charts as files: what they are, how large, and that nothing in them lies on something else."""

import xml.etree.ElementTree as ET
from itertools import combinations, pairwise

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from bot.messages import Bar, Chart, Share
from bot.pictures import SVG, NotDrawnError, charts, drawn

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


WIDE = ("lun.", "mar.", "mié", "jeu.", "tors", "sam.", "mån")


@pytest.mark.parametrize("count", [0, 7, 999, 48_210])
@pytest.mark.parametrize("labels", [WIDE, tuple(f"{day}/12" for day in range(20, 30)), ("12/28",)])
def test_no_words_of_a_picture_meet_others_or_leave_it(labels: tuple[str, ...], count: int) -> None:
    bars = tuple(Bar(label, count, count // 2) for label in labels)
    shares = tuple(Share(label, count) for label in ("dentro de 5 minutos", "inom en timme", "plus tard", "pas encore"))
    figure = charts._figure(Chart("De senaste 92 dagarna", "Leads, jusqu’au jour indiqué", bars, "Har hört", shares))
    pen = FigureCanvasAgg(figure).get_renderer()  # type: ignore[no-untyped-call]
    figure.draw(pen)
    written = [one for one in figure.findobj(Text) if one.get_text() and one.get_visible()]
    assert len(written) >= 3 + len(labels) + 3 * len(shares)
    boxes = [(one.get_text(), one.get_window_extent(pen)) for one in written]
    assert not [(one, other) for (one, a), (other, b) in combinations(boxes, 2) if a.overlaps(b)]
    assert all(box.x0 >= 0 and box.x1 <= figure.bbox.width for _, box in boxes)


def test_the_names_of_days_stand_on_one_line() -> None:
    figure = charts._figure(Chart("", "", tuple(Bar(label, 1, 0) for label in WIDE), "", ()))
    days = figure.axes[0].get_xticklabels()
    assert [day.get_text() for day in days] == [*WIDE]
    assert all(one.get_position()[1] == other.get_position()[1] for one, other in pairwise(days))
    assert {day.get_verticalalignment() for day in days} == {"baseline"}
