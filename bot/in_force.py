"""What is in force now. The setup is replaced as a whole when templates change, never changed in place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.messages import Incoming
from bot.playbooks import Playbook, Playbooks
from bot.rules.publish import with_published
from bot.usecases.setup import OnHeard, Setup
from bot.usecases.webhooks.receivers import receivers_of
from storage.publications import StoredPublication
from storage.webhooks import StoredWebhook


@dataclass(slots=True)
class InForce:
    """What every worker looks at anew for each message, where that may score somebody only in the transaction.

    There it is sure to be what is in force (``Store.follow``): what was read before may have changed meanwhile.

    ``moved`` maps the old id of a group that became a supergroup to its new one. The use cases know a sales chat by
    the id that the settings give; only the door to the messenger uses the present one. ``published`` holds the models
    that were published; where it is None, the files' own models are in force as soon as they are saved.
    """

    setup: Setup
    moved: dict[int, int] = field(default_factory=dict)
    published: Sequence[StoredPublication] | None = None
    files: Playbooks | None = None

    def adopt(self, files: Playbooks, *, now: datetime) -> None:
        """Put the playbooks of the files in force, with the models that are published."""
        self.files = files
        if self.published is not None:
            playbooks = with_published(files, self.published)
        else:
            audiences = {name: self._edited(playbook, now) for name, playbook in files.audiences.items()}
            playbooks = replace(files, audiences=audiences)
        self.setup = replace(self.setup, playbooks=playbooks)

    def publish(self, published: Sequence[StoredPublication]) -> None:
        """Put the models published last in force."""
        self.published = published
        playbooks = with_published(self.files or self.setup.playbooks, published)
        self.setup = replace(self.setup, playbooks=playbooks)

    def register(self, webhooks: Iterable[StoredWebhook]) -> None:
        """Tell these webhooks of what happens from now on."""
        self.setup = replace(self.setup, receivers=receivers_of(webhooks))

    def note_heard(self, on_heard: OnHeard) -> None:
        """Let somebody watch what is heard in each message of a prospect, from now on."""
        self.setup = replace(self.setup, on_heard=on_heard)

    def _edited(self, playbook: Playbook, now: datetime) -> Playbook:
        """Return a playbook whose model is in force since now if its rules have changed."""
        before = self.setup.playbooks.audiences.get(playbook.audience)
        if before is None:
            return playbook
        same = before.model.version == playbook.model.version
        return replace(playbook, model_since=before.model_since if same else now)

    def address(self, chat_id: int) -> int:
        """Return the id that a chat has now."""
        for _ in range(len(self.moved)):
            if chat_id not in self.moved:
                break
            chat_id = self.moved[chat_id]
        return chat_id

    def as_known(self, incoming: Incoming) -> Incoming:
        """Return an update of a sales chat under the id that the settings give."""
        if incoming.private or incoming.chat_id in self.setup.chats:
            return incoming
        known = next((chat for chat in self.setup.chats if self.address(chat) == incoming.chat_id), None)
        return incoming if known is None else replace(incoming, chat_id=known)
