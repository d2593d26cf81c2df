"""What marketers read of mistakes in faq.yaml and of the words of its topics, and which folders need none."""

from pathlib import Path

import pytest

from bot.playbooks import check, load, topic_examples
from bot.rendering import compile_text
from bot.settings import SHIPPED_TEMPLATES
from tests.builders import shipped
from tests.unit.playbooks.template_trees import FILES, TEXTS, write

AS_SHIPPED_IN_0_1_0 = Path(__file__).parents[2] / "golden" / "templates-0.1.0"
FAQ = """\
topics:
  delivery: {funnel: bofu, url: "https://example.com/delivery"}
  returns: {funnel: mofu}
"""
WORDS = """\
topics:
  delivery:
    label: Delivery
    asks: [do you ship abroad, delivery costs]
    say: We ship everywhere, {{ first_name }}.
  returns:
    label: Returns
    asks: [can i send it back]
    say: Within 30 days.
"""
B2B = "playbooks/b2b"
FOLDER = {f"{B2B}/faq.yaml": FAQ, f"{B2B}/texts/en.yaml": TEXTS + WORDS}


def said(directory: Path, files: dict[str, str]) -> list[str]:
    return [str(each) for each in check(write(directory, FOLDER | files), compile_text=compile_text)]


def test_topics_are_loaded_with_their_words_and_contents_answer_by_their_button(tmp_path: Path) -> None:
    found = load(write(tmp_path, FOLDER), compile_text=compile_text).audiences["b2b"]
    assert found.topics.keys() == {"delivery", "returns", "pricing"}
    assert found.topics["delivery"].url == "https://example.com/delivery"
    assert found.vocabularies["en"].asks == {
        "delivery": ("Delivery", "do you ship abroad", "delivery costs"),
        "returns": ("Returns", "can i send it back"),
        "pricing": ("Prices",),
    }


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            "faq.yaml",
            "funnel: mofu",
            "funel: mofu",
            [
                'faq.yaml:3  topics.returns.funel: found "funel" (did you mean "funnel"?)',
                "faq.yaml:3  topics.returns.funnel: found nothing, expected a value for funnel",
            ],
        ),
        (
            "faq.yaml",
            "mofu",
            "mofo",
            ['faq.yaml:3  topics.returns.funnel: found "mofo" (did you mean "mofu"?)'],
        ),
        (
            "faq.yaml",
            "https://example.com/delivery",
            "example.com",
            ['faq.yaml:2  topics.delivery.url: found "example.com", expected a web address that begins with https://'],
        ),
        (
            "faq.yaml",
            "{funnel: mofu}",
            "{funnel: mofu, say: Yes}",
            [
                'faq.yaml:3  topics.returns.say: found "Yes", '
                "expected say in texts/<language>.yaml, below topics.returns"
            ],
        ),
        (
            "faq.yaml",
            "  returns: {funnel: mofu}\n",
            "",
            ["texts/en.yaml:44  topics.returns: unknown key, expected one of delivery"],
        ),
        (
            "faq.yaml",
            "returns:",
            "pricing:",
            ['faq.yaml:3  topics.pricing: found "pricing", expected another name: a content has this one'],
        ),
        (
            "texts/en.yaml",
            "    asks: [can i send it back]\n",
            "",
            ["texts/en.yaml:44  topics.returns.asks: missing in English (en)"],
        ),
        (
            "texts/en.yaml",
            "first_name }}.",
            "frist_name }}.",
            ['texts/en.yaml:43  topics.delivery.say: unknown variable "frist_name" (did you mean "first_name"?)'],
        ),
        (
            "texts/en.yaml",
            "[can i send it back]",
            "can i send it back",
            [
                'texts/en.yaml:46  topics.returns.asks: found "can i send it back", '
                "expected a list of words: [first, second]"
            ],
        ),
    ],
)
def test_a_marketer_reads_every_mistake_with_its_line(
    tmp_path: Path, file: str, old: str, new: str, expected: list[str]
) -> None:
    whole = FOLDER[f"{B2B}/{file}"]
    assert old in whole
    at = whole.rindex(old)
    spoilt = whole[:at] + new + whole[at + len(old) :]
    assert said(tmp_path, {f"{B2B}/{file}": spoilt}) == [f"{B2B}/{each}" for each in expected]


def test_whether_we_are_a_machine_is_always_answered(tmp_path: Path) -> None:
    assert said(tmp_path, {"chat/faq.yaml": "topics: {}\n"}) == [
        "chat/faq.yaml:1  topics.bot: found nothing, expected the topic bot: it is always answered"
    ]


def test_a_folder_of_0_1_0_answers_what_every_chat_answers_and_by_its_contents() -> None:
    found = load(AS_SHIPPED_IN_0_1_0, base=SHIPPED_TEMPLATES, compile_text=compile_text)
    assert {"bot", "who", "my_data", "pricing"} <= found.audiences["b2b"].topics.keys()
    assert "delivery" not in found.audiences["b2c"].topics
    for language in found.chat:
        asks = found.audiences["b2b"].vocabularies[language].asks
        assert asks["bot"] == shipped().audiences["b2b"].vocabularies[language].asks["bot"]


def test_a_folder_without_any_faq_of_its_own_needs_none(tmp_path: Path) -> None:
    assert check(write(tmp_path, FILES), compile_text=compile_text) == ()


def test_examples_are_listed_once_per_language() -> None:
    listed = list(topic_examples(shipped().audiences["b2b"].vocabularies))
    assert ("pricing", "en", "what does it cost") in listed
    assert ("pricing", "fr", "combien ça coûte") in listed
    assert ("pricing", "fr", "what does it cost") not in listed
    assert len(listed) == len({*listed})


@pytest.mark.parametrize("folder", [".", "examples/software", "examples/shop", "examples/events"])
def test_each_shipped_playbook_answers_ten_topics_in_every_language(folder: str) -> None:
    found = load(SHIPPED_TEMPLATES / folder, base=SHIPPED_TEMPLATES, compile_text=compile_text)
    for playbook in found.audiences.values():
        assert len(playbook.script.topics) >= 10
        for language, texts in playbook.texts.items():
            of_language = [each for each in topic_examples(playbook.vocabularies) if each[1] == language]
            for topic in playbook.script.topics:
                assert texts.has(topic.key)
                assert sum(name == topic.name for name, _, _ in of_language) >= 5, (language, topic.name)
