"""`leadbot merge` and `leadbot forget`: what an operator does to a single lead."""

from bot.bulk.writing import writing
from bot.commands.published import load_files
from bot.errors import LeadbotError
from bot.settings import Settings
from bot.usecases.house import House
from bot.usecases.orders import FORGET, MERGE
from bot.usecases.publish_model import in_force
from storage import models
from storage.bulk import snapshot


async def merge(settings: Settings, kept: int, gone: int) -> None:
    """Unite two leads under the first one's number."""
    async with writing(settings.database_path, house=_house(settings)) as writer:
        told = await writer.perform(MERGE, {"kept": kept, "gone": gone})
    if not told["merged"]:
        raise LeadbotError(f"leads {kept} and {gone} are not two leads: `leadbot leads` lists them")
    print(f"Lead {gone} is part of lead {kept} now, whose history was folded anew. Nobody was called.")


async def forget(settings: Settings, lead: int) -> None:
    """Erase a lead with everything that is stored about them, sales cards included."""
    async with writing(settings.database_path, house=_house(settings)) as writer:
        told = await writer.perform(FORGET, {"lead": lead})
    if not told["forgotten"]:
        raise LeadbotError(f"there is no lead {lead}: `leadbot leads` lists them")
    print(f"Lead {lead} is erased. What sales had of them goes as soon as the bot runs.")


def _house(settings: Settings) -> House:
    if settings.sales_chat is None:
        raise LeadbotError("LEADBOT_SALES_CHAT: missing: the cards that sales has of a lead change with it")
    with snapshot(settings.database_path) as tx:
        playbooks = in_force(load_files(settings), models.publications(tx))
    return House(playbooks, settings.sales_chat, settings.sales_language, settings.timezone)
