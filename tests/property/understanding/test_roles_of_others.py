"""Nothing that is said of somebody else becomes a prospect's role or ends a conversation, in any language.

Frames around the words of options: whatever the role, whoever is spoken of.
"""

# ruff: noqa: E501 (what people say is read together)

from itertools import islice, product

import pytest

from bot import playbooks, rendering
from bot.playbooks import Playbook
from bot.settings import SHIPPED_TEMPLATES
from bot.understanding.meaning import understand
from tests.unit.interpreters.test_encoder import told

FRAMES = {
    "en": """
        I report to the {role} | former {role} | our {role} | my {role} | ask my {role} | I work for the {role} |
        the {role} asked me to look | retired {role} | my boss is the {role} | I'm the {role}'s assistant's friend |
        {n} people including a {role} | we train {role}s | we have {n} {role}s | she is a {role} | I was a {role} |
        the {role}'s daughter | we sell to {role}s | I'm not the {role} | can I talk to the {role}? | do you work
        with {role}s? | are you the {role}? | I'd rather not say, ask the {role} | we are looking for a {role} | I'm
        married to a {role} | no {role} here | your {role} is an idiot | screw the {role} | um, well, the {role} said no | hmm ok our {role} I think | so
        like, the {role} wants it | the {role} never calls back, useless | lol our {role} has no clue | ok so who is your
        {role} anyway | pls tell the {role} to call
    """,
    "fr": """
        je dépends du {role} | ancien {role} | notre {role} | mon {role} | demandez à mon {role} | je travaille pour
        le {role} | le {role} m'a demandé de regarder | mon chef est le {role} | {n} personnes dont un {role} | nous
        formons des {role}s | nous avons {n} {role}s | elle est {role} | j'étais {role} | la fille du {role} | je ne
        suis pas {role} | puis-je parler au {role} ? | travaillez-vous avec des {role}s ? | êtes-vous {role} ? |
        nous cherchons un {role} | votre {role} est nul | euh, le {role} a dit non | bah notre {role} je crois | ben
        en fait le {role} veut ça | le {role} ne rappelle jamais, c'est honteux | bon, qui est votre {role} ? | dites au
        {role} de m'appeler
    """,
    "es": """
        le reporto al {role} | antiguo {role} | nuestro {role} | mi {role} | pregunte a mi {role} | trabajo para el
        {role} | el {role} me pidió mirar | mi jefe es el {role} | {n} personas incluyendo un {role} | formamos
        {role}s | tenemos {n} {role}s | ella es {role} | era {role} | la hija del {role} | no soy {role} | ¿puedo
        hablar con el {role}? | ¿trabajan con {role}s? | ¿es usted {role}? | buscamos un {role} | su {role} es un inútil | eh, el {role} dijo que no | pues nuestro {role} creo | bueno,
        el {role} lo quiere | el {role} nunca llama, qué vergüenza | vale, ¿quién es su {role}? | dígale al {role} que me
        llame
    """,
    "sv": """
        jag rapporterar till vår {role} | före detta {role} | vår {role} | min {role} | fråga min {role} | jag
        jobbar för en {role} | en {role} bad mig titta | min kollega är {role} | {n} personer inklusive en {role} |
        vi utbildar {role} | vi har {n} {role} | hon är {role} | jag var {role} | dotter till en {role} | jag är
        inte {role} | kan jag få prata med en {role}? | jobbar ni med {role}? | är du {role}? | vi söker en {role} | er {role} är en idiot | öh, vår {role} sa nej | tja vår {role} tror jag | alltså, en
        {role} vill ha det | er {role} ringer aldrig tillbaka, skandal | jaha, vem är er {role}? | be er {role} ringa mig
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
    for frame, role in islice(product(FRAMES[locale].split("|"), nouns), 0, None, 3):  # all would take a minute
        text = " ".join(frame.split()).format(role=role, n=3)
        # Asked for their role, "the CEO's daughter" speaks of herself: a script may have an option for her.
        if text in phrases or (asked == "role" and text.partition(" ")[2] in phrases):
            continue
        understood = understand(text, questions=book.script.questions, vocabulary=vocabulary, open_field=asked)
        taken += [(text, answer.value) for answer in understood.answers if answer.field == "role"]
    assert taken == []


@pytest.mark.parametrize(
    ("locale", "role"), [("en", "director"), ("fr", "directeur"), ("es", "director"), ("sv", "vd")]
)
def test_the_encoder_takes_nobody_elses_role_either(locale: str, role: str) -> None:
    texts = [" ".join(frame.split()).format(role=role, n=3) for frame in FRAMES[locale].split("|")]
    taken = [
        (text, answer.value)
        for text in texts
        for answer in told(text, "role", locale).answers
        if answer.field == "role"
    ]
    # Whoever works for the director, or is their daughter, may be staff: that is their own role, and read back.
    assert [each for each in taken if each[1] != "employee"] == []
