"""From a folder of templates, over a base, to Playbooks, or to everything that is wrong with them.

All files are read and checked before anything is said, so that one look shows every mistake. How a text is compiled
is the caller's.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path

from bot.desk.routing import LOOKED_AT, Desk
from bot.desk.rules import DeskRules
from bot.import_mapping import ImportMapping
from bot.playbooks.business import Business, read_business
from bot.playbooks.business_lint import lint_business
from bot.playbooks.condition_reader import Names
from bot.playbooks.conditional import (
    check_circles,
    check_conditions,
    check_order,
    conditions_of,
    conditions_of_topics,
)
from bot.playbooks.desk_lint import check_desks
from bot.playbooks.desk_reader import read_desk
from bot.playbooks.drafts import Draft
from bot.playbooks.files import Files
from bot.playbooks.foreign_files import lint_foreign, read_imports, read_mapping_of_signals, read_senders
from bot.playbooks.languages import audiences_in, languages_in
from bot.playbooks.lint import KNOWN_FACTS, MOST_WARNINGS, lint_model, lint_script
from bot.playbooks.media_places import placed
from bot.playbooks.overlay import PARTS, Overlay
from bot.playbooks.playbook import Playbook, Playbooks, Texts, as_scored
from bot.playbooks.problems import FileProblem, PlaybookError, in_order
from bot.playbooks.script_reader import read_script, read_topics
from bot.playbooks.template_sources import Folder, Layer
from bot.playbooks.texts import Compile, Text, leaves
from bot.playbooks.topics import opening_topics, opening_words, with_answers_of_all, with_chat
from bot.playbooks.unread_files import lint_unread
from bot.playbooks.where_lint import lint_where
from bot.playbooks.wording import BY_SCRIPT, Wording
from bot.playbooks.yaml_files import Document, read_source
from bot.script import Kind, Question, Script, Topic
from scoring.errors import ModelError
from scoring.model import Model
from scoring.model_reader import AUDIENCES
from scoring.parse import parse_model

_ASKED_FIRST = Script("", (Question("audience", Kind.CHOICE, options=dict.fromkeys(AUDIENCES)),))
_DESK = "desk/desk.yaml"
ALWAYS_ANSWERED = ("bot",)
"""Whether they talk to a machine: who asks is told the truth (EU AI Act, article 50)."""
_NONE_INSTEAD: Mapping[str, str] = {}


def load(
    folder: Path | Layer,
    *,
    compile_text: Compile,
    base: Path | None = None,
    models: Mapping[str, str] = _NONE_INSTEAD,
    chats: tuple[int, ...] = (),
) -> Playbooks:
    """Return the playbooks of the templates; raise PlaybookError with all mistakes of all files, by file and line.

    Files that the folder lacks are taken from ``base``; playbooks only where it has none of its own. Lines that its
    texts lack are taken from there too, but for the words of its own questions and contents.
    The files of models are not read for the audiences of ``models``, which gives what they should say. ``chats`` are
    those that desks may have, empty where that does not matter.
    """
    loading = _loading(folder, base, compile_text, models=models, chats=chats)
    playbooks = loading.playbooks()
    problems = [problem for problem in loading.files.problems if not problem.warning]
    if playbooks is None or problems:
        raise PlaybookError(in_order(problems))
    return playbooks


def load_drafts(folder: Path, *, base: Path | None = None) -> dict[str, Draft]:
    """Return the models of the templates by audience, without looking at anything else; raise PlaybookError."""
    loading = _loading(folder, base, _no_texts)
    drafts = loading.drafts()
    problems = [problem for problem in loading.files.problems if not problem.warning]
    if problems:
        raise PlaybookError(in_order(problems))
    return drafts


def load_desk_rules(folder: Path, *, base: Path | None = None) -> tuple[DeskRules, tuple[Desk, ...]]:
    """Return when sales works, and the desks, without looking at anything else; raise PlaybookError."""
    loading = _loading(folder, base, _no_texts)
    rules = loading.desk_rules()
    if loading.files.problems:
        raise PlaybookError(in_order(loading.files.problems))
    return rules


def load_import_mappings(folder: Path, *, base: Path | None = None) -> dict[str, ImportMapping]:
    """Return how other systems' tables become ours, by name, without looking at anything else; raise PlaybookError."""
    loading = _loading(folder, base, _no_texts)
    mappings = read_imports(loading.files)
    if loading.files.problems:
        raise PlaybookError(in_order(loading.files.problems))
    return mappings


