"""Texts that broke off while somebody edited them, in four languages; and what people write that only looks so."""

from collections.abc import Mapping

import pytest

from bot.playbooks.cut_texts import Written, lint_cut_texts
from bot.playbooks.texts import Label, Text
from bot.playbooks.yaml_files import Document, KeyPath

TEXTS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "questions.need.ask": "What would help you most? A few words of your own are enough, too.",
        "questions.need.why": "So that the right person answers you, and has read about it before.",
        "questions.need.options.leads": "More leads",
        "questions.size.ask": "How many are you?",
        "closing.hot": "Thank you, {{ first_name }}! Somebody writes to you right here: {{ answers }}.",
        "nudge": "Still there? Your answers are kept. To hear no more from me: /stop",
        "contents.guide.text": "A guide of ten pages:\n• what it costs\n• what it saves\n• whom to ask.",
    },
    "fr": {
        "questions.need.ask": "Qu’est-ce qui vous aiderait le plus ? Quelques mots à vous suffisent aussi.",
        "questions.need.why": "Pour que la bonne personne vous réponde, et soit déjà au courant.",
        "questions.need.options.leads": "Plus de prospects",
        "questions.size.ask": "Combien êtes-vous ?",
        "closing.hot": "Merci, {{ first_name }} ! Quelqu’un vous écrit ici même : {{ answers }}.",
        "nudge": "Toujours là ? Vos réponses sont gardées. Pour ne plus rien recevoir : /stop",
        "contents.guide.text": "Un guide de dix pages :\n• ce que cela coûte\n• ce que cela rapporte\n• à qui parler.",
    },
    "es": {
        "questions.need.ask": "¿Qué le ayudaría más? También bastan unas palabras suyas.",
        "questions.need.why": "Para que responda la persona indicada, y lo haya leído antes.",
        "questions.need.options.leads": "Más contactos",
        "questions.size.ask": "¿Cuántas personas son?",
        "closing.hot": "¡Gracias, {{ first_name }}! Alguien le escribe aquí mismo: {{ answers }}.",
        "nudge": "¿Sigue ahí? Sus respuestas están guardadas. Para no recibir más mensajes: /stop",
        "contents.guide.text": "Una guía de diez páginas:\n• lo que cuesta\n• lo que ahorra\n• con quién hablar.",
    },
    "sv": {
        "questions.need.ask": "Vad skulle hjälpa er mest? Några egna ord räcker också.",
        "questions.need.why": "Så att rätt person svarar er, och redan har läst om det.",
        "questions.need.options.leads": "Fler leads",
        "questions.size.ask": "Hur många är ni?",
        "closing.hot": "Tack, {{ first_name }}! Någon skriver till er här: {{ answers }}.",
        "nudge": "Är ni kvar? Era svar är sparade. Vill ni inte höra mer: /stop",
        "contents.guide.text": "En guide på tio sidor:\n• vad det kostar\n• vad det sparar\n• vem ni frågar.",
    },
}
NEED, WHY, BUTTON, SIZE, HOT, NUDGE, GUIDE = TEXTS["en"]
REST = ", expected the rest of the sentence: it reads as if it were cut off"
NO_STOP = f"ends without a full stop or a question mark, unlike the texts beside it{REST}"


def warned(texts: Mapping[str, Mapping[str, str]], base: Mapping[str, str] | None = None) -> list[str]:
    """Say what is warned of, by language and key."""
    written = {language: _written(language, each, base or {}) for language, each in texts.items()}
    return [f"{slip.file} {slip.key}: {slip.found}, expected {slip.expected}" for slip in lint_cut_texts(written)]


def _written(language: str, texts: Mapping[str, str], base: Mapping[str, str]) -> Written:
    lines: dict[KeyPath, int] = {tuple(key.split(".")): line for line, key in enumerate(texts, start=1)}
    return Written(Document(language, "", {}, lines, lines), _labels(texts), _labels(base))


def _labels(texts: Mapping[str, str]) -> dict[str, Text]:
    return {key: Label(text) for key, text in texts.items()}


def with_one(language: str, key: str, text: str) -> dict[str, Mapping[str, str]]:
    return {**TEXTS, language: {**TEXTS[language], key: text}}


def only_warning(language: str, key: str, text: str) -> str:
    """Say the only thing that is warned of, where it is of this text."""
    (warning,) = warned(with_one(language, key, text))
    place = f"{language} {key}: "
    assert warning.startswith(place)
    return warning.removeprefix(place)


