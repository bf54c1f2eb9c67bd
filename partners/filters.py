"""The lists of the speelveld; the query string is their state."""

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from partners.forms.base import DayField
from partners.models import Area, Organisation, Party, Person, Position
from regio.lib import clock
from regio.lib.forms import DATE_NEEDED
from regio.templatetags.regio import options


class FilterForm(forms.Form):
    """Fields beside each other; ids of their own, so that another form may stand on the page.

    Drawn by a template as crispy would: asked of crispy, six fields take as long as a short page.
    """

    template_name = "partners/_filter_fields.html"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.auto_id = "filter_%s"

    @property
    def drawn(self):
        """The fields, each with its input in the classes of Bootstrap, and whether that is a box to
        tick."""
        for field in self:
            widget = field.field.widget
            is_box = isinstance(widget, forms.CheckboxInput)
            css = "form-check-input" if is_box else "form-control"
            if isinstance(widget, forms.Select):
                css = "form-select"
            if field.errors:
                css += " is-invalid"
            attributes = {} if field.is_hidden else {"class": css}
            yield field, field.as_widget(attrs=attributes), is_box


class LongSelect(forms.Select):
    """A select of what may be hundreds: an option is its value and its label, and no more. Written
    without a template, which takes longer than the options."""

    def create_option(self, name, value, label, selected, index, **kwargs):
        return {"value": value, "label": label, "attrs": {"selected": True} if selected else {}}

    def render(self, name, value, attrs=None, renderer=None):
        widget = self.get_context(name, value, attrs)["widget"]
        start = format_html('<select name="{}"{}>', widget["name"], flatatt(widget["attrs"]))
        return start + options(widget) + mark_safe("\n</select>")


class LongChoiceFilter(django_filters.ChoiceFilter):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, widget=LongSelect, **kwargs)


class DayFilter(django_filters.DateFilter):
    field_class = DayField

    def __init__(self, **kwargs):
        super().__init__(error_messages={"invalid": DATE_NEEDED}, **kwargs)


class DatedFilterSet(django_filters.FilterSet):
    """A list as it stood on a day: `op`, else today."""

    @property
    def day(self):
        return self.asked or clock.today()

    @property
    def asked(self):
        """The day that the address asks for, or None."""
        chosen = self.form.cleaned_data if not self.form.errors.get("op") else {}
        return chosen.get("op")

    def as_it_is(self, rows, name, value):
        return rows


class PartyFilter(DatedFilterSet):
    zoek = django_filters.CharFilter(label="Zoek op naam", method="named", max_length=100)
    soort = django_filters.ChoiceFilter(
        label="Soort",
        field_name="organisation__kind",
        choices=Organisation.Kind,
        empty_label="Alle soorten",
    )
    op = DayFilter(label="Stand op", method="as_it_is")
    eerder = django_filters.BooleanFilter(
        label="Ook eerdere partijen", method="as_it_is", widget=forms.CheckboxInput
    )

    class Meta:
        model = Party
        form = FilterForm
        fields = []

    def named(self, parties, name, text):
        return parties.filter(
            Q(organisation__name__icontains=text)
            | Q(organisation__short_name__icontains=text)
            | Q(organisation__abbreviation__icontains=text)
        )

    def filter_queryset(self, queryset):
        parties = super().filter_queryset(queryset)
        shown = parties.on(self.day)
        if self.form.cleaned_data.get("eerder"):
            shown |= parties.over_on(self.day)
        return shown


class OrganisationFilter(DatedFilterSet):
    zoek = django_filters.CharFilter(
        label="Zoek op naam, plaats of nummer", method="found", max_length=100
    )
    soort = django_filters.ChoiceFilter(
        label="Soort", field_name="kind", choices=Organisation.Kind, empty_label="Alle soorten"
    )
    deelname = django_filters.ChoiceFilter(
        label="Doet mee",
        choices=[("ja", "Doet mee"), ("eerder", "Deed eerder mee"), ("nooit", "Deed nooit mee")],
        method="taking_part",
        empty_label="Alle",
    )
    op = DayFilter(label="Stand op", method="as_it_is")

    class Meta:
        model = Organisation
        form = FilterForm
        fields = []

    def found(self, organisations, name, text):
        return organisations.found_by(text)

    def taking_part(self, organisations, name, value):
        """On a day that is asked for: those that took part then, had done so, or had never; else
        those that take part (or will), did so before, or never did."""
        parties = Party.objects.filter(organisation=OuterRef("pk"))
        current = parties.on(self.asked) if self.asked else parties.lasting_beyond(self.day)
        if value == "ja":
            return organisations.filter(Exists(current))
        before = parties.over_on(self.day)
        if value == "eerder":
            return organisations.filter(~Exists(current), Exists(before))
        return organisations.filter(~Exists(current), ~Exists(before))


class AreaFilter(django_filters.FilterSet):
    zoek = django_filters.CharFilter(
        label="Zoek op naam, nummer of gemeente", method="named", max_length=100
    )
    soort = django_filters.ChoiceFilter(
        label="Soort", field_name="kind", choices=Area.Kind, empty_label="Alle soorten"
    )

    class Meta:
        model = Area
        form = FilterForm
        fields = []

    def named(self, areas, name, text):
        return areas.named(text)


class AreaOfKindFilter(AreaFilter):
    """Areas of one kind, which is chosen already."""

    soort = None


class PersonFilter(DatedFilterSet):
    zoek = django_filters.CharFilter(label="Zoek op naam", method="named", max_length=100)
    niveau = django_filters.ChoiceFilter(
        label="Niveau", choices=Position.Level, method="at_level", empty_label="Alle niveaus"
    )
    op = DayFilter(label="Stand op", method="as_it_is")
    eerder = django_filters.BooleanFilter(
        label="Ook wie geen functie meer heeft", method="as_it_is", widget=forms.CheckboxInput
    )
    nakijken = django_filters.BooleanFilter(
        label="Langer dan een jaar niet nagekeken", method="unverified", widget=forms.CheckboxInput
    )

    class Meta:
        model = Person
        form = FilterForm
        fields = []

    def named(self, people, name, text):
        return people.named(text)

    def at_level(self, people, name, level):
        return people.filter(Exists(self.held.filter(level=level)))

    def unverified(self, people, name, value):
        if not value:
            return people
        overdue = Position.objects.filter(person=OuterRef("pk")).lasting_beyond(self.day)
        return people.filter(Exists(overdue.overdue(self.day)))

    @property
    def held(self):
        """The functions that the person of a row holds on the day that is asked for; without a day
        those that last today, or earlier ones too if asked for."""
        positions = Position.objects.filter(person=OuterRef("pk"))
        if self.asked:
            return positions.on(self.asked)
        if self.form.cleaned_data.get("eerder"):
            return positions
        return positions.lasting_beyond(clock.today())

    def filter_queryset(self, queryset):
        people = super().filter_queryset(queryset)
        if self.asked:
            return people.filter(Exists(self.held))
        if self.form.cleaned_data.get("eerder"):
            return people
        any_at_all = Position.objects.filter(person=OuterRef("pk"))
        return people.filter(Exists(self.held) | ~Exists(any_at_all) & Q(anonymised_on=None))
