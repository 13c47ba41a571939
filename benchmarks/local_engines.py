"""What the engines on one's own machine are worth: chrF, speed, names kept, marks kept.

    ./.venv/bin/python -m benchmarks.local_engines SOURCE REFERENCE --from en --to es [--engine apertium] [--lines 997] [--output FILE]

SOURCE and REFERENCE have a sentence a line (FLORES dev, say). Names are words with a capital
inside a sentence that stand in the reference as they do in the source: they are given as
terms, each translation is looked through for them. Marks are set around a word of each line.
`--output` writes the translation, to be another's source.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import time
from pathlib import Path

import sacrebleu

from storyport.engines.base import Answer, Line, Request, Term
from storyport.engines.translate import Settings, make_translator
from storyport.kernel.locales import parse_locale
from storyport.language.marks import marks_of, well_formed

NAME = re.compile(r"(?<=[a-z,;] )[A-Z][a-z]{3,}(?:[ -][A-Z][a-z]+)*\b(?!')")
WORD = re.compile(r"\b\w{4,}\b")
BATCH = 25


def names_of(source: list[str], reference: list[str]) -> list[list[str]]:
    """Return each line's names that its reference has too."""
    found = []
    for text, target in zip(source, reference, strict=True):
        names = dict.fromkeys(NAME.findall(text))
        found.append([name for name in names if re.search(rf"\b{re.escape(name)}\b", target)])
    return found


def marked(text: str) -> str:
    """Put a pair of marks around the longest word."""
    word = max(WORD.finditer(text), key=lambda match: len(match[0]), default=None)
    if word is None:
        return text
    return f"{text[: word.start()]}<1>{word[0]}</1>{text[word.end() :]}<2/>"


def translate(
    engine: str, pair: tuple[str, str], texts: list[str], names: list[list[str]] | None = None
) -> tuple[list[str], float, list[str]]:
    """Return the translations, the seconds they took, and the notes."""
    translator = make_translator(engine, Settings(environ=os.environ))
    source, target = map(parse_locale, pair)
    if why := translator.cannot(source, target):
        raise SystemExit(f"local_engines: {why}.")

    async def run() -> list[Answer]:
        answers = []
        for start in range(0, len(texts), BATCH):
            numbers = range(start, min(start + BATCH, len(texts)))
            known = (
                dict.fromkeys(name for number in numbers for name in (names or texts)[number])
                if names
                else {}
            )
            request = Request(
                tuple(Line(str(number), texts[number]) for number in numbers),
                source,
                target,
                terms=tuple(Term(name, name) for name in known),
            )
            answers.append(await translator.translate(request))
        await translator.close()
        return answers

    began = time.perf_counter()
    answers = asyncio.run(run())
    seconds = time.perf_counter() - began
    shown = {id_: text for answer in answers for id_, text in answer.texts.items()}
    notes = [note for answer in answers for note in answer.notes]
    return [shown.get(str(number), "") for number in range(len(texts))], seconds, notes


def scores(shown: list[str], reference: list[str]) -> str:
    chrf = sacrebleu.corpus_chrf(shown, [reference]).score
    bleu = sacrebleu.corpus_bleu(shown, [reference]).score
    return f"chrF {chrf:.1f}, BLEU {bleu:.1f}"


def kept(shown: list[str], names: list[list[str]]) -> str:
    wanted = sum(map(len, names))
    has = sum(name in text for text, own in zip(shown, names, strict=True) for name in own)
    return f"{has} of {wanted} names"


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("source", type=Path)
    parser.add_argument("reference", type=Path)
    parser.add_argument("--from", dest="from_", default="en")
    parser.add_argument("--to", default="es")
    parser.add_argument("--engine", default="apertium")
    parser.add_argument("--lines", type=int, default=None)
    parser.add_argument("--output", type=Path)
    options = parser.parse_args()
    source = options.source.read_text("utf-8").splitlines()[: options.lines]
    reference = options.reference.read_text("utf-8").splitlines()[: options.lines]
    pair, names = (options.from_, options.to), names_of(source, reference)
    words = sum(len(text.split()) for text in source)
    bare, seconds, notes = translate(options.engine, pair, source)
    print(f"{options.engine} {pair[0]} -> {pair[1]}, {len(source)} sentences")
    print(f"as it is:   {scores(bare, reference)}; {seconds:.1f} s, {words / seconds:,.0f} words/s")
    print(
        f"            {kept(bare, names)}; {sum('numbers' in note for note in notes)} lines lost numbers"
    )
    shown, seconds, notes = translate(options.engine, pair, source, names)
    lost = sum("kept" in note for note in notes)
    print(f"with terms: {scores(shown, reference)}; {seconds:.1f} s")
    print(f"            {kept(shown, names)}; {lost} lines translated again without")
    with_marks = list(map(marked, source))
    shown, seconds, _ = translate(options.engine, pair, with_marks)
    whole = sum(
        marks_of(text) == marks_of(own) and well_formed(text)
        for text, own in zip(shown, with_marks, strict=True)
    )
    print(f"with marks: {whole} of {len(source)} lines have all of theirs; {seconds:.1f} s")
    if options.output:
        options.output.write_text("\n".join(bare) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
