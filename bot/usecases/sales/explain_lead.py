"""Tells sales why a lead has its score, line by line, what would lift it and when it will cool."""

from dataclasses import dataclass
from datetime import datetime

from bot import contexts, rendering
from bot.desk.explanations import Counted, Shortfall, Side, account, strongest
from bot.playbooks import Playbook, Texts
from bot.usecases.filed_under import lead_about, words_about
from bot.usecases.leads.update_score import known_facts, standing_now
from bot.usecases.phrasing import Phrasing
from bot.usecases.sales.draw_card import desk_phrasing
from bot.usecases.sales.reason_labels import answer_label, deed_label, reason_label
from bot.usecases.setup import Setup
from scoring.engine import Standing, advance
from scoring.ledger import Ledger, explain
from scoring.lifts import Lift
from storage import handoffs, leads
from storage.leads import StoredLead
from storage.statements import Transaction

MOST_LINES = 12
_PER_POINT = 10
_MINUS = "−"


@dataclass(frozen=True, slots=True)
class Explained:
    """What sales reads, and what it is filed under, so that it goes when the lead is forgotten."""

    html: str
    about: str


def explain_handoff(tx: Transaction, number: int, *, setup: Setup, now: datetime) -> Explained | None:
    """Return the explanation of the lead that was handed over under this number; None if there is none (any more)."""
    handoff = handoffs.by_number(tx, number)
    found = leads.by_id(tx, handoff.lead_id) if handoff else None
    if found is None:
        return None
    about = contexts.About(found.lead.id, number, found.lead.name)
    return _explained(tx, found.lead, about, setup=setup, now=now, filed=words_about(number))


def explain_lead(tx: Transaction, lead_id: int, *, setup: Setup, now: datetime) -> Explained | None:
    """Return the explanation of a lead by their own number; None if there is no such lead.

    Whoever was never handed over is not named: sales has nothing to do with them yet.
    """
    found = leads.by_id(tx, lead_id)
    if found is None:
        return None
    last = handoffs.latest(tx, lead_id)
    about = contexts.About(lead_id, 0, found.lead.name if last else "")
    return _explained(
        tx, found.lead, about, setup=setup, now=now, filed=words_about(last.number) if last else lead_about(lead_id)
    )


def _explained(
    tx: Transaction, lead: StoredLead, about: contexts.About, *, setup: Setup, now: datetime, filed: str
) -> Explained:
    playbook = setup.playbook(lead.audience)
    if playbook is None:
        return Explained(setup.desk_texts.render("why.unscored", about), filed)
    standing = standing_now(tx, lead, playbook.model, now=now)
    explanation = explanation_of(lead, about, standing, setup=setup, playbook=playbook, now=now)
    return Explained(setup.desk_texts.render("why.score", explanation), filed)


def explanation_of(
    lead: StoredLead, about: contexts.About, standing: Standing, *, setup: Setup, playbook: Playbook, now: datetime
) -> contexts.Explanation:
    """Return why a standing has its score, in the words of sales."""
    return _Desk(setup, playbook, desk_phrasing(lead, setup), now).explanation(lead, about, standing)


@dataclass(frozen=True, slots=True)
class _Desk:
    """Puts one explanation into the words of sales, by their clock."""

    setup: Setup
    playbook: Playbook
    phrasing: Phrasing
    now: datetime

    @property
    def texts(self) -> Texts:
        return self.setup.desk_texts

    def explanation(self, lead: StoredLead, about: contexts.About, standing: Standing) -> contexts.Explanation:
        ledger = explain(self.playbook.model, standing, self.now)
        told = strongest(account(ledger, per_point=_PER_POINT), MOST_LINES)
        company = known_facts(lead).get("company", "")
        return contexts.Explanation(
            about.lead,
            about.number,
            about.name,
            company=self.phrasing.answer("company", company) if company and about.name else "",
            tier=self.tier(ledger.tier),
            unfit=tuple(reason_label(line, self.phrasing, self.texts) for line in told.unfit),
            fit=self.number(told.fit.points),
            fit_lines=self.lines(told.fit),
            engagement=self.number(told.engagement.points),
            engagement_lines=self.lines(told.engagement),
            score=self.number(told.score),
            as_of=self.moment(self.now),
            missing=tuple(self.missing(shortfall) for shortfall in told.shortfalls),
            lifts=self.lifts(ledger, standing),
            falls_to=self.falls_to(standing, ledger.next_change_at),
            falls_at=self.moment(ledger.next_change_at) if ledger.next_change_at else "",
        )

    def lines(self, side: Side) -> tuple[contexts.Points, ...]:
        lines = [self.line(counted) for counted in side.lines]
        if side.others:
            label = rendering.plain(self.texts.render("why.others", contexts.Others(side.others)))
            lines.append(contexts.Points(label, self.points(side.others_points)))
        return tuple(lines)

    def line(self, counted: Counted) -> contexts.Points:
        line = counted.line
        lost = counted.capped or counted.faded
        return contexts.Points(
            reason_label(line, self.phrasing, self.texts),
            self.points(counted.points),
            last=self.day(line.last_at) if line.last_at and line.signal else "",
            given=self.points(counted.given) if lost else "",
            capped=self.points(counted.capped) if counted.capped else "",
            faded=self.points(counted.faded) if counted.faded else "",
        )

    def missing(self, shortfall: Shortfall) -> contexts.Missing:
        tier, side = self.tier(shortfall.missing.tier), shortfall.missing.side
        return contexts.Missing(tier, side, self.number(shortfall.has), self.number(shortfall.needs))

    def lifts(self, ledger: Ledger, standing: Standing) -> tuple[contexts.Lift, ...]:
        return tuple(contexts.Lift(self.tier(lift.tier), self.lift(lift, standing)) for lift in ledger.lifts)

    def lift(self, lift: Lift, standing: Standing) -> str:
        if lift.field is not None:
            return answer_label(lift, self.phrasing, texts=self.texts, known=lift.field in standing.facts)
        return deed_label(lift, self.playbook.model, self.texts)

    def falls_to(self, standing: Standing, at: datetime | None) -> str:
        return self.tier(advance(self.playbook.model, standing, at).standing.tier) if at else ""

    def tier(self, name: str) -> str:
        return self.texts.static(f"tiers.{name}")

    def points(self, tenths: int) -> str:
        return f"+{self.number(tenths)}" if tenths > 0 else self.number(tenths)

    def number(self, tenths: int) -> str:
        written = rendering.number(abs(tenths) / _PER_POINT, self.texts.locale)
        return f"{_MINUS}{written}" if tenths < 0 else written

    def day(self, at: datetime) -> str:
        return rendering.day(at, self.setup.time_zone, now=self.now, locale=self.texts.locale)

    def moment(self, at: datetime) -> str:
        return rendering.moment(at, self.setup.time_zone, now=self.now, locale=self.texts.locale)
