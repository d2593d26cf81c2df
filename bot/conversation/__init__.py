"""What to say next: pure functions of facts, what was asked, and the incoming message."""
