"""Rules of understanding that hold for every text."""

from babel.numbers import format_currency
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.script import Kind, Question, Vocabulary
from bot.understanding.meaning import understand
from bot.understanding.numbers.figures import parse_number
from bot.understanding.numbers.money import parse_money

LOCALES = ("en", "fr", "es", "sv")
LABELS = {
    "need": {
        "leads": {"en": "More leads", "fr": "Plus de prospects", "es": "Más clientes", "sv": "Fler kunder"},
        "sales": {
            "en": "Better follow-up",
            "fr": "Mieux suivre",
            "es": "Mejor seguimiento",
            "sv": "Bättre uppföljning",
        },
        "later": {"en": "Later", "fr": "Plus tard", "es": "Más tarde", "sv": "Senare"},
        "stop": {"en": "Stop", "fr": "Arrêter", "es": "Parar", "sv": "Sluta"},
        "no": {"en": "No", "fr": "Non", "es": "No", "sv": "Nej"},
        "other": {"en": "✍️ Other…", "fr": "✍️ Autre…", "es": "✍️ Otro…", "sv": "✍️ Annat…"},
        "like": {"en": "👍", "fr": "👍", "es": "👍", "sv": "👍"},
    },
    "size": {
        "solo": {"en": "Just me", "fr": "Moi seul·e", "es": "Solo yo", "sv": "Bara jag"},
        "small": dict.fromkeys(LOCALES, "2–10"),
        "medium": dict.fromkeys(LOCALES, "11–50"),
        "large": dict.fromkeys(LOCALES, "50+"),
    },
}
QUESTIONS = (
    Question("need", Kind.CHOICE, options=dict.fromkeys(LABELS["need"]), other=True),
    Question("size", Kind.CHOICE, options={"solo": 1, "small": 5, "medium": 30, "large": 100}),
    Question("age", Kind.NUMBER),
    Question("budget", Kind.MONEY),
    Question("company", Kind.TEXT, max_chars=40),
    Question("email", Kind.EMAIL),
    Question("phone", Kind.PHONE),
)
FIELDS = (None, *(question.field for question in QUESTIONS))
VOCABULARIES = {
    locale: Vocabulary(
        locale,
        {field: {option: (labels[locale],) for option, labels in options.items()} for field, options in LABELS.items()},
    )
    for locale in LOCALES
}

PIECES = (
    "not|no|the|at|from|more leads|follow up|just me|10|1,5|k|€|people|about|between|and|human|stop|why do you ask|"
    "Acme|pas|chez|en|är|på|två|hundra|deux|cents|mil|?|!|,|.|-|/|(|)|👍|ada@acme.com|+46701234567|070-123 45 67|"
    "\u202e|\ud800|\x00|\n|\u00a0"
)
said = st.sampled_from(PIECES.split("|"))
typed = st.text() | st.lists(said, max_size=25).map(" ".join) | st.lists(said, max_size=25).map("".join)
long_texts = st.sampled_from(
    [
        "9" * 10_000,
        "a" * 10_000,
        "1 " * 5_000,
        "1-" * 5_000,
        "\ud800" * 10_000,
        "a@" * 5_000,
        "not " * 3_000,
        "(" * 10_000,
    ]
)


@settings(deadline=None)  # other work of the machine counts, too
@given(text=typed | long_texts, locale=st.sampled_from([*LOCALES, "de", ""]), asked=st.sampled_from(FIELDS))
def test_any_text_whatsoever_never_raises(text: str, locale: str, asked: str | None) -> None:
    """And a value returned for a choice is always one of its options' values, a number, or the prospect's own words."""
    vocabulary = VOCABULARIES.get(locale, Vocabulary(locale, VOCABULARIES["en"].phrases))
    heard = understand(text, questions=QUESTIONS, vocabulary=vocabulary, open_field=asked)
    assert len({answer.field for answer in heard.answers}) == len(heard.answers)
    for answer in heard.answers:
        question = next(question for question in QUESTIONS if question.field == answer.field)
        match question.kind:
            case Kind.CHOICE if question.options["small" if "small" in question.options else "no"] is None:
                assert question.option_of(answer.value) or (answer.field == asked and str(answer.value).strip())
            case Kind.CHOICE | Kind.NUMBER | Kind.MONEY:
                assert isinstance(answer.value, int | float)
                assert 0 <= answer.value <= 10**16
            case _:
                assert isinstance(answer.value, str)
                assert 0 < len(answer.value) <= 320
                assert answer.value.isprintable()


