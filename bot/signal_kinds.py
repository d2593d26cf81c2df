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
