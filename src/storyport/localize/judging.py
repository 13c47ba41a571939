"""Judges a candidate target against today's bible: the same checks, wherever it came from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from storyport.checks import blocking, run_checks
from storyport.checks.base import ExpectedTerm, Finding, Pair
from storyport.formats.base import Limits, UnitKind
from storyport.kernel.locales import LocaleInfo
from storyport.language.marks import plain
from storyport.language.substitution import substitute
from storyport.language.terms import find_forms, near_forms, squeezed
from storyport.localize.leftovers import Leftovers
from storyport.story.matching import Fact, FactIndex, Hits, count_of
from storyport.story.styles import UNLIMITED

__all__ = ["Judge", "findings_to_json"]


class Judge:
    """Knows the bible and one pair of locales."""

    def __init__(self, index: FactIndex, source: LocaleInfo, target: LocaleInfo) -> None:
        self.index = index
        self.source = source
        self.target = target
        self.leftovers = Leftovers(index, target)
        level = index.style(target).profanity
        self._swearing = level if level < UNLIMITED else None

    def pair(
        self,
        source: str,
        target: str,
        kind: UnitKind,
        facts: Sequence[Fact],
        limits: Limits | None = None,
    ) -> Pair:
        """Return what the checks look at."""
        return Pair(
            source,
            target,
            self.source,
            self.target,
            kind,
            self._expected(facts),
            limits,
            self._swearing,
            self._speech(facts),
        )

    def _speech(self, facts: Sequence[Fact]) -> str:
        """Return how the one person who is in a text speaks; nobody's, where there are more."""
        people = {fact.entry for fact in facts if self.index.entry(fact.entry).speech}
        return self.index.entry(people.pop()).speech if len(people) == 1 else ""

    def findings(
        self,
        source: str,
        target: str,
        kind: UnitKind,
        facts: Sequence[Fact],
        limits: Limits | None = None,
    ) -> list[Finding]:
        """Return what is wrong with a target."""
        return run_checks(self.pair(source, target, kind, facts, limits))

    def fit(
        self, source: str, target: str, kind: UnitKind, facts: Sequence[Fact], hits: Hits
    ) -> tuple[str, list[Finding]] | None:
        """Return a candidate that passes, and what minor things the checks still say of it.

        It may pass as it is, or with former renderings safely replaced; None where it does not.
        """
        findings = self.findings(source, target, kind, facts)
        if not blocking(findings):
            return target, findings
        mended = self._mended(target, facts, hits)
        if mended is None or mended == target:
            return None
        findings = self.findings(source, mended, kind, facts)
        return None if blocking(findings) else (mended, findings)

    def respelled(
        self, source: str, target: str, kind: UnitKind, facts: Sequence[Fact], hits: Hits
    ) -> tuple[str, list[Finding]] | None:
        """Return a target whose names are spelled as agreed, where nothing else was wrong.

        Only what differs in spaces, hyphens, accents or capitals is surely the same name
        ("Linfeng"); anything else might be somebody else's, and is the engine's to mend.
        """
        for fact in {(fact.entry, fact.text): fact for fact in facts}.values():
            for near in near_forms(plain(target), fact.text):
                if squeezed(near) == squeezed(fact.text):
                    count = count_of(fact, hits, facts)
                    target = substitute(target, near, fact.text, self.target, count) or target
        findings = self.findings(source, target, kind, facts)
        return None if blocking(findings) else (target, findings)

    def has_banned(self, text: str, facts: Sequence[Fact]) -> bool:
        """Tell whether a form stands in a target that is banned for one of its facts."""
        return any(
            banned in text and find_forms(text, banned, self.target)
            for fact in facts
            for banned in self.index.banned(fact.entry, self.target.tag)
        )

    def carried(
        self,
        source: str,
        target: str,
        kind: UnitKind,
        change: tuple[Sequence[Fact], Sequence[Fact]],
        hits: Hits,
    ) -> tuple[str, list[Finding]] | None:
        """Return what becomes of a target whose facts changed, where that costs no call.

        Args:
            change: the facts that it was made from, and those of today.

        Returns:
            its text, changed or the same, and what the checks say of it; None where an engine
            has to make it anew.
        """
        old, new = change
        old = self._as_of_today(old, new)
        if any(a.gender != b.gender for a in old for b in new if a.entry == b.entry):
            return None
        text = self.substituted(target, old, new, hits)
        return self.fit(source, text or target, kind, new, hits)

    def substituted(
        self, target: str, old: Sequence[Fact], new: Sequence[Fact], hits: Hits
    ) -> str | None:
        """Return the target with changed renderings put in, or None where that is not safe.

        Safe only when nothing but texts of renderings changed.
        """
        before = {fact.name: fact for fact in self._as_of_today(old, new)}
        after = {fact.name: fact for fact in new}
        if before.keys() != after.keys():
            return None
        if any(before[name].gender != after[name].gender for name in before):
            return None
        for was, now in self._changes(before, after):
            replaced = substitute(target, was.text, now.text, self.target, count_of(now, hits, new))
            if replaced is None:
                return None
            target = replaced
        return target

    def _as_of_today(self, old: Sequence[Fact], new: Sequence[Fact]) -> list[Fact]:
        """Return old facts; those of an entry that is gone as of the one that has the form now.

        A term of a pack that the story's own bible took over, an entry joined to another.
        """
        owners: dict[str, list[int]] = {}
        for fact in new:
            owners.setdefault(fact.form, []).append(fact.entry)
        return [
            replace(fact, entry=owners[fact.form][0])
            if not self.index.knows(fact.entry) and len(owners.get(fact.form, ())) == 1
            else fact
            for fact in old
        ]

    @staticmethod
    def _changes(
        before: dict[tuple[int, str], Fact], after: dict[tuple[int, str], Fact]
    ) -> list[tuple[Fact, Fact]]:
        # Two forms that share a rendering are one change: it is put in once.
        changes = {
            (was.entry, was.text, now.text): (was, now)
            for name, was in before.items()
            if (now := after[name]).text != was.text
        }
        return list(changes.values())

    def _mended(self, target: str, facts: Sequence[Fact], hits: Hits) -> str | None:
        for fact in {(fact.entry, fact.text): fact for fact in facts}.values():
            for former in self.index.former(fact, self.target.tag):
                if former not in target:
                    continue
                count = count_of(fact, hits, facts)
                replaced = substitute(target, former, fact.text, self.target, count)
                if replaced is not None:
                    target = replaced
                    break
        return target

    def _expected(self, facts: Sequence[Fact]) -> tuple[ExpectedTerm, ...]:
        groups: dict[tuple[int, str], list[str]] = {}
        for fact in facts:
            groups.setdefault((fact.entry, fact.text), []).append(fact.form)
        return tuple(
            ExpectedTerm(
                source_forms=tuple(forms),
                rendering=text,
                alternatives=self.index.shapes(entry, forms, self.target.tag),
                banned=self.index.banned(entry, self.target.tag),
                kind=self.index.entry(entry).kind,
                binding=True,
            )
            for (entry, text), forms in groups.items()
        )


def findings_to_json(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """Return findings as a Target stores them."""
    return [
        {key: value for key, value in asdict(finding).items() if value not in ("", None)}
        for finding in findings
    ]
