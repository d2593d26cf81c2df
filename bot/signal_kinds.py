"""The kinds of signals that Leadbot knows by name: reps read them in their own words, and rules are checked for them.

Others are allowed. Who adds a kind gives it a text under ``signals`` in the desk's texts, in every language; a rule in
a ``model.yaml`` gives it points.
"""

KNOWN_SIGNALS = (
    *("chat.started", "chat.answered", "chat.corrected", "chat.skipped", "chat.returned", "chat.asked_person"),
    *("content.opened", "content.downloaded", "page.viewed", "account.registered", "newsletter.subscribed"),
    *("newsletter.unsubscribed", "email.opened", "email.clicked", "cart.added", "purchase.made", "demo.used"),
    *("info.requested", "webinar.attended", "question.asked", "social.engaged"),
    *("outcome.reached", "outcome.no_answer", "outcome.meeting", "outcome.won", "outcome.lost", "outcome.not_a_fit"),
)

FUNNEL = ("tofu", "mofu", "bofu")
"""Stages on the way to a purchase, from the first look to the choice."""
_OF_AN_OUTCOME = ("reason", "amount", "currency")
PROPERTIES = {
    "chat.answered": ("field",),
    "chat.skipped": ("field",),
    "chat.corrected": ("field",),
    "chat.asked_person": ("channel",),
    "chat.returned": (),
    "question.asked": ("topic", "funnel", "channel"),
    **{name: _OF_AN_OUTCOME for name in KNOWN_SIGNALS if name.startswith("outcome.")},
}
"""All that signals of our own can have; other systems may report any property."""
USUAL_PROPERTIES = (
    *("path", "url", "title", "referrer", "channel", "campaign", "source", "medium", "funnel", "content", "topic"),
    *("value", "amount", "currency", "reason", "field", "minutes", "product", "category", "language", "country"),
)
