"""The bible: entries, what else they are called, what they are called in each locale."""

from __future__ import annotations

from django.db import models

from storyport.story.models.works import Story

__all__ = ["Alias", "Entry", "Evidence", "Relation", "Rendering", "RenderingChange"]


class Timed(models.Model):
    """What holds from one point of story time to another; 0 leaves that end open.

    Story time counts the chapters of the novel from 1 (`story.timeline`); both ends are in it.
    """

    since = models.PositiveIntegerField(default=0)
    until = models.PositiveIntegerField(default=0)

    class Meta:
        """Has no table of its own."""

        abstract = True


class Entry(Timed):
    """A fact of the story: someone or something with a name.

    Attributes:
        scale, step: of a rank: which scale it belongs to, and its place on it from 1, the lowest.
        spoiler: story time before which a reader should not know of it; 0: no secret.
        speech: how a person speaks, in words. confidence: of what was learned, None where a
            person said it.
    """

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
    scale = models.CharField(max_length=60, blank=True)
    step = models.PositiveIntegerField(default=0)
    spoiler = models.PositiveIntegerField(default=0)
    speech = models.CharField(max_length=200, blank=True)
    confidence = models.FloatField(null=True)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        """A headword may name two things, of two kinds."""

        ordering = ("headword", "kind")
        constraints = (
            models.UniqueConstraint(
                fields=["story", "headword", "kind"], name="entry_once_per_kind"
            ),
        )


class Alias(Timed):
    """Another form of the same entry in the source; a disguise holds for a time only."""

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

    Attributes:
        banned: forms that must not be used. forms: other shapes of the text by what they are
            (plural, genitive, ...).
        gender, pronouns: in this locale, where they differ from the entry's.
        voice: which voice speaks it. choice: translate, transliterate or explain a heritage
            term; codex: what a reader may look up about it.
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
    forms = models.JSONField(default=dict)
    gender = models.CharField(max_length=8, choices=Entry.Gender, blank=True)
    pronouns = models.CharField(max_length=60, blank=True)
    voice = models.CharField(max_length=120, blank=True)
    choice = models.CharField(max_length=13, blank=True)
    codex = models.CharField(max_length=1000, blank=True)

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


class Relation(Timed):
    """How one calls another: A calls B 师兄. `renderings`: locale -> [text, status]."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="relations")
    other = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="addressed")
    word = models.CharField(max_length=200)
    renderings = models.JSONField(default=dict)

    class Meta:
        """A word once between two."""

        ordering = ("entry", "other", "word")
        constraints = (
            models.UniqueConstraint(
                fields=["entry", "other", "word"], name="relation_once_per_word"
            ),
        )


class Evidence(models.Model):
    """Where something was seen that speaks for an entry.

    Attributes:
        place: part and paragraph, for a person. excerpt: words of the source.
        reason: what it shows ("speaks", "surname", "pronoun: she", ...).
    """

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="evidence")
    place = models.CharField(max_length=200)
    excerpt = models.CharField(max_length=300)
    reason = models.CharField(max_length=100, blank=True)

    class Meta:
        """As they were found."""

        ordering = ("id",)
