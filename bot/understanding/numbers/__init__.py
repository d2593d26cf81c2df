"""Numbers as people type them: figures, words, ranges, amounts of money, and which question they answer."""
