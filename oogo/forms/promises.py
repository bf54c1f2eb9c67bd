"""What people type about an action: what it is, who does it, and what became of it."""

from dataclasses import replace

from django import forms
from django.db.models import Q

from agenda.models import Theme
from oogo.forms.decisions import refuse_future
from oogo.models import Action
from partners.forms.base import DayField, ManyField, RegionForm
from partners.models import (
    Body,
    OrganisationLink,
    Party,
    Position,
    Representation,
    Seat,
)
from partners.models.bodies import seat_label
from regio.lib import clock
from regio.lib.choices import Kinds, let_type, names_of
from regio.lib.forms import CHOOSE

NOBODY_NAMED = "Niemand in het bijzonder"
BEFORE_IT_AROSE = "Deze dag ligt vóór de dag waarop de actie ontstond."
OWNER_HELP = "De partij, de vrije rol of het gremium dat de actie op zich neemt."
DOER_HELP = "Een zetel gaat over op wie hem daarna heeft; een persoon niet."


class OwnerField(forms.ChoiceField):
    """One row out of several kinds; its value is (kind, key), as text `kind:key`."""

    def clean(self, value):
        chosen = super().clean(value)
        kind, _, pk = chosen.partition(":")
        return (kind, int(pk)) if chosen else None


class ActionForm(RegionForm):
    """An action and who does it. Its day is set once: later it is moved with a reason.

    `own` limits the owners to these parties (keys); None: all parties, free roles and bodies.
    """

    owner = OwnerField(label="Eigenaar", help_text=OWNER_HELP)
    doer = OwnerField(label="Zetel of persoon", required=False, help_text=DOER_HELP)
    due_on = DayField(label="Uiterlijk")
    arose_on = DayField(label="Ontstaan op")

    class Meta:
        model = Action
        fields = ["title", "note", "owner", "doer", "due_on", "helpers", "theme", "arose_on"]
        field_classes = {"helpers": ManyField}
        labels = {"helpers": "Wie helpen mee"}

    def __init__(self, *args, own=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.own, self.day = own, clock.today()
        self.stored = self.instance if self.instance.pk else None
        self.owners = Kinds(CHOOSE, self._owner_groups())
        self.doers = Kinds(NOBODY_NAMED, self._doer_groups())
        self.fields["owner"].choices, self.fields["doer"].choices = self.owners, self.doers
        let_type(self.fields["owner"], f"{self.names_url}?soort=party")
        let_type(self.fields["doer"], f"{self.names_url}?soort=position")
        if self.stored:
            self.initial |= _owner_initial(self.stored)

    def choices_of(self, rows, stored):
        if rows.model is Theme:
            running = Q(until=None) | Q(until__gt=clock.today()) | Q(pk__in=stored)
            return rows.of_region(self.region).filter(running).in_order()
        return super().choices_of(rows, stored)

    def _rows(self, model, kept):
        """Return the rows of `model` that may own now, and the one (a key) that owns already."""
        rows = model.objects.of_region(self.region)
        current = rows.lasting_beyond(self.day)
        if self.own is not None and model in (Party, Body):
            current = current.filter(pk__in=self.own if model is Party else ())
        return current | rows.filter(pk=kept)

    def _owner_groups(self):
        kept = self.stored
        parties = self._rows(Party, kept and kept.owner_party_id)
        yield "Partijen", "partij", parties.select_related("organisation").in_order(), names_of
        roles = self._rows(Position, kept and kept.owner_position_id).filter(organisation=None)
        if self.own is not None:
            roles = roles.filter(pk=kept and kept.owner_position_id)
        roles = roles.select_related("person").order_by("title", "pk")
        yield "Vrije rollen", "rol", roles, _roles
        bodies = self._rows(Body, kept and kept.owner_body_id).order_by("name", "pk")
        yield "Gremia", "gremium", bodies, names_of

    def _doer_groups(self):
        kept = self.stored
        seats = self._rows(Seat, kept and kept.owner_seat_id).exclude(party=None)
        seats = seats.select_related("party__organisation", "body")
        seats = seats.order_by("party__organisation__short_name", "body__name", "pk")
        people = self._rows(Position, kept and kept.owner_position_id).exclude(organisation=None)
        people = people.select_related("person", "organisation")
        people = people.order_by("person__sort_name", "pk")
        if self.own is not None:
            seats = seats.filter(Q(party__in=self.own) | Q(pk=kept and kept.owner_seat_id))
        yield "Zetels", "zetel", seats, _seats
        yield "Personen", "persoon", people, names_of

    def clean_arose_on(self):
        return refuse_future(self.cleaned_data["arose_on"])

    def clean(self):
        cleaned = super().clean()
        owner = self.owners.row(cleaned.get("owner"))
        doer = self.doers.row(cleaned.get("doer"))
        if doer and owner and (problem := self._mismatch(owner, doer)):
            self.add_error("doer", problem)
        arose_on, due_on = cleaned.get("arose_on"), cleaned.get("due_on")
        if arose_on and due_on and due_on < arose_on:
            self.add_error("due_on", BEFORE_IT_AROSE)
        return cleaned

    def _mismatch(self, owner, doer):
        """Say why `doer` cannot do it for `owner`; nothing when that is possible."""
        if not isinstance(owner, Party):
            return "Kies dit alleen bij een partij. Bij een rol of een gremium blijft het leeg."
        if isinstance(doer, Seat):
            return "" if doer.party_id == owner.pk else f"Deze zetel is niet van {owner}."
        if doer.organisation_id == owner.organisation_id or self._works_for(doer, owner):
            return ""
        return f"{doer.person} werkt niet voor {owner}."

    def _works_for(self, position, party):
        """Whether `position` speaks for `party`, or its organisation works for that party."""
        works_for = {
            "source": position.organisation_id,
            "target": party.organisation_id,
            "kind": OrganisationLink.Kind.WORKS_FOR,
        }
        speaks = Representation.objects.on(self.day).filter(position=position, party=party)
        return speaks.exists() or OrganisationLink.objects.on(self.day).filter(**works_for).exists()

    def owner_fields(self):
        """Return what is chosen as the fields of an action that hold its owner."""
        owner = self.owners.row(self.cleaned_data["owner"])
        doer = self.doers.row(self.cleaned_data["doer"])
        position = next((row for row in (owner, doer) if isinstance(row, Position)), None)
        return {
            "owner_party": owner if isinstance(owner, Party) else None,
            "owner_body": owner if isinstance(owner, Body) else None,
            "owner_seat": doer if isinstance(doer, Seat) else None,
            "owner_position": position,
        }

    def changes(self):
        typed = {n: v for n, v in super().changes().items() if n not in ("owner", "doer")}
        return typed | self.owner_fields()

    def action(self):
        """Return the new action that was filled in."""
        for name, value in self.owner_fields().items():
            setattr(self.instance, name, value)
        return self.instance

    def show_conflict(self, stale):
        """An owner that somebody else changed is a conflict at the field where it is chosen."""
        places = {"owner_party": "owner", "owner_body": "owner"}
        places |= {"owner_seat": "doer", "owner_position": "doer"}
        stale.conflicts = [replace(c, field=places.get(c.field, c.field)) for c in stale.conflicts]
        super().show_conflict(stale)


class ActionEditForm(ActionForm):
    due_on = None

    class Meta(ActionForm.Meta):
        fields = [name for name in ActionForm.Meta.fields if name != "due_on"]

    def clean_arose_on(self):
        arose_on = super().clean_arose_on()
        if arose_on > self.instance.due_on:
            raise forms.ValidationError(
                f"Kies een dag t/m {self.instance.due_on:%d-%m-%Y}, waarop de actie af moet zijn."
            )
        return arose_on


class MoveForm(RegionForm):
    """What is asked when something becomes of an action; it changes the row by itself nowhere."""

    class Meta:
        model = Action
        fields: list[str] = []


class ReportForm(MoveForm):
    report_note = forms.CharField(
        label="Wat er gedaan is",
        widget=forms.Textarea,
        help_text="Kort, met waar het resultaat te vinden is.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["report_note"] = self.instance.report_note


class PostponeForm(MoveForm):
    due_on = DayField(label="Nieuwe datum")
    reason = forms.CharField(label="Waarom", max_length=200)

    def clean_due_on(self):
        due_on = self.cleaned_data["due_on"]
        if due_on < self.instance.arose_on:
            raise forms.ValidationError(BEFORE_IT_AROSE)
        if due_on < clock.today():
            raise forms.ValidationError("Deze dag is al voorbij. Kies vandaag of later.")
        if due_on == self.instance.due_on:
            raise forms.ValidationError("Op deze dag staat de actie al. Kies een andere.")
        return due_on


class LapseForm(MoveForm):
    lapse_reason = forms.CharField(
        label="Waarom",
        max_length=300,
        help_text="Bijvoorbeeld: gaat op in een andere actie, of is niet meer nodig.",
    )


def _owner_initial(action):
    """Return what of `action` is chosen in the fields owner and doer."""
    position, doer = action.owner_position_id, ""
    owner = f"rol:{position}"
    if action.owner_body_id:
        owner = f"gremium:{action.owner_body_id}"
    elif action.owner_party_id:
        owner = f"partij:{action.owner_party_id}"
        seat = action.owner_seat_id
        doer = f"persoon:{position}" if position else f"zetel:{seat}" if seat else ""
    return {"owner": owner, "doer": doer}


def _roles(rows, most):
    """Return (key, name) of free roles: who has one stands behind it."""
    rows = rows.values_list("pk", "title", "person__name")[:most]
    return [(pk, f"{title} ({person})") for pk, title, person in rows]


def _seats(rows, most):
    """Return (key, name) of seats of parties, with their body."""
    columns = ("party__organisation__short_name", "title", "kind", "body__name")
    rows = rows.values_list("pk", *columns)[:most]
    return [
        (pk, f"{party}: {seat_label(title, kind)} ({body})")
        for pk, party, title, kind, body in rows
    ]
