"""What may enter: names that show nothing are none, and numbers are plain."""

import unicodedata

import pytest

from bot.cleaning import clean_name, number_in, shows_something
from bot.messages import Sender

SHOW_NOTHING = {
    "hangul filler": "\u3164",
    "half-width filler": "\uffa0",
    "jamo fillers": "\u115f\u1160",
    "zero width": "\u200b\u200c\u200d",
    "word joiner": "\u2060",
    "variation selector": "\ufe0f",
    "braille blank": "\u2800",
    "marks alone": "\u0301\u0489",
    "tags": "\U000e0041\U000e007f",
    "unassigned": "\U0003fff0",
    "private": "\ue000\uf8ff",
    "wide space": "\u3000\u00a0",
    "soft hyphen": "\u00ad",
    "note without a head": "\U0001d159",
    "in the place of an object": "\ufffc",
    "half fill space": "\u303f",
    "arabic letter mark": "\u061c",
    "annotation": "\ufff9\ufffb",
    "beams without notes": "\U0001d173\U0001d17a",
    "selectors of two planes": "\u180b\U000e0100",
    "joiners and separators": "\u034f\u180e\u2028\u2029\u2063",
    "no characters at all": "\ufdd0\uffff\U0010ffff",
    "half a pair": "\ud83d",
    "a mix": " \u3164\u200b \u2800\u0301 ",
    "nothing": "",
}
SHOW_SOMETHING = (
    *("Bo", "李", "Ольга", "عمر", "नेहा", "ගයාන්", "ぼ", "한", "Ա", "🦊", "👩‍💻", "1️⃣", "❤️", "∞", ".", "-", "_", "#1"),
    # A picture newer than the tables of this machine may be.
    *("\U0001faea", "\U0001fadf", "ㅤBo", "é", "e\u0301"),
)


@pytest.mark.parametrize("name", SHOW_NOTHING.values(), ids=SHOW_NOTHING.keys())
def test_a_name_that_shows_nothing_is_none_and_the_user_name_or_the_number_stands_for_it(name: str) -> None:
    assert clean_name(name) == ""
    assert Sender(81020, clean_name(name), "", "pia_p").full_name == "pia_p"
    assert Sender(81020, clean_name(name), clean_name(name)).full_name == "81020"
    assert Sender(81020, clean_name(name), "Palm").full_name == "Palm"


@pytest.mark.parametrize("name", SHOW_SOMETHING)
def test_a_name_in_any_script_and_a_picture_stay(name: str) -> None:
    assert clean_name(name) == unicodedata.normalize("NFC", name)


@pytest.mark.parametrize("sign", ["\u202e", "\u2067", "\u200f", "\u061c", "\ufff9", "\ufeff", "\x07", "\x85", "\udc00"])
def test_a_name_turns_no_line_around_and_rings_no_bell(sign: str) -> None:
    assert clean_name(f"{sign}Bo{sign} B{sign}") == "Bo B"


def test_every_letter_and_digit_that_is_no_filler_shows_something() -> None:
    hidden = [
        character
        for character in map(chr, range(0x20000))
        if unicodedata.category(character) in ("Lu", "Ll", "Lt", "Lo", "Nd") and not shows_something(character)
    ]
    assert all(
        "FILLER" in unicodedata.name(character) or "BLANK" in unicodedata.name(character) for character in hidden
    )


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *(("1", 1), ("#1042", 1042), ("0", 0), ("007", 7), ("9" * 15, 10**15 - 1)),
        *(
            (text, None)
            for text in ("", "#", "##1", "²", "①", "١٢", "１２", "१", "-1", "+1", "1.0", "1e9", " 1", "1_0")
        ),
        *((text, None) for text in ("9" * 16, "9" * 1_000_000, "\ud835", "0x1f", "Ⅻ", "½")),
    ],
)
def test_a_number_is_plain_digits_and_no_more_of_them_than_we_give(text: str, number: int | None) -> None:
    assert number_in(text) == number
