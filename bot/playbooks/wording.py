"""The texts of a folder in every language, and where they lack lines, those of the base."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, islice

from bot.playbooks.cut_texts import Written, lint_cut_texts
from bot.playbooks.examples import read_examples
from bot.playbooks.files import Files
from bot.playbooks.languages import MAIN_LANGUAGE, language_called
from bot.playbooks.lint import MOST_WARNINGS, lint_named_answers, lint_sensitive, lint_words
from bot.playbooks.playbook import Texts
from bot.playbooks.problems import FileProblem
from bot.playbooks.slips import lint_copies, lint_languages, lint_slips, other_language
from bot.playbooks.texts import Compile, Leaf, ReadTexts, Text, listed, read_texts
from bot.playbooks.topics import answered_by
from bot.playbooks.yaml_files import Document, KeyPath, read_content
from bot.script import Examples, Script, Topic, Vocabulary

SHARED = ("chat", "desk")
OF_A_SCRIPT = ("questions", "contents", "topics")
"""What only the business itself can put into words."""
BY_SCRIPT = ("questions", "contents", "closing", "read_back")
"""Keys whose entries a script names: while its mistakes stand, no text there can be called unknown or missing."""


@dataclass(frozen=True, slots=True)
class _Spare:
    """Lines of the base for one file of texts, and which of them are in its language."""

    texts: Mapping[str, Text]
    words: Mapping[str, tuple[str, ...]]
    in_language: frozenset[str]


@dataclass(frozen=True, slots=True)
class Wording:
    """Reads the texts among the files of templates; how one is compiled is the caller's."""

    files: Files
    compile_text: Compile

    def read(
        self, folder: str, table: Mapping[KeyPath, Leaf], script: Script, *, unsure: Collection[str] = ()
    ) -> tuple[dict[str, Texts], dict[str, Vocabulary]]:
        """Read a folder's texts in every language."""
        texts, vocabularies = {}, {}
        read: dict[str, Mapping[str, Text]] = {}
        written: dict[str, Written] = {}
        answers_known = "questions" not in unsure
        for language in self.files.languages:
            document = self._file(f"{folder}/texts/{language}.yaml", language)
            if document is None:
                continue
            spare = self._spare(folder, table, language)
            found = read_texts(
                document,
                table,
                language,
                compile_text=self.compile_text,
                unsure=unsure,
                answers_known=answers_known,
                spare=spare.texts,
                spare_words=spare.words,
            )
            vocabulary = _vocabulary(language, script, found)
            self.files.problems += found.problems
            self.files.problems += islice(lint_slips(document, found.texts), MOST_WARNINGS)
            self.files.problems += lint_copies(document, language, found.texts, read)
            self.files.problems += islice(lint_languages(document, language, found.texts, read), MOST_WARNINGS)
            self.files.problems += lint_sensitive(document, found.texts)
            # Of a text that stands in the wrong file, it is not the right one that copies.
            read[language] = {key: text for key, text in found.texts.items() if not other_language(text, language)}
            written[language] = Written(document, found.texts, spare.texts)
            if answers_known:
                examples = self._examples(f"{folder}/examples/{language}.yaml", script)
                vocabulary = replace(vocabulary, examples=examples)
                warnings = chain(lint_words(document, vocabulary), lint_named_answers(document, script, found.texts))
                self.files.problems += islice(warnings, MOST_WARNINGS)
            if found.filled:
                self._note_filled(document, found.filled, spare)
            texts[language] = Texts(language, found.texts, spare.texts, found.places)
            vocabularies[language] = vocabulary
        told = {(problem.file, problem.key) for problem in self.files.problems if problem.slip}
        cut = (problem for problem in lint_cut_texts(written) if (problem.file, problem.key) not in told)
        self.files.problems += islice(cut, MOST_WARNINGS)
        return texts, vocabularies

    def _examples(self, file: str, script: Script) -> Examples:
        """Read sentences for options; nothing where there is no such file."""
        document = self.files.read(file, as_text=True) if self.files.templates.has(file) else None
        if document is None:
            return {}
        examples, mistakes = read_examples(document.content, script)
        self.files.note(document, mistakes)
        return examples

    def _file(self, file: str, language: str) -> Document | None:
        """Return a file of texts; every language but the main one may be left out, but not in parts."""
        if not self.files.templates.has(file):
            whole = f"all texts in {language_called(language)}"
            for_whom = "for everybody whose language is not among yours" if language == MAIN_LANGUAGE else "or none"
            self.files.problems.append(FileProblem(file, 1, "", "missing file", f"{whole}, {for_whom}"))
            return None
        return self.files.read(file, as_text=True)

    def _spare(self, folder: str, table: Mapping[KeyPath, Leaf], language: str) -> _Spare:
        """Return the base's lines for a file that is not its own, in English where it has no others."""
        base, own = self.files.templates.base, f"{folder}/texts/{language}.yaml"
        if base is None or self.files.templates.layer(own) is base:
            return _Spare({}, {}, frozenset())
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
        return _Spare(lines, words, in_language)

    def _note_filled(self, document: Document, keys: Sequence[str], spare: _Spare) -> None:
        """Note which lines of a file come from the base: no mistake, but something to know."""
        said = {key: text.source for key, text in spare.texts.items()}
        said |= {key: "\0".join(words) for key, words in spare.words.items()}
        self.files.sources.update({f"{document.file} {key}": said[key] for key in keys})
        in_english = ", in English" if any(key not in spare.in_language for key in keys) else ""
        says = "1 line is" if len(keys) == 1 else f"{len(keys)} lines are"
        come = "comes" if len(keys) == 1 else "come"
        found = f"{says} new since this folder was made and {come} from Leadbot{in_english}: {listed(keys)}"
        self.files.problems.append(FileProblem(document.file, 1, "", found, warning=True, notice=True))


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


def _asks(topic: Topic, found: ReadTexts) -> tuple[str, ...]:
    label = found.texts.get(topic.label)
    examples = found.words.get(f"{topic.key.rpartition('.')[0]}.asks", ())
    return (*([label.source] if label else []), *examples)
