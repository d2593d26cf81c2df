"""What hangs on answers: who is asked what, and which contents, answers and closings are whose."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from bot.conversation.replies import Reply
from bot.messages import Act, Commanded, Edited, SendMedia, SendText, Tap
from bot.playbooks import check
from bot.rendering import compile_text
from tests.talks import Answered, Talk
from tests.unit.conversation.driving_school import FAQ, FILES, SCRIPT, TEXTS, driving_school
from tests.unit.playbooks.template_trees import write_only


def begun() -> Talk:
    talk = Talk(driving_school())
    talk.start()
    return talk


def written_out(talk: Talk, answered: Answered) -> str:
    message = talk.words(answered.replies[0])
    assert isinstance(message, SendText)
    return message.html


def offered(reply: Reply) -> list[str]:
    return [choice.key.split(".")[1] for choice in reply.options]


def test_the_example_has_no_mistakes(tmp_path: Path) -> None:
    found = check(write_only(tmp_path, FILES), compile_text=compile_text)
    assert [str(each) for each in found if not each.notice] == []


def test_what_a_question_hangs_on_is_asked_first() -> None:
    assert begun().state.open == "licence"


@pytest.mark.parametrize(("licence", "following"), [("motorbike", "bike"), ("car", "people")])
def test_a_question_is_asked_of_those_it_is_for(licence: str, following: str) -> None:
    talk = begun()
    talk.tap("licence", licence)
    assert talk.state.open == following


def test_who_passes_over_the_first_question_is_asked_nothing_that_hangs_on_it() -> None:
    talk = begun()
    answered = talk.press(Tap(Act.SKIP, ("licence",)))
    assert answered.keys == ["closing.cold"]


def test_a_correction_withdraws_the_question_that_waits() -> None:
    talk = begun()
    talk.say("motorbike")
    assert talk.state.open == "bike"
    answered = talk.tap("licence", "car")
    assert talk.state.open == "people"
    assert "questions.bike.ask" not in answered.keys


def test_an_edit_withdraws_the_question_that_waits_and_the_next_one_is_asked_at_once() -> None:
    talk = begun()
    talk.say("motorbike")
    message_id = next(iter(talk.said_in))
    answered = talk.hear(Edited("car", message_id))
    assert answered.keys == ["changed", "questions.people.ask"]


def test_what_was_told_is_kept_but_neither_asked_again_nor_read_back() -> None:
    talk = begun()
    talk.tap("licence", "motorbike")
    talk.tap("bike", "heavy")
    talk.tap("licence", "lorry")
    assert talk.facts["bike"] == "heavy"
    edit = talk.hear(Commanded("edit", "", 1)).replies[0]
    assert [choice.tap for choice in edit.options] == [Tap(Act.EDIT, ("licence",))]
    asked = talk.press(Tap(Act.EDIT, ("bike",)))
    assert "questions.bike.ask" not in asked.keys


def test_going_back_passes_over_what_is_not_asked_any_more() -> None:
    talk = begun()
    talk.tap("licence", "motorbike")
    talk.tap("licence", "car")
    talk.press(Tap(Act.BACK, ("people",)))
    assert talk.state.open == "licence"


def test_after_the_closing_only_what_is_for_them_is_offered() -> None:
    talk = begun()
    talk.tap("licence", "car")
    closed = talk.say("3 people")
    assert closed.keys[-1] == "questions.company.ask"
    assert talk.say("Acme").keys == ["got_it", "menu.afterwards"]
    assert talk.state.open is None, "a cold lead is not asked for the address"


@pytest.mark.parametrize(
    ("licence", "then", "closing"),
    [
        ("lorry", "", "closing.no_lorries"),
        ("motorbike", "heavy", "closing.riders"),
        ("motorbike", "light", "closing.cold"),
        ("car", "12 people", "closing.fleet"),
        ("car", "3 people", "closing.cold"),
    ],
)
def test_the_first_closing_whose_condition_holds_is_said(licence: str, then: str, closing: str) -> None:
    talk = begun()
    keys = talk.tap("licence", licence).keys
    if "questions.people.ask" in keys:
        keys = talk.say(then or "3").keys
    elif then:
        keys = talk.tap("bike", then).keys
    assert closing in keys


def test_a_closing_names_answers_and_nothing_that_is_not_asked_any_more() -> None:
    talk = begun()
    talk.tap("licence", "motorbike")
    talk.tap("bike", "heavy")
    talk.state = replace(talk.state, closed=False, asked=("licence", "bike"), open=None)
    talk.tap("licence", "car")
    closed = talk.say("12 people")
    assert written_out(talk, closed) == "Quentin, for 12 people with a car we have a price of our own."


@pytest.mark.parametrize(("bike", "text"), [("heavy", "More than 125 bikes."), ("", "Our bikes.")])
def test_what_nobody_has_said_is_empty_where_a_text_names_it(bike: str, text: str) -> None:
    talk = begun()
    talk.tap("licence", "motorbike")
    if bike:
        talk.tap("bike", bike)
    assert written_out(talk, talk.press(Tap(Act.CONTENT, ("bikes",)))) == text


def test_answers_are_shown_as_they_were_written() -> None:
    talk = begun()
    talk.facts["bike"] = "<b>R&D"
    assert written_out(talk, talk.press(Tap(Act.CONTENT, ("bikes",)))) == "&lt;b&gt;R&amp;D bikes."


def test_contents_are_offered_to_those_they_are_for() -> None:
    talk = begun()
    assert offered(talk.hear(Commanded("menu", "", 1)).replies[0]) == ["theory"]
    talk.tap("licence", "motorbike")
    assert offered(talk.hear(Commanded("menu", "", 1)).replies[0]) == ["bikes", "theory"]
    closed = talk.tap("bike", "heavy")
    closing = next(reply for reply in closed.replies if reply.lines[0].key == "closing.riders")
    assert offered(closing) == ["bikes", "theory", "lessons"]


def test_a_content_that_was_offered_opens_although_it_is_not_for_them_any_more() -> None:
    talk = begun()
    talk.tap("licence", "car")
    assert talk.press(Tap(Act.CONTENT, ("bikes",))).keys == ["contents.bikes.text"]


def test_of_two_answers_to_the_same_question_each_gets_theirs() -> None:
    talk = begun()
    assert talk.say("what does it cost?").keys[0] == "topics.price_car.say"
    talk.tap("licence", "motorbike")
    assert talk.say("what does it cost?").keys[0] == "topics.price_bike.say"


def test_what_is_answered_to_others_only_counts_as_not_answered() -> None:
    talk = begun()
    talk.tap("licence", "lorry")
    assert talk.say("what does it cost?").keys[0] == "not_understood.question"


def said_of(tmp_path: Path, **files: str) -> list[str]:
    changed = {f"playbooks/b2c/{name}.yaml": text for name, text in files.items()}
    return [str(each) for each in check(write_only(tmp_path, FILES | changed), compile_text=compile_text)]


def test_a_picture_goes_with_its_answer_as_one_message() -> None:
    talk = begun()
    talk.tap("licence", "motorbike")
    answered = talk.say("what does it cost?")
    assert talk.all_words(answered.replies[0]) == (
        SendMedia("https://example.com/bike.png", "A bike licence is 900.", picture=True),
    )
    assert answered.keys[-1] == "questions.bike.ask"


def test_an_answer_too_long_for_a_caption_follows_its_document() -> None:
    talk = begun()
    (reply,) = [each for each in talk.say("what are the rules?").replies if each.media]
    media = talk.all_words(reply)
    assert [type(each) for each in media] == [SendMedia]
    long = replace(reply, lines=reply.lines * 200)
    document, text = talk.all_words(long)
    assert document == SendMedia("https://example.com/rules.pdf")
    assert isinstance(text, SendText)
    assert text.keyboard[0][0].url == "https://example.com/rules"


def test_two_answers_of_which_one_has_a_picture_are_two_messages() -> None:
    talk = begun()
    talk.tap("licence", "motorbike")
    answered = talk.say("what are the rules? and what does it cost?")
    assert [line.key for reply in answered.replies for line in reply.lines][:2] == [
        "topics.rules.say",
        "topics.price_bike.say",
    ]
    assert [bool(reply.media) for reply in answered.replies] == [True, True, False]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "when: \"licence == 'motorbike'\"}\n  people",
            "when: bike}\n  people",
            "asked only once it is answered itself",
        ),
        ("fleet:", "hot:", 'found "hot", expected another name: hot is the closing of that tier'),
        ('{when: "people >= 10 and licence"}', "{}", "found nothing, expected a value for when"),
        ("unfit == 'licence'", "unfit == 'bike'", '"bike" is no unfit'),
        ("when: \"licence != 'motorbike'\"", "if: x", 'found "if"'),
        ("  people:", "  firm:", 'closing.fleet: unknown variable "people"'),
    ],
)
def test_marketers_read_what_is_wrong_in_a_condition(tmp_path: Path, old: str, new: str, said: str) -> None:
    found = said_of(tmp_path, script=SCRIPT.replace(old, new))
    assert [each for each in found if said in each] != []


@pytest.mark.parametrize(
    ("old", "new", "warns"),
    [
        ("Our cars.", "{{ company }}, our cars.", True),
        ("Our cars.", "{% if company %}{{ company }}, our{% else %}Our{% endif %} cars.", False),
        ("Our cars.", "{{ company | default('Our') }} cars.", False),
        ("Our cars.", "With a {{ licence | lower }}.", False),
        ("A car licence is 1900.", "{{ people }} pay less.", True),
    ],
)
def test_marketers_are_warned_of_holes_in_texts_that_name_answers(
    tmp_path: Path, old: str, new: str, warns: bool
) -> None:
    changed = TEXTS.replace(old, f'"{new}"') if old in TEXTS else TEXTS
    folder = write_only(tmp_path, FILES | {"playbooks/b2c/texts/en.yaml": changed})
    found = [str(each) for each in check(folder, compile_text=compile_text) if each.warning]
    assert any("may be unknown, expected {% if" in each for each in found) is warns


def test_what_hangs_on_a_question_after_the_closing_is_never_asked_before_it(tmp_path: Path) -> None:
    found = said_of(tmp_path, script=SCRIPT.replace("licence in ['car', 'lorry']", "company == 'Acme'"))
    assert any(
        "hangs on company, which is asked after the closing, expected ask: after here, too" in each for each in found
    )


def test_a_condition_in_faq_is_checked_too(tmp_path: Path) -> None:
    found = said_of(tmp_path, faq=FAQ.replace("'car'", "'cra'"))
    place = "playbooks/b2c/faq.yaml:3  topics.price_car.when"
    assert f'{place}: "cra" is no answer of licence (did you mean "car"?)' in found


def test_whoever_asks_whether_they_talk_to_a_machine_is_told_whatever_is_known(tmp_path: Path) -> None:
    files = FILES | {"chat/faq.yaml": "topics:\n  bot: {funnel: tofu, when: \"tier == 'hot'\"}\n"}
    found = map(str, check(write_only(tmp_path, files), compile_text=compile_text))
    assert any("no condition: bot is always answered" in each for each in found)


def test_questions_of_which_one_person_is_asked_only_some_are_not_too_many(tmp_path: Path) -> None:
    truck = "  truck: {kind: choice, ask: always, options: [small, big], when: \"licence == 'lorry'\"}\n"
    found = said_of(tmp_path, script=SCRIPT.replace("contents:", f"{truck}contents:"))
    assert [each for each in found if "before something is given back" in each] == []


def test_a_content_may_have_a_picture_whether_it_is_chosen_or_asked_about() -> None:
    talk = begun()
    chosen = talk.press(Tap(Act.CONTENT, ("theory",)))
    asked = talk.say("which signs are there?")
    for answered in (chosen, asked):
        (message,) = [
            each for reply in answered.replies for each in talk.all_words(reply) if isinstance(each, SendMedia)
        ]
        assert message.place == "https://example.com/signs.png"
        assert "All signs." in message.html


@pytest.mark.parametrize(("source", "is_offered"), [("autumn", True), ("Autumn", True), ("spring", False), ("", False)])
def test_what_is_offered_may_hang_on_the_link_that_they_came_by(source: str, is_offered: bool) -> None:
    talk = Talk(driving_school())
    talk.state = replace(talk.state, source=source)
    talk.start()
    answered = talk.hear(Commanded("menu", "", 1))
    assert ("autumn" in offered(answered.replies[-1])) is is_offered


def test_a_closing_may_hang_on_the_link_that_they_came_by() -> None:
    talk = Talk(driving_school())
    talk.state = replace(talk.state, source="family")
    talk.start()
    assert talk.press(Tap(Act.SKIP, ("licence",))).keys == ["closing.friends"]
