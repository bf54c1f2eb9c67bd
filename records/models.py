"""The audit trail, files, and work in the background."""

from datetime import timedelta

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from accounts.models import Region, RegionScopedQuerySet
from records import rules, visibility
from regio.lib import clock
from regio.lib.models import Versioned
from regio.lib.telling import Telling


class ChangeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Changes of the user's regions, as far as the objects they hang on may be seen."""
        if not user.is_authenticated:
            return self.none()
        seen = self.filter(visibility.of_objects(user), region__in=user.current_regions)
        return seen.readable_by(user)

    def readable_by(self, user):
        """Changes of fields that `user` may read, of objects that are known to be seen."""
        return self.filter(visibility.of_fields(user))

    def of_seen(self, obj, user):
        """Changes of `obj`, which `user` is known to see, in fields that `user` may read."""
        label = obj._meta.label_lower
        return self.of(obj).filter(
            visibility.of_fields(user, label), region__in=user.current_regions
        )

    def of(self, obj):
        return self.filter(model=obj._meta.label_lower, object_id=obj.pk)

    def since_version(self, obj, version):
        """What happened to `obj` after `version`, oldest first."""
        return self.of(obj).filter(version__gt=version).order_by("version", "pk")

    def heads(self, readable):
        """The newest row of each act, of what one write changed in one object, among `readable`."""
        same = {name: OuterRef(name) for name in ("model", "object_id", "version")}
        return self.filter(~Exists(readable.filter(pk__gt=OuterRef("pk"), **same)))

    def of_acts(self, heads):
        """All rows of the acts that `heads` belong to."""
        wanted = Q(pk__in=[])
        for head in heads:
            wanted |= Q(model=head.model, object_id=head.object_id, version=head.version)
        return self.filter(wanted)


class Change(models.Model):
    """Audit: one field of one object, changed by one person at one moment.

    Never read for an as-of answer.

    `old` and `new` are the stored values as text (None: empty), the labels how a reader knows
    them. `version` is the version of the object that this change made.
    """

    region = models.ForeignKey(Region, models.PROTECT, null=True, related_name="changes")
    model = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    object_label = models.CharField(max_length=200)
    version = models.PositiveIntegerField()
    field = models.CharField(max_length=60)
    old = models.TextField(null=True)
    new = models.TextField(null=True)
    old_label = models.TextField(blank=True)
    new_label = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="changes")
    on_behalf_of = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField(default=clock.now)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        verbose_name = "wijziging"
        verbose_name_plural = "wijzigingen"
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["model", "object_id", "version"], name="records_change_object"),
            models.Index(fields=["region", "-at"], name="records_change_recent"),
        ]

    def __str__(self):
        return f"{self.object_label}: {self.field_label}"

    @property
    def model_class(self):
        return apps.get_model(self.model)

    @property
    def model_name(self):
        return self.model_class._meta.verbose_name

    @property
    def field_label(self):
        return rules.field_label(self.model_class._meta.get_field(self.field))

    @property
    def is_creation(self):
        return self.version == 1


