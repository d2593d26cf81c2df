"""Who should be called, and why now: pure functions of a lead's score and answers."""
