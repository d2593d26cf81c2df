"""What an import says of names that nobody here knows, and of values that are none of a question's options."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime

from bot.imports.cell_readings import RowContext
from bot.imports.import_history import Row
from bot.imports.unknown_names import MOST_NAMES, Known, Met, Unknown, in_words, known_to, unknown
from scoring.history import Fact, Signal
from scoring.rules import ByTest, ByValue, Condition, FitRule
from scoring.values import AtLeast, AtMost, OneOf, Present, Value
from tests.builders import shipped

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def known() -> Known:
    playbooks = shipped()
    b2b = playbooks.audiences["b2b"].model
    return known_to(playbooks, [replace(b2b, imported=("orders",)), playbooks.audiences["b2c"].model])


def told(table: dict[str, Value], *items: tuple[str, Value] | str) -> list[Unknown]:
    """Return what is unknown of a row of a table, and of facts and signals of a history."""
    here, tables, histories = known(), Met(), Met()
    reading = RowContext(AT, ("en",), choices=here.choices, numbers=here.numbers)
    tables.add(Row(2, "q", undated=table), reading)
    for item in items:
        did = Signal("1", AT, item) if isinstance(item, str) else Fact("1", AT, *item)
        histories.add(Row(1, "q", (did,)), reading)
    return unknown(tables, histories, here)


def test_what_a_question_asks_for_a_model_reads_or_names_as_imported_is_known() -> None:
    table: dict[str, Value] = {"audience": "b2b", "email": "ada@acme.com", "country": "SE", "orders": 3}
    assert told(table, ("company", "Acme"), "chat.started", "social.engaged") == [Unknown("column", "country", 1, None)]


def test_a_mistyped_name_is_told_with_the_one_that_was_probably_meant() -> None:
    found = told({"comapny_size": 12, "Created at": "x", "x1": 1}, ("rolle", "founder"), "demo.usde", "demo.usde")
    assert [str(one) for one in found] == [
        'signal "demo.usde", 2 times (did you mean "demo.used"?)',
        'column "Created at", once (did you mean "created_at"?)',
        'column "comapny_size", once (did you mean "company_size"?)',
        'column "x1", once',
        'fact "rolle", once (did you mean "role"?)',
    ]


def test_a_value_that_is_none_of_the_options_is_told_with_the_nearest_one() -> None:
    found = told({"role": "Fonder", "company_size": "small", "timeline": "now"}, ("role", "founder"), ("role", True))
    assert [str(one) for one in found] == [
        'company_size "small", once (did you mean 10?)',
        'role "Fonder", once (did you mean "founder"?)',
        "role true, once",
    ]


def test_numbers_where_options_stand_for_numbers_and_own_words_where_they_are_welcome_are_known() -> None:
    assert told({"company_size": 37.5, "need": "a better phone"}, ("budget", 20_000.5), ("company", "x" * 100)) == []


def test_amounts_that_are_no_numbers_are_counted_and_never_shown() -> None:
    found = told({"budget": "20 000", "company_size": "1,200"}, ("budget", "€20000"), ("company_size", 12), "demo.usde")
    assert found[:2] == [
        Unknown("number", None, 2, None, "budget"),
        Unknown("number", None, 1, None, "company_size"),
    ]
    assert [*in_words(found)] == [
        "These go in, but not as the numbers that were probably meant:",
        "  budget, 2 times no number (write 20000, without spaces, commas or currency)",
        "  company_size, once no number (write 20000, without spaces, commas or currency)",
        "Leadbot does not know these (they go in, but no question asks for them and no rule in force reads them):",
        '  signal "demo.usde", once (did you mean "demo.used"?)',
    ]


def test_phone_numbers_without_their_country_are_counted_before_names_however_rare() -> None:
    tables = Met(facts=Counter({"x": 9}))
    for _ in range(2):
        tables.merge(Met(nationals=Counter({"phone": 1}), no_numbers=Counter({"budget": 2})))
    assert [str(one) for one in unknown(tables, Met(), known())] == [
        "budget, 4 times no number (write 20000, without spaces, commas or currency)",
        "phone, 2 times without its country's number: kept as it is (write +46701234567, or name the country)",
        'column "x", 9 times',
    ]


def test_numbers_are_expected_where_a_question_or_a_rule_in_force_wants_nothing_else() -> None:
    playbooks = shipped()
    b2b = playbooks.audiences["b2b"].model
    rules = (
        FitRule("orders", ByTest(AtLeast(3), 5)),
        FitRule("plan", ByValue(((1, 5), ("vip", 9)))),
        FitRule("note", ByTest(Present(), 1)),
        FitRule("email", ByTest(AtLeast(3), 5)),
    )
    unfit = (Condition("age", AtMost(17)), Condition("banned", OneOf((True,))))
    assert known_to(playbooks, [b2b]).numbers == {"budget", "company_size"}
    assert known_to(playbooks, [replace(b2b, fit=rules, unfit=unfit)]).numbers == {
        "age",
        "budget",
        "orders",
    }


def test_of_what_may_be_somebodys_own_nothing_is_said_but_how_often() -> None:
    found = told({"role": "ada@acme.com"}, ("role", "+46 70 1234567"), ("role", 7))
    assert found == [Unknown("value", None, 3, None, "role")]
    assert str(found[0]) == "role with a number or an address, 3 times"


def test_a_value_that_a_rule_in_force_names_is_meant() -> None:
    playbooks = shipped()
    models = [playbook.model for playbook in playbooks.audiences.values()]
    named = {value for model in models for value in model.named_values("role")}
    assert all(known_to(playbooks, models).has("role", value) for value in named)
    assert not known_to(playbooks, models).has("role", "vip")


def test_nobody_reads_more_than_twenty_lines() -> None:
    found = [Unknown("column", f"c{n}", 1, None) for n in range(25)]
    lines = [*in_words(found)]
    assert lines[0].startswith("Leadbot does not know these")
    assert (len(lines), lines[-1]) == (22, "  ... and 5 others")
    assert len([*in_words(found[:20])]) == 21
    assert [*in_words([])] == []


def test_however_many_names_there_are_the_frequent_ones_are_kept_and_memory_stays_small() -> None:
    met = Met()
    met.merge(Met(signals=Counter({"often": 9})))
    for begin in range(0, 3 * MOST_NAMES, 1000):
        met.merge(Met(signals=Counter({f"s{n}": 1 for n in range(begin, begin + 1000)})))
    assert len(met.signals) == MOST_NAMES
    assert met.signals["often"] == 9


def test_fields_that_rules_compare_with_texts_hold_texts_unless_a_question_says_what_they_hold() -> None:
    playbooks = shipped()
    b2b = playbooks.audiences["b2b"].model
    rules = (
        FitRule("zip", ByTest(OneOf(("12345", "01234")), 30)),
        FitRule("member", ByValue((("true", 3),))),
        FitRule("plan", ByValue(((1, 5), ("vip", 9)))),
        FitRule("orders", ByTest(AtLeast(3), 5)),
    )
    assert known_to(playbooks, [replace(b2b, fit=(*b2b.fit, *rules))]).texts == {"zip", "member", "plan"}
