"""The bible: entries, what else they are called, what they are called in each locale."""

from __future__ import annotations

from django.db import models

from storyport.story.models.works import Story

__all__ = ["Alias", "Entry", "Rendering", "RenderingChange"]


class Entry(models.Model):
    """A fact of the story: someone or something with a name."""

    class Kind(models.TextChoices):
        """What an entry names."""

        CHARACTER = "character"
        PLACE = "place"
        FACTION = "faction"
        RANK = "rank"
        ITEM = "item"
        TECHNIQUE = "technique"
        CREATURE = "creature"
        TITLE = "title"
        ADDRESS = "address"
        IDIOM = "idiom"
        HERITAGE = "heritage"
        BRAND = "brand"
        TERM = "term"

    class Gender(models.TextChoices):
        """Gender of a person; empty where it is not known or makes no sense."""

        FEMALE = "female"
        MALE = "male"
        NEUTRAL = "neutral"
        UNKNOWN = "unknown"

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="entries")
    headword = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.TERM)
    gender = models.CharField(max_length=8, choices=Gender, blank=True)
    note = models.CharField(max_length=1000, blank=True)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        """A headword may name two things, of two kinds."""

        ordering = ("headword", "kind")
        constraints = (
            models.UniqueConstraint(
                fields=["story", "headword", "kind"], name="entry_once_per_kind"
            ),
        )


class Alias(models.Model):
    """Another form of the same entry in the source."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="aliases")
    text = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, blank=True)

    class Meta:
        """Once each."""

        ordering = ("text",)
        constraints = (
            models.UniqueConstraint(fields=["entry", "text"], name="alias_once_per_entry"),
        )


class Rendering(models.Model):
    """What an entry is called in a locale; `form` names the alias it is for, or is empty.

    Only approved and locked renderings bind; proposed ones are hints.
    """

    class Status(models.TextChoices):
        """How far it was decided."""

        PROPOSED = "proposed"
        APPROVED = "approved"
        LOCKED = "locked"

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="renderings")
    locale = models.CharField(max_length=35)
    form = models.CharField(max_length=200, blank=True)
    text = models.CharField(max_length=300, blank=True)
    status = models.CharField(max_length=8, choices=Status, default=Status.PROPOSED)
    banned = models.JSONField(default=list)

    class Meta:
        """One per form and locale."""

        ordering = ("locale", "form")
        constraints = (
            models.UniqueConstraint(
                fields=["entry", "locale", "form"], name="rendering_once_per_form"
            ),
        )


class RenderingChange(models.Model):
    """A rendering that was replaced: old texts are found in memory and drafts by it."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="changes")
    locale = models.CharField(max_length=35)
    form = models.CharField(max_length=200, blank=True)
    old = models.CharField(max_length=300)
    new = models.CharField(max_length=300)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Newest first."""

        ordering = ("-id",)
