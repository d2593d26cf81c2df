"""Puts a scoring model in force: from then on leads are scored by it, quietly.

The models in force are those that were published, not those in the folder of templates: editing a file changes nothing
until it is published. The first publication of an audience is made when the bot first starts.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.playbooks import Draft, Playbook, Playbooks, draft_of
from storage import models
from storage.models import StoredPublication
from storage.statements import Transaction

AT_START = "first start"


def publish_model(tx: Transaction, draft: Draft, *, by: str, now: datetime) -> bool:
    """Put a model in force for its audience; False if its rules are in force already (words may still have changed)."""
    audience, version = draft.model.audience, draft.model.version
    in_force = models.newest(models.publications(tx)).get(audience)
    if in_force is not None and in_force.version == version:
        models.keep(tx, audience=audience, version=version, source=draft.source)
        return False
    models.publish(tx, audience=audience, version=version, source=draft.source, by=by, now=now)
    return True


def publish_first(tx: Transaction, playbooks: Playbooks, *, now: datetime) -> list[StoredPublication]:
    """Put the models of the files in force where none ever was, and return every publication."""
    known = models.newest(models.publications(tx))
    for audience, playbook in playbooks.audiences.items():
        if audience not in known:
            publish_model(tx, Draft(playbook.model, playbook.model_source), by=AT_START, now=now)
    return models.publications(tx)


def in_force(playbooks: Playbooks, published: Iterable[StoredPublication]) -> Playbooks:
    """Return the playbooks with the models that are in force; an audience without a publication keeps its file's."""
    published = list(published)
    newest = models.newest(published)
    first = {publication.audience: publication.id for publication in reversed(published)}
    audiences = {
        audience: _under(playbook, newest[audience], is_first=newest[audience].id == first[audience])
        if audience in newest
        else playbook
        for audience, playbook in playbooks.audiences.items()
    }
    return replace(playbooks, audiences=audiences)


def _under(playbook: Playbook, publication: StoredPublication, *, is_first: bool) -> Playbook:
    since = None if is_first else publication.at
    if publication.version == playbook.model.version:
        # The file may name its rules better by now: labels change no score.
        return replace(playbook, model_since=since)
    draft = published_draft(publication)
    return replace(playbook, model=draft.model, model_source=draft.source, model_since=since)


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
