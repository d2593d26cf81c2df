"""The pure scoring engine: facts and signals in; score, tier and their reasons out.

It knows no clock, no file, no database and no chat: every instant is passed in, and all that a lead's
score depends on is a value. Start at `engine` (the fold), `parse` (model files), `ledger` (why) and
`bounds` (what can still change).
"""
