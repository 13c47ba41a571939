"""What was done (Step, Call) and what is wanted (Run)."""

from __future__ import annotations

import uuid

from django.db import models

__all__ = ["Call", "HandedIn", "Run", "Step"]


class Step(models.Model):
    """The result of a pure function; the first stored answer of a key wins.

    `key` is the SHA-256 of name, version and inputs; `result` is plain data.
    """

    key = models.CharField(max_length=64, primary_key=True)
    name = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField()
    result = models.JSONField()
    created = models.DateTimeField(auto_now_add=True)


class Run(models.Model):
    """A piece of work that somebody wants, held by one process at a time.

    `scope` names what only one run may work on. The holder renews `lease_until`; an
    expired lease, or one whose process on this machine is gone, is taken over.
    """

    class State(models.TextChoices):
        """Where a run stands."""

        RUNNING = "running"
        DONE = "done"
        STOPPED = "stopped"
        FAILED = "failed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    scope = models.CharField(max_length=200)
    state = models.CharField(max_length=8, choices=State, default=State.RUNNING)
    wanted = models.JSONField(default=dict)
    totals = models.JSONField(default=dict)
    holder = models.CharField(max_length=200, blank=True)
    lease_until = models.DateTimeField(null=True)
    started = models.DateTimeField(auto_now_add=True)
    finished = models.DateTimeField(null=True)

    class Meta:
        """One running run per scope, by the database's own word."""

        constraints = (
            models.UniqueConstraint(
                fields=["scope"], condition=models.Q(state="running"), name="one_run_per_scope"
            ),
        )


class Call(models.Model):
    """What one request to an engine cost; saved together with its steps."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="calls")
    engine = models.CharField(max_length=120)
    purpose = models.CharField(max_length=12)
    locale = models.CharField(max_length=35)
    requests = models.PositiveIntegerField(default=1)
    prompt_tokens = models.PositiveIntegerField(default=0)
    cached_tokens = models.PositiveIntegerField(default=0)
    completion_tokens = models.PositiveIntegerField(default=0)
    written_tokens = models.PositiveIntegerField(default=0)
    cost = models.DecimalField(max_digits=16, decimal_places=8, null=True)
    created = models.DateTimeField(auto_now_add=True)


class HandedIn(models.Model):
    """A batch handed in to a provider, whose answers come within hours.

    The row is written before the batch is sent, and `id` travels with it as its mark, so that
    a batch is found again whenever we die. `batch` is the provider's name of it. `content` is
    what it takes to read the answers, compressed: by request id the locale, the step keys and
    the lines.
    """

    class State(models.TextChoices):
        """Where a batch stands, for us."""

        SENDING = "sending"
        OUT = "out"
        COLLECTED = "collected"
        LOST = "lost"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    scope = models.CharField(max_length=200)
    engine = models.CharField(max_length=120)
    batch = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=9, choices=State, default=State.SENDING)
    requests = models.PositiveIntegerField(default=0)
    content = models.BinaryField()
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Found by what is still out."""

        indexes = (models.Index(fields=["scope", "state"], name="handed_in_by_scope"),)
