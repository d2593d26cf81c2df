"""What typed words mean: answers, wishes and questions, found by rules, in every language of the lexicon."""
