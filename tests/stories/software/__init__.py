"""Fieldlark: a B2B software company, from February 2026 on; in October next year's prices are published."""

from tests.stories.plot import Desk, Story, day

from .buyers import BUYERS
from .others import OTHERS
from .world import MAILINGS, SOURCES

STORY = Story(
    pack="software",
    key="fieldlark",
    arcs=(*BUYERS, *OTHERS),
    sources=SOURCES,
    languages={
        "en": {"GB": 22, "IE": 6, "US": 4},
        "sv": {"SE": 26, "FI": 3},
        "fr": {"FR": 17, "BE": 4, "CH": 2},
        "es": {"ES": 13, "MX": 2},
    },
    columns=("company", "email", "country", "competitor"),
    desks={"b2b": Desk(final=(30, 95), odds={"hot": 0.45, "lukewarm": 0.17, "cold": 0.1})},
    mailings=MAILINGS,
    trades={
        "en": ("Lifts", "Heating", "Fire Safety", "Boilers", "Cooling", "Doors"),
        "fr": ("Ascenseurs", "Chauffage", "Incendie", "Climatisation", "Portes"),
        "es": ("Ascensores", "Calefacción", "Climatización", "Extintores", "Puertas"),
        "sv": ("Hiss", "Värme", "Brandskydd", "Kyla", "Portar"),
    },
    quiet=(day("2026-07-06"), day("2026-08-09")),
)
