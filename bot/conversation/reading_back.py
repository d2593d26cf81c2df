"""How what was understood is read back, and whether it is said that an edit corrects it: once is enough."""

from bot.conversation.state import Line, State
from bot.script import AnswerValue

GOT_IT, GOT_IT_AGAIN = "got_it", "got_it_again"
READ_BACK = (GOT_IT, GOT_IT_AGAIN)


def reading_back(
    state: State, told: tuple[tuple[str, AnswerValue], ...], *, is_certain: bool = True
) -> tuple[Line, ...]:
    """Return the line that reads answers back; it says how to correct them the first time, and where they are guessed.

    >>> reading_back(State("en", told_edit=True), (("company_size", 200),))
    (Line(key='got_it_again', answers=(('company_size', 200),)),)
    """
    if not told:
        return ()
    return (Line(GOT_IT_AGAIN if state.told_edit and is_certain else GOT_IT, told),)


def tells_of_edits(lines: tuple[Line, ...]) -> bool:
    """Return whether one of some lines says that an edit corrects what was understood."""
    return any(line.key == GOT_IT for line in lines)


def read_back_at_once(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Return lines with what is read back in several that follow each other read back in one, as the first says it.

    >>> read_back_at_once((Line(GOT_IT, (("audience", "b2b"),)), Line(GOT_IT_AGAIN, (("company_size", 12),))))
    (Line(key='got_it', answers=(('audience', 'b2b'), ('company_size', 12))),)
    """
    told: list[Line] = []
    for line in lines:
        if told and line.key in READ_BACK and told[-1].key in READ_BACK:
            told[-1] = Line(told[-1].key, (*told[-1].answers, *line.answers))
        else:
            told.append(line)
    return tuple(told)