def told(*rows: tuple[str, str, str, str]) -> pytest.MarkDecorator:
    """Try a text in a language and at a key, and what is warned of it."""
    return pytest.mark.parametrize(("language", "key", "text", "said"), rows)


def test_what_is_whole_is_not_warned_of() -> None:
    assert warned(TEXTS) == []


@told(
    ("en", WHY, "So that the right person answers you,", f'ends in ","{REST}'),
    ("fr", WHY, "Pour que la bonne personne vous réponde ;", f'ends in ";"{REST}'),
    ("es", NEED, "¿Qué le ayudaría más? También –", f'ends in "–"{REST}'),
    ("sv", HOT, "Tack, {{ first_name }}! Någon skriver till er här: {{ answers }} (", f'ends in "("{REST}'),
    ("fr", NEED, "Qu’est-ce qui vous aiderait le plus ? Quelques mots «", f'ends in "«"{REST}'),
    ("sv", BUTTON, "Fler leads-", f'ends in "-"{REST}'),
    ("en", WHY, "So that the right person answers you, and has read the", f'ends in "the"{REST}'),
    ("fr", BUTTON, "Plus de", f'ends in "de"{REST}'),
    ("fr", BUTTON, "Plus d’", f'ends in "d’"{REST}'),
    ("es", NEED, "¿Qué le ayudaría más? También bastan las", f'ends in "las"{REST}'),
    ("sv", WHY, "Så att rätt person svarar er och", f'ends in "och"{REST}'),
    ("es", BUTTON, "Más contactos y clientes del", f'ends in "del"{REST}'),
    ("sv", NUDGE, "Är ni kvar? Svara hos\n\nVill ni inte höra mer: /stop", f'a paragraph ends in "hos"{REST}'),
    (
        "en",
        WHY,
        "So that the right person answers you, and has read this:",
        f'ends in ":", unlike the texts beside it{REST}',
    ),
    ("en", SIZE, "How many are", NO_STOP),
    ("en", NEED, "What would help you most? A few wor", NO_STOP),
    ("fr", WHY, "Pour que la bonne personne vous réponde, et soit déj", NO_STOP),
    ("fr", NEED, "Qu’est-ce qui vous aiderait le plus ? Quelques mots à vous suffisent, aujourd’", NO_STOP),
    ("es", WHY, "Para que responda la persona indicada, y lo haya leído", NO_STOP),
    ("sv", NEED, "Vad skulle hjälpa er mest? Några egna ord", NO_STOP),
    ("sv", NUDGE, "Är ni kvar? Era svar är sparade. Vill ni inte höra", NO_STOP),
    ("en", HOT, "Thank you, {{ answers }}! Somebody writes to you, {{ first_name }}", NO_STOP),
)
def test_a_text_that_ends_in_the_middle_is_told(language: str, key: str, text: str, said: str) -> None:
    assert only_warning(language, key, text) == said


@told(
    ("en", NEED, "you most? A few words of your own are enough, too.", 'in the middle of a sentence: "you most? A'),
    ("fr", WHY, "personne vous réponde, et soit déjà au courant.", 'in the middle of a sentence: "personne vous'),
    (
        "es",
        NEED,
        "ayudaría más? También bastan unas palabras suyas.",
        'in the middle of a sentence: "ayudaría más?',
    ),
    ("sv", WHY, "person svarar er, och redan har läst om det.", 'in the middle of a sentence: "person svarar'),
    ("sv", NEED, "? Några egna ord räcker också.", 'with "?", expected the beginning of the sentence'),
    ("en", WHY, ", and has read about it before.", 'with ",", expected the beginning of the sentence'),
)
def test_a_text_that_begins_in_the_middle_is_told(language: str, key: str, text: str, said: str) -> None:
    assert only_warning(language, key, text).startswith(f"begins {said}")


@told(
    ("en", NEED, "What would help you most?", "less than half as long as in Swedish (sv)"),
    ("fr", WHY, "Pour que la bonne.", "less than half as long as in Swedish (sv)"),
    (
        "sv",
        NEED,
        "Vad skulle hjälpa er allra mest just nu?",
        "fewer sentences than in Spanish (es), and much shorter",
    ),
    ("es", NUDGE, "¿Sigue ahí? Para no recibir más mensajes: /stop", "fewer sentences than in Swedish (sv), and"),
    (
        "es",
        HOT,
        "¡Gracias, {{ first_name }}! Alguien le escribe aquí mismo.",
        "lacks {{ answers }}, which all other",
    ),
    (
        "sv",
        HOT,
        "Tack! Någon skriver till er här ganska snart: {{ answers }}.",
        "lacks {{ first_name }}, which all",
    ),
    ("en", NUDGE, "Still there? Your answers are kept. And so are we.", "lacks /stop, which all other languages"),
    ("fr", GUIDE, "Un guide de dix pages :\n• ce que cela coûte\n• à qui parler.", "3 of 4 lines, expected all"),
)
def test_a_text_of_which_a_part_is_lost_is_told(language: str, key: str, text: str, said: str) -> None:
    assert only_warning(language, key, text).startswith(said)


