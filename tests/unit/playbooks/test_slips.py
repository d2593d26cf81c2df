"""What would be read as nobody means it, and is only seen beside something else: other files, other entries."""

import re
from pathlib import Path

import pytest

from bot.playbooks import check, load
from bot.rendering import compile_text
from tests.unit.playbooks.template_trees import FILES, SCRIPT, TEXTS, spoilt, write

FRENCH = {file.replace("/en.yaml", "/fr.yaml"): text for file, text in FILES.items() if file.endswith("/en.yaml")}
SAID = re.compile(r"Say (\w+)")
SHARED = {
    file: SAID.sub(lambda said: f"Dire-{said[1].replace('_', '')}", text)
    for file, text in FRENCH.items()
    if not file.startswith("playbooks")
}
PLAYBOOK = "playbooks/b2b/texts/fr.yaml"


def slips(folder: Path) -> list[str]:
    return [str(problem) for problem in check(folder, compile_text=compile_text) if problem.slip]


def test_a_language_that_is_a_copy_of_another_is_told_once_a_file(tmp_path: Path) -> None:
    assert slips(write(tmp_path, FRENCH | SHARED)) == [
        "playbooks/b2b/texts/fr.yaml:3  questions.need.ask: the same words as in English (en): questions.need.ask, "
        "questions.need.why, questions.need.options.sales and 5 more, expected words in French (fr)",
        "playbooks/b2c/texts/fr.yaml:3  questions.need.ask: the same words as in English (en): questions.need.ask, "
        "questions.need.why, questions.need.options.sales and 5 more, expected words in French (fr)",
    ]


def test_of_a_language_that_is_half_translated_the_other_half_is_told(tmp_path: Path) -> None:
    half = TEXTS.replace("How many are you?", "Combien êtes-vous ?").replace("What costs", "Les prix")
    (told, _) = slips(write(tmp_path, {**FRENCH, **SHARED, PLAYBOOK: half}))
    assert "questions.need.ask, questions.need.why, questions.need.options.sales and 4 more" in told


def test_short_words_may_be_the_same_in_two_languages(tmp_path: Path) -> None:
    bare = {file: text.replace(" ", "") for file, text in FRENCH.items() if file.startswith("desk/")}
    assert not [slip for slip in slips(write(tmp_path, {**FRENCH, **bare})) if slip.startswith("desk/")]


def test_two_contents_whose_buttons_read_the_same_are_told(tmp_path: Path) -> None:
    script = SCRIPT + '  list: {funnel: tofu, url: "https://example.com/list"}\n'
    texts = TEXTS + "  list:\n    button: PRICES\n    text: All of it.\n"
    files = {"playbooks/b2b/script.yaml": script, "playbooks/b2b/texts/en.yaml": texts}
    assert slips(write(tmp_path, files)) == [
        'playbooks/b2b/texts/en.yaml:40  contents.list.button: "PRICES" is the button of pricing as well, '
        "expected another word on each button"
    ]


def test_a_new_line_that_was_meant_and_is_none_is_told(tmp_path: Path) -> None:
    (slip,) = slips(write(tmp_path, spoilt("playbooks/b2b/texts/en.yaml", "Still there?", "Still there?\\nOr not?")))
    assert '"\\n" would be read' in slip


def test_slips_are_in_force_and_told_with_the_playbooks(tmp_path: Path) -> None:
    files = spoilt("playbooks/b2b/texts/en.yaml", "nudge: Still there?", "nudge: TODO")
    playbooks = load(write(tmp_path, files), compile_text=compile_text)
    assert playbooks.slips == (
        'playbooks/b2b/texts/en.yaml:34  nudge: "TODO" would be read, expected the finished text',
    )
    assert playbooks.audiences["b2b"].texts["en"].texts["nudge"].source == "TODO"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Combien de personnes travaillent dans votre entreprise ?", "French (fr)"),
        ("Hur många arbetar på ert företag?", "Swedish (sv)"),
        ("¿Cuántas personas trabajan en su empresa, {{ first_name }}?", "Spanish (es)"),
        ("Which of our cafés in Málaga has your carte blanche?", None),
        ("Merci, amigos!", None),
    ],
)
def test_a_text_in_another_language_than_its_file_is_told(tmp_path: Path, text: str, language: str | None) -> None:
    told = slips(write(tmp_path, spoilt("playbooks/b2b/texts/en.yaml", "What is your budget?", f'"{text}"')))
    expected = f"questions.budget.ask: reads as {language}, expected words in English (en)"
    assert [slip.partition("  ")[2] for slip in told] == ([expected] if language else [])


def test_what_is_a_copy_of_a_text_in_the_wrong_language_is_not_told_of_the_file_that_is_right(tmp_path: Path) -> None:
    french = "Quel est votre budget pour cette année ?"
    files = {file: text.replace("What is your budget?", french) for file, text in {**FILES, **FRENCH}.items()}
    told = slips(write(tmp_path, files))
    assert [slip.partition(":")[0] for slip in told if "questions.budget.ask: reads as French" in slip] == [
        "playbooks/b2b/texts/en.yaml",
        "playbooks/b2c/texts/en.yaml",
    ]
    assert not [slip for slip in told if "the same words" in slip and "questions.budget.ask" in slip]
