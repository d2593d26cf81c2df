"""What goes next: by worth, then by age, in order per address; floods and what only tidies cost nobody anything."""

import sys

import pytest

from bot.usecases.delivery.worth import Worth
from bot.workers.lanes import MOST_REPLIES, Row
from bot.workers.rate_limits import Pace
from bot.workers.send_queue import MOST_TAPS_UNDER_WAY, MOST_UNDER_WAY, TIDY_SECONDS, Waiting

SALES, MOVED, PIA, QUENTIN = -1001000, -1002000, 502, 501


class Queue:
    """What waits, with messages made as they come; an hour passes in no time."""

    def __init__(self) -> None:
        self.waiting = Waiting(Pace(), is_wide=lambda chat_id: chat_id < 0)
        self.now = 0.0
        self.rows: list[Row] = []

    def owe(
        self, chat_id: int, worth: Worth, *, about: str | None = None, is_edit: bool = False, after: float = 0.0
    ) -> Row:
        number = len(self.rows) + 1
        row = Row(number, chat_id, worth, is_edit=is_edit, about=about, since=self.now, not_before=self.now + after)
        self.rows.append(row)
        self.waiting.add([row], self.now)
        return row

    def choose(self, after: float = 0.0) -> list[Row]:
        self.now += after
        return self.waiting.choose(self.now).rows

    def all_in_order(self) -> list[Row]:
        """Let everything arrive, one choice after the other, and return it in the order in which it left."""
        left: list[Row] = []
        while len(self.waiting):
            for row in self.choose(after=4.0):
                left.append(row)
                self.waiting.arrived(row, self.now)
        return left


@pytest.fixture
def queue() -> Queue:
    return Queue()


def test_the_replies_to_one_person_leave_one_by_one_in_the_order_in_which_they_were_owed(queue: Queue) -> None:
    rows = [queue.owe(PIA, worth) for worth in (Worth.FIRST_REPLY, Worth.REPLY, Worth.FIRST_REPLY, Worth.REPLY)]
    assert queue.choose() == rows[:1]
    assert queue.choose(after=9) == []
    queue.waiting.arrived(rows[0], queue.now)
    assert queue.all_in_order() == rows[1:]


def test_who_waits_for_a_first_reply_goes_before_who_gets_a_second_message(queue: Queue) -> None:
    second = [queue.owe(chat, Worth.REPLY) for chat in range(1, 31)]
    first = queue.owe(QUENTIN, Worth.FIRST_REPLY)
    assert queue.choose()[:3] == [first, *second[:2]]


def test_in_the_sales_chat_the_worthiest_goes_first_whenever_it_came(queue: Queue) -> None:
    worths = [Worth.BULK, Worth.HELP, Worth.EDIT, Worth.REP_ANSWER, Worth.ALERT, Worth.CLAIM]
    rows = {w: queue.owe(SALES, w, about=f"handoff:{w:d}", is_edit=w in (Worth.EDIT, Worth.CLAIM)) for w in worths}
    assert queue.all_in_order() == [rows[worth] for worth in sorted(worths)]


def test_an_edit_never_overtakes_the_sending_of_its_own_card(queue: Queue) -> None:
    card = queue.owe(SALES, Worth.ALERT, about="handoff:1")
    claim = queue.owe(SALES, Worth.CLAIM, about="handoff:1", is_edit=True)
    assert queue.choose() == [card]
    assert queue.choose(after=9) == []
    queue.waiting.again(card, queue.now, pause=5)
    assert queue.choose() == []
    assert queue.choose(after=5) == [card]
    queue.waiting.arrived(card, queue.now)
    assert queue.choose() == [claim]


def test_words_about_a_lead_wait_for_its_card_and_not_for_other_cards(queue: Queue) -> None:
    card = queue.owe(SALES, Worth.ALERT, about="handoff:1")
    words = queue.owe(SALES, Worth.ALERT, about="words:1")
    other = queue.owe(SALES, Worth.ALERT, about="handoff:2")
    assert queue.choose() == [card, other]
    queue.waiting.arrived(card, queue.now)
    assert queue.choose() == [words]


def test_an_alert_that_is_tried_again_lets_the_others_go(queue: Queue) -> None:
    bad, good = (queue.owe(SALES, Worth.ALERT, about=f"handoff:{number}") for number in (1, 2))
    assert queue.choose() == [bad, good]
    queue.waiting.again(bad, queue.now, pause=60)
    new = queue.owe(SALES, Worth.ALERT, about="handoff:3")
    assert queue.choose(after=5) == [new]
    assert queue.choose(after=60) == [bad]


