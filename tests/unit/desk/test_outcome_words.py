"""What reps type for an outcome is understood in four languages, by its label, and never for another one."""

from bot.desk.outcomes import outcome_in

SAID = {
    "reached": "reached | Spoke to her | contacté | j’ai parlé avec lui | Contactado | pratat med dem",
    "no_answer": "no answer | no_answer | didn’t answer | not reached | pas de réponse | injoignable | no contesta",
    "meeting": "meeting | booked for monday | rdv mardi | Rendez-vous | reunión | cita el lunes | MÖTE | bokat",
    "won": "won | sold, 5k | gagné : 5000 | signé | ganada | vendido | såld | vunnet 50 000 kr",
    "lost": "lost | Lost: price | perdu, trop cher | perdue | perdido | förlorat | forlorat",
    "not_a_fit": "not a fit | not-a-fit | unqualified | hors cible | pas qualifié | passar inte | ej aktuell",
}
NOT_SAID = (
    "",
    "wonderful",
    "pas gagné",
    "no ganado",
    "the deal is lost",
    "inte såld",
    "perdition",
    "5000",
    "förl",
    "🙂",
)


def test_an_outcome_is_understood_in_four_languages() -> None:
    said = [(words.strip(), outcome) for outcome, many in SAID.items() for words in many.split("|")]
    assert [
        (words, found) for words, outcome in said if (found := outcome_in(words)) is None or found[0] != outcome
    ] == []


def test_what_is_no_outcome_is_taken_for_none() -> None:
    assert [said for said in NOT_SAID if outcome_in(said) is not None] == []


def test_what_follows_is_the_reason_or_the_amount_as_it_was_typed() -> None:
    assert outcome_in("lost — too Expensive (they said)") == ("lost", "too Expensive (they said)")
    assert outcome_in("Pas de réponse : rappeler  mardi") == ("no_answer", "rappeler mardi")
    assert outcome_in("won 5.5k") == ("won", "5.5k")
    assert outcome_in("won -5") == ("won", "-5")


def test_the_label_on_a_desks_own_button_comes_first() -> None:
    labels = {"won": "Lost and found", "no_answer": "¡Nada!"}
    assert outcome_in("lost and found 9k", labels) == ("won", "9k")
    assert outcome_in("nada", labels) == ("no_answer", "")
    assert outcome_in("lost", labels) == ("lost", "")
