"""Puts a scoring model in force: from then on leads are scored by it, quietly.

The models in force are those that were published, not those in the folder of templates: editing a file changes nothing
until it is published. The first publication of an audience is made when the bot first starts.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from bot.playbooks import Draft, Playbook, PlaybookError, Playbooks, draft_of
from bot.usecases.leads.cool_lead import cool_lead
from bot.usecases.leads.update_score import cooled
from bot.usecases.setup import Setup
from scoring.errors import StandingError
from scoring.model import Model
from storage import leads, publications
from storage.publications import AT_START, AT_UPGRADE, StoredPublication
from storage.statements import Transaction


def publish_model(tx: Transaction, draft: Draft, *, by: str, now: datetime, setup: Setup | None = None) -> bool:
    """Put a model in force for its audience; False if its rules are in force already (words may still have changed).

    Without a setup nobody's cards are drawn again: the bot does so when it starts.
    """
    audience, version = draft.model.audience, draft.model.version
    in_force = publications.newest(publications.oldest_first(tx)).get(audience)
    if in_force is not None and in_force.version == version:
        publications.keep(tx, audience=audience, version=version, source=draft.source)
        return False
    if in_force is not None:
        # Rules that this version of Leadbot cannot read have given nobody a tier here.
        with suppress(PlaybookError):
            _let_cool(tx, published_draft(in_force).model, setup=setup, now=now)
    publications.publish(tx, audience=audience, version=version, source=draft.source, by=by, now=now)
    return True


def _let_cool(tx: Transaction, model: Model, *, setup: Setup | None, now: datetime) -> None:
    """Record what is due under the rules that go: it was time that passed, not the rules that changed."""
    for lead in leads.due_under(tx, model.version, now):
        if setup is not None:
            cool_lead(tx, lead.id, setup=setup, now=now)
            continue
        with suppress(StandingError):
            leads.save(tx, cooled(tx, lead, model, now=now))


def publish_first(tx: Transaction, playbooks: Playbooks, *, now: datetime) -> list[StoredPublication]:
    """Put the models of the files in force where none ever was, and return every publication.

    Where this version of Leadbot scores the published rules differently they are other rules, in force from now on:
    what was decided until now stays recorded, and what changes with them alerts nobody.
    """
    known = publications.newest(publications.oldest_first(tx))
    for publication in known.values():
        with suppress(PlaybookError):
            draft = published_draft(publication)
            if draft.model.version != publication.version:
                publish_model(tx, draft, by=AT_UPGRADE, now=now)
    for audience, playbook in playbooks.audiences.items():
        if audience not in known:
            publish_model(tx, Draft(playbook.model, playbook.model_source), by=AT_START, now=now)
    return publications.oldest_first(tx)


@dataclass(frozen=True, slots=True)
class DatedDraft:
    """The model in force for an audience, and since when; None if it is the first."""

    draft: Draft
    since: datetime | None


def models_in_force(files: Mapping[str, Draft], published: Iterable[StoredPublication]) -> dict[str, DatedDraft]:
    """Return the model in force for each audience of the files; without a publication, its file's."""
    published = list(published)
    newest = publications.newest(published)
    first = {publication.audience: publication.id for publication in reversed(published)}
    found = {}
    for audience, draft in files.items():
        publication = newest.get(audience)
        since = publication.at if publication and publication.id != first[audience] else None
        # Of the same rules the file may name its rules better by now: labels change no score.
        is_other = publication is not None and publication.version != draft.model.version
        found[audience] = DatedDraft(published_draft(publication) if publication and is_other else draft, since)
    return found


def with_published(playbooks: Playbooks, published: Iterable[StoredPublication]) -> Playbooks:
    """Return the playbooks with the models that are in force."""
    files = {name: Draft(playbook.model, playbook.model_source) for name, playbook in playbooks.audiences.items()}
    found = models_in_force(files, published)
    audiences = {name: _under(playbook, found[name]) for name, playbook in playbooks.audiences.items()}
    return replace(playbooks, audiences=audiences)


def _under(playbook: Playbook, found: DatedDraft) -> Playbook:
    draft = found.draft
    return replace(playbook, model=draft.model, model_source=draft.source, model_since=found.since)


def published_draft(publication: StoredPublication) -> Draft:
    """Return the model that was published; raise PlaybookError if this version of Leadbot cannot read it."""
    return draft_of(publication.source, name=f"model {publication.version} ({publication.audience})")


def unpublished(files: Playbooks, playbooks: Playbooks) -> list[str]:
    """Return the audiences whose model file says something else than the rules in force."""
    return [
        audience
        for audience, playbook in files.audiences.items()
        if audience in playbooks.audiences and playbook.model.version != playbooks.audiences[audience].model.version
    ]