def _loading(
    folder: Path | Layer,
    base: Path | None,
    compile_text: Compile,
    *,
    models: Mapping[str, str] = _NONE_INSTEAD,
    chats: tuple[int, ...] = (),
) -> "_Loading":
    layer = Folder(folder) if isinstance(folder, Path) else folder
    files = Files(Overlay(layer, Folder(base) if base is not None and base != folder else None))
    return _Loading(files, Wording(files, compile_text), models, chats)


def _no_texts(source: str, _context: type) -> Text:
    raise AssertionError(source)


def check(
    folder: Path, *, compile_text: Compile, base: Path | None = None, chats: tuple[int, ...] = ()
) -> tuple[FileProblem, ...]:
    """Return everything that is wrong with the templates, and the warnings, by file and line."""
    loading = _loading(folder, base, compile_text, chats=chats)
    loading.playbooks()
    return in_order(loading.files.problems)


@dataclass(frozen=True, slots=True)
class _Loading:
    files: Files
    wording: Wording
    models: Mapping[str, str]
    chats: tuple[int, ...]

    def playbooks(self) -> Playbooks | None:
        """Read everything; None where something cannot be read at all."""
        files = self.files
        if files.templates.is_empty:
            files.problems.append(
                FileProblem(".", 1, "", "no templates in this folder", f"{', '.join(PARTS)}, or some")
            )
        names, unknown_names = audiences_in(files.templates)
        files.languages, unknown_languages = languages_in(files.templates)
        files.problems += (*unknown_names, *unknown_languages)
        business = self.business()
        topics, sound = self.topics("chat", always=ALWAYS_ANSWERED)
        opening = replace(_ASKED_FIRST, topics=topics)
        if file := files.documents.get("chat/faq.yaml"):
            files.problems += check_conditions(file, conditions_of_topics(opening), Names(languages=files.languages))
        unsure = () if sound else ("topics",)
        chat, vocabularies = self.wording.read("chat", leaves("chat", opening), opening, unsure=unsure)
        desk, _ = self.wording.read("desk", leaves("desk"), _ASKED_FIRST)
        desk_rules, desks = self.desk_rules()
        self.desks(desks, audiences=names)
        signals, is_sound = read_mapping_of_signals(files)
        senders, imports = read_senders(files), read_imports(files)
        found = [self.playbook(audience, chat) for audience in names]
        audiences = {playbook.audience: playbook for playbook in found if playbook}
        if business is None or not audiences or len(audiences) < len(found):
            return None
        if is_sound:
            files.problems += lint_foreign(files, signals, imports, audiences)
        if all(problem.warning for problem in files.problems):
            files.problems += lint_unread(files)
        joined = {name: with_chat(playbook, vocabularies, topics) for name, playbook in audiences.items()}
        joined = with_answers_of_all(joined)
        opened, said = opening_words(joined, chat, vocabularies)
        return Playbooks(
            business,
            joined,
            chat,
            said,
            desk,
            files.version(),
            files.own,
            opening=opened,
            topics=opening_topics(joined, topics),
            desk_rules=desk_rules,
            desks=desks,
            signals=signals,
            senders=senders,
            slips=tuple(str(problem) for problem in in_order(files.problems) if problem.slip),
            imports=imports,
        )

    def drafts(self) -> dict[str, Draft]:
        """Read the models alone."""
        names, unknown_names = audiences_in(self.files.templates)
        self.files.problems += unknown_names
        found = {}
        for audience in names:
            document = self.files.read(f"playbooks/{audience}/model.yaml")
            model = self.model(document, audience) if document else None
            if document and model:
                found[audience] = Draft(model, document.source)
        return found

    def business(self) -> Business | None:
        document = self.files.read("business.yaml")
        if document is None:
            return None
        business, mistakes = read_business(document.content)
        self.files.note(document, mistakes)
        self.files.problems += lint_business(document, business)
        if "business.yaml" not in self.files.own and not self.files.templates.is_empty:
            expected = f'your own: until then the bot speaks for "{business.name}"'
            self.files.problems.append(FileProblem("business.yaml", 1, "", "missing file", expected, warning=True))
        return business

    def desk_rules(self) -> tuple[DeskRules, tuple[Desk, ...]]:
        """Read when sales works; where nobody has said anything of it, as it was before anybody could."""
        if not self.files.templates.has(_DESK):
            return DeskRules(), ()
        document = self.files.read(_DESK)
        if document is None:
            return DeskRules(), ()
        rules, desks, mistakes = read_desk(document.content)
        self.files.note(document, mistakes)
        return rules, desks

    def desks(self, desks: Sequence[Desk], *, audiences: Sequence[str]) -> None:
        """Note what is wrong with several desks together."""
        if document := self.files.documents.get(_DESK):
            names = Names(others=LOOKED_AT, languages=self.files.languages, audiences=audiences)
            self.files.problems += check_desks(document, desks, chats=self.chats, names=names)

    def playbook(self, audience: str, chat: Mapping[str, Texts]) -> Playbook | None:
        folder = f"playbooks/{audience}"
        script_file, model_file = self.files.read(f"{folder}/script.yaml"), self.model_file(audience)
        model = self.model(model_file, audience) if model_file else None
        script, sound = self.script(script_file, audience)
        topics, is_answered = self.topics(folder, contents=[content.name for content in script.contents])
        script = replace(script, topics=topics)
        unsure = (*(() if sound else BY_SCRIPT), *(() if is_answered else ("topics",)))
        if model is not None and sound:
            self.conditions(script, model, folder=folder)
        own, vocabularies = self.wording.read(folder, leaves("playbook", script), script, unsure=unsure)
        if script_file is None or model_file is None or model is None:
            return None
        if sound and audience not in self.models:
            warnings = chain(
                lint_script(script_file, script, model),
                lint_model(model_file, script, model, languages=self.files.languages),
                lint_where(model_file, script, model),
            )
            self.files.problems += islice(warnings, MOST_WARNINGS)
        texts = {language: texts.with_own(own[language]) for language, texts in chat.items() if language in own}
        return Playbook(audience, as_scored(script, model), model, texts, vocabularies, model_file.source)

    def conditions(self, script: Script, model: Model, *, folder: str) -> None:
        """Note names and values in conditions that cannot be meant, unless other rules are in force."""
        if script.audience in self.models:
            return
        doors = tuple(dict.fromkeys(condition.field for condition in model.unfit))
        names = Names(
            script.questions, (*model.imported, *KNOWN_FACTS), self.files.languages, doors, listed=model.imported
        )
        if file := self.files.documents.get(f"{folder}/script.yaml"):
            self.files.problems += check_conditions(file, conditions_of(script), names)
            self.files.problems += [*check_circles(file, script), *check_order(file, script)]
        if file := self.files.documents.get(f"{folder}/faq.yaml"):
            self.files.problems += check_conditions(file, conditions_of_topics(script), names)

    def topics(
        self, folder: str, *, contents: Collection[str] = (), always: tuple[str, ...] = ()
    ) -> tuple[tuple[Topic, ...], bool]:
        """Read what a folder answers, nothing where it has no such file; and say whether all of it could be read."""
        file = f"{folder}/faq.yaml"
        if not self.files.templates.has(file):
            return (), True
        document = self.files.read(file)
        if document is None:
            return (), False
        topics, mistakes = read_topics(document.content, contents=contents, always=always)
        self.files.note(document, mistakes)
        media = (placed(self.files, topic.media, document, ("topics", topic.name)) for topic in topics)
        return tuple(replace(topic, media=each) for topic, each in zip(topics, media, strict=True)), not mistakes

    def script(self, document: Document | None, audience: str) -> tuple[Script, bool]:
        """Read the questions as far as they go, and say whether that is all the way."""
        if document is None:
            return Script(audience, ()), False
        script, mistakes = read_script(document.content, audience)
        self.files.note(document, mistakes)
        media = (placed(self.files, each.media, document, ("contents", each.name)) for each in script.contents)
        contents = tuple(replace(content, media=each) for content, each in zip(script.contents, media, strict=True))
        return replace(script, contents=contents), not mistakes

    def model_file(self, audience: str) -> Document | None:
        file = f"playbooks/{audience}/model.yaml"
        if audience not in self.models:
            return self.files.read(file)
        document, problems = read_source(file, self.models[audience])
        self.files.problems += problems
        return document

    def model(self, document: Document, audience: str) -> Model | None:
        try:
            model = parse_model(document.content)
        except ModelError as error:
            self.files.note(document, error.problems)
            return None
        if model.audience != audience:
            found, expected = f'found "{model.audience}"', f"{audience}, as the folder says"
            self.files.problems.append(document.problem(("audience",), found, expected))
        return model
