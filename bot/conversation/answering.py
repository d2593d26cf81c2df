"""What is said to somebody who asks: the business's own answers, then the open question again.

Answering needs no consent, and a question is no miss. A content that answers is opened, as if it had been chosen.
"""

from collections.abc import Iterable
from itertools import groupby

from msgspec.structs import replace

from bot.conversation.asking import ask
from bot.conversation.replies import Choice, Done, Heard, Reply
from bot.conversation.situation import Situation
from bot.conversation.state import Line
from bot.script import Content, Topic
from bot.understanding.interpretation import Intent, Interpretation

GREETING = Line("greeting")
BOT = Intent.BOT.value
"""The topic of whether they talk to a machine: in every chat it is answered truly."""


def topics_of(situation: Situation, understood: Interpretation) -> tuple[Topic, ...]:
    """Return what a message asks about and we can answer."""
    topics = (situation.topics[name] for name in understood.topics if name in situation.topics)
    return tuple(topic for topic in topics if situation.applies(topic.when))


def questions_asked(topics: tuple[Topic, ...]) -> tuple[Done, ...]:
    """Return the signals of what was asked, each topic once; of what we cannot answer only that it was asked.

    Whoever wants to know whether we are a machine shows no interest by it: it gives no points, and can ring nobody.
    """
    channel = ("channel", "telegram")
    if topics and all(topic.name == BOT for topic in topics):
        return ()
    topics = tuple(topic for topic in topics if topic.name != BOT)
    told = {topic.name: (("topic", topic.name), ("funnel", topic.funnel), channel) for topic in topics}
    return tuple(Done("question.asked", properties) for properties in told.values() or ((channel,),))


def contents_given(situation: Situation, contents: Iterable[Content | Topic]) -> tuple[Done, ...]:
    """Return the signals of contents that were given, chosen or as an answer; where that is known, opening counts."""
    given = (each for each in contents if not (each.url and situation.tracks_links))
    return tuple(
        Done("content.opened", (("content", each.name), ("funnel", each.funnel), ("channel", "telegram")))
        for each in given
    )


def answer(situation: Situation, heard: Heard, topics: tuple[Topic, ...]) -> Heard:
    """Return what was ``heard`` beside questions, with their answers in front, and the open question behind them."""
    contents = contents_given(situation, (topic for topic in topics if topic.is_content))
    signals = (*questions_asked(topics), *contents, *heard.signals)
    replies = (*_answers(situation, topics), *heard.replies)
    lines = tuple(line for line in heard.lines if line != GREETING)
    question = situation.question(heard.state.open) if heard.state.open else None
    if question is not None and not (heard.goes_on or heard.replies):
        replies = (*replies, ask(question, state=heard.state, facts=situation.facts))
    return replace(heard, signals=signals, replies=replies, lines=lines)


def _answers(situation: Situation, topics: tuple[Topic, ...]) -> tuple[Reply, ...]:
    """Return the answers in one message; but one that has a picture or a document is a message of its own."""
    audiences = {topic.audience for topic in topics if topic.audience}
    beginning = (GREETING,) if has_heard_nothing(situation) else ()
    replies: list[Reply] = []
    for has_media, together in groupby(topics, key=lambda topic: topic.media is not None):
        for several in ([topic] for topic in together) if has_media else (list(together),):
            lines = tuple(line for topic in several for line in _told(topic, of_several=len(audiences) > 1))
            links = tuple((_link(topic),) for topic in several if topic.url)
            replies.append(Reply((*beginning, *lines), rows=links, media=several[0].media))
            beginning = ()
    return tuple(replies)


def _link(topic: Topic) -> Choice:
    return Choice(key=topic.label, url=topic.url, content=topic.name if topic.is_content else "")


def _told(topic: Topic, *, of_several: bool) -> tuple[Line, ...]:
    """Return the answer of a topic, below the name of its audience where there are answers for several."""
    name = (Line(f"answer_for.{topic.audience}"),) if topic.audience and of_several else ()
    return (*name, Line(topic.key))


def has_heard_nothing(situation: Situation) -> bool:
    """Return whether these are our first words: then we say who we are before anything else."""
    return not situation.state.asked and (situation.script is None or situation.is_unmet)


def with_line(replies: tuple[Reply, ...], topics: tuple[Topic, ...], line: Line) -> tuple[Reply, ...]:
    """Return replies with a line below the last answer to some topics; one of its own below a picture or document."""
    keys = {topic.key for topic in topics}
    last = max((at for at, reply in enumerate(replies) if keys & {each.key for each in reply.lines}), default=-1)
    if last < 0 or replies[last].media is not None:
        return (*replies[: last + 1], Reply((line,)), *replies[last + 1 :])
    return (*replies[:last], replace(replies[last], lines=(*replies[last].lines, line)), *replies[last + 1 :])