class Document(Versioned):
    """A file that people know by its title; each new upload is a version of it."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="documents")
    title = models.CharField("titel", max_length=160)

    objects = RegionScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "document"
        verbose_name_plural = "documenten"

    def __str__(self):
        return self.title


class DocumentVersion(Versioned):
    """The bytes of a document as they were stored once; immutable.

    The file lies below `var/media` under its sha256; `file_name` is what a reader gets it as. What
    it hangs on (an annex, a dossier) decides who may open it: there is no address by its key.
    """

    document = models.ForeignKey(
        Document, models.PROTECT, related_name="versions", verbose_name="document"
    )
    number = models.PositiveSmallIntegerField("versie van het document", editable=False)
    sha256 = models.CharField(max_length=64, db_index=True, editable=False)
    content_type = models.CharField("type", max_length=80)
    size = models.PositiveIntegerField("grootte in bytes")
    file_name = models.CharField("bestandsnaam", max_length=160)
    stored_at = models.DateTimeField("bewaard op", default=clock.now)

    class QuerySet(RegionScopedQuerySet):
        region_path = "document__region"

    objects = QuerySet.as_manager()
    telling = Telling(title=("document",), part_of="document")

    class Meta:
        verbose_name = "versie van een document"
        verbose_name_plural = "versies van documenten"
        constraints = [
            models.UniqueConstraint(
                fields=["document", "number"], name="records_documentversion_number_once"
            )
        ]

    def __str__(self):
        return self.file_name

    @property
    def region(self):
        return self.document.region


SILENT_AFTER = timedelta(minutes=4)
MOST_TRIES = 3
GIVEN_UP = "Het is drie keer begonnen en niet gelukt. Meld het aan de beheerder van uw regio."


class TakenOverError(Exception):
    """Another worker took over a job: what this one did for it counts no more."""


class JobQuerySet(RegionScopedQuerySet):
    def visible_to(self, user):
        """A job is for who started it."""
        if not user.is_authenticated:
            return self.none()
        return super().visible_to(user).filter(started_by=user)

    def due(self):
        """Jobs that wait, or whose worker gave no sign of life for a while."""
        limit = clock.real_now() - SILENT_AFTER
        silent = Q(state=Job.State.RUNNING, claimed_at__lt=limit)
        return self.filter(Q(state=Job.State.WAITING) | silent).order_by("pk")

    def unfinished(self):
        return self.filter(state__in=[Job.State.WAITING, Job.State.RUNNING])


class Job(models.Model):
    """Work in the background, with its progress; its own log, no audit.

    `kind` names the task that carries it, `arguments` its ids. `done` of `total` counts what it
    counts; `message` is for the reader, `result` for the page that shows what came of it.
    """

    class State(models.TextChoices):
        WAITING = "wachtend", "Wacht"
        RUNNING = "bezig", "Bezig"
        DONE = "gereed", "Gereed"
        FAILED = "mislukt", "Mislukt"

    region = models.ForeignKey(Region, models.PROTECT, null=True, related_name="jobs")
    kind = models.CharField(max_length=60)
    arguments = models.JSONField(default=dict)
    state = models.CharField("stand", max_length=12, choices=State, default=State.WAITING)
    done = models.PositiveIntegerField("gedaan", default=0)
    total = models.PositiveIntegerField("van", default=0)
    message = models.CharField("melding", max_length=300, blank=True)
    result = models.JSONField(default=dict)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="jobs", verbose_name="gestart door"
    )
    created_at = models.DateTimeField("gestart op", default=clock.real_now)
    claimed_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField("klaar op", null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = "taak"
        verbose_name_plural = "taken"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["state", "kind"], name="records_job_waiting")]

    def __str__(self):
        return f"{self.kind} {self.pk}"

    @property
    def ordered_at(self):
        """Return when it was asked for, as it is shown."""
        return clock.as_shown(self.created_at)

    @property
    def percent(self):
        return self.done * 100 // self.total if self.total else 0

    @property
    def is_unfinished(self):
        return self.state in (self.State.WAITING, self.State.RUNNING)

    def claim(self):
        """Take the job, also from a worker that fell silent; tell whether this call did so.

        What was taken up three times and never ended is failed: it ends its workers.
        """
        tries = self.result.get("tries", 0) + 1
        same = type(self).objects.filter(pk=self.pk, state=self.state, claimed_at=self.claimed_at)
        if tries > MOST_TRIES:
            same.update(state=self.State.FAILED, message=GIVEN_UP, finished_at=clock.real_now())
            return False
        changes = {"state": self.State.RUNNING, "claimed_at": clock.real_now()}
        changes["result"] = {"tries": tries}
        return self._changed(same.update(**changes), changes)

    def advance(self, done, *, total=None, message=""):
        """Record how far the work is: a sign of life. Raises TakenOverError when another worker
        took the job meanwhile."""
        changes = {"done": done, "message": message, "claimed_at": clock.real_now()}
        if total is not None:
            changes["total"] = total
        if not self._changed(self._claimed().update(**changes), changes):
            raise TakenOverError

    def finish(self, state, *, message="", **result):
        """Record how the job ended; what is ready is done wholly. Raises TakenOverError as
        `advance` does."""
        changes = {"state": state, "message": message, "finished_at": clock.real_now()}
        if state == self.State.DONE:
            changes["done"] = self.total
        changes["result"] = self.result | result
        if not self._changed(self._claimed().update(**changes), changes):
            raise TakenOverError

    def _claimed(self):
        return type(self).objects.filter(
            pk=self.pk, state=self.State.RUNNING, claimed_at=self.claimed_at
        )

    def _changed(self, count, changes):
        """Know of the row what was written to it; tell whether it was."""
        if count:
            for name, value in changes.items():
                setattr(self, name, value)
        return bool(count)
