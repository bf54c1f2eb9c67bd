"""Audit: who changed what, from what, to what. Never read for an as-of answer."""

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from accounts.models import Region
from records import rules, visibility
from regio.lib import clock


class ChangeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Changes of the user's regions, as far as the objects they hang on may be seen."""
        return self.filter(visibility.condition(user), region__in=Region.objects.visible_to(user))

    def of(self, obj):
        return self.filter(model=obj._meta.label_lower, object_id=obj.pk)

    def since_version(self, obj, version):
        """What happened to `obj` after `version`, oldest first."""
        return self.of(obj).filter(version__gt=version).order_by("version", "pk")

    def heads(self):
        """The newest row of each act: of what one write changed in one object."""
        same = {name: OuterRef(name) for name in ("model", "object_id", "version")}
        return self.filter(~Exists(self.filter(pk__gt=OuterRef("pk"), **same)))

    def of_acts(self, heads):
        """All rows of the acts that `heads` belong to."""
        wanted = Q(pk__in=[])
        for head in heads:
            wanted |= Q(model=head.model, object_id=head.object_id, version=head.version)
        return self.filter(wanted)


class Change(models.Model):
    """One field of one object, changed by one person at one moment.

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
