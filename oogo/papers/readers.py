"""Who reads the papers of a meeting, for whom they speak there, and what they alone may read.

Readers are functions, not accounts: someone without an account gets the same papers. The answer of
`may_read` is that of the wall (`oogo.models.walls.Sight.disclosed`) for a participant.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import prefetch_related_objects

from accounts.models import Membership
from oogo.models import Participant, RepresentationItem
from partners.models import Party, Position, Representation


@dataclass(frozen=True)
class Voice:
    """A party for which a reader speaks at the meeting; `items` limits that to single items."""

    party: Party
    is_represented: bool = False
    items: frozenset = frozenset()

    def counts_at(self, item):
        return not self.items or item.pk in self.items


@dataclass(frozen=True)
class Reader:
    """Someone who gets the papers, in a function.

    `known_parties` are the keys of the parties for which this person may know what is confidential.
    """

    position: Position
    part: str
    voices: tuple[Voice, ...] = ()
    known_parties: frozenset = frozenset()
    is_director: bool = False
    positions: frozenset = field(default_factory=frozenset)

    def __str__(self):
        return str(self.position.person)

    @property
    def email(self):
        return self.position.person.email

    @property
    def party_keys(self):
        return {voice.party.pk for voice in self.voices}

    @property
    def speaks_for(self):
        """The parties in one line; empty for a chair or a secretary."""
        return ", ".join(str(voice.party) for voice in self.voices)

    def may_read(self, row):
        """Tell whether this reader may read `row`, one that may be confidential.

        `row.disclosed_to` is asked as it was prefetched.
        """
        if not row.is_confidential or self.is_director:
            return True
        named = {party.pk for party in row.disclosed_to.all()}
        return not named or bool(named & self.known_parties)

    def voices_at(self, item):
        return [voice for voice in self.voices if voice.counts_at(item)]


def readers_of(meeting, day) -> list[Reader]:
    """Return who gets the papers of `meeting` on `day`, by name, each once; in six queries."""
    rows = list(
        Participant.objects.kept()
        .filter(meeting=meeting)
        .with_names()
        .order_by("position__person__sort_name", "pk")
    )
    people = {row.speaker.person_id for row in rows}
    at_work = _positions(people, day)
    spoken, known = _represented(meeting, at_work, meeting.day), _represented(None, at_work, day)
    own = _own_parties(at_work, day)
    directors = _directors(meeting.region, people, day)
    found = {}
    for row in rows:
        position = row.speaker
        person = position.person_id
        reader = Reader(
            position=position,
            part=row.get_part_display(),
            voices=tuple(_voices(row, position, own, spoken)),
            known_parties=frozenset(
                {party.pk for p in at_work[person] for party in own[p.organisation_id]}
                | {voice.party.pk for p in at_work[person] for voice in known[p.pk]}
            ),
            is_director=person in directors,
            positions=frozenset({position.pk, *(p.pk for p in at_work[person])}),
        )
        found.setdefault(position.pk, reader)
    parties = [voice.party for reader in found.values() for voice in reader.voices]
    prefetch_related_objects(parties, "organisation__areas", "organisation__municipality")
    return list(found.values())


def _voices(participant, position, own, represented):
    """Yield for whom a participant speaks: the own party, then those that are represented."""
    parties = [participant.party] if participant.party_id else own[position.organisation_id]
    seen = set()
    for voice in [*(Voice(party) for party in parties), *represented[position.pk]]:
        if voice.party.pk not in seen:
            seen.add(voice.party.pk)
            yield voice


def _positions(people, day):
    found = defaultdict(list)
    for row in Position.objects.on(day).filter(person__in=people).order_by("pk"):
        found[row.person_id].append(row)
    return found


def _own_parties(at_work, day):
    """Return the parties of each organisation that somebody works at: {key: [Party]}."""
    organisations = {p.organisation_id for rows in at_work.values() for p in rows} - {None}
    found = defaultdict(list)
    rows = Party.objects.on(day).filter(organisation__in=organisations).order_by("pk")
    for party in rows.select_related("organisation__municipality"):
        found[party.organisation_id].append(party)
    return found


def _represented(meeting, at_work, day):
    """Return the other parties that each function speaks for on `day`: {key: [Voice]}."""
    keys = {p.pk for rows in at_work.values() for p in rows}
    limits = defaultdict(set)
    if meeting:
        rows = RepresentationItem.objects.kept().filter(item__meeting=meeting)
        for representation, item in rows.values_list("representation", "item"):
            limits[representation].add(item)
    found = defaultdict(list)
    rows = Representation.objects.on(day).filter(position__in=keys).order_by("pk")
    for row in rows.select_related("party__organisation__municipality"):
        found[row.position_id].append(Voice(row.party, True, frozenset(limits[row.pk])))
    return found


def _directors(region, people, day):
    """Return which of `people` (keys) carry an account that is regisseur in `region`."""
    rows = Membership.objects.on(day).filter(region=region, role=Membership.Role.DIRECTOR)
    return set(
        rows.filter(user__people__in=people, user__people__region=region).values_list(
            "user__people", flat=True
        )
    )
