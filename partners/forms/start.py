"""What someone answered so far on the way to a region that has started: out of an address, or out
of the form of a step, which carries all of it."""

import re
from dataclasses import dataclass
from functools import cached_property

from django import forms

from partners.forms.base import DayField
from partners.rules import start as rules
from partners.rules.presence import Period
from partners.start import Known, Start
from regio.lib import clock
from regio.lib.forms import RegioForm
from regio.lib.sort_name import fold

CODE = re.compile(r"(?:PO|VO)[0-9]{4}")
CARRIED = ("swv", "vanaf", "gemeente", "gebied", "gezien", "partij", "gezien_partijen")
CARRIED_NAME = re.compile(r"[A-Za-z0-9_.]{1,40}-(?:name|short_name)")
NAME_KNOWN = "Deze regio heeft al een organisatie met deze naam. Kies een andere naam."
NAME_TWICE = "Deze naam staat hierboven al. Kies een andere naam."


class StartDayForm(RegioForm):
    vanaf = DayField(label="Vanaf")


class PartyLineForm(RegioForm):
    """What a proposed party is called."""

    name = forms.CharField(label="Naam", max_length=rules.MAX_NAME)
    short_name = forms.CharField(label="Korte naam", max_length=rules.MAX_SHORT, required=False)

    def __init__(self, *args, proposal, **kwargs):
        initial = {"name": proposal.name, "short_name": proposal.short_name}
        super().__init__(*args, prefix=proposal.key, initial=initial, **kwargs)
        for field in self.fields.values():
            label = f"{field.label}: {proposal.short_name}"
            field.widget.attrs |= {"class": "form-control", "aria-label": label}

    def add_error(self, field, error):
        super().add_error(field, error)
        if field:
            self.fields[field].widget.attrs["class"] = "form-control is-invalid"

    def clean(self):
        cleaned = super().clean()
        cleaned["short_name"] = cleaned.get("short_name") or cleaned.get("name", "")[:40]
        return cleaned


@dataclass(frozen=True)
class Line:
    """A proposal with what was answered. `there`: since when it belongs to the region already."""

    proposal: rules.TownProposal | rules.AreaProposal
    is_ticked: bool
    there: Period | None = None


@dataclass(frozen=True)
class PartyLine:
    """A proposed party. `known`: the organisation as the region has it; one that does not take part
    may take part again."""

    proposal: rules.PartyProposal
    is_ticked: bool
    known: Known | None
    is_there: bool
    form: PartyLineForm | None

    @property
    def name(self):
        """What it is called in the end."""
        if self.known:
            return self.known.name
        bound = self.form.is_bound and self.form.is_valid()
        return self.form.cleaned_data["name"] if bound else self.proposal.name

    @property
    def is_wrong(self):
        return bool(self.is_ticked and self.form and self.form.is_bound and self.form.errors)


class StartAnswers:
    """The answers in `data` (a QueryDict), beside what is proposed for them now."""

    def __init__(self, data, region):
        self.data = data
        self.day_form = StartDayForm({"vanaf": data.get("vanaf", clock.today().isoformat())})
        self.has_day = self.day_form.is_valid()
        if not self.has_day:
            # A date field of a browser shows nothing that is not a day: what was typed must stay.
            self.day_form.fields["vanaf"].widget.input_type = "text"
        self.day = self.day_form.cleaned_data.get("vanaf") or clock.today()
        self.codes = list(dict.fromkeys(c for c in data.getlist("swv") if CODE.fullmatch(c)))
        self.start = Start(region, self.day, self.codes)

    @cached_property
    def towns(self) -> list[Line]:
        there = {code: Period() for code in self.start.own_towns}
        return self._lines(self.start.towns, "gemeente", there)

    @cached_property
    def own(self) -> set[str]:
        """The codes of the gemeenten of the region: there already, or ticked."""
        ticked = {line.proposal.code for line in self.towns if line.is_ticked}
        return ticked | self.start.own_towns

    @cached_property
    def areas(self) -> list[Line]:
        there = {rules.key_of(area): row for area, row in self.start.own_areas.items()}
        return self._lines(self.start.areas(self.own), "gebied", there)

    @property
    def areas_by_kind(self):
        """(what the kind is called, its lines), in order."""
        groups = {}
        for line in self.areas:
            groups.setdefault(line.proposal.reach.kind_label, []).append(line)
        return list(groups.items())

    @cached_property
    def parties(self) -> list[PartyLine]:
        towns = [line.proposal for line in self.towns if line.proposal.code in self.own]
        kept = {line.proposal.key for line in self.areas if line.is_ticked or line.there}
        areas = [line.proposal for line in self.areas]
        lines = [self._party_line(p) for p in rules.parties(towns, areas, kept)]
        self._refuse_names_twice(lines)
        return lines

    @property
    def seen(self) -> str:
        """What a step showed: nothing is taken in that was not."""
        return " ".join(line.proposal.key for line in (*self.towns, *self.areas))

    @property
    def seen_parties(self) -> str:
        return " ".join(line.proposal.key for line in self.parties)

    @property
    def is_reviewed(self) -> bool:
        """Tell whether the gemeenten and areas as they are proposed now were shown."""
        return self.has_day and bool(self.own) and self._were_shown(self.seen, "gezien")

    @property
    def are_parties_reviewed(self) -> bool:
        shown = self._were_shown(self.seen_parties, "gezien_partijen")
        return shown and not any(line.is_wrong for line in self.parties)

    def was_shown(self, name) -> bool:
        """Tell whether the step that fills `name` was seen at all."""
        return name in self.data

    def carried(self, *shown):
        """Return (name, value) of every answer that a step keeps but does not show."""
        return [
            (name, value)
            for name in self.data
            for value in self.data.getlist(name)
            if name not in shown
            and (name in CARRIED or ("partij" not in shown and CARRIED_NAME.fullmatch(name)))
        ]

    def _lines(self, proposals, name, there):
        return [
            Line(
                proposal,
                proposal.key not in there and self._is_ticked(proposal, name, "gezien"),
                there.get(proposal.key),
            )
            for proposal in proposals
        ]

    def _party_line(self, proposal):
        known = self.start.known_as(proposal)
        is_there = bool(known and known.takes_part_from(self.day))
        ticked = not is_there and self._is_ticked(proposal, "partij", "gezien_partijen")
        form = None
        if not known:
            typed = self.data if f"{proposal.key}-name" in self.data else None
            form = PartyLineForm(typed, proposal=proposal)
        return PartyLine(proposal, ticked, known, is_there, form)

    def _is_ticked(self, proposal, name, seen):
        """What was shown is as it was answered, what is new as it is proposed."""
        if proposal.key in self.data.get(seen, "").split():
            return proposal.key in self.data.getlist(name)
        return proposal.is_proposed

    def _were_shown(self, keys, name):
        return set(keys.split()) <= set(self.data.get(name, "").split())

    def _refuse_names_twice(self, lines):
        taken = set()
        for line in lines:
            if line.form is None or not line.form.is_bound or not line.is_ticked:
                continue
            name = fold(line.name)
            if line.form.is_valid() and self.start.named(name):
                line.form.add_error("name", NAME_KNOWN)
            elif line.form.is_valid() and name in taken:
                line.form.add_error("name", NAME_TWICE)
            taken.add(name)
