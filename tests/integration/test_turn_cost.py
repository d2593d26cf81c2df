"""What a durable turn may cost where no noise touches the figures; ``make bench`` measures the rest."""

from pathlib import Path

from tests.bench.both_places import MOST_WAITS, waits_of_turns
from tests.bench.counting import GOALS, MOST_CALLS, calls_of_turns, cost_of_turns
from tests.postgres import Server


async def test_with_32_chats_at_once_a_turn_takes_eight_statements_and_a_tenth_of_a_hop_and_of_a_sync(
    tmp_path: Path,
) -> None:
    cost = await cost_of_turns(tmp_path / "leadbot.db", chats=32, leads=64)
    assert cost.statements <= GOALS["statements"]
    assert cost.hops <= GOALS["hops"]
    assert cost.syncs <= GOALS["syncs"]


async def test_a_chat_alone_pays_for_its_own_commit_and_for_nothing_more(tmp_path: Path) -> None:
    cost = await cost_of_turns(tmp_path / "leadbot.db", chats=1, leads=2)
    assert cost.hops == 1
    assert cost.syncs == 1


async def test_a_turn_calls_no_more_functions_than_it_needs(tmp_path: Path) -> None:
    """What a turn takes of the processor is nothing but these calls: a stage that creeps in is seen here first."""
    assert await calls_of_turns(tmp_path / "leadbot.db", leads=4) <= MOST_CALLS


async def test_a_turn_waits_for_postgresql_twice_and_not_for_each_of_its_statements(postgres: Server) -> None:
    assert await waits_of_turns(postgres.migrated()) <= MOST_WAITS
