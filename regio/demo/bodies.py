"""Writes the gremia of the demonstration, who sits in them, and the days that the region closes."""

from datetime import timedelta

from partners import actions
from partners.models import Body, ClosedDay, Seat, SeatHolding
from records import actions as records
from regio.demo.content.bodies import BODIES, CLOSED_DAYS, TAKEOVERS


class BodyWriter:
    """Writes the bodies of a region whose Speelveld is there; afterwards `bodies` has them by key
    and `seats` the seats by (key of the body, key of the organisation, title)."""

    def __init__(self, speelveld, diary):
        self.speelveld = speelveld
        self.diary = diary
        self.by = speelveld.users["Mark Torenvalk"]
        self.bodies, self.seats = {}, {}

    def write(self):
        first = self.speelveld.content.made_on + timedelta(days=4)
        for row in BODIES:
            self.bodies[row.key] = self._add_body(row, first)
            for place in row.places:
                self._add_seat(row.key, place, first)
        for takeover in TAKEOVERS:
            self._take_over(takeover)
        for row in CLOSED_DAYS:
            closed_day = ClosedDay(region=self.speelveld.region, day=row.day, reason=row.reason)
            self._create(closed_day, row.added)
        return self

    def _create(self, obj, on):
        with self.diary.on(on):
            return records.create(obj, by=self.by)

    def _add_body(self, row, on):
        body = Body(
            region=self.speelveld.region,
            kind=row.kind,
            name=row.name,
            parent=self.bodies.get(row.parent),
            scale=row.scale,
            power=row.power,
            assignment=row.assignment,
            rhythm=row.rhythm,
            delivery=row.delivery,
            meetings_per_year=row.meetings,
            minutes=row.minutes,
            evaluation_on=row.evaluation_on,
            is_open=row.is_open,
        )
        return self._create(body, on)

    def _add_seat(self, key, place, on):
        seat = Seat(
            body=self.bodies[key],
            kind=place.kind,
            party=self.speelveld.parties.get(place.organisation),
            title=place.title,
            membership=place.membership,
        )
        self.seats[key, place.organisation, place.title] = self._create(seat, on)
        if place.person:
            position = self.speelveld.positions[place.person]
            self._fill(seat, position, position.since, max(on, position.since or on), self.by)

    def _fill(self, seat, position, since, on, by, last=None):
        with self.diary.on(on):
            actions.fill_seat(
                seat,
                position=position,
                since=since,
                seen=last and last.pk,
                version=last.version if last else 0,
                by=by,
            )

    def _take_over(self, row):
        held = SeatHolding.objects.filter(position=self.speelveld.positions[row.person])
        for holding in held.select_related("seat").order_by("pk"):
            self._fill(
                holding.seat,
                self.speelveld.positions[row.successor],
                row.since,
                row.added,
                self.speelveld.users[row.by],
                last=holding,
            )
