"""Vesper: a fair of light, from December 2025 on, between the editions of February 2026 and February 2027."""

from tests.stories.plot import Desk, Story, day

from .companies import COMPANIES
from .visitors import VISITORS
from .world import MAILINGS, SOURCES

STORY = Story(
    pack="events",
    key="vesper",
    arcs=(*COMPANIES, *VISITORS),
    sources=SOURCES,
    languages={
        "sv": {"SE": 34, "FI": 5},
        "en": {"GB": 16, "IE": 3, "US": 2},
        "fr": {"FR": 14, "BE": 4},
        "es": {"ES": 12},
    },
    columns=("company", "email", "country", "past_editions"),
    desks={
        "b2b": Desk(final=(6, 35), odds={"hot": 0.5, "lukewarm": 0.2, "cold": 0.1}),
        "b2c": Desk(final=(4, 7)),
    },
    mailings=MAILINGS,
    trades={
        "en": ("Lighting", "Lanterns", "Stage Design", "Hotels", "Optics", "Studios"),
        "fr": ("Lumière", "Éclairage", "Scénographie", "Hôtels", "Optique"),
        "es": ("Iluminación", "Lámparas", "Escenografía", "Hoteles", "Óptica"),
        "sv": ("Ljus", "Belysning", "Lampor", "Scenografi", "Hotell", "Optik"),
    },
    quiet=(day("2026-07-06"), day("2026-08-09")),
)
