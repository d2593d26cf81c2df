"""A rep's command in the spellings in which it comes, also in reply to a card."""

import pytest

from bot.messages import Commanded
from bot.usecases.sales.spelled_commands import usual


@pytest.mark.parametrize(
    ("name", "argument", "card", "meant"),
    [
        ("claim", "1", None, ("claim", "1")),
        ("claim1", "", None, ("claim_1", "")),
        ("undo_1", "", None, ("reopen_1", "")),
        ("undo", "#1", None, ("reopen", "#1")),
        ("lost_1", "too dear", None, ("outcome", "1 lost too dear")),
        ("lost1", "", None, ("outcome", "1 lost")),
        ("won", "1 5k eur", None, ("outcome", "1 won 5k eur")),
        ("no_answer_1", "", None, ("outcome", "1 no_answer")),
        ("not_a_fit_1_spam", "", None, ("outcome", "1 not_a_fit spam")),
        ("meeting", "1", None, ("outcome", "1 meeting")),
        ("won", "", None, ("won", "")),
        ("lost", "found", None, ("lost", "found")),
        ("meet_1", "friday 9:00", None, ("meet_1", "friday 9:00")),
        ("claim", "", 12, ("claim", "12")),
        ("undo", "", 12, ("reopen", "12")),
        ("note", "decides in May", 12, ("note", "12 decides in May")),
        ("meet", "friday 9:00", 12, ("meet", "12 friday 9:00")),
        ("give", "Cy", 12, ("give", "12 Cy")),
        ("outcome", "won 5k", 12, ("outcome", "12 won 5k")),
        ("won", "5000", 12, ("outcome", "12 won 5000")),
        ("won", "12 5000", 12, ("outcome", "12 won 5000")),
        ("lost", "", 12, ("outcome", "12 lost")),
        ("claim", "1", 12, ("claim", "1")),
        ("claim_1", "", 12, ("claim_1", "")),
        ("why", "lead 7", 12, ("why", "lead 7")),
        ("find", "acme", 12, ("find", "acme")),
        ("away", "", 12, ("away", "")),
        ("stats", "30", 12, ("stats", "30")),
    ],
)
def test_a_command_means_what_a_rep_would_mean_by_it(
    name: str, argument: str, card: int | None, meant: tuple[str, str]
) -> None:
    made = usual(Commanded(name, argument, 1), card=card)
    assert (made.name, made.argument) == meant
