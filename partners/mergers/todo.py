"""Which herindelingen wait for a user who may carry them out, over all regions."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse

from accounts.models import Region
from accounts.permissions import APPLY_MERGERS
from partners.models import Party
from partners.rules.overlap import in_words

# As far ahead as mails are planned: time enough to choose who takes over what.
SHOWN_AHEAD = timedelta(days=35)


@dataclass(frozen=True)
class Waiting:
    """A herindeling that is to be carried out in a region: which parties end by it, and when."""

    region: Region
    merger: int
    on: date
    parties: tuple[str, ...]
    is_ready: bool
    day: date

    @property
    def url(self):
        return reverse("partners:merger_detail", args=[self.region.slug, self.merger])

    @property
    def names(self):
        return in_words(self.parties)

    @property
    def what(self):
        """What the user has to do."""
        if self.on <= self.day:
            return "kijk na wat er overgaat, en voer haar door"
        return "staat klaar voor die dag" if self.is_ready else "kies wie wat overneemt"

    @property
    def state(self):
        """How it stands, as (word, kind of the chip)."""
        if self.on <= self.day:
            return "door te voeren", "late"
        return ("voorbereid", "info") if self.is_ready else ("komt", "soon")


def mergers_to_apply(user, day: date) -> list[Waiting]:
    """Return what waits in the regions where `user` may carry it out, the first one first, in one
    query; in none for who may not."""
    regions = {m.region_id for m in user.current_memberships if m.role in APPLY_MERGERS}
    if not regions:
        return []
    rows = Party.objects.filter(organisation__region__in=regions).ending()
    rows = rows.filter(ends_on__lte=day + SHOWN_AHEAD).select_related("organisation__region")
    found: dict[tuple, list[Party]] = {}
    for party in rows.order_by("ends_on", "organisation__short_name", "pk"):
        found.setdefault((party.region.pk, party.merger), []).append(party)
    return [
        Waiting(
            region=parties[0].region,
            merger=merger,
            on=parties[0].ends_on,
            parties=tuple(str(party) for party in parties),
            is_ready=parties[0].is_ready,
            day=day,
        )
        for (_, merger), parties in found.items()
    ]
