"""Whatever is typed, it is told whether it is about the newsletter; and a code is read however it is written."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.understanding.newsletter_wishes import NewsletterWish, code_typed, joins_in_passing, newsletter_wish

LOCALES = st.sampled_from(["en", "fr", "es", "sv", "de", ""])
DIGITS = ("0123456789", "٠١٢٣٤٥٦٧٨٩", "０１２３４５６７８９", "०१२३४५६७८९")
CODES = st.text("0123456789", min_size=6, max_size=6)


@settings(deadline=None)  # the first of them lays the tables out
@given(st.text(max_size=200), LOCALES)
def test_any_text_whatsoever_gives_an_answer(text: str, locale: str) -> None:
    assert newsletter_wish(text, locale) in (None, *NewsletterWish)
    assert joins_in_passing(text, locale) in (True, False)
    code = code_typed(text)
    assert code is None or (code.isascii() and code.isdecimal() and 4 <= len(code) <= 8)


@given(
    CODES, st.sampled_from(DIGITS), st.sampled_from(["", " ", "-", "."]), st.sampled_from(["{}", "it’s {}.", "<{}>"])
)
def test_a_code_is_read_in_any_digits_and_however_it_is_spaced(code: str, digits: str, gap: str, around: str) -> None:
    written = "".join(digits[int(digit)] for digit in code)
    assert code_typed(around.format(f"{written[:3]}{gap}{written[3:]}")) == code


@given(st.sampled_from(["we need", "our clients read", "they wrote", "the director of the"]), LOCALES)
def test_who_only_speaks_of_a_newsletter_subscribes_to_none(before: str, locale: str) -> None:
    assert newsletter_wish(f"{before} a newsletter", locale) is None
    assert not joins_in_passing(f"we are ten people and {before} a newsletter", locale)
