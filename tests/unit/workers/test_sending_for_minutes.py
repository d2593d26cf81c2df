"""Sending for minutes on end, in no time, to a messenger that enforces Telegram's limits: who waits how long."""

import random

import pytest

from bot.usecases.delivery.worth import Worth
from tests.unit.workers.virtual_minutes import GROUP, MOVED, VirtualMinutes, quantile


def test_of_2000_who_press_start_within_20_seconds_the_last_waits_no_longer_than_telegram_forces() -> None:
    """30 a second force 46.7 seconds upon the last."""
    minutes = VirtualMinutes()
    starts = [minutes.owe(number, Worth.FIRST_REPLY, at=number / 100) for number in range(1, 2001)]
    minutes.run()
    assert minutes.delays_of(starts)[-1] <= 48.5
    assert len(minutes.messenger.refused) <= 20


def test_25_messages_a_second_half_of_them_taps_are_answered_within_two_seconds_for_five_minutes() -> None:
    minutes, dice, at = VirtualMinutes(), random.Random(1), 0.0
    replies, taps = [], []
    while at < 300:
        at += dice.expovariate(25)
        chat = dice.randrange(1, 2000)
        if dice.random() < 0.5:
            taps.append(minutes.owe(chat, Worth.TAP, at=at))
            minutes.owe(chat, Worth.TIDY, at=at, is_edit=True)
        replies.append(minutes.owe(chat, Worth.FIRST_REPLY, at=at))
    minutes.run()
    assert quantile(minutes.delays_of(replies), 0.99) <= 2.0
    assert minutes.delays_of(taps)[-1] <= 0.5


def test_on_a_machine_that_stops_for_up_to_half_a_second_few_of_25_messages_a_second_are_refused() -> None:
    """What left meanwhile arrives together: without being wary after a refusal it is 63 of 1,477, and the p99 1.5 s."""
    minutes, dice, at = VirtualMinutes(), random.Random(1), 0.0

    def until_it_goes_on(_dice: random.Random) -> float:
        second = random.Random(int(minutes.now))
        stops, goes_on = sorted(int(minutes.now) + second.random() / 2 for _ in range(2))
        return 2 * (goes_on - minutes.now) if stops <= minutes.now < goes_on else 0.06

    minutes.latency = until_it_goes_on
    replies = []
    while at < 60:
        at += dice.expovariate(25)
        replies.append(minutes.owe(dice.randrange(1, 2000), Worth.FIRST_REPLY, at=at))
    minutes.run()
    assert len(minutes.messenger.refused) <= 20
    assert quantile(minutes.delays_of(replies), 0.99) <= 1.0


def test_a_hundred_alerts_within_a_minute_all_arrive_and_none_is_refused() -> None:
    minutes = VirtualMinutes(latency=lambda dice: dice.choice([0.05, 0.3, 2.0]))
    alerts = [minutes.owe(GROUP, Worth.ALERT, at=0.6 * number, about=f"handoff:{number}") for number in range(100)]
    minutes.run()
    assert len(minutes.delays_of(alerts)) == 100
    assert minutes.messenger.refused == []
    assert minutes.now - minutes.began <= 340


def test_a_reply_reaches_its_prospect_within_a_second_while_a_hundred_alerts_come_into_the_group() -> None:
    minutes, dice = VirtualMinutes(latency=lambda dice: dice.choice([0.05, 0.1, 0.3])), random.Random(8)
    alerts = [minutes.owe(GROUP, Worth.ALERT, at=0.6 * number, about=f"handoff:{number}") for number in range(100)]
    replies = []
    for number in range(120):
        chat, at = 1 + number % 40, number / 2 + dice.random() / 4
        replies.append(minutes.owe(chat, Worth.PROMISE, at=at, about=f"reply:{GROUP}:{number}"))
        minutes.owe(GROUP, Worth.TAP, at=at + 0.4)
    minutes.run()
    assert minutes.delays_of(replies)[-1] <= 1.0
    assert len(minutes.delays_of(alerts)) == 100
    assert minutes.messenger.refused == []


