"""From a folder of templates, over a base, to Playbooks, or to everything that is wrong with them.

All files are read and checked before anything is said, so that one look shows every mistake. How a text is compiled
is the caller's.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from hashlib import sha256
from itertools import chain, islice
from pathlib import Path

from bot.desk.routing import LOOKED_AT, Desk
from bot.desk.rules import DeskRules
from bot.playbooks.business import Business, read_business
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
from bot.playbooks.languages import MAIN_LANGUAGE, audiences_in, language_called, languages_in
from bot.playbooks.lint import KNOWN_FACTS, lint_model, lint_named_answers, lint_script, lint_words
from bot.playbooks.media import FOLDER as MEDIA
from bot.playbooks.media import mistake_in
from bot.playbooks.overlay import PARTS, Overlay
from bot.playbooks.playbook import Playbook, Playbooks, Texts
from bot.playbooks.problems import FileProblem, PlaybookError, in_order
from bot.playbooks.script_reader import read_script, read_topics
from bot.playbooks.template_sources import Folder, Layer
from bot.playbooks.texts import Compile, Leaf, ReadTexts, Text, leaves, listed, read_texts
from bot.playbooks.topics import answered_by, opening_topics, opening_words, with_chat
from bot.playbooks.yaml_files import Document, KeyPath, read_content, read_source
from bot.script import Kind, Media, Question, Script, Topic, Vocabulary
from scoring.document_reader import nearest
from scoring.errors import ModelError, Problem
from scoring.model import Model
from scoring.model_reader import AUDIENCES
from scoring.parse import parse_model
from scoring.rules import BySteps

_ASKED_FIRST = Script("", (Question("audience", Kind.CHOICE, options=dict.fromkeys(AUDIENCES)),))
_DESK = "desk/desk.yaml"
_VERSION_DIGITS = 12
MOST_WARNINGS = 100
"""Of one kind and file: each looks for the nearest right word among all."""
SHARED = ("chat", "desk")
OF_A_SCRIPT = ("questions", "contents", "topics")
"""What only the business itself can put into words."""
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
    loading = _Loading(_overlay(folder, base), compile_text, models, chats)
    playbooks = loading.playbooks()
    problems = [problem for problem in loading.problems if not problem.warning]
    if playbooks is None or problems:
        raise PlaybookError(in_order(problems))
    return playbooks


def load_drafts(folder: Path, *, base: Path | None = None) -> dict[str, Draft]:
    """Return the models of the templates by audience, without looking at anything else; raise PlaybookError."""
    loading = _Loading(_overlay(folder, base), _no_texts)
    drafts = loading.drafts()
    problems = [problem for problem in loading.problems if not problem.warning]
    if problems:
        raise PlaybookError(in_order(problems))
    return drafts


def load_desk_rules(folder: Path, *, base: Path | None = None) -> DeskRules:
    """Return when sales works, without looking at anything else; raise PlaybookError."""
    loading = _Loading(_overlay(folder, base), _no_texts)
    rules, _ = loading.desk_rules()
    if loading.problems:
        raise PlaybookError(in_order(loading.problems))
    return rules


def _overlay(folder: Path | Layer, base: Path | None) -> Overlay:
    layer = Folder(folder) if isinstance(folder, Path) else folder
    return Overlay(layer, Folder(base) if base is not None and base != folder else None)


def _no_texts(source: str, _context: type) -> Text:
    raise AssertionError(source)


def check(
    folder: Path, *, compile_text: Compile, base: Path | None = None, chats: tuple[int, ...] = ()
) -> tuple[FileProblem, ...]:
    """Return everything that is wrong with the templates, and the warnings, by file and line."""
    loading = _Loading(_overlay(folder, base), compile_text, chats=chats)
    loading.playbooks()
    return in_order(loading.problems)


@dataclass(frozen=True, slots=True)
class Spare:
    """Lines of the base for one file of texts, and which of them are in its language."""

    texts: Mapping[str, Text]
    words: Mapping[str, tuple[str, ...]]
    in_language: frozenset[str]


@dataclass(slots=True)
class _Loading:
    templates: Overlay
    compile_text: Compile
    models: Mapping[str, str] = field(default_factory=dict)
    chats: tuple[int, ...] = ()
    problems: list[FileProblem] = field(default_factory=list)
    sources: dict[str, str] = field(default_factory=dict)
    own: dict[str, str] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict)
    languages: tuple[str, ...] = ()

    def playbooks(self) -> Playbooks | None:
        """Read everything; None where something cannot be read at all."""
        if self.templates.is_empty:
            self.problems.append(FileProblem(".", 1, "", "no templates in this folder", f"{', '.join(PARTS)}, or some"))
        names, unknown_names = audiences_in(self.templates)
        self.languages, unknown_languages = languages_in(self.templates)
        self.problems += (*unknown_names, *unknown_languages)
        business = self.business()
        topics, sound = self.topics("chat", always=ALWAYS_ANSWERED)
        opening = replace(_ASKED_FIRST, topics=topics)
        if file := self.documents.get("chat/faq.yaml"):
            self.problems += check_conditions(file, conditions_of_topics(opening), Names(languages=self.languages))
        unsure = () if sound else ("topics",)
        chat, vocabularies = self.texts("chat", leaves("chat", opening), opening, unsure=unsure)
        desk, _ = self.texts("desk", leaves("desk"), _ASKED_FIRST)
        desk_rules, desks = self.desk_rules()
        self.desks(desks, audiences=names)
        found = [self.playbook(audience, chat) for audience in names]
        audiences = {playbook.audience: playbook for playbook in found if playbook}
        if business is None or not audiences or len(audiences) < len(found):
            return None
        joined = {name: with_chat(playbook, vocabularies, topics) for name, playbook in audiences.items()}
        opened, said = opening_words(joined, chat, vocabularies)
        return Playbooks(
            business,
            joined,
            chat,
            said,
            desk,
            self.version(),
            self.own,
            opening=opened,
            topics=opening_topics(joined, topics),
            desk_rules=desk_rules,
            desks=desks,
        )

    def drafts(self) -> dict[str, Draft]:
        """Read the models alone."""
        names, unknown_names = audiences_in(self.templates)
        self.problems += unknown_names
        found = {}
        for audience in names:
            document = self.read(f"playbooks/{audience}/model.yaml")
            model = self.model(document, audience) if document else None
            if document and model:
                found[audience] = Draft(model, document.source)
        return found

    def version(self) -> str:
        digest = sha256()
        for file, source in sorted(self.sources.items()):
            digest.update(f"{file}\0{source}\0".encode())
        return digest.hexdigest()[:_VERSION_DIGITS]

    def read(self, file: str, *, as_text: bool = False) -> Document | None:
        layer = self.templates.layer(file)
        called = self.templates.called(file, layer)
        document, problems = read_content(partial(layer.read, file), called, as_text=as_text)
        self.problems += problems
        if document:
            self.documents[file] = document
            self.sources[file] = document.source
            if layer is self.templates.folder:
                self.own[file] = document.source
        return document

    def note(self, document: Document, mistakes: Iterable[Problem]) -> None:
        self.problems += [document.located(mistake) for mistake in mistakes]

    def business(self) -> Business | None:
        document = self.read("business.yaml")
        if document is None:
            return None
        business, mistakes = read_business(document.content)
        self.note(document, mistakes)
        if "business.yaml" not in self.own and not self.templates.is_empty:
            expected = f'your own: until then the bot speaks for "{business.name}"'
            self.problems.append(FileProblem("business.yaml", 1, "", "missing file", expected, warning=True))
        return business

    def desk_rules(self) -> tuple[DeskRules, tuple[Desk, ...]]:
        """Read when sales works; where nobody has said anything of it, as it was before anybody could."""
        if not self.templates.has(_DESK):
            return DeskRules(), ()
        document = self.read(_DESK)
        if document is None:
            return DeskRules(), ()
        rules, desks, mistakes = read_desk(document.content)
        self.note(document, mistakes)
        return rules, desks

    def desks(self, desks: Sequence[Desk], *, audiences: Sequence[str]) -> None:
        """Note what is wrong with several desks together."""
        if document := self.documents.get(_DESK):
            names = Names(others=LOOKED_AT, languages=self.languages, audiences=audiences)
            self.problems += check_desks(document, desks, chats=self.chats, names=names)

    def playbook(self, audience: str, chat: Mapping[str, Texts]) -> Playbook | None:
        folder = f"playbooks/{audience}"
        script_file, model_file = self.read(f"{folder}/script.yaml"), self.model_file(audience)
        model = self.model(model_file, audience) if model_file else None
        script, sound = self.script(script_file, audience)
        topics, is_answered = self.topics(folder, contents=[content.name for content in script.contents])
        script = replace(script, topics=topics)
        unsure = (*(() if sound else ("questions", "contents")), *(() if is_answered else ("topics",)))
        if model is not None:
            self.conditions(script, model, folder=folder)
        own, vocabularies = self.texts(folder, leaves("playbook", script), script, unsure=unsure)
        if script_file is None or model_file is None or model is None:
            return None
        if sound and audience not in self.models:
            warnings = chain(
                lint_script(script_file, script, model),
                lint_model(model_file, script, model, languages=self.languages),
            )
            self.problems += islice(warnings, MOST_WARNINGS)
        texts = {language: texts.with_own(own[language]) for language, texts in chat.items() if language in own}
        return Playbook(audience, _as_scored(script, model), model, texts, vocabularies, model_file.source)

    def conditions(self, script: Script, model: Model, *, folder: str) -> None:
        """Note names and values in conditions that cannot be meant, unless other rules are in force."""
        if script.audience in self.models:
            return
        doors = tuple(dict.fromkeys(condition.field for condition in model.unfit))
        names = Names(script.questions, (*model.imported, *KNOWN_FACTS), self.languages, doors, listed=model.imported)
        if file := self.documents.get(f"{folder}/script.yaml"):
            self.problems += check_conditions(file, conditions_of(script), names)
            self.problems += [*check_circles(file, script), *check_order(file, script)]
        if file := self.documents.get(f"{folder}/faq.yaml"):
            self.problems += check_conditions(file, conditions_of_topics(script), names)

    def topics(
        self, folder: str, *, contents: Collection[str] = (), always: tuple[str, ...] = ()
    ) -> tuple[tuple[Topic, ...], bool]:
        """Read what a folder answers, nothing where it has no such file; and say whether all of it could be read."""
        file = f"{folder}/faq.yaml"
        if not self.templates.has(file):
            return (), True
        document = self.read(file)
        if document is None:
            return (), False
        topics, mistakes = read_topics(document.content, contents=contents, always=always)
        self.note(document, mistakes)
        placed = (self.placed(topic.media, document, ("topics", topic.name)) for topic in topics)
        return tuple(replace(topic, media=media) for topic, media in zip(topics, placed, strict=True)), not mistakes

    def placed(self, media: Media | None, document: Document, owner: KeyPath) -> Media | None:
        """Return where a picture or document lies that goes with something; note what Telegram will not take."""
        if media is None:
            return None
        kind, places = "picture" if media.is_picture else "document", []
        for language, place in media.places:
            at = (*owner, kind, *([language] if language else []))
            if language and language not in self.languages:
                expected = ", ".join(self.languages)
                meant = nearest(language, self.languages)
                self.problems.append(document.problem(at, f'"{language}" is no language', expected, suggestion=meant))
            places.append(
                (language, place if place.startswith("https://") else self.file_of(place, document, at, kind))
            )
        return replace(media, places=tuple(places))

    def file_of(self, name: str, document: Document, at: KeyPath, kind: str) -> str:
        """Return where a file of the folder for media lies; note what is wrong with it."""
        file = f"{MEDIA}/{name}"
        base, folder = self.templates.base, self.templates.folder
        layer = base if base is not None and base.has(file) and not folder.has(file) else folder
        path = layer.path_of(file)
        if path is not None and layer.is_edited and (wrong := mistake_in(path, is_picture=kind == "picture")):
            near = nearest(name, folder.names(MEDIA))
            self.problems.append(document.problem(at, f"{name}: {wrong[0]}", wrong[1], suggestion=near))
        return str(path) if path else name

    def script(self, document: Document | None, audience: str) -> tuple[Script, bool]:
        """Read the questions as far as they go, and say whether that is all the way."""
        if document is None:
            return Script(audience, ()), False
        script, mistakes = read_script(document.content, audience)
        self.note(document, mistakes)
        placed = (self.placed(content.media, document, ("contents", content.name)) for content in script.contents)
        contents = tuple(replace(each, media=media) for each, media in zip(script.contents, placed, strict=True))
        return replace(script, contents=contents), not mistakes

    def model_file(self, audience: str) -> Document | None:
        file = f"playbooks/{audience}/model.yaml"
        if audience not in self.models:
            return self.read(file)
        document, problems = read_source(file, self.models[audience])
        self.problems += problems
        return document

    def model(self, document: Document, audience: str) -> Model | None:
        try:
            model = parse_model(document.content)
        except ModelError as error:
            self.note(document, error.problems)
            return None
        if model.audience != audience:
            found, expected = f'found "{model.audience}"', f"{audience}, as the folder says"
            self.problems.append(document.problem(("audience",), found, expected))
        return model

    def texts(
        self, folder: str, table: Mapping[KeyPath, Leaf], script: Script, *, unsure: Collection[str] = ()
    ) -> tuple[dict[str, Texts], dict[str, Vocabulary]]:
        """Read a folder's texts in every language."""
        texts, vocabularies = {}, {}
        for language in self.languages:
            document = self.texts_file(f"{folder}/texts/{language}.yaml", language)
            if document is None:
                continue
            spare = self.spare(folder, table, language)
            found = read_texts(
                document,
                table,
                language,
                compile_text=self.compile_text,
                unsure=unsure,
                spare=spare.texts,
                spare_words=spare.words,
            )
            vocabulary = _vocabulary(language, script, found)
            warnings = chain(lint_words(document, vocabulary), lint_named_answers(document, script, found.texts))
            self.problems += [*found.problems, *islice(warnings, MOST_WARNINGS)]
            if found.filled:
                self.filled(document, found.filled, spare)
            texts[language] = Texts(language, found.texts, spare.texts, found.places)
            vocabularies[language] = vocabulary
        return texts, vocabularies

    def texts_file(self, file: str, language: str) -> Document | None:
        if language != MAIN_LANGUAGE and not self.templates.has(file):
            expected = f"all texts in {language_called(language)}, or none"
            self.problems.append(FileProblem(file, 1, "", "missing file", expected))
            return None
        return self.read(file, as_text=True)

    def spare(self, folder: str, table: Mapping[KeyPath, Leaf], language: str) -> Spare:
        """Return the base's lines for a file that is not its own, in English where it has no others."""
        base, own = self.templates.base, f"{folder}/texts/{language}.yaml"
        if base is None or self.templates.layer(own) is base:
            return Spare({}, {}, frozenset())
        general = {path: leaf for path, leaf in table.items() if folder in SHARED or path[0] not in OF_A_SCRIPT}
        unsure = () if folder in SHARED else OF_A_SCRIPT
        lines: dict[str, Text] = {}
        words: dict[str, tuple[str, ...]] = {}
        in_language: frozenset[str] = frozenset()
        for each in dict.fromkeys((MAIN_LANGUAGE, language)):
            file = f"{folder}/texts/{each}.yaml"
            document, _ = read_content(partial(base.read, file), base.whole(file), as_text=True)
            if document:
                found = read_texts(document, general, each, compile_text=self.compile_text, unsure=unsure)
                lines |= found.texts
                asks = {key: said for key, said in found.words.items() if key.startswith("topics.")}
                words |= asks
                in_language = frozenset((*found.texts, *asks)) if each == language else in_language
        return Spare(lines, words, in_language)

    def filled(self, document: Document, keys: Sequence[str], spare: Spare) -> None:
        """Note which lines of a file come from the base: no mistake, but something to know."""
        said = {key: text.source for key, text in spare.texts.items()}
        said |= {key: "\0".join(words) for key, words in spare.words.items()}
        self.sources.update({f"{document.file} {key}": said[key] for key in keys})
        in_english = ", in English" if any(key not in spare.in_language for key in keys) else ""
        says = "1 line is" if len(keys) == 1 else f"{len(keys)} lines are"
        come = "comes" if len(keys) == 1 else "come"
        found = f"{says} new since this folder was made and {come} from Leadbot{in_english}: {listed(keys)}"
        self.problems.append(FileProblem(document.file, 1, "", found, warning=True, notice=True))


