"""What Ada is warned of in a model beside `mistakes.txt`: labels, and fields that come from elsewhere."""

import pytest

from bot.playbooks.lint import lint_model, lint_script
from bot.playbooks.script_reader import read_script
from bot.playbooks.yaml_files import read_source
from scoring.parse import parse_model
from tests.unit.playbooks.template_trees import MODEL, SCRIPT


def warned(model: str, *languages: str) -> list[str]:
    """Say what is warned of in a model, by line and key."""
    document, _ = read_source("model.yaml", model)
    script, _ = read_source("script.yaml", SCRIPT)
    assert document
    assert script
    questions, _ = read_script(script.content, "b2b")
    found = lint_model(document, questions, parse_model(document.content), languages=languages)
    return [str(problem).removeprefix("model.yaml:") for problem in found]


def called(label: str) -> str:
    """Return the good model, its rule on pages labelled."""
    return MODEL.replace("points: 10,", f"points: 10, label: {label},")


@pytest.mark.parametrize("label", ["Looked around", "{en: Looked around, fr: A regardé}"])
def test_a_label_for_all_languages_is_not_warned_of(label: str) -> None:
    assert warned(called(label), "en", "fr") == []


def test_a_label_that_some_readers_will_not_understand_is_warned_of() -> None:
    assert warned(called("{en: Looked around}"), "en", "fr", "sv") == [
        "13  engagement.0.label: missing in French (fr), Swedish (sv)"
    ]


def test_a_label_for_what_has_not_happened_is_looked_at_like_the_other() -> None:
    model = called("{en: Looked around, fr: A regardé}, label_if: {en: looks around}")
    assert warned(model, "en", "fr") == ["13  engagement.0.label_if: missing in French (fr)"]


def test_a_language_that_no_text_is_written_in_is_warned_of_with_the_nearest() -> None:
    assert warned(called("{eng: Looked around, fr: A regardé}"), "en", "fr") == [
        '13  engagement.0.label.eng: "eng" is no language of these texts (did you mean "en"?)'
    ]
    assert warned(called("{en: Looked around, de: Umgesehen}"), "en") == [
        '13  engagement.0.label.de: "de" is no language of these texts, expected en'
    ]


def test_conditions_and_rules_on_answers_have_labels_too() -> None:
    model = MODEL.replace("in: [student]", "in: [student], label: {en: Student}").replace(
        "{founder: 20}", "{founder: 20}, label: {en: Their role}"
    )
    assert warned(model, "en", "fr") == [
        "7  unfit.0.label: missing in French (fr)",
        "9  fit.0.label: missing in French (fr)",
    ]


def test_what_is_imported_needs_no_question() -> None:
    model = MODEL.replace("\nfit:\n", "\nfit:\n  - {field: past_orders, steps: [[1, 5]]}\n")
    known = "need, role, company_size, budget, email, audience, source, language, country"
    assert warned(model) == [
        f'9  fit.0.field: no question asks for "past_orders", expected {known}, or imported: [past_orders]'
    ]
    assert warned("imported: [past_orders]\n" + model) == []
    assert warned("imported: [past_order]\n" + model) == [
        '10  fit.0.field: no question asks for "past_orders" (did you mean "past_order"?)'
    ]


def warned_in_script(old: str, new: str) -> list[str]:
    """Say what is warned of in a script of which one place was changed, without the lines."""
    document, _ = read_source("script.yaml", SCRIPT.replace(old, new))
    model, _ = read_source("model.yaml", MODEL)
    assert document
    assert model
    questions, mistakes = read_script(document.content, "b2b")
    assert not mistakes
    return [str(one).partition("  ")[2] for one in lint_script(document, questions, parse_model(model.content))]


@pytest.mark.parametrize(
    ("options", "astray"),
    [
        ("{small: 10, medium: 5, large: 500}", "medium is out of order: the options before it rise"),
        ("{solo: 1, small: 10, medium: 100, large: 50}", "large is out of order: the options before it rise"),
        ("{huge: 5000, large: 50000, small: 10, solo: 1}", "large is out of order: the options before it fall"),
        ("{huge: 5000, large: 500, small: 10}", None),
        ("{large: 500, small: 10}", None),
    ],
)
def test_an_option_whose_number_breaks_the_order_is_warned_of(options: str, astray: str | None) -> None:
    ways = "expected numbers that go one way from the first option to the last"
    found = [each for each in warned_in_script("{small: 10, large: 500}", options) if "out of order" in each]
    assert found == ([f"questions.company_size.options.{astray.split()[0]}: {astray}, {ways}"] if astray else [])


@pytest.mark.parametrize(("below", "is_told"), [("5000", True), ("1001", True), ("1000", False), ("100", False)])
def test_an_amount_that_a_rule_names_is_no_thousand_of_it(below: str, is_told: bool) -> None:
    found = "1000, which model.yaml names, would be read as 1000000"
    said = f"questions.budget.thousands_below: {found}, expected at most 1000"
    told = warned_in_script("currency: EUR", f"currency: EUR, thousands_below: {below}")
    assert told == ([said] if is_told else [])


@pytest.mark.parametrize(("after", "is_told"), [("1m", True), ("9m", True), ("10m", False), ("20h", False)])
def test_a_nudge_while_they_may_still_be_writing_is_warned_of(after: str, is_told: bool) -> None:
    said = "nudge_after: a nudge while they may still be writing, expected at least 10m"
    assert warned_in_script("nudge_after: 20h", f"nudge_after: {after}") == ([said] if is_told else [])
