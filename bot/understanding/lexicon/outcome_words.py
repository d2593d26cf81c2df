"""What reps type for an outcome, beside its name and the desk's label: in all languages, since each means but one."""


def _phrases(text: str) -> tuple[str, ...]:
    return tuple(" ".join(part.split()) for part in text.split("|"))


OUTCOME_WORDS = {
    "reached": _phrases("""
        reached | got hold of | got through | contacted | spoke | spoken | talked
        | contact établi | contacté | contactée | joint | jointe | eu au téléphone | parlé | j'ai parlé
        | contactado | contactada | contacté | localizado | localizada | hablado | hablé | he hablado
        | fick kontakt | fick tag på | fått tag på | nådd | pratat | pratade | kontaktad
    """),
    "no_answer": _phrases("""
        no answer | no reply | no response | not reached | didn't answer | did not answer | doesn't answer
        | couldn't reach | could not reach | unreachable | voicemail
        | pas de réponse | sans réponse | pas répondu | n'a pas répondu | ne répond pas | injoignable | répondeur
        | no contesta | no contestó | no ha contestado | no responde | no ha respondido | sin respuesta | ilocalizable
        | inget svar | ej svar | svarar inte | svarade inte | svarar ej | ingen kontakt
        | fick inte tag på | röstbrevlåda
    """),
    "meeting": _phrases("""
        meeting | meeting booked | booked | appointment
        | rendez-vous | rendez vous | rendezvous | rdv | réunion
        | reunión | cita | reunión fijada
        | möte | möte bokat | bokat möte | bokat
    """),
    "won": _phrases("""
        won | win | sold | signed | closed won
        | gagné | gagnée | vendu | vendue | signé | signée | conclu
        | ganado | ganada | vendido | vendida | firmado
        | vunnet | vunnen | vann | såld | sålt | sålde | påskrivet
    """),
    "lost": _phrases("""
        lost | lose | closed lost
        | perdu | perdue
        | perdido | perdida
        | förlorat | förlorad | tappat | tappad
    """),
    "not_a_fit": _phrases("""
        not a fit | not a good fit | no fit | not fit | bad fit | unfit | not qualified | unqualified | disqualified
        | hors cible | pas pour nous | ne convient pas | pas qualifié | non qualifié | disqualifié
        | no encaja | no apto | no apta | no cualificado | no calificado | descartado
        | passar inte | passar ej | passar oss inte | inte aktuell | inte aktuellt | ej aktuell
        | okvalificerad | diskvalificerad
    """),
}