def _vocabulary(language: str, script: Script, found: ReadTexts) -> Vocabulary:
    return Vocabulary(
        language,
        {
            question.field: {option: _phrases(question.field, option, found) for option in question.options}
            for question in script.questions
            if question.options
        },
        {topic.name: _asks(topic, found) for topic in answered_by(script)},
    )


def _phrases(field: str, option: str, found: ReadTexts) -> tuple[str, ...]:
    label = found.texts.get(f"questions.{field}.options.{option}")
    return (*([label.source] if label else []), *found.words.get(f"questions.{field}.words.{option}", ()))


def _as_scored(script: Script, model: Model) -> Script:
    """Return a script whose questions know what this model makes of their answers."""
    return replace(script, questions=tuple(_scored(question, model) for question in script.questions))


def _scored(question: Question, model: Model) -> Question:
    """Return a question that knows which options make a lead unfit, and from which number on all count the same."""
    options = (name for name in question.options if model.makes_unfit(question.field, question.value_of(name)))
    scales = (rule.scale for rule in model.fit if rule.field == question.field)
    steps = [number for scale in scales if isinstance(scale, BySteps) for number, _ in scale.steps]
    return replace(question, closing=frozenset(options), largest=max(steps, default=None))


def _asks(topic: Topic, found: ReadTexts) -> tuple[str, ...]:
    label = found.texts.get(topic.label)
    examples = found.words.get(f"{topic.key.rpartition('.')[0]}.asks", ())
    return (*([label.source] if label else []), *examples)
