"""Story, the works that tell it, the files they come from, their parts."""

from __future__ import annotations

from django.db import models

__all__ = ["Pack", "Part", "Source", "Story", "StyleChange", "Work"]


class Story(models.Model):
    """One story, whatever the medium and the language.

    Attributes:
        rejected: headwords that were learned and taken out again; they are not proposed anew.
    """

    name = models.CharField(max_length=200, unique=True)
    title = models.CharField(max_length=500, blank=True)
    source_locale = models.CharField(max_length=35)
    locales = models.JSONField(default=list)
    rejected = models.JSONField(default=list)
    created = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class Pack(models.Model):
    """A genre pack that a story has picked. `binds`: its renderings are rules, not hints."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="packs")
    name = models.CharField(max_length=40)
    order = models.PositiveIntegerField(default=0)
    binds = models.BooleanField(default=False)

    class Meta:
        """In the order picked: of two that know a term the first one says it."""

        ordering = ("order", "id")
        constraints = (
            models.UniqueConstraint(fields=["story", "name"], name="pack_once_per_story"),
        )


class StyleChange(models.Model):
    """What a story's style of a locale has other than the defaults, by name."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="styles")
    locale = models.CharField(max_length=35)
    values = models.JSONField(default=dict)

    class Meta:
        """One per locale."""

        constraints = (
            models.UniqueConstraint(fields=["story", "locale"], name="style_once_per_locale"),
        )


class Work(models.Model):
    """The story told in one medium.

    Attributes:
        timeline: [[number of a part, story time], ...]: where its parts stand in the story;
            empty: part 1 is time 1 and so on.
    """

    class Medium(models.TextChoices):
        """The three media."""

        NOVEL = "novel"
        SERIES = "series"
        GAME = "game"

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="works")
    medium = models.CharField(max_length=8, choices=Medium)
    name = models.CharField(max_length=200)
    timeline = models.JSONField(default=list)

    class Meta:
        """A name once per story."""

        constraints = (
            models.UniqueConstraint(fields=["story", "name"], name="work_once_per_story"),
        )


class Source(models.Model):
    """A file as it was last imported. `digest` is that of its bytes, empty while importing."""

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="sources")
    name = models.CharField(max_length=400)
    order = models.PositiveIntegerField(default=0)
    format = models.CharField(max_length=20)
    digest = models.CharField(max_length=64, blank=True)
    title = models.CharField(max_length=500, blank=True)

    class Meta:
        """In reading order; a name once per work."""

        ordering = ("order", "id")
        constraints = (
            models.UniqueConstraint(fields=["work", "name"], name="source_once_per_work"),
        )


class Part(models.Model):
    """A chapter, an episode, a file of strings.

    Attributes:
        key: as its document calls it; may change when the file is imported again.
        order: within its source. digest: of its units; alignment goes by it.
        story: whether it tells the story. gone: no longer in the file, kept all the same.
        analysis: what was found in its text of today, for context; goes when that changes.
        said: who says a quoted line, as a person says: [paragraph's digest, words, which of
            the same from 1, speaker].
    """

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="parts")
    key = models.CharField(max_length=400)
    order = models.PositiveIntegerField()
    title = models.CharField(max_length=500, blank=True)
    digest = models.CharField(max_length=32)
    story = models.BooleanField(default=True)
    gone = models.BooleanField(default=False)
    characters = models.PositiveIntegerField(default=0)
    analysis = models.JSONField(default=dict)
    said = models.JSONField(default=list)

    class Meta:
        """In reading order."""

        ordering = ("order", "id")
