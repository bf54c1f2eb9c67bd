"""A region's gremia, read once in one query and asked for any day."""

from collections import defaultdict
from functools import cached_property

from partners.models import Body, Seat
from partners.models.bodies import seat_label
from partners.rules import bodies as rules
from partners.rules.bodies import BodyRow, HoldingRow, SeatRow
from partners.rules.borders import holds, sort_key
from partners.rules.presence import Missing, Ref

BODY = (
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
SEAT = (
    "seats__pk",
    "seats__title",
    "seats__kind",
    "seats__party_id",
    "seats__membership",
    "seats__since",
    "seats__until",
)
HOLDING = (
    "seats__holdings__position__person_id",
    "seats__holdings__position__person__name",
    "seats__holdings__position__organisation_id",
    "seats__holdings__since",
    "seats__holdings__until",
)
KIND_RANK = {Seat.Kind.CHAIR: 0, Seat.Kind.SECRETARY: 1, Seat.Kind.PARTY: 2}


class Bodies:
    """What the rules know of the bodies of one region; `parties` are those of its `Field`.

    `of_parties_alone`: with no other seats than those of these parties.
    """

    def __init__(self, region, parties, *, of_parties_alone=False):
        self.region = region
        self.parties = parties
        self.of_parties_alone = of_parties_alone

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

    @property
    def rows(self) -> list[BodyRow]:
        """Every body that ever was, by name."""
        return self._read[0]

    @cached_property
    def seats(self) -> list[SeatRow]:
        """Every seat that ever was with who held it: by body, chair first, parties in order."""
        bodies = {body.pk: number for number, body in enumerate(self.rows)}
        parties = {party.pk: number for number, party in enumerate(self.parties)}
        return sorted(
            self._read[1],
            key=lambda seat: (
                bodies.get(seat.body, -1),
                KIND_RANK[seat.kind],
                parties.get(seat.party, -1),
                seat.pk,
            ),
        )

    @cached_property
    def _read(self) -> tuple[list[BodyRow], list[SeatRow]]:
        """The bodies by name, and their seats, each with who held it."""
        rows = Body.objects.of_region(self.region)
        if self.of_parties_alone:
            rows = rows.filter(seats__party__in=[party.pk for party in self.parties])
        rows = rows.values_list(*BODY, *SEAT, *HOLDING)
        bodies, seats, holdings = {}, {}, defaultdict(list)
        of_seat, of_holding = len(BODY), len(BODY) + len(SEAT)
        for row in rows.order_by("pk", "seats__pk", "seats__holdings__pk"):
            body, seat = row[0], row[of_seat]
            if body not in bodies:
                bodies[body] = row[:of_seat]
            if seat is not None and seat not in seats:
                seats[seat] = body, row[of_seat:of_holding]
            if row[of_holding] is not None:
                holdings[seat].append(_holding(*row[of_holding:]))
        named = sorted((BodyRow(*own) for own in bodies.values()), key=lambda b: sort_key(b.name))
        return named, [_seat(body, own, holdings[pk]) for pk, (body, own) in seats.items()]


def _holding(person, name, organisation, since, until):
    return HoldingRow(Ref(person, name), organisation, since, until)


def _seat(body, seat, held):
    pk, title, kind, *rest = seat
    return SeatRow(pk, body, seat_label(title, kind), kind, *rest, holdings=tuple(held))
