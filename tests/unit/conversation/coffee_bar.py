"""A coffee bar that asks which of several things people like."""

from functools import cache

from bot.playbooks import Playbooks
from tests.unit.playbooks import template_trees
from tests.unit.playbooks.template_trees import loaded

SCRIPT = """\
questions:
  tastes: {kind: choices, ask: always, options: [chocolate, fruity, strong, none]}
  milk:   {kind: choices, ask: always, options: [cow, oat]}
  roast:  {kind: choice, ask: always, options: [light, dark]}
"""
MODEL = """\
audience: b2c
handoff: hot
tiers:
  lukewarm: {enter: 5, leave: 4}
  hot: {enter: 20, leave: 15}
unfit:
  - {field: milk, in: [cow]}
fit:
  - {field: tastes, points: {chocolate: 3, fruity: 8, strong: 12}}
  - {field: tastes, in: [chocolate, fruity], points: 5}
  - {field: roast, points: {dark: 2}}
engagement:
  - {signal: page.viewed, points: 10, cap: 30, half_life: 21d}
"""
LANGUAGES = {
    "en": ("Chocolate", "Fruity", "Strong", "None of these", "Cow’s milk", "Oat milk"),
    "fr": ("Chocolat", "Fruité", "Corsé", "Rien de tout cela", "Lait de vache", "Lait d’avoine"),
    "es": ("Chocolate", "Afrutado", "Intenso", "Nada de esto", "Leche de vaca", "Leche de avena"),
    "sv": ("Choklad", "Fruktigt", "Starkt", "Inget av det här", "Komjölk", "Havremjölk"),
}
TEXTS = """\
questions:
  tastes:
    ask: Which tastes?
    why: Because.
    label: Tastes
    options: {{chocolate: "{0}", fruity: "{1}", strong: "{2}", none: "{3}"}}
    words: {{strong: [bitter], fruity: [berry notes]}}
  milk: {{ask: Which milk?, why: Because., label: Milk, options: {{cow: "{4}", oat: "{5}"}}}}
  roast: {{ask: Which roast?, why: Because., label: Roast, options: {{light: Light, dark: Dark}}}}
closing: {{hot: "Thank you: {{{{ answers | join('; ') }}}}.", lukewarm: Thanks., cold: Thanks., unfit: Sorry.}}
nudge: Still there?
"""
CHAT = template_trees.FILES["chat/texts/en.yaml"]
FILES = {
    "business.yaml": "name: Beans\ncontact: a@beans.example\nkeep_months: 12\n",
    "playbooks/b2c/script.yaml": SCRIPT,
    "playbooks/b2c/model.yaml": MODEL,
    **{f"playbooks/b2c/texts/{language}.yaml": TEXTS.format(*labels) for language, labels in LANGUAGES.items()},
    **{f"chat/texts/{language}.yaml": CHAT for language in LANGUAGES},
    **{f"desk/texts/{language}.yaml": template_trees.FILES["desk/texts/en.yaml"] for language in LANGUAGES},
}


@cache
def coffee_bar() -> Playbooks:
    return loaded(FILES)
