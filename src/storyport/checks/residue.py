"""Residue: text of the source that was left untranslated, and text in a wrong language."""

from __future__ import annotations

import functools
import re

from storyport.checks.base import Finding, Pair, Severity
from storyport.kernel.locales import LocaleInfo
from storyport.language.chinese_variants import simplified_only
from storyport.language.function_words import FUNCTION_WORDS, words_of
from storyport.language.scripts import ScriptRun, foreign_runs, scripts_of
from storyport.language.segmentation import sentences

__all__ = ["check"]

_FEWEST_WORDS = 4
_SENTENCE_HAN = 12
_FEWEST_TELLING = 3
_LONG_ENOUGH = 8
_ALIKE = 0.8
_HAN = re.compile("[\u3400-\u9fff]")
_KANA = re.compile("[\u3041-\u30ff]")
# 임풍(林風): a Korean reader is given the characters of a name once.
_GLOSS = re.compile(r"[가-힣]\s?[(（][\u3400-\u9fff]+[)）]")
_WORD = re.compile(r"[^\W\d_]+")
_FEWEST_SMALL = 2
_SMALL_WORD = re.compile(r"(?<![A-Za-z.@/_-])[a-z][a-z'’]+(?![A-Za-z.@/_-]*[@/_])")
_QUOTES = " \"'“”‘’«»「」『』。.!?！？،؟"
# Words of Chinese that no Japanese sentence has; kana would stand in their place.
_CHINESE_WORD = re.compile(r"[你妳她它吗嗎呢吧啊呀哪谁誰们們没很]|了[”」』！？。…]*$")
_LATIN_SENTENCE = re.compile(r"(?<![a-z])[a-z]{2,}(?:[ ,]+(?:[a-z]{2,}|[ai])){3,}")


def check(pair: Pair) -> list[Finding]:
    """Return what of the source's language is still in the target."""
    text = _without_renderings(pair)
    findings = _foreign_script(pair, text)
    if findings:
        return findings
    if pair.source_locale.language == pair.target_locale.language:
        return _variants(pair, text)
    shared = set(scripts_of(pair.source_locale)) & set(scripts_of(pair.target_locale))
    if "Hani" in shared:
        return _han_to_han(pair, text)
    if shared:
        return _same_script(pair)
    if "Latn" in scripts_of(pair.source_locale):
        return _latin_left(pair, text)
    return _in_latin_alone(pair) or _wrong_language(pair)


def _without_renderings(pair: Pair) -> str:
    """Return the target without names that are agreed to stay as they are."""
    text = pair.target_text
    for term in pair.terms:
        for form in (term.rendering, *term.alternatives):
            if form and form in text and not form.isascii():
                text = text.replace(form, " " * len(form))
    return text


@functools.cache
def _allowed(locale: LocaleInfo) -> frozenset[str]:
    return frozenset((*scripts_of(locale), "Latn"))


def _foreign_script(pair: Pair, text: str) -> list[Finding]:
    if text.isascii():
        return []
    allowed = _allowed(pair.target_locale)
    runs = [run for run in foreign_runs(text, allowed) if not _is_guest(run, pair)]
    if not runs:
        return []
    listed = ", ".join(dict.fromkeys(_shortened(run.text) for run in runs[:3]))
    place = pair.target.find(runs[0].text)
    span = (place, place + len(runs[0].text)) if place >= 0 else None
    severity: Severity = "minor" if pair.kind == "creator" else "major"
    return [
        Finding(
            "residue.script",
            severity,
            f"Left untranslated: {listed}.",
            f"Translate {listed}.",
            span,
        )
    ]


def _is_guest(run: ScriptRun, pair: Pair) -> bool:
    """Tell whether a run may stay: a symbol, a quotation from a third language, a Korean gloss."""
    if run.script == "Grek" and len(run.text) == 1:
        return True
    if run.script not in scripts_of(pair.source_locale) and run.text in pair.source_text:
        return True
    if run.script == "Hani" and pair.target_locale.language == "ko":
        return any(
            match.start() < run.start < match.end() for match in _GLOSS.finditer(pair.target_text)
        )
    return False


def _shortened(text: str) -> str:
    return text if len(text) <= 30 else text[:29] + "…"


def _variants(pair: Pair, text: str) -> list[Finding]:
    """Simplified characters in a text for readers of traditional ones."""
    if pair.target_locale.script not in {"Hant", "Jpan"}:
        return []
    left = [
        character for character in text if character in simplified_only(pair.target_locale.script)
    ]
    if not left:
        return []
    listed = "".join(dict.fromkeys(left))[:12]
    severity: Severity = "major" if len(left) > 1 else "minor"
    where = "Japanese" if pair.target_locale.script == "Jpan" else "traditional"
    return [
        Finding(
            "residue.simplified",
            severity,
            f"Simplified characters are left: {listed}.",
            f"Write {listed} in {where} characters.",
        )
    ]


