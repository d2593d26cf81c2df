"""Reads an explanation as sales does, and adds it up."""

import re

_POINTS = r"[+−]?\d+(?:[.,]\d)?"
_LOST = rf"(?:, ({_POINTS}) \w[\w ]*)?"


def assert_it_adds_up(told: str) -> None:
    """Lines sum to their heading, headings to the score, and what stands in brackets to its line."""
    sections: list[tuple[int, int]] = []
    for line in told.splitlines()[1:]:
        if heading := re.fullmatch(rf"[^+−].*: ({_POINTS})", line):
            sections.append((_tenths(heading[1]), 0))
        elif entry := re.match(rf"({_POINTS}) \S", line):
            whole, summed = sections[-1]
            sections[-1] = (whole, summed + _tenths(entry[1]))
            if inside := re.search(rf"\(({_POINTS}){_LOST}{_LOST}\)", line):
                assert sum(_tenths(part) for part in inside.groups() if part) == _tenths(entry[1]), line
    score = re.search(rf"({_POINTS}) · [\w ]+ \(", told)
    assert score is not None
    assert all(whole == summed for whole, summed in sections), told
    assert sum(whole for whole, _ in sections) == _tenths(score[1]), told


def _tenths(points: str) -> int:
    return round(float(points.replace("−", "-").replace(",", ".")) * 10)
