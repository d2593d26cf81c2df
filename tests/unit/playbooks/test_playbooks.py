"""What a good tree of templates becomes, and what is said when files or folders are not there."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from bot.conditions import Compared
from bot.contexts import Answers, Person
from bot.playbooks import Business, PlaybookError, Playbooks, check, load
from bot.rendering import compile_text
from bot.script import Ask, Content, Kind
from tests.unit.playbooks.template_trees import FILES, MODEL, SCRIPT, TEXTS, write

FRENCH = {file.replace("en.yaml", "fr.yaml"): content for file, content in FILES.items() if "en.yaml" in file}


NO_CHANGE: Mapping[str, str] = {}


def loaded(directory: Path, files: Mapping[str, str | bytes | None] = NO_CHANGE) -> Playbooks:
    return load(write(directory, files), compile_text=compile_text)


def said(directory: Path, files: Mapping[str, str | bytes | None]) -> list[str]:
    # Where a tree has a second language, it is a copy of the first.
    return [str(problem) for problem in check(write(directory, files), compile_text=compile_text) if not problem.slip]


def test_a_good_tree_has_neither_mistakes_nor_warnings(tmp_path: Path) -> None:
    assert check(write(tmp_path), compile_text=compile_text) == ()


def test_the_business_is_as_written(tmp_path: Path) -> None:
    assert loaded(tmp_path).business == Business("Northwind", "privacy@northwind.example", 24)


def test_a_script_keeps_its_questions_in_order_with_what_is_said_of_each(tmp_path: Path) -> None:
    script = loaded(tmp_path).audiences["b2b"].script
    assert [question.field for question in script.questions] == ["need", "role", "company_size", "budget", "email"]
    need, role, size, budget, email = script.questions
    assert (need.kind, need.ask, need.other) == (Kind.CHOICE, Ask.ALWAYS, True)
    assert (role.ask, role.options) == (Ask.DECISIVE, {"founder": None, "student": None})
    assert size.options == {"small": 10, "large": 500}
    assert (budget.kind, budget.currency) == (Kind.MONEY, "EUR")
    assert (email.ask, email.when) == (Ask.AFTER, Compared("tier", "==", ("hot",)))
    assert script.contents == (Content("pricing", "bofu", "https://example.com/pricing"),)
    assert (script.nudge_after, script.widest_first) == (timedelta(hours=20), False)


def test_the_order_and_the_nudge_can_be_left_out_or_changed(tmp_path: Path) -> None:
    plain = SCRIPT.replace("order: listed\nnudge_after: 20h\n", "order: decisive\n")
    script = loaded(tmp_path, {"playbooks/b2b/script.yaml": plain}).audiences["b2b"].script
    assert (script.nudge_after, script.widest_first) == (timedelta(hours=20), True)


def test_texts_render_by_key_and_labels_stand_as_they_are(tmp_path: Path) -> None:
    texts = loaded(tmp_path).audiences["b2b"].texts["en"]
    asked = texts.render("questions.need.ask", Person("Quentin <3", "Northwind"))
    assert asked == "What would help you most, Quentin &lt;3?"
    assert (
        texts.render("closing.hot", Answers("Quentin", "Northwind", ("founder", "Acme"))) == "Thank you: founder, Acme."
    )
    assert texts.static("questions.need.options.leads") == "More leads"
    assert texts.has("questions.company_size.said")
    assert not texts.has("questions.need.said")


def test_labels_keep_what_yaml_elsewhere_takes_for_numbers_or_no(tmp_path: Path) -> None:
    texts = TEXTS.replace("{founder: Founder, student: Student}", "{founder: no, student: 12:30}")
    english = loaded(tmp_path, {"playbooks/b2b/texts/en.yaml": texts}).audiences["b2b"].texts["en"]
    assert english.static("questions.role.options.founder") == "no"
    assert english.static("questions.role.options.student") == "12:30"


def test_a_playbook_says_what_every_chat_says_unless_it_says_it_itself(tmp_path: Path) -> None:
    own = {"playbooks/b2b/texts/en.yaml": TEXTS + "moving_on: No matter.\n"}
    playbooks = loaded(tmp_path, own)
    pia = Person("Pia", "Northwind")
    assert playbooks.audiences["b2b"].texts["en"].render("moving_on", pia) == "No matter."
    assert playbooks.audiences["b2c"].texts["en"].render("moving_on", pia) == "Say moving_on"
    assert playbooks.chat["en"].render("moving_on", pia) == "Say moving_on"


def test_what_is_read_before_the_audience_is_known_cannot_be_said_by_a_playbook(tmp_path: Path) -> None:
    own = {"playbooks/b2b/texts/en.yaml": TEXTS + "commands: {start: Begin}\n"}
    assert said(tmp_path, own) == ["playbooks/b2b/texts/en.yaml:39  commands: unknown key"]


def test_a_vocabulary_lists_the_label_before_the_words(tmp_path: Path) -> None:
    playbooks = loaded(tmp_path)
    phrases = playbooks.audiences["b2b"].vocabularies["en"].phrases
    assert phrases["need"] == {
        "leads": ("More leads", "customers"),
        "sales": ("Better follow-up", "follow-up", "inbound"),
    }
    assert phrases["role"]["founder"] == ("Founder",)
    assert playbooks.chat_vocabularies["en"].phrases == {
        "audience": {"b2b": ("Say b2b", "b2b"), "b2c": ("Say b2c", "b2c")}
    }


def test_the_version_changes_with_any_file_and_with_nothing_else(tmp_path: Path) -> None:
    first = loaded(tmp_path / "first").version
    assert loaded(tmp_path / "again").version == first
    assert (
        loaded(tmp_path / "other", {"playbooks/b2c/model.yaml": MODEL.replace("b2b", "b2c") + "# \n"}).version != first
    )


def test_a_language_that_is_complete_everywhere_is_loaded_everywhere(tmp_path: Path) -> None:
    playbooks = loaded(tmp_path, FRENCH)
    assert playbooks.chat.keys() == playbooks.desk.keys() == {"en", "fr"}
    assert all(playbook.texts.keys() == {"en", "fr"} for playbook in playbooks.audiences.values())
    assert playbooks.audiences["b2b"].texts["fr"].locale == "fr"


def test_a_language_that_is_missing_somewhere_is_named(tmp_path: Path) -> None:
    files = {**FRENCH, "desk/texts/fr.yaml": None}
    assert said(tmp_path, files) == ["desk/texts/fr.yaml:1  missing file, expected all texts in French (fr), or none"]


def test_a_text_that_is_missing_in_one_language_is_named_with_the_language(tmp_path: Path) -> None:
    french = FRENCH["playbooks/b2b/texts/fr.yaml"].replace('    why: "So that the right person answers."\n', "")
    files = {**FRENCH, "playbooks/b2b/texts/fr.yaml": french}
    assert said(tmp_path, files) == ["playbooks/b2b/texts/fr.yaml:2  questions.need.why: missing in French (fr)"]


def test_a_question_without_any_texts_is_missing_once(tmp_path: Path) -> None:
    script = SCRIPT.replace("contents:", "  team: {kind: text, ask: after}\ncontents:")
    assert said(tmp_path, {"playbooks/b2b/script.yaml": script}) == [
        "playbooks/b2b/texts/en.yaml:1  questions.team: missing in English (en)"
    ]


@pytest.mark.parametrize("file", list(FILES))
def test_a_missing_file_is_named(tmp_path: Path, file: str) -> None:
    (told,) = said(tmp_path, {file: None})
    assert told.startswith(f"{file}:1  missing file")
    assert ("expected all texts in English" in told) == ("/texts/" in file)


def test_an_empty_directory_lacks_every_file(tmp_path: Path) -> None:
    with pytest.raises(PlaybookError) as refused:
        load(tmp_path / "nowhere", compile_text=compile_text)
    missing = {problem.file for problem in refused.value.problems if problem.found == "missing file"}
    assert missing == set(FILES)


def test_files_and_folders_with_a_wrong_name_are_named(tmp_path: Path) -> None:
    files: dict[str, str | bytes | None] = {
        "chat/texts/fr.yml": "greeting: Bonjour",
        "desk/texts/klingon.yaml": "card: nuqneH",
        "playbooks/b2d/script.yaml": SCRIPT,
        "chat/texts/.en.yaml.swp": b"\xff",
    }
    assert said(tmp_path, files) == [
        "chat/texts/fr.yml:1  a file that is not read, expected fr.yaml",
        'desk/texts/klingon.yaml:1  unknown language "klingon", expected a code such as fr',
        'playbooks/b2d:1  unknown audience "b2d" (did you mean "b2c"?)',
    ]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (
            "name: Northwind\ncontact: caf\xe9".encode("latin-1"),
            "business.yaml:2  not UTF-8, expected a file saved as UTF-8",
        ),
        (b"", 'business.yaml:1  no mapping, expected lines of the form "key: value"'),
        (b"- a\n- list\n", 'business.yaml:1  no mapping, expected lines of the form "key: value"'),
        (b"name: Northwind\ncontact: \x07", "business.yaml:2  a character that YAML refuses"),
        (b"[" * 5000, "business.yaml:1  too many things nested in one another"),
        (b"# " + b"x" * 500_000, "business.yaml:1  500002 bytes, expected at most 500000"),
    ],
)
def test_a_file_that_is_no_yaml_is_named(tmp_path: Path, content: bytes, sentence: str) -> None:
    assert said(tmp_path, {"business.yaml": content}) == [sentence]


def test_a_file_saved_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    content = b"\xef\xbb\xbf" + FILES["business.yaml"].encode()
    assert loaded(tmp_path, {"business.yaml": content}).business.name == "Northwind"


def test_an_alias_is_refused(tmp_path: Path) -> None:
    content = "name: &us Northwind\ncontact: *us\nkeep_months: 24\n"
    assert said(tmp_path, {"business.yaml": content})[0] == (
        "business.yaml:1  contact: an alias (*name), expected the value itself"
    )


def test_more_questions_than_people_bear_are_warned_of(tmp_path: Path) -> None:
    script = FILES["playbooks/b2c/script.yaml"].replace("budget: {kind: money, ask: after}", "budget: {kind: money}")
    assert said(tmp_path, {"playbooks/b2c/script.yaml": script}) == [
        "playbooks/b2c/script.yaml:3  questions: 4 questions before something is given back, "
        "of which nobody is asked more than 3, expected ask: after for budget, or fewer"
    ]