@st.composite
def labels_as_typed(draw: st.DrawFn) -> tuple[str, str, str, str]:
    """Draw a locale, a field, an option, and its label in any case with any spaces around its words."""
    locale, field = draw(st.sampled_from(LOCALES)), draw(st.sampled_from(list(LABELS)))
    option = draw(st.sampled_from(list(LABELS[field])))
    label = LABELS[field][option][locale]
    cased = "".join(draw(st.sampled_from([letter.lower(), letter.upper(), letter])) for letter in label)
    space = st.sampled_from([" ", "  ", "\n", "\u00a0"])
    spaced = "".join(draw(space) if letter == " " else letter for letter in cased)
    return locale, field, option, draw(st.sampled_from(["", " ", "\n"])) + spaced + draw(st.sampled_from(["", " "]))


@settings(deadline=None)  # other work of the machine counts, too
@given(labels_as_typed())
def test_an_options_own_label_is_that_option_even_when_it_reads_like_a_wish(drawn: tuple[str, str, str, str]) -> None:
    locale, field, option, text = drawn
    heard = understand(text, questions=QUESTIONS, vocabulary=VOCABULARIES[locale], open_field=field)
    question = next(question for question in QUESTIONS if question.field == field)
    assert [(answer.field, answer.value) for answer in heard.answers] == [(field, question.value_of(option))]
    assert heard.intent is None


@settings(deadline=None)  # other work of the machine counts, too
@given(text=st.emails() | typed, locale=st.sampled_from(LOCALES), asked=st.sampled_from(["email", "phone"]))
def test_contacts_are_stable_when_they_are_understood_again(text: str, locale: str, asked: str) -> None:
    first = understand(text, questions=QUESTIONS, vocabulary=VOCABULARIES[locale], open_field=asked)
    for answer in first.answers:
        if answer.field in ("email", "phone"):
            again = understand(
                str(answer.value), questions=QUESTIONS, vocabulary=VOCABULARIES[locale], open_field=answer.field
            )
            # How sure it is may change: "ada at example dot com" was said, and is written now.
            assert [(each.field, each.value) for each in again.answers] == [(answer.field, answer.value)]


@settings(deadline=None)  # other work of the machine counts, too
@given(
    minor=st.integers(0, 99_999_999_999),
    currency=st.sampled_from(["EUR", "USD", "GBP", "SEK"]),
    locale=st.sampled_from(LOCALES),
)
def test_a_formatted_amount_is_read_back(minor: int, currency: str, locale: str) -> None:
    text = format_currency(minor / 100, currency, locale=locale)
    money = parse_money(text, currency=currency, locale=locale)
    assert money is not None
    assert (money.minor, money.currency, money.upper_minor) == (minor, currency, None)


@settings(deadline=None)  # other work of the machine counts, too
@given(number=st.integers(0, 10**12), locale=st.sampled_from(LOCALES))
def test_digits_are_the_number_they_spell(number: int, locale: str) -> None:
    read = parse_number(str(number), locale=locale)
    assert read is not None
    assert read.plain == number


@settings(max_examples=50, deadline=None)
@given(text=typed, locale=st.sampled_from(LOCALES))
def test_understanding_the_same_text_twice_gives_the_same(text: str, locale: str) -> None:
    first, second = (
        understand(text, questions=list(QUESTIONS), vocabulary=VOCABULARIES[locale], open_field="need")
        for _ in range(2)
    )
    assert first == second
