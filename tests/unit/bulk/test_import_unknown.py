"""What an import says of names that nobody here knows, and of values that are none of a question's options."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime

from bot.bulk.import_unknown import MOST_NAMES, Known, Met, Unknown, in_words, known_to, unknown
from bot.usecases.take_in import Row
from scoring.signals import Fact, Signal
from scoring.values import Value
from tests.builders import shipped

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def known() -> Known:
    playbooks = shipped()
    b2b = playbooks.audiences["b2b"].model
    return known_to(playbooks, [replace(b2b, imported=("orders",)), playbooks.audiences["b2c"].model])


def told(table: dict[str, Value], *items: tuple[str, Value] | str) -> list[Unknown]:
    """Return what is unknown of a row of a table, and of facts and signals of a history."""
    here, tables, histories = known(), Met(), Met()
    tables.add(Row(2, "q", undated=table), here.choices)
    for item in items:
        did = Signal("1", AT, item) if isinstance(item, str) else Fact("1", AT, *item)
        histories.add(Row(1, "q", (did,)), here.choices)
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
    assert told({"company_size": 37.5, "need": "a better phone"}, ("budget", "plenty"), ("company", "x" * 100)) == []


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
