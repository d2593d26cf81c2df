"""When sales hears of a lead, and when it does not."""

from bot.messages import Act, Commanded, Tap, Tapped
from storage import handoffs
from tests.builders import PIA, QUENTIN, SALES, Office, answer, quentin_is_lukewarm
from tests.sales_chat import drawn_card


async def test_a_company_rings_at_lukewarm_in_mid_conversation(office: Office) -> None:
    await quentin_is_lukewarm(office)
    (alert,) = office.alerts()
    assert "#1 " in alert.html
    assert "LUKEWARM" in alert.html
    assert "Why now: " in alert.html
    assert "Came via <i>spring</i>" in alert.html
    assert "still answering" in alert.html
    assert alert.labels == ["Claim", "Not a fit", "Chat", "Why?"]
    assert (await office.chat()).lead.tier == "lukewarm"


async def test_a_person_rings_only_when_hot(office: Office) -> None:
    await office.start("b2c", PIA)
    for field, option in (("use", "road"), ("style", "bold"), ("timing", "now")):
        await office.tap(field, option, PIA)
    assert (await office.chat(PIA)).lead.tier == "lukewarm"
    assert office.alerts() == []
    office.pass_time(days=1)
    await office.signal("cart.added", who=PIA)
    assert (await office.chat(PIA)).lead.tier == "hot"
    assert len(office.alerts()) == 1


async def test_a_lead_that_gets_hotter_in_the_hands_of_sales_rings_no_second_time(office: Office) -> None:
    await quentin_is_lukewarm(office)
    for name in ("demo.used", "info.requested"):
        await office.signal(name)
    assert (await office.chat()).lead.tier == "hot"
    assert len(office.alerts()) == 1
    assert "HOT" in drawn_card(office).html


async def test_whoever_asks_for_a_person_gets_one_whatever_the_tier(office: Office) -> None:
    await office.start("b2b")
    await office.tap("role", "student")
    assert (await office.chat()).lead.tier == "unfit"
    await office.turn(Commanded("human", "", 1))
    (alert,) = office.alerts()
    assert "Asked for a person" in alert.html


async def test_a_person_is_called_before_anything_is_known(office: Office) -> None:
    await office.turn(Commanded("human", "", 1))
    assert len(office.alerts()) == 1


async def test_asking_twice_for_a_person_opens_one_handoff(office: Office) -> None:
    for _ in range(3):
        await office.turn(Commanded("human", "", 1))
    assert len(office.alerts()) == 1
    assert office.rows("SELECT count(*) FROM handoffs") == [(1,)]


async def test_a_lead_lost_rings_again_only_after_a_new_rise_and_the_time_the_model_names(office: Office) -> None:
    await quentin_is_lukewarm(office)
    await office.at_desk("claim", "1")
    await office.at_desk("outcome", "1 lost")
    await office.signal("page.viewed", {"path": "/pricing"})
    assert len(office.alerts()) == 1
    office.pass_time(days=80)
    await office.signal("email.opened")
    assert (await office.chat()).lead.tier == "cold"
    await office.signal("demo.used")
    assert (await office.chat()).lead.tier in ("lukewarm", "hot")
    assert len(office.alerts()) == 2
    assert "#2 " in office.alerts()[-1].html


async def test_a_second_rise_within_days_does_not_ring(office: Office) -> None:
    await quentin_is_lukewarm(office)
    await office.at_desk("outcome", "1 not a fit")
    await office.turn(answer("timeline", "exploring"))
    assert (await office.chat()).lead.tier == "cold"
    office.pass_time(days=2)
    await office.turn(answer("timeline", "now"))
    assert (await office.chat()).lead.tier == "lukewarm"
    assert len(office.alerts()) == 1


async def test_whoever_said_stop_is_handed_to_nobody_by_what_they_do_elsewhere(office: Office) -> None:
    await office.start("b2c", PIA)
    await office.turn(Commanded("stop", "", 1), PIA)
    for name in ("cart.added", "info.requested", "question.asked", "question.asked"):
        await office.signal(name, who=PIA)
    assert (await office.chat(PIA)).lead.tier == "hot"
    assert office.alerts() == []


async def test_words_for_a_person_reach_sales_and_are_quoted_as_they_are(office: Office) -> None:
    await quentin_is_lukewarm(office)
    await office.at_desk("claim", "1")
    await office.say("Do you have <b>references</b> in Lyon & Nice?")
    (wrote,) = [s.html for s in office.sent_to(SALES) if " wrote" in s.html]
    assert "&lt;b&gt;references&lt;/b&gt; in Lyon &amp; Nice?" in wrote


async def test_words_that_are_cut_for_sales_say_that_there_is_more(office: Office) -> None:
    await quentin_is_lukewarm(office)
    await office.at_desk("claim", "1")
    for many in (1000, 1001):
        await office.say("x" * many)
    quoted = [s.html.splitlines()[-1] for s in office.sent_to(SALES) if " wrote" in s.html]
    assert quoted == ["x" * 1000, "x" * 999 + "…"]


async def test_a_call_asked_of_the_rep_reaches_them(office: Office) -> None:
    """A claimed lead who writes again must ring, whatever they write."""
    await quentin_is_lukewarm(office)
    await office.at_desk("claim", "1")
    await office.say("could you call me tomorrow at nine")
    assert [s.html for s in office.sent_to(SALES) if "tomorrow at nine" in s.html]


async def test_a_handoff_number_is_never_given_twice(office: Office) -> None:
    await office.turn(Commanded("human", "", 1))
    await office.turn(Tapped(Tap(Act.FORGET, ("yes",)), "t", 1))
    await office.turn(Commanded("human", "", 1))
    assert office.rows("SELECT id FROM handoffs") == [(2,)]
    assert await office.write(lambda tx: handoffs.by_number(tx, 1)) is None


async def test_the_card_says_what_time_it_is_where_they_are_as_far_as_that_is_known(office: Office) -> None:
    for who, phone in ((QUENTIN, "+1 212 555 0100"), (PIA, "+34 612 34 56 78")):
        await office.start("b2b-spring", who)
        await office.tap("need", "sales", who)
        await office.say(f"my number is {phone}", who)
        await office.turn(Commanded("human", "", 1), who)
    (of_quentin,) = [s.html for s in office.alerts() if "Quentin" in s.html]
    (of_pia,) = [s.html for s in office.alerts() if "Pia" in s.html]
    assert "\nTheir time: 04:00 when this came (−5 h from yours)\n" in of_quentin
    assert "Their time" not in of_pia, "Spain has two clocks"
    office.pass_time(hours=3)
    await office.at_desk("claim", "1")
    assert "Their time: 04:00 when this came" in drawn_card(office).html
