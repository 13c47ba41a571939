"""Weighs one row that came back: what it asks for, and whether that may be done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, cast

from storyport.checks.base import Finding
from storyport.formats.base import Limits, UnitKind
from storyport.formats.review import ReturnedRow
from storyport.localize.judging import Judge, findings_to_json
from storyport.localize.models import Target
from storyport.localize.pipeline.jobs import NewTarget
from storyport.localize.reviewing.outcomes import Kind, Outcome
from storyport.localize.reviewing.verdicts import Verdict, read_verdict
from storyport.localize.reviewing.versions import KEPT, Version, shown_text
from storyport.story.matching import Fact, basis_of, facts_from_json

__all__ = ["Answer", "SegmentRow", "Weigher", "tidy"]

COMMENT = "review.comment"
OPEN = "review.open"
_PERSON = "person"
_BLOCKING = frozenset({"critical", "major"})


class SegmentRow(NamedTuple):
    """A segment as it stands today; `place` orders segments as they are read."""

    id: int
    part: int
    source: str
    digest: str
    kind: str
    extra: dict[str, Any] | None
    gone: bool
    place: tuple[int, ...]


@dataclass(frozen=True)
class Answer:
    """A row with what it is about.

    Attributes:
        check: first digits of the digest of the source that went out.
        base: the version that went out. now: today's.
    """

    row: ReturnedRow
    segment: SegmentRow
    check: str
    base: Version | None
    now: Version | None

    @property
    def sent(self) -> str:
        """The target that went out."""
        return tidy(shown_text(self.base, self.check))

    @property
    def stands(self) -> str:
        """Today's target."""
        return tidy(shown_text(self.now, self.segment.digest))

    @property
    def text(self) -> str:
        """The target that came back."""
        return tidy(self.row.target)

    @property
    def edited(self) -> bool:
        """Whether it is another one than went out."""
        return self.text != self.sent


