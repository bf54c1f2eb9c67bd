"""The borders of gemeenten, as a map draws them. Third-party data: loaded, never shipped."""

from django.db import models

from partners.models.reference import Municipality


class MunicipalityOutline(models.Model):
    """The simplified outline of a gemeente, as it was drawn from `since` on.

    It holds until the next one of the same gemeente. `path` is in the units of
    partners.rules.geometry.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="outlines")
    since = models.DateField("vanaf")
    path = models.TextField("omtrek")
    source = models.CharField("bron", max_length=200)

    class Meta:
        verbose_name = "grens van een gemeente"
        verbose_name_plural = "grenzen van gemeenten"
        constraints = [
            models.UniqueConstraint(fields=["municipality", "since"], name="partners_outline_once")
        ]

    def __str__(self):
        return f"{self.municipality} ({self.since:%Y})"
