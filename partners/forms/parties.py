"""What people type about parties, how organisations stand to each other, and portefeuilles."""

from django import forms

from partners.forms.base import DayField, EndForm, RegionForm
from partners.models import OrganisationLink, Party, Portfolio


class LinkForm(RegionForm):
    since = DayField(label="Vanaf", required=False)

    class Meta:
        model = OrganisationLink
        fields = ["kind", "target", "since"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        target = self.fields["target"]
        target.queryset = target.queryset.exclude(pk=self.instance.source_id)

    def clean(self):
        cleaned = super().clean()
        same = self.instance.source.links.filter(
            kind=cleaned.get("kind"), target=cleaned.get("target")
        )
        if same.filter(until=None).exists():
            self.add_error("target", "Deze relatie is al vastgelegd.")
        last = same.order_by("until").last()
        since = cleaned.get("since")
        if last and last.until and (since is None or since < last.until):
            self.add_error(
                "since",
                f"Deze relatie liep al t/m {last.last_day:%d-%m-%Y}: kies een latere dag.",
            )
        return cleaned


class PortfolioForm(RegionForm):
    class Meta:
        model = Portfolio
        fields = ["name", "is_active"]

    def clean_name(self):
        name = self.cleaned_data["name"]
        same = Portfolio.objects.of_region(self.region).filter(name__iexact=name)
        if same.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError("Deze regio heeft al een portefeuille met deze naam.")
        return name


class PortfolioCreateForm(PortfolioForm):
    class Meta(PortfolioForm.Meta):
        fields = ["name"]


class PartyEndForm(EndForm):
    class Meta:
        model = Party
        fields = ["until"]


class LinkEndForm(EndForm):
    class Meta:
        model = OrganisationLink
        fields = ["until"]
