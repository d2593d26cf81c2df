"""Rules of scoring over all leads: published, forecast, reviewed, and everybody folded anew."""
