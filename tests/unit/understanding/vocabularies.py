"""Two scripts and their words in four languages, as a marketer would write them."""

from bot.script import Kind, Question, Vocabulary
from bot.understanding.interpretation import Interpretation
from bot.understanding.meaning import understand

B2B = (
    Question("need", Kind.CHOICE, options=dict.fromkeys(("leads", "sales", "service", "other")), other=True),
    Question(
        "company_size",
        Kind.CHOICE,
        options={"solo": 1, "small": 10, "medium": 100, "large": 500, "enterprise": 2000},
    ),
    Question("role", Kind.CHOICE, options=dict.fromkeys(("founder", "director", "manager", "employee", "student"))),
    Question("budget", Kind.MONEY, currency="EUR"),
    Question("timeline", Kind.CHOICE, options=dict.fromkeys(("now", "quarter", "year", "exploring"))),
    Question("company", Kind.TEXT, max_chars=120),
    Question("email", Kind.EMAIL),
    Question("phone", Kind.PHONE),
)
B2C = (
    Question("use", Kind.CHOICE, options=dict.fromkeys(("running", "trail", "gym", "everyday"))),
    Question("style", Kind.CHOICE, options=dict.fromkeys(("calm", "bold", "classic"))),
    Question("timing", Kind.CHOICE, options=dict.fromkeys(("now", "month", "looking"))),
)

