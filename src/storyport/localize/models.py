"""Segment, Target, Memory, Artifact: what is translated, and into what."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q

from storyport.story.models import Part, Source, Story

__all__ = ["Artifact", "MemoryUnit", "Route", "Segment", "Target"]


class Segment(models.Model):
    """One unit of one part. `digest` is that of its source text (32 hex digits)."""

    part = models.ForeignKey(Part, on_delete=models.CASCADE, related_name="segments")
    key = models.CharField(max_length=120)
    order = models.PositiveIntegerField()
    kind = models.CharField(max_length=12)
    source = models.TextField()
    digest = models.CharField(max_length=32, db_index=True)
    extra = models.JSONField(null=True)
    gone = models.BooleanField(default=False)

    class Meta:
        """In reading order."""

        ordering = ("order", "id")


class TargetQuerySet(models.QuerySet["Target"]):
    """Targets by what they are good for."""

    def fresh(self, locale: str) -> Self:
        """Return those made from their segment's text of today."""
        return self._standing(locale).filter(source_digest=F("segment__digest"))

    def shown(self, locale: str) -> Self:
        """Return what a reader gets: the fresh ones, and what a person has reviewed."""
        kept = Q(status__in=(Target.Status.REVIEWED, Target.Status.LOCKED))
        return self._standing(locale).filter(Q(source_digest=F("segment__digest")) | kept)

    def _standing(self, locale: str) -> Self:
        return self.filter(
            locale=locale, current=True, segment__gone=False, segment__part__gone=False
        )


class Target(models.Model):
    """One version of a segment in a locale; versions are only ever added.

    Attributes:
        status: a machine never replaces reviewed or locked.
        origin: engine, memory, repeat, substitution or person.
        facts: bible facts it was made from, as `[[entry id, form, text, gender], ...]`.
        basis: digest of source text and facts. style: digest of the locale's style.
        redo: generation that asked for it. findings: what checks still say of it.
        current: whether it is the newest of its segment and locale.
    """

    class Status(models.TextChoices):
        """How far it can be trusted."""

        DRAFT = "draft"
        CHECKED = "checked"
        REVIEWED = "reviewed"
        LOCKED = "locked"

    segment = models.ForeignKey(Segment, on_delete=models.CASCADE, related_name="targets")
    locale = models.CharField(max_length=35)
    text = models.TextField()
    status = models.CharField(max_length=8, choices=Status)
    origin = models.CharField(max_length=12)
    engine = models.CharField(max_length=120, blank=True)
    licence = models.CharField(max_length=120, blank=True)
    publishable = models.BooleanField(default=True)
    source_digest = models.CharField(max_length=32)
    facts = models.JSONField(default=list)
    basis = models.CharField(max_length=32)
    style = models.CharField(max_length=32, blank=True)
    redo = models.PositiveIntegerField(default=0)
    step = models.CharField(max_length=64, blank=True)
    findings = models.JSONField(default=list)
    current = models.BooleanField(default=True)
    created = models.DateTimeField(auto_now_add=True)

    objects = TargetQuerySet.as_manager()

    class Meta:
        """One current version per segment and locale."""

        constraints = (
            models.UniqueConstraint(
                fields=["segment", "locale"],
                condition=models.Q(current=True),
                name="one_current_target",
            ),
        )


class MemoryUnit(models.Model):
    """A pair of texts that may be used again; a match is a candidate, never the truth.

    `changed` is when it was last changed, as TMX has it (`20260131T235959Z`); empty where
    nobody said.
    """

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="memory")
    locale = models.CharField(max_length=35)
    digest = models.CharField(max_length=32)
    source = models.TextField()
    target = models.TextField()
    status = models.CharField(max_length=8, default="draft")
    origin = models.CharField(max_length=200, blank=True)
    changed = models.CharField(max_length=16, default="", db_default="", blank=True)

    class Meta:
        """Found by the digest of the source text."""

        indexes = (models.Index(fields=["story", "locale", "digest"], name="memory_by_digest"),)


class Route(models.Model):
    """A rule of a story's engine policy; an empty locale or kind means all others.

    `engines` are names in order of preference, `second` is asked what failed twice.
    """

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="routes")
    locale = models.CharField(max_length=35, blank=True)
    kind = models.CharField(max_length=12, blank=True)
    engines = models.JSONField(default=list)
    second = models.CharField(max_length=120, blank=True)

    class Meta:
        """One rule for each locale and kind."""

        constraints = (
            models.UniqueConstraint(fields=["story", "locale", "kind"], name="one_route"),
        )


class Artifact(models.Model):
    """A file that was made: what for, in which locale, of which kind, with which bytes.

    `made_from` is the digest of all that went into it: while that stands, it need not be
    made again. `structure` holds its structural counts, before and after, and what was lost.
    """

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="artifacts")
    part = models.ForeignKey(Part, on_delete=models.CASCADE, null=True, related_name="artifacts")
    locale = models.CharField(max_length=35)
    kind = models.CharField(max_length=20)
    digest = models.CharField(max_length=64)
    path = models.CharField(max_length=1000)
    made_from = models.CharField(max_length=64, blank=True)
    structure = models.JSONField(default=dict)
    created = models.DateTimeField(auto_now_add=True)
