"""What comes in and what goes out, without any messenger's own words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cleaning import clean_name, clean_text
from bot.messages import MAX_TAP_BYTES, Act, Sender, Tap
from tests.builders import shipped

words = st.text(st.characters(exclude_characters=":", exclude_categories=["Cs"]), max_size=10)


@given(st.sampled_from(Act), st.lists(words, max_size=3).map(tuple))
def test_a_tap_survives_its_button(act: Act, arguments: tuple[str, ...]) -> None:
    assert Tap.parse(Tap(act, arguments).data) == Tap(act, arguments)


@given(st.text(max_size=64))
def test_any_text_of_a_button_is_a_tap_or_none(data: str) -> None:
    tap = Tap.parse(data)
    assert tap is None or tap.data == data


def test_every_button_of_the_shipped_scripts_fits_into_what_telegram_carries() -> None:
    """Callback data has 64 bytes."""
    for playbook in shipped().audiences.values():
        for question in playbook.script.questions:
            for option in question.options:
                data = Tap(Act.ANSWER, (question.field, option)).data
                assert len(data.encode()) <= MAX_TAP_BYTES


@pytest.mark.parametrize(
    ("sender", "name"),
    [
        (Sender(1, "Ada", "Lovelace"), "Ada Lovelace"),
        (Sender(1, "Ada"), "Ada"),
        (Sender(1, "", "Lovelace"), "Lovelace"),
        (Sender(1, "", "", "ada"), "ada"),
        (Sender(1, ""), "1"),
    ],
)
def test_a_full_name_is_what_there_is_of_it(sender: Sender, name: str) -> None:
    assert sender.full_name == name


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("\u202eevil", "evil"),
        ("a\ud800b", "ab"),
        ("e\u0301", "é"),
        ("line\nline\ttab", "line\nline\ttab"),
        ("\x00\x07\x1b[31m", "[31m"),
        ("👩‍💻 ok", "👩‍💻 ok"),
        ("  \n ", ""),
    ],
)
def test_a_text_enters_without_what_can_harm(raw: str, cleaned: str) -> None:
    assert clean_text(raw) == cleaned


def test_a_name_is_one_line_of_bounded_length() -> None:
    assert clean_name("Ada\n\n  Lovelace") == "Ada Lovelace"
    assert len(clean_name("x" * 1000)) == 64
