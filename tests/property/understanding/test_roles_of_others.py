"""Nothing that is said of somebody else becomes a prospect's role or ends a conversation, in any language.

Frames around the words of options: whatever the role, whoever is spoken of.
"""

from itertools import product

import pytest

from bot import playbooks, rendering
from bot.playbooks import Playbook
from bot.settings import SHIPPED_TEMPLATES
from bot.understanding.interpretation import understand

FRAMES = {
    "en": """
        I report to the {role} | former {role} | our {role} | my {role} | ask my {role} | I work for the {role} |
        the {role} asked me to look | retired {role} | my boss is the {role} | I'm the {role}'s assistant's friend |
        {n} people including a {role} | we train {role}s | we have {n} {role}s | she is a {role} | I was a {role} |
        the {role}'s daughter | we sell to {role}s | I'm not the {role} | can I talk to the {role}? | do you work
        with {role}s? | are you the {role}? | I'd rather not say, ask the {role} | we are looking for a {role} | I'm
        married to a {role} | no {role} here
    """,
    "fr": """
        je dépends du {role} | ancien {role} | notre {role} | mon {role} | demandez à mon {role} | je travaille pour
        le {role} | le {role} m'a demandé de regarder | mon chef est le {role} | {n} personnes dont un {role} | nous
        formons des {role}s | nous avons {n} {role}s | elle est {role} | j'étais {role} | la fille du {role} | je ne
        suis pas {role} | puis-je parler au {role} ? | travaillez-vous avec des {role}s ? | êtes-vous {role} ? |
        nous cherchons un {role}
    """,
    "es": """
        le reporto al {role} | antiguo {role} | nuestro {role} | mi {role} | pregunte a mi {role} | trabajo para el
        {role} | el {role} me pidió mirar | mi jefe es el {role} | {n} personas incluyendo un {role} | formamos
        {role}s | tenemos {n} {role}s | ella es {role} | era {role} | la hija del {role} | no soy {role} | ¿puedo
        hablar con el {role}? | ¿trabajan con {role}s? | ¿es usted {role}? | buscamos un {role}
    """,
    "sv": """
        jag rapporterar till vår {role} | före detta {role} | vår {role} | min {role} | fråga min {role} | jag
        jobbar för en {role} | en {role} bad mig titta | min kollega är {role} | {n} personer inklusive en {role} |
        vi utbildar {role} | vi har {n} {role} | hon är {role} | jag var {role} | dotter till en {role} | jag är
        inte {role} | kan jag få prata med en {role}? | jobbar ni med {role}? | är du {role}? | vi söker en {role}
    """,
}


@pytest.fixture(scope="module")
def book() -> Playbook:
    loaded = playbooks.load(SHIPPED_TEMPLATES, base=SHIPPED_TEMPLATES, compile_text=rendering.compile_text)
    return loaded.audiences["b2b"]


@pytest.mark.parametrize("locale", FRAMES)
@pytest.mark.parametrize("asked", ["role", "company_size", None])
def test_no_frame_around_a_role_makes_it_ones_own(book: Playbook, locale: str, asked: str | None) -> None:
    vocabulary = book.vocabularies[locale]
    phrases = {text for texts in vocabulary.phrases["role"].values() for text in texts}
    nouns = sorted(text for text in phrases if text.isalpha())  # what stands after an article
    taken = []
    for frame, role in product(FRAMES[locale].split("|"), nouns):
        text = " ".join(frame.split()).format(role=role, n=3)
        if text in phrases:
            continue
        understood = understand(text, questions=book.script.questions, vocabulary=vocabulary, open_field=asked)
        taken += [(text, answer.value) for answer in understood.answers if answer.field == "role"]
    assert taken == []
