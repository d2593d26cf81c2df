"""How many histories the grand property tries: five hundred, or as many as `--histories` says, in portions."""

import pytest

USUAL = 500
PORTION = 500
"""Small enough to spread over the cores, and for hypothesis, which remembers every history of a portion."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--histories", type=int, default=USUAL, help="how many histories to try on the rules of scoring")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "most_histories" in metafunc.fixturenames:
        # Without this folder on the command line the option is not known.
        wanted = metafunc.config.getoption("histories", USUAL)
        sizes = [min(PORTION, wanted - begin) for begin in range(0, wanted, PORTION)]
        metafunc.parametrize("most_histories", sizes, ids=[f"portion{number}" for number in range(1, len(sizes) + 1)])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    reports = [report for reports in terminalreporter.stats.values() for report in reports]
    calls = [report for report in reports if getattr(report, "when", "") == "call"]
    portions = [report for report in calls if "histories" in dict(report.user_properties)]
    tried = sum(dict(report.user_properties)["histories"] for report in portions)
    if tried:
        minutes = sum(report.duration for report in portions) / 60
        broken = sum(report.failed for report in portions)
        verdict = f"{broken} portions broke a rule" if broken else "none broke a rule"
        terminalreporter.write_line(f"Tried {tried:,} histories in {minutes:.1f} minutes of computing: {verdict}.")
