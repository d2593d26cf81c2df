"""How commands say how many of something there are."""


def counted(number: int, noun: str) -> str:
    """Return a number with its noun.

    >>> counted(0, "mistake"), counted(1, "lead"), counted(2, "call")
    ('no mistakes', '1 lead', '2 calls')
    """
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"
