"""The words of a language stand in its table under bot/understanding/lexicon, and nowhere else in the code.

So another language is one file and its registration, and nobody looks for a word in ten places.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path

import pytest
from babel import Locale
from babel.numbers import list_currencies

from bot.conversation.chat_commands import name_of
from bot.understanding.companies import find_company
from bot.understanding.contacts import regions_of
from bot.understanding.lexicon import languages
from bot.understanding.lexicon.en import ENGLISH
from bot.understanding.lexicon.es import SPANISH
from bot.understanding.lexicon.fr import FRENCH
from bot.understanding.lexicon.languages import lexicon_for
from bot.understanding.lexicon.sv import SWEDISH
from bot.understanding.lexicon.table import Lexicon, named, numbered, phrases, signs, words
from bot.understanding.numbers.figures import parse_number
from bot.understanding.numbers.money import parse_money
from bot.understanding.tokens import fold
from bot.understanding.utterance import utterance_of

BOT = Path(__file__).parents[2] / "bot"
LEXICON = BOT / "understanding" / "lexicon"
WORD = re.compile(r"[^\W\d_]{2,}")
EXAMPLES = "wishes"
NO_WORDS = ("language", "decimal", "second_region", "endings", "definite_endings")

IN_UNDERSTANDING = {
    "number": "a kind of token, and a kind of question",
    "symbol": "a kind of token",
    "company": "a field's name in scripts",
    "role": "a field's name in scripts",
    "bot": "the name of a wish",
    **dict.fromkeys(("size", "people", "employees", "team", "staff", "headcount", "persons", "seats"), "fields' names"),
    **dict.fromkeys(("sek", "ron", "try", "cop", "ars", "kr", "all"), "codes of currencies"),
    **dict.fromkeys(("es", "us"), "codes of countries"),
    **dict.fromkeys(
        ("why", "stop", "human", "skip", "back", "edit", "forget", "privacy", "help", "language", "menu", "greeting"),
        "names of wishes, under which the tables hold their words",
    ),
    **dict.fromkeys(
        ("yes", "no", "thanks", "refuse", "consent", "callback", "budget", "none", "aside"), "names of wishes"
    ),
    **dict.fromkeys(
        ("hour", "minute", "morning", "afternoon", "today", "after", "tomorrow"),
        "names of the parts of a time of day, whose words are the lexicon's",
    ),
    **dict.fromkeys(("join", "leave"), "names of wishes about the newsletter"),
    "model": "the name of an interpreter",
    **dict.fromkeys(("email", "link", "phone", "name"), "what stands where something was masked"),
    "other": "an option's name in scripts",
    "aside": "the name under which the tables hold what is said to somebody else",
    **dict.fromkeys(("answer", "options", "by"), "names in the code"),
    "understand": "a name in the code",
    **dict.fromkeys(
        ("day", "week", "month", "quarter", "half", "year", "fortnight", "start", "middle", "end"),
        "names of stretches of time and their parts, under which the tables hold their words",
    ),
    **dict.fromkeys(
        ("from", "of", "first", "as", "return", "future", "prefer", "base", "order", "current", "stand", "alone", "en"),
        "settings of libraries",
    ),
}
IN_CONVERSATION = {
    **dict.fromkeys(
        ("start", "menu", "edit", "back", "human", "stop", "forget", "privacy", "language", "help"), "commands"
    ),
    **dict.fromkeys(("yes", "no", "on", "off"), "what a button carries"),
    "telegram": "the channel's name in signals",
    "month": "the period that an amount is asked for",
    "other": "the option's name in scripts",
    "thanks": "a text's name",
    "phone": "a field's name in scripts",
    "en": "the main language's code",
    "address": "what is waited for",
    **dict.fromkeys(("ask", "wrong", "already", "limit", "left"), "texts' names"),
}
ELSEWHERE = {
    "en": "the main language's code",
    "media": "a folder of the templates",
    "dice": "a kind of message of Telegram's",
    "mon": "a day of the week in desk.yaml",
    "ne": "the name of a comparison in Jinja2's trees",
    "service": "a kind of message in the sandbox",
    "host": "a variable of a text, and a setting of servers",
    "system": "whose words a language model's instructions are",
    "export": "a command",
    "nan": "how Python writes what is no number",
    "plan": "a setting that another system's client asks for",
}
TABLES_OF_CODES = {
    "_PER_EURO": "orders of magnitude of our own: Babel knows no rates",
    "_WITHOUT_ZERO": "how national phone numbers begin",
    "SCALED_CODES": "currencies written with a k or an M",
}


def _words(table: Lexicon) -> frozenset[str]:
    """Return every word of a table, without its examples."""
    found: set[str] = set()
    for field in fields(table):
        value = getattr(table, field.name)
        if field.name == "spoken_signs":
            found |= {word for phrases_ in value.values() for phrase in phrases_ for word in phrase}
        elif field.name not in (EXAMPLES, *NO_WORDS) and not isinstance(value, bool):
            found |= {word for entry in value for word in ((entry,) if isinstance(entry, str) else entry)}
    return frozenset(found)


def _in_examples(table: Lexicon) -> frozenset[str]:
    """Return the words of a table's examples that are no little words."""
    said = (line for lines in table.wishes.values() for line in lines)
    return frozenset(word for line in said for word in re.findall(r"[a-z]{4,}", fold(line)))


