"""Folds everybody anew, beside everything else, where a new version of Leadbot scores the published rules differently.

Nobody is alerted by it. Whoever does something meanwhile is folded by that; what was interrupted goes on at the next
start.
"""

from collections.abc import Callable
from datetime import datetime

from bot import logs
from bot.in_force import InForce
from bot.orders.writing import OwnWriter
from bot.rules.dated_model import Rules
from bot.rules.refold_all import refold_everybody
from storage.errors import StorageError
from storage.publications import AT_UPGRADE, newest
from storage.store import Store


async def refold_after_upgrade(database: Store, in_force: InForce, *, now: Callable[[], datetime]) -> None:
    """Fold anew who stands under rules that were put in force by an upgrade; nothing to do is the usual case."""
    published = newest(in_force.published or ())
    audiences = in_force.setup.playbooks.audiences.items()
    rules = {
        name: Rules(playbook.model, playbook.model_since)
        for name, playbook in audiences
        if name in published and published[name].by == AT_UPGRADE
    }
    if not rules:
        return
    try:
        outcome = await refold_everybody(database.place, rules, OwnWriter(database, in_force.setup), now=now())
    except (StorageError, OSError, RuntimeError) as error:  # a process of the pool that died is a RuntimeError
        why = type(error).__name__
        logs.logger().warning("Leads are not folded anew yet: run leadbot rescore.", action="upgrade", error=why)
        return
    logs.logger().info("Leads are scored by the rules of this version.", action="upgrade", folded=outcome.folded)
