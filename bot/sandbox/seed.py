"""The cast of the demo: two prospects, two reps and their group, with ids that never change."""

from bot.sandbox.entities import Chat
from bot.sandbox.world import World

DEMO_TOKEN = "7000001:sandbox-demo-token-no-secret-at-all"
DEMO_BOT = "northwind_bot"
WEBSITE_KEYS = {"b2c": "lbb_demo_shop_no_secret_at_all", "b2b": "lbb_demo_company_no_secret_at_all"}
"""The keys that the demo's websites report by, as they stand in their pages."""
QUENTIN = 7_000_101
PIA = 7_000_102
BO = 7_000_201
CY = 7_000_202
SALES_GROUP = -1_002_000_000_001


def seed(world: World, *, token: str = DEMO_TOKEN, business: str = "Northwind") -> Chat:
    """Fill an empty world, with the bot of a business; return the sales group, whose id is SALES_GROUP."""
    world.add_bot(token, username=DEMO_BOT, first_name=business)
    world.add_person("Quentin", id=QUENTIN, last_name="Marsh", username="quentin", language_code="en")
    world.add_person("Pia", id=PIA, last_name="Laurent", username="pia_l", language_code="fr")
    bo = world.add_person("Bo", id=BO, last_name="Lind", username="bo_sells", language_code="en")
    cy = world.add_person("Cy", id=CY, last_name="Okafor", username="cy_sells", language_code="en")
    return world.add_group("Sales", [bo, cy], id=SALES_GROUP, supergroup=True)
