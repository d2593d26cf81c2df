"""What goes next to other systems: in order per lead, nobody waiting for another, a dead receiver left alone."""

from hypothesis import given
from hypothesis import strategies as st

from bot.workers.receiver_queue import (
    FAILING_FROM,
    FIRST_PAUSE,
    LONGEST_HOLD,
    LONGEST_PAUSE,
    MOST_AT_ONCE,
    Parcel,
    ReceiverQueue,
)


def _queue(*told: tuple[str, str]) -> ReceiverQueue:
    """Return a queue in which these wait: receiver and lead, in this order, numbered from 1."""
    queue = ReceiverQueue()
    for number, (receiver, about) in enumerate(told, start=1):
        queue.add(Parcel(number, receiver, about))
    return queue


def _ids(parcels: list[Parcel]) -> list[int]:
    return [parcel.id for parcel in parcels]


def test_of_one_lead_the_next_event_waits_for_the_one_before() -> None:
    queue = _queue(("crm", "a"), ("crm", "a"), ("crm", "b"))
    first = queue.choose(0).parcels
    assert _ids(first) == [1, 3]
    assert queue.choose(0).parcels == []
    queue.arrived(first[0])
    assert _ids(queue.choose(0).parcels) == [2]


def test_no_more_than_four_go_to_one_receiver_at_once_and_others_do_not_wait_for_them() -> None:
    queue = _queue(*(("crm", str(lead)) for lead in range(9)), ("shop", "0"))
    assert _ids(queue.choose(0).parcels) == [1, 2, 3, 4, 10]
    assert MOST_AT_ONCE == 4


def test_an_event_that_its_receiver_cannot_take_holds_up_its_own_lead_only() -> None:
    queue = _queue(("crm", "a"), ("crm", "a"), ("crm", "b"))
    poison, good = queue.choose(0).parcels
    pause = queue.failed(poison, 0)
    assert pause == FIRST_PAUSE
    queue.arrived(good)
    queue.add(Parcel(4, "crm", "c"))
    assert _ids(queue.choose(0).parcels)[-1] == 4


def test_a_receiver_that_is_down_is_tried_by_one_delivery_now_and_then() -> None:
    queue = _queue(*(("crm", str(lead)) for lead in range(100)))
    now, tried = 0.0, 0
    while now < 3600:
        choice = queue.choose(now)
        tried += len(choice.parcels)
        for parcel in choice.parcels:
            queue.failed(parcel, now)
        assert choice.look_again_at > now or choice.parcels
        now = max(now + 1, queue.choose(now).look_again_at)
    assert MOST_AT_ONCE < tried < 30
    probe = queue.choose(now + LONGEST_HOLD).parcels
    assert len(probe) == 1
    queue.arrived(probe[0])
    assert len(queue.choose(now + LONGEST_HOLD).parcels) == MOST_AT_ONCE


def test_when_all_have_failed_one_of_them_is_tried_after_the_hold_not_after_its_own_pause() -> None:
    queue = _queue(*(("crm", str(lead)) for lead in range(FAILING_FROM)))
    for parcel in queue.choose(0).parcels:
        parcel.tries = 20
        queue.failed(parcel, 0)
    held = queue.choose(0).look_again_at
    assert held <= LONGEST_HOLD < LONGEST_PAUSE
    assert len(queue.choose(held).parcels) == 1


def test_what_a_receiver_asks_for_is_kept_by_all_that_goes_there() -> None:
    queue = _queue(("crm", "a"), ("crm", "b"))
    first, second = queue.choose(0).parcels
    queue.failed(first, 0, retry_after=90)
    queue.arrived(second)
    queue.add(Parcel(3, "crm", "c"))
    # The answer to what was under way says that it is there again.
    assert _ids(queue.choose(0).parcels) == [1, 3]
    queue = _queue(("crm", "a"), ("crm", "b"))
    first, second = queue.choose(0).parcels
    for parcel in (first, second):
        queue.failed(parcel, 0, retry_after=90)
    assert queue.choose(89).parcels == []
    assert len(queue.choose(90).parcels) == 1


_DEEDS = st.lists(st.tuples(st.sampled_from(("crm", "shop")), st.sampled_from("abc")), min_size=1, max_size=30)


@given(_DEEDS, st.data())
def test_whatever_happens_everything_arrives_once_and_in_order_per_lead_and_receiver(
    told: list[tuple[str, str]], data: st.DataObject
) -> None:
    queue, now, arrived = _queue(*told), 0.0, []
    under_way: list[Parcel] = []
    for step in range(2000):
        choice = queue.choose(now)
        under_way += choice.parcels
        lanes = [(parcel.receiver, parcel.about) for parcel in under_way]
        assert len(lanes) == len(set(lanes))
        if not under_way:
            if not len(queue):
                break
            assert choice.look_again_at < float("inf"), "something waits and nobody would look again"
            now = choice.look_again_at
            continue
        parcel = under_way.pop(data.draw(st.integers(0, len(under_way) - 1)))
        if step < 60 and data.draw(st.booleans()):
            queue.failed(parcel, now)
        else:
            queue.arrived(parcel)
            arrived.append(parcel.id)
    assert sorted(arrived) == list(range(1, len(told) + 1))
    for lane in set(told):
        of_lane = [number for number in arrived if told[number - 1] == lane]
        assert of_lane == sorted(of_lane)