TABLES = (ENGLISH, FRENCH, SPANISH, SWEDISH)
VOCABULARY = frozenset().union(*map(_words, TABLES))
IN_EXAMPLES = frozenset().union(*map(_in_examples, TABLES))
FOREIGN = frozenset().union(*map(_words, (FRENCH, SPANISH, SWEDISH))) - _words(ENGLISH)


def _modules(folder: Path) -> Iterator[Path]:
    return (file for file in sorted(folder.rglob("*.py")) if LEXICON not in file.parents)


def _literals(file: Path) -> Iterator[tuple[int, str]]:
    """Give every string of a module but its docstrings, with its line."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.lineno, node.value


def test_understanding_holds_no_word_of_any_language_outside_the_lexicon() -> None:
    found = [
        f"{file.relative_to(BOT)}:{line}: {word}"
        for file in _modules(BOT / "understanding")
        for line, text in _literals(file)
        for word in WORD.findall(fold(text))
        if word in VOCABULARY | IN_EXAMPLES and word not in IN_UNDERSTANDING
    ]
    assert found == []


def test_the_conversation_compares_with_no_word_of_any_language() -> None:
    found = [
        f"{file.relative_to(BOT)}:{line}: {text}"
        for file in _modules(BOT / "conversation")
        for line, text in _literals(file)
        if len(text) > 1 and fold(text) in VOCABULARY and text not in IN_CONVERSATION
    ]
    assert found == []


def test_no_other_room_holds_a_word_of_french_spanish_or_swedish() -> None:
    found = [
        f"{file.relative_to(BOT)}:{line}: {text}"
        for file in _modules(BOT)
        if BOT / "understanding" not in file.parents
        for line, text in _literals(file)
        if len(text) > 1 and fold(text) in FOREIGN - {*ELSEWHERE}
    ]
    assert found == []


def test_the_words_that_once_stood_elsewhere_would_be_found() -> None:
    once = {"par", "por", "pour", "kronor", "nej", "gatan", "och", "punto", "talet", "grand", "milliers", "alternativ"}
    assert once <= VOCABULARY


def test_the_exceptions_are_still_needed() -> None:
    """A word that nobody uses any more may be a word again."""
    used = {word for file in _modules(BOT) for _, text in _literals(file) for word in WORD.findall(fold(text))}
    assert {*IN_UNDERSTANDING, *IN_CONVERSATION, *ELSEWHERE} <= used


def test_names_of_languages_are_babels() -> None:
    codes = ("en", "fr", "es", "sv")
    names = {Locale(code).get_display_name(shown_in) for code in codes for shown_in in codes}
    found = [
        f"{file.relative_to(BOT)}:{line}: {text}"
        for file in _modules(BOT)
        for line, text in _literals(file)
        if text.lower() in {str(name).lower() for name in names}
    ]
    assert found == []


def test_what_belongs_to_a_language_country_or_currency_is_listed_nowhere_else() -> None:
    languages_known = {str(name) for name in Locale("en").languages if len(str(name)) == 2}
    known = (languages_known, set(Locale("en").territories), set(list_currencies()))
    found = [
        f"{file.relative_to(BOT)}:{node.lineno}: {sorted(keys)}"
        for file in _modules(BOT)
        for node, keys in _tables(file)
        if len(keys) > 1 and any(keys <= names for names in known)
    ]
    assert found == []


def _tables(file: Path) -> Iterator[tuple[ast.Dict, set[str]]]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    allowed = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and any(getattr(t, "id", "") in TABLES_OF_CODES for t in node.targets)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Dict) and id(node) not in allowed:
            yield node, {str(key.value) for key in node.keys if isinstance(key, ast.Constant)}


GERMAN = replace(
    ENGLISH,
    language="de",
    decimal=",",
    compounds=True,
    numerals=numbered("zwei 2 zwölf 12 fünfzig 50"),
    scales=numbered("hundert 100 tausend 1000"),
    after_figures=numbered("Riesen 1000"),
    about=words("ungefähr etwa"),
    per=words("pro im"),
    measures=words("Monat Monate"),
    people=words("Mitarbeiter Leute"),
    currencies=named(EUR="Euro"),
    of_money=frozenset(),
    company_at=words("bei"),
    company_named=phrases("ich arbeite bei"),
    spoken_signs=signs(at="at | Klammeraffe", dot="Punkt", dash="Bindestrich | minus", low="Unterstrich"),
    mail=words("Mail E Adresse"),
    second_region="",
)


@pytest.fixture
def german(monkeypatch: pytest.MonkeyPatch) -> Iterator[Lexicon]:
    """Register a fifth language for as long as a test lasts."""
    languages.laid_out.cache_clear()
    monkeypatch.setitem(languages.TABLES, "de", GERMAN)
    yield lexicon_for("de")
    languages.laid_out.cache_clear()


def test_a_fifth_language_is_one_table_and_its_registration(german: Lexicon) -> None:
    assert german.language == "de"
    number = parse_number("etwa zweihundertfünfzig Mitarbeiter", locale="de")
    assert number is not None
    assert number.plain == 250
    assert number.approximate
    money = parse_money("20 Riesen pro Monat", currency="EUR", locale="de")
    assert money is not None
    assert money.major == 20_000
    company = find_company(utterance_of("Ich arbeite bei Acme", "de"))
    assert company is not None
    assert company.name == "Acme"
    assert find_company(utterance_of("cto bei acme Punkt de", "de")) is None


@pytest.mark.parametrize(
    ("locale", "name", "regions"),
    [
        ("en", "English", ("GB", "US")),
        ("fr", "Français", ("FR",)),
        ("es", "Español", ("ES",)),
        ("sv", "Svenska", ("SE",)),
        ("de", "Deutsch", ("DE",)),
        ("pt_BR", "Português (Brasil)", ("BR",)),
        ("es-MX", "Español (México)", ("MX", "ES")),
        ("en-AU", "English (Australia)", ("AU", "GB", "US")),
        ("xx", "xx", ()),
        ("", "", ()),
    ],
)
def test_a_language_has_its_own_name_and_its_countries_numbers(
    locale: str, name: str, regions: tuple[str, ...]
) -> None:
    assert name_of(locale) == name
    assert regions_of(locale) == regions