@told(
    ("en", SIZE, "How many (about are you?", '"(" is opened and never closed, expected ")" behind it, or neither'),
    ("fr", SIZE, "Combien « êtes-vous ?", '"«" is opened and never closed, expected "»" behind it, or neither'),
    ("en", SIZE, "How “many are you?", '"“" is opened and never closed, expected "”" behind it, or neither'),
    (
        "en",
        SIZE,
        "How [many {% if is_open %}are (you)?{% else %}(you?{% endif %}",
        '"[" is opened and never closed',
    ),
    ("es", SIZE, '¿Cuántas "personas son?', 'one " without another, expected two of ", or neither'),
    ("sv", SIZE, "Hur **många är ni?", '"**" would be read, expected <b>...</b>'),
    ("sv", SIZE, "Hur många är ni, first_name }}?", '"}}" would be read, expected a variable in two braces'),
    ("es", SIZE, "¿Cuántas personas son, {first_name?", '"{" would be read, expected a variable in two braces'),
    ("en", SIZE, "How many of of the the two are you?", '"the the", expected "the" once'),
    ("fr", SIZE, "Combien dans dans la maison ?", '"dans dans", expected "dans" once'),
    ("es", SIZE, "¿Cuántas personas son? ¿Cuántas personas son?", 'says the same twice, expected once "¿Cuántas'),
)
def test_half_of_a_pair_and_what_was_pasted_twice_are_told(language: str, key: str, text: str, said: str) -> None:
    assert only_warning(language, key, text).startswith(said)


@pytest.mark.parametrize(
    ("language", "key", "text"),
    [
        ("en", BUTTON, "Where to"),
        ("en", BUTTON, "Plan a"),
        ("en", BUTTON, "Sign in"),
        ("fr", BUTTON, "Avec ou sans"),
        ("es", BUTTON, "Con o sin"),
        ("sv", BUTTON, "Stäng av"),
        ("en", SIZE, "How many are you 👋"),
        ("sv", SIZE, "Hur många är ni …"),
        ("en", WHY, "So that the right person answers you: see example.com/about-us"),
        ("en", WHY, "So that the right person answers you; write to ada@example.com"),
        ("en", SIZE, "How many :-( are you?"),
        ("en", SIZE, "1) How many are you?"),
        ("en", SIZE, 'How many have a 27" screen?'),
        ("fr", SIZE, "Vous êtes-vous vous-mêmes ?"),
        ("sv", SIZE, "„Hur många“ är ni?"),
        ("en", NUDGE, "{{ first_name }}, are you still there? Your answers are kept. To end this: /stop"),
        ("en", GUIDE, "A guide of ten pages:\n\n• what it costs\n• what it saves\n• whom to ask"),
    ],
)
def test_what_people_write_is_left_in_peace(language: str, key: str, text: str) -> None:
    told = warned(with_one(language, key, text))
    assert not [line for line in told if not line.endswith(f"{key}: {NO_STOP}") or key != GUIDE]


def test_who_writes_without_full_stops_is_left_in_peace() -> None:
    bare = {key: text.rstrip(".?") for key, text in TEXTS["en"].items()}
    assert warned({"en": bare}) == []
    assert warned({**TEXTS, "en": bare}) == []


def test_who_writes_one_language_is_told_by_the_texts_of_the_same_file() -> None:
    whole = TEXTS["en"]
    assert warned({"en": {**whole, WHY: "So that the right person answers"}}) == [f"en {WHY}: {NO_STOP}"]
    assert warned({"en": {**whole, BUTTON: "More"}}) == []


def test_of_texts_that_every_business_has_the_shipped_ones_tell_it() -> None:
    shipped = {f"lines.{at}": "Never mind, let us move on." for at in range(6)} | {"lines.button": "Skip"}
    own = {**shipped, "lines.3": "Never mind, let", "lines.button": "Next"}
    assert warned({"en": own}) == []
    assert warned({"en": own}, base=shipped) == [f"en lines.3: {NO_STOP}"]
