"""A driving school whose questions, contents, answers and closings hang on what people say."""

from functools import cache

from bot.playbooks import Playbooks
from tests.unit.playbooks import template_trees
from tests.unit.playbooks.template_trees import loaded

SCRIPT = """\
questions:
  licence: {kind: choice, options: [car, motorbike, lorry]}
  bike:    {kind: choice, ask: always, options: [light, heavy], when: "licence == 'motorbike'"}
  people:  {kind: number, ask: always, when: "licence in ['car', 'lorry']"}
  company: {kind: text, ask: after, when: "people >= 2"}
  email:   {kind: email, ask: after, when: "tier != 'cold'"}
contents:
  bikes:  {funnel: bofu, url: "https://example.com/bikes", when: "licence == 'motorbike'"}
  cars:   {funnel: bofu, url: "https://example.com/cars", when: "licence != 'motorbike'"}
  theory: {funnel: tofu, url: "https://example.com/theory", picture: "https://example.com/signs.png"}
  autumn: {funnel: bofu, url: "https://example.com/autumn", when: "source == 'autumn'"}
  lessons: {funnel: bofu, url: "https://example.com/lessons", when: "tier in ['hot', 'lukewarm']"}
closings:
  fleet: {when: "people >= 10 and licence"}
  no_lorries: {when: "unfit == 'licence'"}
  riders: {when: "tier == 'lukewarm' and bike == 'heavy'"}
  friends: {when: "source in ['friends', 'family']"}
"""
FAQ = """\
topics:
  price_bike: {funnel: bofu, when: "licence == 'motorbike'", picture: "https://example.com/bike.png"}
  price_car:  {funnel: bofu, when: "not licence or licence == 'car'"}
  rules:      {funnel: tofu, document: {en: "https://example.com/rules.pdf"}, url: "https://example.com/rules"}
"""
MODEL = """\
audience: b2c
handoff: hot
tiers:
  lukewarm: {enter: 10, leave: 8}
  hot: {enter: 50, leave: 40}
unfit:
  - {field: licence, in: [lorry]}
  - {field: people, at_least: 100}
fit:
  - {field: licence, points: {car: 2, motorbike: 4}}
  - {field: bike, points: {light: 2, heavy: 20}}
engagement:
  - {signal: page.viewed, points: 10, cap: 30, half_life: 21d}
"""


def _question(field: str, options: str = "") -> str:
    return f"  {field}: {{ask: Which {field}?, why: Because., label: {field.capitalize()}{options}}}\n"


TEXTS = (
    "questions:\n"
    + _question("licence", ", options: {car: Car, motorbike: Motorbike, lorry: Lorry}")
    + _question("bike", ", options: {light: Up to 125, heavy: More than 125}")
    + _question("people")
    + _question("company")
    + _question("email")
    + """\
closing:
  hot: Thank you!
  lukewarm: Thank you!
  cold: Thank you!
  unfit: Thank you!
  fleet: >-
    {{ first_name }}, for {{ people }} people with a {{ licence | lower }} we have a price of our own.
    {%- if bike %} Not {{ bike }}.{% endif %}
  no_lorries: We teach no lorries, sorry.
  friends: Say hello from us.
  riders: "See you on the road: {{ answers | join(', ') }}."
nudge: Still there?
contents:
  bikes: {button: Bikes, text: "{{ bike | default('Our') }} bikes."}
  cars: {button: Cars, text: Our cars.}
  theory: {button: Theory, text: All signs., asks: [which signs are there]}
  autumn: {button: Autumn offer, text: A third off.}
  lessons: {button: Lessons, text: Book one.}
topics:
  price_bike: {label: Bike price, asks: [what does it cost, price], say: A bike licence is 900.}
  rules: {label: Rules, asks: [what are the rules, house rules], say: Read this.}
  price_car: {label: Car price, asks: [what does it cost, price], say: A car licence is 1900.}
"""
)
FILES = {
    **{file: text for file, text in template_trees.FILES.items() if file.startswith(("chat/", "desk/"))},
    "business.yaml": "name: Wheels\ncontact: a@wheels.example\nkeep_months: 12\n",
    "playbooks/b2c/script.yaml": SCRIPT,
    "playbooks/b2c/faq.yaml": FAQ,
    "playbooks/b2c/model.yaml": MODEL,
    "playbooks/b2c/texts/en.yaml": TEXTS,
}


@cache
def driving_school() -> Playbooks:
    return loaded(FILES)