@pytest.mark.parametrize("hanging", [1, 3, 4])
def test_a_claim_shows_on_its_card_while_other_calls_to_the_group_hang(queue: Queue, hanging: int) -> None:
    for number in range(hanging):
        queue.owe(SALES, Worth.ALERT, about=f"handoff:{number}")
    assert len(queue.choose()) == hanging
    alerts = [queue.owe(SALES, Worth.ALERT, about=f"handoff:{10 + number}") for number in range(9)]
    claims = [queue.owe(SALES, Worth.CLAIM, about=f"handoff:{20 + number}", is_edit=True) for number in range(2)]
    left = queue.choose(after=3)
    assert left[:2] == claims
    assert [row for row in left[2:] if row not in alerts] == []


def test_more_claims_than_may_be_under_way_beside_alerts_wait_for_one_of_them(queue: Queue) -> None:
    hang = [queue.owe(SALES, Worth.CLAIM, about=f"handoff:{number}", is_edit=True) for number in range(9)]
    assert queue.choose() == hang[:6]
    queue.waiting.arrived(hang[3], queue.now)
    assert queue.choose() == hang[6:7]


def test_what_waits_for_a_group_that_moves_goes_on_where_it_is_now(queue: Queue) -> None:
    under_way, put_off = (queue.owe(SALES, Worth.ALERT, about=f"handoff:{number}") for number in (1, 2))
    assert queue.choose() == [under_way, put_off]
    queue.waiting.again(put_off, queue.now, pause=5)
    waits = queue.owe(SALES, Worth.CLAIM, about="handoff:1", is_edit=True)
    queue.waiting.hold(SALES, queue.now + 500)
    queue.waiting.move(SALES, MOVED)
    new = queue.owe(MOVED, Worth.CLAIM, about="handoff:2", is_edit=True)
    assert queue.choose() == [], "both edits wait for the sending of their own card"
    queue.waiting.arrived(under_way, queue.now)
    assert queue.choose() == [waits]
    assert queue.choose(after=5) == [put_off]
    queue.waiting.arrived(put_off, queue.now)
    assert queue.choose() == [new]
    assert {row.chat_id for row in queue.rows} == {MOVED}


def test_a_reply_that_is_tried_again_keeps_its_place_and_those_behind_it_wait(queue: Queue) -> None:
    first, second = queue.owe(PIA, Worth.FIRST_REPLY), queue.owe(PIA, Worth.REPLY)
    assert queue.choose() == [first]
    queue.waiting.again(first, queue.now, pause=7)
    assert queue.choose(after=6) == []
    assert queue.choose(after=1) == [first]
    queue.waiting.arrived(first, queue.now)
    assert queue.choose() == [second]


def test_what_cannot_be_read_is_put_off_and_nothing_waits_for_it(queue: Queue) -> None:
    broken, next_one = queue.owe(PIA, Worth.FIRST_REPLY), queue.owe(PIA, Worth.FIRST_REPLY)
    assert queue.choose() == [broken]
    queue.waiting.again(broken, queue.now, pause=300, in_order=False)
    assert queue.choose() == [next_one]
    queue.waiting.arrived(next_one, queue.now)
    assert queue.choose(after=300) == [broken]


def test_what_is_owed_for_later_waits_for_its_instant_and_holds_nothing_up(queue: Queue) -> None:
    for chat in (PIA, SALES):
        later, now = queue.owe(chat, Worth.BULK, after=60), queue.owe(chat, Worth.BULK)
        assert queue.choose() == [now]
        assert queue.waiting.choose(queue.now).look_again_at == queue.now + 60
        queue.waiting.arrived(now, queue.now)
        assert queue.choose(after=60) == [later]
        queue.waiting.arrived(later, queue.now)


def test_answers_to_taps_wait_for_nobody(queue: Queue) -> None:
    for chat in range(1, MOST_UNDER_WAY + 200):
        queue.owe(chat, Worth.FIRST_REPLY)
    queue.waiting.hold(PIA, 1000.0)
    queue.choose()
    taps = [queue.owe(PIA, Worth.TAP) for _ in range(MOST_TAPS_UNDER_WAY + 10)]
    assert queue.choose()[: len(taps)] == taps[:MOST_TAPS_UNDER_WAY]
    for tap in taps[:10]:
        queue.waiting.arrived(tap, queue.now)
    assert [row for row in queue.choose() if row.worth is Worth.TAP] == taps[MOST_TAPS_UNDER_WAY:]


def test_of_a_flood_only_the_replies_to_the_last_message_are_sent(queue: Queue) -> None:
    promise = queue.owe(PIA, Worth.PROMISE)
    for _ in range(1000):
        queue.owe(PIA, Worth.FIRST_REPLY)
        queue.owe(PIA, Worth.REPLY)
    last = queue.rows[-2:]
    assert queue.all_in_order() == [promise, *last]


