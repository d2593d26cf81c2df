"""What single updates were worth: the score just after them less the score without them, at the same instant."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from scoring.engine import replay, score_at
from scoring.history import Item, order_key
from scoring.model import Model
from storage import histories
from storage.statements import Transaction


def item_prefix(update_id: int) -> str:
    """Return how the ids of all facts and signals of an update begin; ids sort in the order they are given."""
    return f"u{update_id:013d}."


def weigh_updates(tx: Transaction, lead_id: int, update_ids: Collection[int], *, model: Model) -> dict[int, float]:
    """Return the points that each of these updates brought when it came; of one that brought nothing, none.

    What fades with time, or another update takes away, is no matter of its.
    """
    history = sorted(histories.history(tx, lead_id), key=order_key)
    wanted = {item_prefix(update_id): update_id for update_id in update_ids}
    items: dict[int, list[Item]] = defaultdict(list)
    for item in history:
        update_id = wanted.get(item.id.partition(".")[0] + ".")
        if update_id is not None:
            items[update_id].append(item)
    return {update_id: _worth(history, brought, model) for update_id, brought in items.items()}


def _worth(history: list[Item], brought: list[Item], model: Model) -> float:
    first, last = order_key(brought[0]), order_key(brought[-1])
    before = [item for item in history if order_key(item) < first]
    after = [item for item in history if order_key(item) <= last]
    return _score(after, model, brought[-1].at) - _score(before, model, brought[-1].at)


def _score(history: list[Item], model: Model, at: datetime) -> float:
    return score_at(model, replay(model, history, at).standing, at).score
