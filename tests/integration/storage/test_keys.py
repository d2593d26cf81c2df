"""What other systems call leads: every key is found again, however many there are."""

from storage import keys
from tests.builders import CY, PIA, Office


async def test_all_keys_are_given_once_and_in_order_a_page_at_a_time(office: Office) -> None:
    await office.start()
    made = [(f"crm-{number:05}", 1) for number in range(keys.PAGE + 5)]
    await office.write(lambda tx: keys.add(tx, made))
    first, second = await office.write(lambda tx: [*keys.pages(tx)])
    assert [*first, *second] == [key for key, _ in made]
    assert (len(first), len(second)) == (keys.PAGE, 5)


async def test_keys_are_read_by_lead_for_a_range_of_leads(office: Office) -> None:
    for who in (CY, PIA):
        await office.start("", who)
    await office.start()
    await office.write(lambda tx: keys.add(tx, [("b", 1), ("a", 1), ("c", 3)]))
    assert await office.write(lambda tx: keys.of_leads(tx, [1, 2])) == {1: ["a", "b"]}
    assert await office.write(lambda tx: keys.of_leads(tx, [2, 3])) == {3: ["c"]}