_B2B_WORDS = {
    "en": {
        "need.leads": "More leads|lead generation|new customers|prospects",
        "need.sales": "Better sales follow-up|sales follow up|follow-up|inbound|drown|sales process",
        "need.service": "Customer service|support|customer support|helpdesk",
        "need.other": "Something else|other",
        "company_size.solo": "Just me|solo",
        "company_size.small": "2–20",
        "company_size.medium": "21–200",
        "company_size.large": "201–1000",
        "company_size.enterprise": "More than 1000",
        "role.founder": "Founder or CEO|founder|co-founder|ceo|owner|managing director",
        "role.director": "Director or VP|director|vp|cto|cmo|cfo|head of sales|head of marketing|sales director",
        "role.manager": "Manager|team lead|team leader",
        "role.employee": "Employee|specialist|sales rep",
        "role.student": "Student|intern",
        "timeline.now": "Now|asap|right away|immediately|today|urgent",
        "timeline.quarter": "This quarter|next month|within three months|in 3 months|soon",
        "timeline.year": "This year|within a year|later this year",
        "timeline.exploring": "Just exploring|exploring|just looking|later|no rush",
    },
    "fr": {
        "need.leads": "Plus de prospects|leads|prospection|nouveaux clients",
        "need.sales": "Mieux suivre les ventes|suivi commercial|relance|relances|demandes entrantes",
        "need.service": "Service client|support|sav",
        "need.other": "Autre chose|autre",
        "company_size.solo": "Moi seul",
        "company_size.small": "2 à 20",
        "company_size.medium": "21 à 200",
        "company_size.large": "201 à 1000",
        "company_size.enterprise": "Plus de 1000",
        "role.founder": "Fondateur ou PDG|fondateur|fondatrice|pdg|gérant|gérante|patron",
        "role.director": "Directeur ou directrice|directeur|directrice|directeur commercial|cto|responsable des ventes",
        "role.manager": "Manager|responsable|chef d'équipe|cheffe d'équipe",
        "role.employee": "Employé|salarié|employée",
        "role.student": "Étudiant|étudiante|stagiaire",
        "timeline.now": "Maintenant|tout de suite|urgent|dès que possible|immédiatement",
        "timeline.quarter": "Ce trimestre|le mois prochain|d'ici trois mois|bientôt",
        "timeline.year": "Cette année|dans l'année|d'ici la fin de l'année",
        "timeline.exploring": "Je me renseigne|juste pour voir|plus tard|je regarde",
    },
    "es": {
        "need.leads": "Más clientes potenciales|leads|más clientes|captación",
        "need.sales": "Mejor seguimiento de ventas|seguimiento|seguimiento comercial|solicitudes entrantes",
        "need.service": "Atención al cliente|soporte|servicio al cliente",
        "need.other": "Otra cosa|otro",
        "company_size.solo": "Solo yo",
        "company_size.small": "De 2 a 20",
        "company_size.medium": "De 21 a 200",
        "company_size.large": "De 201 a 1000",
        "company_size.enterprise": "Más de 1000",
        "role.founder": "Fundador o CEO|fundador|fundadora|ceo|dueño|dueña|socio fundador",
        "role.director": "Director o directora|director|directora|director comercial|directora de ventas|cto",
        "role.manager": "Gerente|jefe de equipo|jefa de equipo|encargado|encargada",
        "role.employee": "Empleado|empleada|técnico",
        "role.student": "Estudiante|becario|becaria",
        "timeline.now": "Ahora|ya|cuanto antes|urgente|inmediatamente",
        "timeline.quarter": "Este trimestre|el mes que viene|próximo mes|pronto",
        "timeline.year": "Este año|durante el año",
        "timeline.exploring": "Solo estoy mirando|mirando|más adelante|sin prisa",
    },
    "sv": {
        "need.leads": "Fler leads|leads|nya kunder|fler kunder",
        "need.sales": "Bättre säljuppföljning|uppföljning|inkommande förfrågningar|säljprocess",
        "need.service": "Kundtjänst|kundservice|support",
        "need.other": "Något annat|annat",
        "company_size.solo": "Bara jag",
        "company_size.small": "2–20",
        "company_size.medium": "21–200",
        "company_size.large": "201–1000",
        "company_size.enterprise": "Fler än 1000",
        "role.founder": "Grundare eller VD|grundare|medgrundare|vd|ägare",
        "role.director": "Direktör|försäljningschef|marknadschef|cto|it-chef",
        "role.manager": "Chef|teamledare|gruppchef",
        "role.employee": "Anställd|säljare|medarbetare",
        "role.student": "Student|praktikant",
        "timeline.now": "Nu|genast|omgående|så snart som möjligt|akut",
        "timeline.quarter": "Det här kvartalet|nästa månad|inom tre månader|snart",
        "timeline.year": "I år|under året",
        "timeline.exploring": "Tittar bara|kollar läget|senare|ingen brådska",
    },
}
_B2C_WORDS = {
    "en": {
        "use.running": "Running|run|jogging|marathon",
        "use.trail": "Trail|hiking|mountains|off-road",
        "use.gym": "Gym|fitness|workout|crossfit",
        "use.everyday": "Every day|everyday|walking|work",
        "style.calm": "Calm|plain|discreet|simple",
        "style.bold": "Bold|bright|colourful|colorful|neon",
        "style.classic": "Classic|retro|vintage|black or white",
        "timing.now": "Now|today|this week|asap",
        "timing.month": "This month|in a few weeks|soon",
        "timing.looking": "Just looking|looking around|browsing|later",
    },
    "fr": {
        "use.running": "Course à pied|courir|running|jogging",
        "use.trail": "Trail|randonnée|montagne",
        "use.gym": "Salle de sport|fitness|muscu|crossfit",
        "use.everyday": "Tous les jours|marcher|au quotidien|travail",
        "style.calm": "Sobre|discret|simple",
        "style.bold": "Coloré|flashy|vif",
        "style.classic": "Classique|rétro|vintage",
        "timing.now": "Maintenant|aujourd'hui|cette semaine",
        "timing.month": "Ce mois-ci|dans quelques semaines|bientôt",
        "timing.looking": "Je regarde|juste regarder|plus tard",
    },
    "es": {
        "use.running": "Correr|running|maratón",
        "use.trail": "Trail|montaña|senderismo",
        "use.gym": "Gimnasio|gym|fitness|crossfit",
        "use.everyday": "Para el día a día|diario|caminar|trabajo",
        "style.calm": "Discreto|sencillo|sobrio",
        "style.bold": "Atrevido|llamativo|colorido",
        "style.classic": "Clásico|retro|vintage",
        "timing.now": "Ahora|hoy|esta semana|ya",
        "timing.month": "Este mes|en unas semanas|pronto",
        "timing.looking": "Solo mirando|mirando|más adelante",
    },
    "sv": {
        "use.running": "Löpning|springa|jogga|maraton",
        "use.trail": "Terräng|trail|vandring|fjällen",
        "use.gym": "Gym|styrketräning|crossfit",
        "use.everyday": "Till vardags|vardag|promenader|jobbet",
        "style.calm": "Lugn|diskret|enkel",
        "style.bold": "Färgstark|häftig|neon",
        "style.classic": "Klassisk|retro|vintage",
        "timing.now": "Nu|idag|den här veckan",
        "timing.month": "Den här månaden|om några veckor|snart",
        "timing.looking": "Tittar bara|bara titta|senare",
    },
}


def vocabulary(locale: str, *, b2c: bool = False) -> Vocabulary:
    """Return the words of a script in a language."""
    phrases: dict[str, dict[str, tuple[str, ...]]] = {}
    for name, texts in (_B2C_WORDS if b2c else _B2B_WORDS)[locale].items():
        field, option = name.split(".")
        phrases.setdefault(field, {})[option] = tuple(texts.split("|"))
    return Vocabulary(locale, phrases)


def hear(text: str, locale: str = "en", *, asked: str | None = None, b2c: bool = False) -> Interpretation:
    """Return what is understood of a text while a field is asked."""
    return understand(text, questions=B2C if b2c else B2B, vocabulary=vocabulary(locale, b2c=b2c), open_field=asked)


def answers(text: str, locale: str = "en", *, asked: str | None = None, b2c: bool = False) -> dict[str, object]:
    """Return the answers understood, by field."""
    return {answer.field: answer.value for answer in hear(text, locale, asked=asked, b2c=b2c).answers}
