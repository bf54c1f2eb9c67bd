"""How a new region begins: the steps in order, what is done, and who can do the next."""

from dataclasses import dataclass
from typing import NamedTuple

from django.urls import reverse

from accounts.models import Membership
from accounts.permissions import can_manage_members
from checklist.models import Round
from checklist.permissions import can_direct_rounds
from partners.models import Party, Position, RegionArea
from partners.permissions import can_edit
from partners.rules.overlap import in_words

EDITORS = "Dit doet een beheerder, regisseur of beleidsmedewerker."


class Way(NamedTuple):
    """Where the reader does a step."""

    label: str
    url: str


@dataclass(frozen=True)
class FirstStep:
    """One of the steps. `who` says who can do it, where the reader cannot, or not all of it."""

    title: str
    text: str
    is_done: bool
    ways: list[Way]
    who: str = ""


def first_steps(user, region, day):
    """Return the steps in order, for one reader."""
    edits = can_edit(user, region)

    def ways(*found):
        return [Way(label, reverse(name, args=[region.slug])) for label, name in found if edits]

    is_started = all(
        rows.objects.of_region(region).lasting_beyond(day).exists() for rows in (RegionArea, Party)
    )
    return [
        FirstStep(
            "Start de regio",
            "Kies de samenwerkingsverbanden. Regio stelt de gemeenten, de gebieden eromheen "
            "(jeugdregio, Doorstroompunt, arbeidsmarktregio) en de partijen voor.",
            is_started,
            ways(("Aanvullen" if is_started else "Regio starten", "partners:start_choose")),
            "" if edits else EDITORS,
        ),
        FirstStep(
            "Zeg wie voor wie spreekt",
            "De mensen van elke partij: bestuurlijk, beleidsmatig en uitvoerend, met hun mandaat. "
            "Lees een lijst in, of kijk per partij wie u mist en voeg hen daar toe.",
            Position.objects.of_region(region).lasting_beyond(day).exists(),
            ways(
                ("Mensen inlezen", "partners:roster_import"),
                ("Wie ontbreekt", "partners:missing_list"),
            ),
            "" if edits else EDITORS,
        ),
        _round_step(user, region, day),
    ]


def _round_step(user, region, day):
    """The last step takes two: a beheerder invites, a regisseur starts the round."""
    title = "Nodig leden uit en start een ronde"
    coming = Round.objects.of_region(region).filter(opens_on__gt=day).order_by("opens_on").first()
    if coming:
        text = f"{coming.title} is gemaakt en opent op {coming.opens_on:%d-%m-%Y}."
        way = Way(
            "Ronde bekijken", reverse("checklist:round_detail", args=[region.slug, coming.pk])
        )
        return FirstStep(title, text, True, [way])
    invites, directs = can_manage_members(user, region), can_direct_rounds(user, region)
    ways = []
    if directs:
        ways.append(Way("Ronde starten", reverse("checklist:round_create", args=[region.slug])))
    if invites:
        ways.append(Way("Lid uitnodigen", reverse("members:member_invite", args=[region.slug])))
    text = "In een ronde vult elke partij dezelfde acht stappen in. Zo ziet u samen waar u staat."
    return FirstStep(title, text, False, ways, _who_starts(region, day, invites, directs))


def _who_starts(region, day, invites, directs):
    """Say who invites and who starts a round, as far as the reader cannot."""
    said = [] if invites else ["Een beheerder nodigt leden uit."]
    if directs:
        return " ".join(said)
    current = Membership.objects.of_region(region).on(day).select_related("user")
    directors = current.filter(role=Membership.Role.DIRECTOR).order_by("user__name")
    names = [str(member.user) for member in directors]
    if names:
        said.append(f"Alleen een regisseur start een ronde: {in_words(names)}.")
    else:
        said.append("Alleen een regisseur kan een ronde starten, en die is er nog niet.")
        said += ["Nodig er een uit."] if invites else []
    return " ".join(said)
