"""Rules of dates that hold for every text and every day."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.script import Kind, Question, Vocabulary
from bot.understanding.meaning import understand

WITHIN = {"soon": timedelta(days=30), "year": timedelta(days=365)}
QUESTIONS = (
    Question("start", Kind.CHOICE, options=dict.fromkeys((*WITHIN, "later")), within=WITHIN),
    Question("day", Kind.DATE),
    Question("company", Kind.TEXT),
)
PIECES = (
    "in|en|dans|om|i|the end of|fin|not|before|avant|after|2|31|99999|2027|two|half a|month|mois|år|weeks|days|next|"
    "prochain|q2|quarter|february|février|mars|maj|lunes|monday|spring|easter|tomorrow|start|week 53|29|30.2.2027|5/3|"
    "2027-02-29|.|-|/|,|ago"
)
typed = st.lists(st.sampled_from(PIECES.split("|")) | st.text(max_size=6), max_size=8).map(" ".join)
days = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@settings(deadline=None)  # the library is imported on the way
@given(text=typed, today=days, locale=st.sampled_from(["en", "fr", "es", "sv", "de", ""]), asked=st.integers(-1, 2))
def test_any_words_of_time_give_an_option_a_day_or_nothing_and_never_raise(
    text: str, today: date, locale: str, asked: int
) -> None:
    now = datetime(today.year, today.month, today.day, 12, tzinfo=UTC)
    heard = understand(
        text,
        questions=QUESTIONS,
        vocabulary=Vocabulary(locale, {}),
        open_field=QUESTIONS[asked].field if asked >= 0 else None,
        now=now,
    )
    for answer in heard.answers:
        if answer.field == "start":
            assert answer.value in QUESTIONS[0].options
        if answer.field == "day":
            date.fromisoformat(str(answer.value))


@given(today=days, days_on=st.integers(0, 800))
def test_so_many_days_from_today_are_the_option_that_reaches_so_far(today: date, days_on: int) -> None:
    heard = understand(
        f"in {days_on} days",
        questions=QUESTIONS,
        vocabulary=Vocabulary("en", {}),
        open_field="start",
        now=datetime(today.year, today.month, today.day, tzinfo=UTC),
    )
    expected = "soon" if days_on <= 30 else "year" if days_on <= 365 else "later"
    assert [answer.value for answer in heard.answers] == [expected]