def test_a_claim_shows_on_its_card_within_four_seconds_whatever_else_goes_to_the_group() -> None:
    minutes, dice = VirtualMinutes(), random.Random(3)
    for number in range(400):
        worth = dice.choice([Worth.ALERT, Worth.EDIT, Worth.HELP, Worth.BULK])
        minutes.owe(GROUP, worth, at=number / 2, about=f"handoff:{9000 + number}")
    claims = [
        minutes.owe(GROUP, Worth.CLAIM, at=7 * number + dice.random(), about=f"handoff:{number}", is_edit=True)
        for number in range(25)
    ]
    minutes.run(seconds=220)
    assert minutes.delays_of(claims)[-1] <= 4.0
    assert minutes.messenger.refused == []


@pytest.mark.parametrize("at_once", [1, 2, 5, 19])
def test_of_alerts_behind_fifty_edits_one_leaves_every_four_seconds(at_once: int) -> None:
    minutes = VirtualMinutes()
    for number in range(50):
        minutes.owe(GROUP, Worth.EDIT, about=f"handoff:{number}", is_edit=True)
    alerts = [minutes.owe(GROUP, Worth.ALERT, at=45, about=f"handoff:{100 + number}") for number in range(at_once)]
    minutes.run()
    for place, delay in enumerate(minutes.delays_of(alerts)):
        assert delay <= 4.0 * max(1, place)
    assert minutes.messenger.refused == []


def test_an_alert_while_150_others_send_20_messages_each_waits_less_than_a_second() -> None:
    minutes = VirtualMinutes()
    for person in range(1, 151):
        for message in range(20):
            minutes.owe(person, Worth.FIRST_REPLY, at=message / 4)
    alerts = [minutes.owe(GROUP, Worth.ALERT, at=1 + 3.9 * n, about=f"handoff:{n}") for n in range(20)]
    minutes.run()
    assert minutes.delays_of(alerts)[-1] <= 1.0


def test_5000_messages_of_one_person_get_a_few_answers_and_cost_others_nothing() -> None:
    minutes = VirtualMinutes()
    flood = [minutes.owe(1, Worth.FIRST_REPLY, at=number / 80) for number in range(5000)]
    others = [minutes.owe(10 + number, Worth.FIRST_REPLY, at=number / 2) for number in range(100)]
    minutes.run()
    answered = [row for _, row in minutes.messenger.arrived if row.chat_id == 1]
    assert 2 <= len(answered) <= 20
    assert answered[-1] is flood[-1]
    assert minutes.delays_of(others)[-1] <= 0.5


def test_3000_nudges_at_once_all_go_out_in_what_conversations_leave() -> None:
    minutes = VirtualMinutes()
    nudges = [minutes.owe(chat, Worth.BULK) for chat in range(1, 3001)]
    replies = [minutes.owe(10_000 + number, Worth.FIRST_REPLY, at=number / 8) for number in range(900)]
    minutes.run()
    assert minutes.delays_of(replies)[-1] <= 0.5
    assert minutes.delays_of(nudges)[-1] <= 300


def test_cards_of_200_leads_who_cooled_never_keep_an_alert_waiting() -> None:
    minutes = VirtualMinutes()
    for number in range(200):
        minutes.owe(GROUP, Worth.BULK, about=f"handoff:{number}", is_edit=True)
    alerts = [minutes.owe(GROUP, Worth.ALERT, at=2 + 7 * n, about=f"handoff:{9000 + n}") for n in range(40)]
    minutes.run()
    assert minutes.delays_of(alerts)[-1] <= 4.0
    assert minutes.messenger.refused == []


def test_a_group_that_moves_in_the_midst_of_a_burst_keeps_one_limit_and_one_order() -> None:
    minutes = VirtualMinutes()
    alerts = [minutes.owe(GROUP, Worth.ALERT, at=n / 10, about=f"handoff:{n}") for n in range(12)]
    minutes.at(5, lambda: minutes.waiting.move(GROUP, MOVED))
    alerts += [minutes.owe(MOVED, Worth.ALERT, at=5 + n, about=f"handoff:{100 + n}") for n in range(12)]
    claim = minutes.owe(MOVED, Worth.CLAIM, at=20, about="handoff:0", is_edit=True)
    minutes.run()
    in_order = [row for _, row in minutes.messenger.arrived if row is not claim]
    assert in_order == sorted(in_order, key=lambda row: row.id)
    assert len(in_order) == len(alerts)
    assert minutes.delays[claim.id] <= 4.0
    sent_at = [at for at, _ in minutes.messenger.arrived]
    assert all(later - earlier > 60 for earlier, later in zip(sent_at, sent_at[20:], strict=False))


