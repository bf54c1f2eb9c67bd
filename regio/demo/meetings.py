"""Writes the meetings of the demonstration, who is invited, who came, and what was written down."""

from oogo.models import Meeting, Participant
from regio.demo.content.bodies import AGENDA, BODIES, OUTER
from regio.demo.content.oogo_meetings import COMES, MEETINGS

PLACES = {row.key: row.places for row in BODIES}


class MeetingWriter:
    """Writes the meetings with their invitations and answers; `write_up` closes those held.

    Between both the items are written, which those who come late refer to.
    """

    def __init__(self, scene):
        self.scene = scene

    def write(self):
        rows = sorted(MEETINGS, key=lambda row: row.made)
        for number, row in enumerate(rows, start=1):
            self._add_meeting(row, number)
        for row in MEETINGS:
            self._invite(row)
            self._answer(row)
        return self

    def write_up(self):
        for row in MEETINGS:
            if row.written_up and row.key in self.scene.meetings:
                self._write_up(row)

    def _add_meeting(self, row, number):
        meeting = Meeting(
            region=self.scene.region,
            number=number,
            body=self.scene.bodies[row.body],
            day=row.day,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            place=row.place,
        )
        meeting = self.scene.create(meeting, row.made)
        if meeting:
            self.scene.meetings[row.key] = meeting

    def _invite(self, row):
        if row.invited is None or row.key not in self.scene.meetings:
            return
        for place in PLACES[row.body]:
            if place.membership in (AGENDA, OUTER) or not place.person:
                continue
            person = row.acting.get(place.person, place.person)
            if self._is_in_office(person, row.day) and (row.key, person) not in self._invited:
                seats = [p for p in PLACES[row.body] if p.person == place.person]
                self._add_participant(row, person, seats)
        for guest in row.guests:
            participant = self._participant(
                row, guest.person, party=self.scene.parties[guest.organisation]
            )
            participant.part, participant.note = guest.part, guest.note
            self._keep(row, guest.person, participant, guest.invited)

    @property
    def _invited(self):
        return self.scene.participants

    def _is_in_office(self, person, day):
        position = self.scene.positions.get(person)
        return position is not None and position.holds_on(day)

    def _add_participant(self, row, person, seats):
        """Invite on a seat; who holds several comes for the own organisation."""
        seat = seats[0]
        own = self.scene.positions[person].organisation
        if len(seats) == 1:
            party = self.scene.parties.get(seat.organisation)
            at = self.scene.seats[row.body, seat.organisation, seat.title]
        else:
            party, at = own.parties.get(), None
        self._keep(row, person, self._participant(row, person, party=party, seat=at), row.invited)

    def _participant(self, row, person, **fields):
        meeting = self.scene.meetings[row.key]
        return Participant(meeting=meeting, position=self.scene.positions[person], **fields)

    def _keep(self, row, person, participant, on):
        participant = self.scene.create(participant, on)
        if participant:
            self._invited[row.key, person] = participant

    def _write(self, row, person, on, **changes):
        participant = self._invited.get((row.key, person))
        if participant:
            self._invited[row.key, person] = self.scene.write(participant, on, **changes)

    def _answer(self, row):
        own = {reply.person for reply in row.replies}
        for key, person in list(self._invited):
            if key == row.key and person not in own and person not in row.silent:
                self._write(row, person, row.replied, reply=COMES)
        for reply in row.replies:
            changes = {"reply": reply.reply}
            if reply.instead and self.scene.diary.has_come(reply.on):
                changes["replaced_by"] = self.scene.positions[reply.instead]
            if reply.note:
                changes["note"] = reply.note
            self._write(row, reply.person, reply.on, **changes)

    def _write_up(self, row):
        seen = {one.person: one for one in row.seen}
        for key, person in list(self._invited):
            if key == row.key:
                self._write(row, person, row.written_up, **self._attended(row, seen.get(person)))
        meeting = self.scene.meetings[row.key]
        meeting = self.scene.write(meeting, row.written_up, status=Meeting.Status.HELD)
        if row.adopted:
            meeting = self.scene.write(meeting, row.adopted, minutes_adopted_on=row.adopted_on)
        self.scene.meetings[row.key] = meeting

    def _attended(self, row, seen):
        if seen is None:
            return {"attendance": Participant.Attendance.PRESENT}
        changes = {"attendance": seen.attendance}
        if seen.instead:
            changes["replaced_by"] = self.scene.positions.get(seen.instead)
        if seen.from_item:
            changes["from_item"] = self.scene.items.get((row.key, seen.from_item))
        if seen.note:
            changes["note"] = seen.note
        return changes
