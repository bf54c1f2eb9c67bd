"""Wie ontbreekt: one list, each row with the way to mend it."""

from dataclasses import dataclass

from django.shortcuts import render

from partners.field import Field
from partners.forms.areas import MissingForm
from partners.permissions import can_edit
from partners.rules.bodies import SEAT
from partners.rules.presence import EMAIL, LEVEL, MANDATE, PERSON, VERIFIED, Missing
from partners.views.as_of import AsOf, query_of
from partners.views.pages import address, crumbs, listed

# Who fills one gap after the other comes back to the list of them.
BACK = "?van=ontbreekt"


@dataclass(frozen=True)
class Gap:
    """Something missing in the region of `request`, where to see it and where to mend it: worked
    out for those that a page shows."""

    missing: Missing
    request: object

    @property
    def party_url(self):
        party = self.missing.party
        return address(self.request, "party_detail", party.pk) if party else ""

    @property
    def mend_url(self):
        return self._mend[0]

    @property
    def mend_label(self):
        return self._mend[1]

    @property
    def _mend(self):
        """The address where it is mended, and what its link says."""
        request, missing = self.request, self.missing
        if missing.what == SEAT:
            return address(request, "seat_fill", missing.seat.pk) + BACK, "Zetel bezetten"
        if missing.what in (LEVEL, PERSON):
            url = address(request, "party_position_create", missing.party.pk)
            level = f"&niveau={missing.level}" if missing.level else ""
            return f"{url}{BACK}{level}", "Persoon toevoegen"
        if missing.what == MANDATE:
            return address(request, "mandate_create", missing.position) + BACK, "Mandaat toevoegen"
        if missing.what == VERIFIED:
            return address(request, "person_detail", missing.person.pk), "Nakijken"
        return address(request, "person_edit", missing.person.pk) + BACK, "E-mailadres invullen"


# What can be asked for alone: the word in the address, what it is, and how that is called.
SORTS = (
    ("mens", (LEVEL, PERSON), ("mens", "mensen")),
    ("mandaat", (MANDATE,), ("mandaat", "mandaten")),
    ("zetel", (SEAT,), ("zetel", "zetels")),
    ("adres", (EMAIL,), ("e-mailadres", "e-mailadressen")),
    ("nagekeken", (VERIFIED,), ("functie nakijken", "functies nakijken")),
)


def missing_list(request, slug):
    as_of = AsOf(request, MissingForm)
    field, day = Field(request.region), as_of.day
    found = gaps(request, field, day)
    asked = {word: whats for word, whats, _ in SORTS}.get(request.GET.get("wat"))
    context = listed(request, [g for g in found if asked is None or g.missing.what in asked])
    context |= {
        "as_of": as_of,
        "day": day,
        "total": len(found),
        "sorts": counted(found),
        "asked": request.GET.get("wat") if asked else "",
        "op": query_of(day),
        "and_op": query_of(day).replace("?", "&"),
        "has_parties": bool(field.parties_on(day)),
        "can_edit": can_edit(request.user, request.region) and not as_of.is_other,
        "parties_url": address(request, "party_list"),
        "crumbs": crumbs(request, ("Wie ontbreekt", "")),
    }
    return render(request, "partners/missing_list.html", context)


def counted(found):
    """Return (word in the address, label, how many) of each sort of gap."""
    return [
        (word, labels[count != 1], count)
        for word, whats, labels in SORTS
        for count in [sum(gap.missing.what in whats for gap in found)]
    ]


def gaps(request, field, day):
    """Return what is missing on `day`, each with where to mend it."""
    return [Gap(missing, request) for missing in field.missing(day)]


def short_text(missing):
    """Say in two words what is missing, for a chip beside a party."""
    if missing.what == LEVEL:
        return f"niemand {missing.level}"
    if missing.what == SEAT:
        return "lege zetel"
    if missing.what == MANDATE:
        return "mandaat verlopen" if missing.since else "geen mandaat"
    if missing.what == VERIFIED:
        return "niet nagekeken"
    return "geen contactpersoon" if missing.what == PERSON else "geen e-mailadres"
