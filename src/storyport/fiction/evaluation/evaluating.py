"""Compares translations of one source, with references and with each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from storyport.checks.base import ExpectedTerm
from storyport.checks.evaluation import Counts, Row, Scores, Scoring, count_rows, score_systems
from storyport.fiction.evaluation.sides import LONGEST, Sides, set_side_by_side
from storyport.fiction.evaluation.texts import Text, language_of, read_texts
from storyport.kernel.errors import BadInput
from storyport.kernel.locales import LocaleInfo, parse_locale

__all__ = ["Evaluation", "Question", "System", "evaluate"]

# Fewer letters are too little to contradict what a person said.
# Fewer segments than this share of the source are a part of it, and no translation of it.
_WHOLE = 0.8
_SURE_LETTERS = 200

_Terms = Callable[[str], tuple[ExpectedTerm, ...]]
"""Source text with marks -> the agreed renderings that stand in it."""


@dataclass(frozen=True)
class Question:
    """What is to be compared.

    Attributes:
        references, targets: files. names: of the targets; what is missing is made of files.
        from_, to: locales; None: as the files say, else as they look.
        terms: makes the bible's renderings for a pair of locales; None without a bible.
    """

    source: Path
    targets: Sequence[Path]
    references: Sequence[Path] = ()
    names: Sequence[str] = ()
    from_: LocaleInfo | None = None
    to: LocaleInfo | None = None
    terms: Callable[[LocaleInfo, LocaleInfo], _Terms] | None = None


@dataclass(frozen=True)
class System:
    """One translation: its counts and, with a reference, its scores.

    A reference is counted too, as a yardstick; it has no scores.
    """

    name: str
    path: Path
    pieces: int
    counts: Counts
    scores: Scores | None = None
    is_reference: bool = False


@dataclass(frozen=True)
class Evaluation:
    """What came of it.

    Attributes:
        pieces: units, lines or sentences of the source. matching: whether all have its
            structure. lines: whether a piece is a line. notes: what a reader must know.
    """

    source: Path
    from_: LocaleInfo
    to: LocaleInfo
    pieces: int
    lines: bool
    matching: bool
    systems: tuple[System, ...]
    references: tuple[Path, ...] = ()
    signatures: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    has_bible: bool = False


def evaluate(question: Question) -> Evaluation:
    """Read, align, score and count.

    Raises:
        BadInput: a file cannot be read, holds no text or is in another language than it
            should be, or it is not clear which languages these are.
    """
    texts = read_texts([question.source, *question.targets, *question.references])
    source, others = texts[0], texts[1:]
    targets, references = others[: len(question.targets)], others[len(question.targets) :]
    from_ = question.from_ or _locale(source, "--from")
    to = question.to or _locale((references or targets)[0], "--to")
    notes = _check_languages(from_, to, targets, references)
    sides = set_side_by_side(source, others, from_, to)
    notes += _structure_notes(sides, source, others)
    scoring = _scoring(sides, len(targets), to) if references else None
    if scoring and sides.has_long:
        notes.append(f"Documents are scored {LONGEST} segments at a time.")
    if scoring and scoring.tokenizer.note:
        notes.append(scoring.tokenizer.note)
    terms = question.terms(from_, to) if question.terms else None
    return Evaluation(
        source=question.source,
        from_=from_,
        to=to,
        pieces=sum(map(len, sides.source)),
        lines=source.lines,
        matching=sides.matching,
        systems=tuple(_systems(question, sides, scoring, terms, from_, to)),
        references=tuple(question.references),
        signatures=scoring.signatures if scoring else {},
        notes=tuple(notes),
        has_bible=terms is not None,
    )


def _locale(text: Text, flag: str) -> LocaleInfo:
    try:
        found = parse_locale(text.language) if text.language else None
    except BadInput:
        found = None
    found = found or language_of(text)
    if found is None:
        raise BadInput(
            "it is not clear which language this is in.",
            where=str(text.path),
            do=f"Say so with {flag}, such as {flag} en.",
        )
    return found


def _check_languages(
    from_: LocaleInfo, to: LocaleInfo, targets: Sequence[Text], references: Sequence[Text]
) -> list[str]:
    """Return notes on texts that look like another language.

    Raises:
        BadInput: nothing is translated here, or a reference is in the source's language.
    """
    if (from_.language, from_.script) == (to.language, to.script):
        raise BadInput(
            f"source and target are both in {to.name}.",
            do="Give SOURCE first, then TARGET; or name the languages with --from and --to.",
        )
    notes = []
    for text in (*targets, *references):
        found = language_of(text, _SURE_LETTERS)
        if found is None or found.language == to.language:
            continue
        if text in references and found.language == from_.language:
            raise BadInput(
                f"this reference is in {found.name}, not in {to.name}.",
                where=str(text.path),
                do="Give a reference in the language of the targets, or name that with --to.",
            )
        notes.append(f"{text.path.name} looks like {found.name}, not {to.name}.")
    return notes


def _structure_notes(sides: Sides, source: Text, others: Sequence[Text]) -> list[str]:
    if sides.matching:
        return []
    sizes = [f"{each.path.name} has {each.size}" for each in others if each.size != source.size]
    notes = ["Where segments differ in number, sentences are aligned by their length."]
    if sizes:
        notes.append(f"The source has {source.size} segments, {', '.join(sizes)}.")
    short = [each.path.name for each in others if each.size < _WHOLE * source.size]
    if short:
        notes.append(
            f"{', '.join(short)}: only a part is translated, and all the rest counts as omitted."
            " Compare it with that part of the source."
        )
    return [*notes, "Scores are over whole documents, without intervals."]


def _scoring(sides: Sides, targets: int, to: LocaleInfo) -> Scoring:
    documents = [sides.documents(number) for number in range(len(sides.others))]
    return score_systems(documents[:targets], documents[targets:], to, matching=sides.matching)


def _systems(
    question: Question,
    sides: Sides,
    scoring: Scoring | None,
    terms: _Terms | None,
    from_: LocaleInfo,
    to: LocaleInfo,
) -> Iterator[System]:
    count = len(question.targets)
    beside = range(count, len(sides.others))
    # One reference is counted as well: what it lacks, nobody need have.
    counted = [*question.targets, *question.references[:1]]
    names = _names(question)
    for number, path in enumerate(counted):
        is_reference = number >= count
        others = [] if is_reference else beside
        rows = (
            Row(piece.place, piece.text, target, tuple(told), terms(piece.text) if terms else ())
            for piece, target, told in sides.rows(number, others)
        )
        yield System(
            name=names[number],
            path=path,
            pieces=sum(map(len, sides.others[number].pieces)),
            counts=count_rows(rows, from_, to, scored=not is_reference),
            scores=scoring.scores[number] if scoring and not is_reference else None,
            is_reference=is_reference,
        )


def _names(question: Question) -> list[str]:
    """Return a name for each target and the reference: as given, else of its file."""
    given = list(question.names[: len(question.targets)])
    stems = Counter(path.stem for path in question.targets)
    for path in question.targets[len(given) :]:
        unique = stems[path.stem] == 1
        given.append(path.stem if unique else f"{path.resolve().parent.name}/{path.name}")
    for number, name in enumerate(given):
        if name in given[:number]:
            given[number] = f"{name} ({number + 1})"
    return [*given, "reference"]