@pytest.mark.parametrize("seed", range(3))
def test_what_was_told_to_wait_has_used_up_nothing(seed: int) -> None:
    """Else the bot would wait for room that Telegram never took away: at one every six seconds, for minutes."""
    minutes = VirtualMinutes(dice=random.Random(seed), fault=lambda dice: "too many" if dice.random() < 0.4 else None)
    alerts = [minutes.owe(GROUP, Worth.ALERT, at=6.0 * n, about=f"handoff:{n}") for n in range(300)]
    minutes.run()
    waited = [minutes.delays[alert.id] - minutes.told_to_wait[alert.id] for alert in alerts]
    assert quantile(waited, 0.99) <= 8.0
    assert minutes.messenger.refused == []


@pytest.mark.parametrize("fault", ["page", "cut", "hangs"])
def test_after_minutes_without_any_answer_all_that_waits_goes_within_the_limits(fault: str) -> None:
    minutes = VirtualMinutes()
    minutes.fault = lambda _dice: fault if minutes.now - minutes.began < 180 else None
    alerts = [minutes.owe(GROUP, Worth.ALERT, at=10.0 * n, about=f"handoff:{n}") for n in range(10)]
    replies = [minutes.owe(1 + n, Worth.FIRST_REPLY, at=n / 2) for n in range(200)]
    minutes.run()
    tried_in_vain = sum(minutes.tries.values()) - len(alerts) - len(replies)
    assert tried_in_vain < 100
    ended = {row.id: at - minutes.began - 180 for at, row in minutes.messenger.arrived}
    assert ended[alerts[0].id] <= 16
    assert max(ended[row.id] for row in alerts) <= 16 + 4 * len(alerts)
    assert max(ended[row.id] for row in replies) <= 16 + len(replies) / 25
    assert minutes.messenger.refused == []


@pytest.mark.parametrize("told", [5.0, 30.0, 120.0])
def test_where_the_whole_bot_is_told_to_wait_all_that_waits_goes_soon_after(told: float) -> None:
    minutes = VirtualMinutes()
    minutes.fault = lambda _dice: "too many" if minutes.now - minutes.began < told else None
    minutes.wait = lambda _dice: told - (minutes.now - minutes.began)
    alerts = [minutes.owe(GROUP, Worth.ALERT, at=n / 4, about=f"handoff:{n}") for n in range(5)]
    replies = [minutes.owe(1 + n, Worth.FIRST_REPLY, at=n / 100) for n in range(200)]
    minutes.run()
    ended = {row.id: at - minutes.began - told for at, row in minutes.messenger.arrived}
    assert max(ended[row.id] for row in alerts) <= 4.0
    assert max(ended[row.id] for row in replies) <= 8.0
    assert minutes.messenger.refused == []


def _a_bad_day(dice: random.Random) -> str | None:
    """15 % are told to wait, 5 % are answered by a page, 5 % cut off, 5 % hang."""
    return dice.choices(["too many", "page", "cut", "hangs", None], [15, 5, 5, 5, 70])[0]


@pytest.mark.parametrize("every", [8.0, 11.0, 20.0])
def test_on_a_bad_day_alerts_arrive_within_eight_seconds_beside_what_they_were_told_to_wait(every: float) -> None:
    minutes = VirtualMinutes(fault=_a_bad_day)
    alerts = [minutes.owe(GROUP, Worth.ALERT, at=every * n, about=f"handoff:{n}") for n in range(2000)]
    for number in range(4000):
        minutes.owe(1 + number % 300, Worth.FIRST_REPLY, at=every / 2 * number)
    minutes.run()
    waited = [minutes.delays[alert.id] - minutes.told_to_wait[alert.id] for alert in alerts]
    assert quantile(waited, 0.99) <= 8.0
    assert minutes.messenger.refused == []
