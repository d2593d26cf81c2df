"""What other systems report by webhook: whether it is really theirs, and what it says."""