@dataclass(frozen=True)
class Weigher:
    """Knows the bible of today and what was asked for.

    Attributes:
        all_reviewed: lines that were left as they are count as read and right.
        force: what came back replaces what was changed or locked since.
    """

    judge: Judge
    all_reviewed: bool = False
    force: bool = False

    def weigh(self, answer: Answer) -> Outcome:
        """Return what becomes of a row."""
        verdict = read_verdict(answer.row.verdict)
        barred = _barred(answer, verdict)
        if barred:
            return self._outcome(answer, *barred)
        if verdict == "open":
            return self._noted(answer, "open", "the reviewer left it open")
        if not answer.text:
            return self._without_text(answer, ok=verdict == "ok")
        if not (answer.edited or verdict == "ok" or self.all_reviewed) or self._is_done(answer):
            return self._noted(answer, "unchanged")
        why = self._conflict(answer)
        return self._outcome(answer, "conflict", why) if why else self._taken(answer)

    def _without_text(self, answer: Answer, *, ok: bool) -> Outcome:
        if answer.edited:
            return self._noted(answer, "emptied", "its target was emptied; the old one stays")
        if ok:
            return self._outcome(answer, "refused", "it is marked ok, but has no target")
        return self._noted(answer, "unchanged")

    def _is_done(self, answer: Answer) -> bool:
        """Tell whether the story has just that, decided by a person."""
        if answer.now is None or answer.now.status not in KEPT or answer.stands != answer.text:
            return False
        later = answer.base is None or answer.now.id > answer.base.id
        return later or answer.now.basis == basis_of(answer.segment.digest, self._facts(answer))

    def _conflict(self, answer: Answer) -> str:
        if self.force or answer.now is None:
            return ""
        if answer.now.status == Target.Status.LOCKED:
            return "the target is locked"
        if answer.base is not None and answer.now.id == answer.base.id:
            return ""
        if answer.stands not in (answer.sent, answer.text):
            return "the target has changed since the export"
        decided = answer.now.status in KEPT and (
            answer.base is None or answer.base.status not in KEPT
        )
        if decided and answer.edited:
            return "the target was reviewed since the export"
        return ""

    def _facts(self, answer: Answer) -> tuple[Fact, ...]:
        index = self.judge.index
        return index.facts(
            index.hits(answer.segment.source, index.time_of(answer.segment.part)),
            self.judge.target.tag,
        )

    def _taken(self, answer: Answer) -> Outcome:
        segment, text, facts = answer.segment, answer.text, self._facts(answer)
        kind = cast("UnitKind", segment.kind)
        limits = _limits(segment.extra)
        findings = self.judge.findings(segment.source, text, kind, facts, limits)
        broken = [finding for finding in findings if _breaks(finding)]
        if broken and not self._was_so(answer, facts, broken):
            return self._outcome(answer, "refused", " ".join(each.message for each in broken))
        now = answer.now
        locked = now is not None and now.status == Target.Status.LOCKED
        outcome = self._outcome(answer, "edited" if answer.edited else "approved")
        outcome.findings = tuple(
            f"{finding.severity}: {finding.message}"
            for finding in findings
            if finding.severity in _BLOCKING
        )
        outcome.new = NewTarget(
            segment=segment.id,
            locale=self.judge.target.tag,
            text=text,
            status=Target.Status.LOCKED if locked else Target.Status.REVIEWED,
            origin=_PERSON if answer.edited or now is None else now.origin,
            source_digest=segment.digest,
            facts=facts,
            basis=basis_of(segment.digest, facts),
            findings=(*findings_to_json(findings), *_comment_findings(answer.row.comment)),
            # A text that a person mended was made from the engine's all the same.
            engine=now.engine if now else "",
            licence=now.licence if now else "",
            publishable=now.publishable if now else True,
            style=self.judge.index.style(self.judge.target).digest,
            redo=now.redo if now else 0,
            step=now.step if now else "",
            replaces=now is not None,
        )
        return outcome

    def _was_so(self, answer: Answer, facts: Sequence[Fact], broken: Sequence[Finding]) -> bool:
        """Tell whether what went out had the same against it, and nothing can break by it."""
        if any(finding.severity == "critical" for finding in broken) or not answer.sent:
            return False
        kind = cast("UnitKind", answer.segment.kind)
        before = self.judge.findings(answer.segment.source, answer.sent, kind, facts)
        return {finding.check for finding in broken} <= {finding.check for finding in before}

    def _noted(self, answer: Answer, kind: Kind, why: str = "") -> Outcome:
        """Return an outcome that stores nothing but what the reviewer said."""
        outcome = self._outcome(answer, kind, why)
        said = _comment_findings(answer.row.comment)
        if kind == "open":
            message = answer.row.comment or "the reviewer left it open"
            said = ({"check": OPEN, "severity": "major", "message": message},)
        now = answer.now
        # Words about another text than today's would only mislead.
        if said and now is not None and answer.stands == answer.sent:
            kept = [each for each in now.findings if each.get("check") not in (COMMENT, OPEN)]
            findings = (*map(dict, kept), *said)
            if findings != tuple(map(dict, now.findings)):
                outcome.new = _copy(now, answer.segment.id, self.judge.target.tag, findings)
        return outcome

    def _outcome(self, answer: Answer, kind: Kind, why: str = "") -> Outcome:
        row = answer.row
        return Outcome(
            kind=kind,
            place=row.place,
            id=row.id,
            segment=answer.segment.id,
            why=why,
            source=row.source,
            target=answer.text,
            now=answer.stands,
            comment=row.comment,
        )


def _barred(answer: Answer, verdict: Verdict) -> tuple[Kind, str] | None:
    """Return why a row is of no use, whatever it says."""
    if answer.segment.gone:
        return "refused", "its line is no longer in the story"
    if answer.row.trouble:
        return "refused", answer.row.trouble
    if not answer.segment.digest.startswith(answer.check):
        return "conflict", "the source has changed since the export"
    if verdict == "unknown":
        return "refused", f"the verdict {answer.row.verdict[:40]!r} is neither ok nor open"
    return None


def tidy(text: str) -> str:
    """Return a text as it is compared: what a file cannot keep does not count."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip(" \t") for line in lines).strip()


def _breaks(finding: Finding) -> bool:
    """Tell whether a target with it must not go into a book: marks, emptiness, lines."""
    return finding.check.startswith("structure.") and (
        finding.severity == "critical" or finding.check == "structure.lines"
    )


def _comment_findings(comment: str) -> tuple[dict[str, Any], ...]:
    text = comment.strip()
    return ({"check": COMMENT, "severity": "advice", "message": text},) if text else ()


def _limits(extra: dict[str, Any] | None) -> Limits | None:
    limits = (extra or {}).get("limits")
    return Limits(**limits) if limits else None


def _copy(
    now: Version, segment: int, locale: str, findings: tuple[dict[str, Any], ...]
) -> NewTarget:
    made = NewTarget(
        segment=segment,
        locale=locale,
        text=now.text,
        status=now.status,
        origin=now.origin,
        source_digest=now.source_digest,
        facts=facts_from_json(now.facts),
        basis=now.basis,
        findings=findings,
        engine=now.engine,
        licence=now.licence,
        publishable=now.publishable,
    )
    return replace(made, style=now.style, redo=now.redo, step=now.step, replaces=True)
