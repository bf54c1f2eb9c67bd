"""A region's gremia, read once in two queries and asked for any day."""

from collections import defaultdict
from functools import cached_property

from partners.models import Body, Seat
from partners.rules import bodies as rules
from partners.rules.bodies import BodyRow, HoldingRow, SeatRow
from partners.rules.borders import holds, sort_key
from partners.rules.presence import Missing, Ref

KIND_RANK = {Seat.Kind.CHAIR: 0, Seat.Kind.SECRETARY: 1, Seat.Kind.PARTY: 2}


class Bodies:
    """What the rules know of the bodies of one region; `parties` are those of its `Field`."""

    def __init__(self, region, parties):
        self.region = region
        self.parties = parties

    def vacancies(self, day) -> list[Missing]:
        return rules.vacancies(self.rows, self.seats, self.parties, day)

    def crowding(self, day) -> rules.Crowding:
        return rules.crowding(self.rows, self.seats, self.parties, day)

    def tree(self, day, *, with_coming=True) -> list[rules.Line]:
        """Return the bodies that hold on `day` (or come later), each below its parent."""
        lasting = [body for body in self.rows if body.until is None or body.until > day]
        if not with_coming:
            lasting = [body for body in lasting if holds(body, day)]
        return rules.tree(lasting, self.seats, day)

    @cached_property
    def rows(self) -> list[BodyRow]:
        """Every body that ever was, by name."""
        rows = Body.objects.of_region(self.region).values_list(
            "pk",
            "name",
            "kind",
            "scale",
            "rhythm",
            "parent_id",
            "meetings_per_year",
            "minutes",
            "since",
            "until",
        )
        return sorted((BodyRow(*row) for row in rows), key=lambda body: sort_key(body.name))

    @cached_property
    def seats(self) -> list[SeatRow]:
        """Every seat that ever was with who held it: by body, chair first, parties in order."""
        bodies = {body.pk: number for number, body in enumerate(self.rows)}
        parties = {party.pk: number for number, party in enumerate(self.parties)}
        return sorted(
            _seats(self.region),
            key=lambda seat: (
                bodies.get(seat.body, -1),
                KIND_RANK[seat.kind],
                parties.get(seat.party, -1),
                seat.pk,
            ),
        )


def _seats(region):
    rows = Seat.objects.of_region(region).values_list(
        "pk",
        "body_id",
        "title",
        "kind",
        "party_id",
        "membership",
        "since",
        "until",
        "holdings__position__person_id",
        "holdings__position__person__name",
        "holdings__position__organisation_id",
        "holdings__since",
        "holdings__until",
    )
    holdings = defaultdict(list)
    for *seat, person, name, organisation, since, until in rows.order_by("pk", "holdings__pk"):
        held = [HoldingRow(Ref(person, name), organisation, since, until)] if person else []
        holdings[tuple(seat)] += held
    for (pk, body, title, kind, *rest), held in holdings.items():
        label = Seat(title=title, kind=kind).label
        yield SeatRow(pk, body, label, kind, *rest, holdings=tuple(held))