def _han_to_han(pair: Pair, text: str) -> list[Finding]:
    if pair.target_locale.language == "ja":
        # A short heading may be the same in both; a sentence without kana is no Japanese.
        telling = (
            bool(_variants(pair, text))
            or len(_HAN.findall(text)) >= _SENTENCE_HAN
            or _CHINESE_WORD.search(text) is not None
        )
        if telling and not _KANA.search(text) and _is_alike(pair.source_text, text):
            return [_identical("The target repeats the source.")]
    return _variants(pair, text)


def _is_alike(source: str, target: str) -> bool:
    from rapidfuzz import fuzz

    return fuzz.ratio(source, target) >= _ALIKE * 100


def _identical(message: str) -> Finding:
    return Finding("residue.identical", "major", message, "Translate it.")


def _same_script(pair: Pair) -> list[Finding]:
    source, target = pair.source_text.strip(), pair.target_text.strip()
    if source == target and _has_prose(source, pair):
        return [_identical("The target repeats the source.")]
    if left := _sentence_left(pair):
        return [_identical(f"Left untranslated: {_shortened(left)}")]
    return _wrong_language(pair)


def _has_prose(text: str, pair: Pair) -> bool:
    """Tell whether a text is more than names: a sentence, or words that only its language has."""
    words = words_of(text)
    if len(words) < _FEWEST_WORDS:
        return False
    own = FUNCTION_WORDS.get(pair.source_locale.language)
    return own is None or (any(word in own for word in words) and not _is_name(text, own))


def _is_name(text: str, small: frozenset[str]) -> bool:
    """Tell whether a text is one long name, such as "Don José de la Riva-Agüero"."""
    words = _WORD.findall(text)
    others = [word for word in words if word.lower() not in small]
    capital = all(word[0].isupper() for word in others)
    return bool(others) and words[0] is others[0] and capital and text.strip()[-1:].isalpha()


def _sentence_left(pair: Pair) -> str:
    """Return a sentence of the source that the target has word for word, or one in its language."""
    source_words, target_words = _telling(pair.source_locale.language, pair.target_locale.language)
    found = set(pair.target_words)
    if len(found.intersection(pair.source_words)) < _FEWEST_TELLING > len(found & source_words):
        return ""
    source_sentences = {
        _squeezed(sentence) for sentence in sentences(pair.source_text, pair.source_locale)
    }
    for sentence in sentences(pair.target_text, pair.target_locale):
        words = words_of(sentence)
        if len(words) < _FEWEST_WORDS:
            continue
        if _squeezed(sentence) in source_sentences and _has_prose(sentence, pair):
            return sentence.strip()
        foreign = sum(word in source_words for word in words)
        if foreign >= _FEWEST_TELLING and foreign > sum(word in target_words for word in words):
            return sentence.strip()
    return ""


def _squeezed(text: str) -> str:
    return " ".join(words_of(text))


@functools.cache
def _telling(source_language: str, target_language: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return words that only the source's language has, and words of the target's."""
    source = FUNCTION_WORDS.get(source_language, frozenset())
    target = FUNCTION_WORDS.get(target_language, frozenset())
    return (source - target, target) if source and target else (frozenset(), frozenset())


def _latin_left(pair: Pair, text: str) -> list[Finding]:
    """Words of a Latin-script source in a target of another script; names and acronyms may stay."""
    for match in _LATIN_SENTENCE.finditer(text):
        if match[0] in pair.source_text:
            return [_identical(f"Left untranslated: {_shortened(match[0])}")]
    own = scripts_of(pair.target_locale)
    if not any(script in pair.target_scripts for script in own) and _has_prose(text, pair):
        return [_identical(f"Nothing in it is in {pair.target_locale.name}.")]
    return []


def _in_latin_alone(pair: Pair) -> list[Finding]:
    """Tell a target without one letter of its script, if it is more than names and acronyms."""
    own = scripts_of(pair.target_locale)
    if "Latn" in own or any(script in pair.target_scripts for script in own):
        return []
    words = _SMALL_WORD.findall(pair.target_text)
    if len(words) < _FEWEST_SMALL or pair.target_text.strip(_QUOTES) in pair.source_text:
        return []
    return [_identical(f"Nothing in it is in {pair.target_locale.name}.")]


def _wrong_language(pair: Pair) -> list[Finding]:
    """Tell a target in a third language of the same script by its small words."""
    own = FUNCTION_WORDS.get(pair.target_locale.language)
    if own is None:
        return []
    words = pair.target_words
    if len(words) < _LONG_ENOUGH:
        return []
    mine = sum(word in own for word in words)
    if mine * 6 >= len(words):
        return []
    scores = {
        language: sum(word in small for word in words) for language, small in FUNCTION_WORDS.items()
    }
    best = max(scores, key=lambda language: scores[language])
    if scores[best] * 4 < len(words) or scores[best] < 2 * mine + _FEWEST_TELLING:
        return []
    name = pair.target_locale.name
    return [
        Finding(
            "residue.language",
            "major",
            f"The target is not in {name} ({best}?).",
            f"Translate into {name}.",
        )
    ]