def test_a_few_replies_are_all_sent(queue: Queue) -> None:
    rows = [queue.owe(PIA, Worth.FIRST_REPLY) for _ in range(MOST_REPLIES)]
    assert queue.all_in_order() == rows


def test_alerts_and_edits_for_sales_are_never_left_out_however_many_wait(queue: Queue) -> None:
    rows = [queue.owe(SALES, Worth.FIRST_REPLY, about=f"handoff:{number}") for number in range(50)]
    assert len(queue.all_in_order()) == len(rows)


def test_an_edit_that_only_tidies_is_left_out_if_there_is_no_room_for_it_soon(queue: Queue) -> None:
    queue.waiting.hold(PIA, 1000.0)
    tidy = queue.owe(PIA, Worth.TIDY, is_edit=True)
    reply = queue.owe(PIA, Worth.FIRST_REPLY)
    assert queue.waiting.choose(TIDY_SECONDS - 1).left_out == []
    choice = queue.waiting.choose(TIDY_SECONDS)
    assert choice.left_out == [tidy]
    assert queue.waiting.choose(1001.0).rows == [reply]


def test_what_was_withdrawn_gives_its_place_to_the_next(queue: Queue) -> None:
    erased, reply = queue.owe(PIA, Worth.FIRST_REPLY), queue.owe(PIA, Worth.FIRST_REPLY)
    assert queue.choose() == [erased]
    queue.waiting.settled(erased, queue.now)
    assert queue.choose() == [reply]


def test_the_same_message_read_twice_is_sent_once(queue: Queue) -> None:
    row = queue.owe(PIA, Worth.FIRST_REPLY)
    queue.waiting.add([row], queue.now)
    assert queue.choose() == [row]
    queue.waiting.arrived(row, queue.now)
    assert queue.choose(after=10) == []


def test_where_nothing_answers_one_message_is_tried_for_all_and_the_first_answer_lets_them_go(queue: Queue) -> None:
    for chat in range(1, 10_001):
        queue.owe(chat, Worth.FIRST_REPLY)
    tried = 0
    while queue.now < 600:
        for row in queue.choose(after=0.25):
            tried += 1
            queue.waiting.unanswered(row, queue.now)
            queue.waiting.again(row, queue.now, pause=60.0)
    assert tried < 250
    trial: list[Row] = []
    while not trial:
        trial = queue.choose(after=0.25)
    assert len(trial) == 1
    queue.waiting.arrived(trial[0], queue.now)
    assert len(queue.choose(after=1.0)) > 1


def test_while_one_message_is_tried_for_all_nothing_is_looked_for(queue: Queue) -> None:
    """A trial may hang for many seconds: the bot must not spin meanwhile."""
    for chat in range(1, 31):
        queue.owe(chat, Worth.FIRST_REPLY)
    for _ in range(10):
        for row in queue.choose(after=0.1):
            queue.waiting.unanswered(row, queue.now)
            queue.waiting.again(row, queue.now, pause=5.0)
    trial: list[Row] = []
    while not trial:
        trial = queue.choose(after=0.5)
    for seconds in (0.0, 0.1, 1.0, 10.0):
        queue.now += seconds
        choice = queue.waiting.choose(queue.now)
        assert choice.rows == []
        assert choice.look_again_at > queue.now
    queue.waiting.unanswered(trial[0], queue.now)
    queue.waiting.again(trial[0], queue.now, pause=0.1)
    assert queue.waiting.choose(queue.now).look_again_at > queue.now


def test_one_chat_whose_messages_make_the_server_stumble_is_no_outage(queue: Queue) -> None:
    bad = queue.owe(PIA, Worth.FIRST_REPLY)
    for _ in range(50):
        if queue.choose(after=1.0) == [bad]:
            queue.waiting.unanswered(bad, queue.now)
            queue.waiting.again(bad, queue.now, pause=1.0)
    others = [queue.owe(chat, Worth.FIRST_REPLY) for chat in (1, 2, 3)]
    assert set(others) <= set(queue.choose())


def test_a_lane_of_very_many_makes_no_choice_slow(queue: Queue) -> None:
    """Counted in calls of functions: each choice looks at a few messages, however many wait in one lane."""
    queue.waiting.hold(PIA, 1e9)
    queue.waiting.hold(SALES, 1e9)
    for number in range(30_000):
        queue.owe(PIA, Worth.PROMISE)
        queue.owe(SALES, Worth.ALERT, about=f"handoff:{number}")
    while queue.choose():
        """Nothing can leave, but what is noted about each message is worked off."""
    calls = 0

    def count(*_: object) -> None:
        nonlocal calls
        calls += 1

    reply = queue.owe(QUENTIN, Worth.FIRST_REPLY)
    sys.setprofile(count)
    try:
        chosen = queue.choose()
    finally:
        sys.setprofile(None)
    assert chosen == [reply]
    assert calls < 1000
