"""Rules of the conversation that hold on every walk where there is one audience only, greeted or not."""

from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.state import AUDIENCE
from bot.messages import Act, Edited, EditText, SendText, Tap, Tapped
from tests.builders import only
from tests.property.conversation.walks import LOCALES, Step, steps, walking, what_of
from tests.talks import Answered, Talk

talks = st.builds(
    lambda locale, audience: Talk(playbooks=only(audience), locale=locale),
    st.sampled_from(LOCALES),
    st.sampled_from(("b2b", "b2c")),
)
walks = st.lists(steps, max_size=16)


def _keys(answered: Answered) -> list[str]:
    return [key for key in answered.keys if key in ("greeting", "consent") or key.endswith(".ask")]


@walking
@given(talks, walks)
def test_nobody_is_asked_or_offered_for_whom_it_is(talk: Talk, walk: list[Step]) -> None:
    """The audience is a fact from the first message on, and is not to be corrected."""
    for step in walk:
        answered = talk.hear(what_of(step, talk))
        assert talk.facts[AUDIENCE] == talk.playbooks.only_audience
        assert AUDIENCE not in (*answered.after.asked, answered.after.open)
        assert not any(AUDIENCE in tap.arguments for taps in talk.buttons.values() for tap in taps)


@walking
@given(talks, walks)
def test_every_message_is_answered_and_every_reply_has_words(talk: Talk, walk: list[Step]) -> None:
    for step in walk:
        what = what_of(step, talk)
        answered = talk.hear(what)
        # An edit that changes nothing needs no answer: the message stands as it was understood.
        assert answered.replies or answered.effects or answered.notice or isinstance(what, Edited)
        for reply in answered.replies:
            message = talk.words(reply)
            assert isinstance(message, SendText | EditText)
            assert message.html


@walking
@given(talks, walks)
def test_nothing_is_kept_of_anybody_who_was_not_told_who_asks_and_that_answering_agrees(
    talk: Talk, walk: list[Step]
) -> None:
    """The first message says who asks, what for, and that the first tap agrees; only then an answer is a fact."""
    told: set[str] = set()
    for step in walk:
        answered = talk.hear(what_of(step, talk))
        if not {"greeting", "consent"} <= told:
            assert talk.facts.keys() == {AUDIENCE}
            assert not talk.state.consented
        told |= set(_keys(answered))


@walking
@given(talks, walks)
def test_every_reachable_conversation_has_an_exit(talk: Talk, walk: list[Step]) -> None:
    for step in walk:
        talk.hear(what_of(step, talk))
    talk.finish()
    assert talk.state.closed


@walking
@given(talks, st.sampled_from(Act), st.lists(st.sampled_from((AUDIENCE, "use", "need", "b2b", "b2c")), max_size=2))
def test_any_button_of_before_is_answered_by_somebody_new(talk: Talk, act: Act, arguments: list[str]) -> None:
    answered = talk.hear(Tapped(Tap(act, tuple(arguments)), "tap", 7))
    assert answered.notice is not None
