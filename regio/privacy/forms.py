"""What anonymising asks: the name, typed again."""

from django import forms

from partners.models import Person
from regio.lib.forms import VersionedForm
from regio.lib.sort_name import fold

NOT_THE_NAME = "Dit is niet de naam die hier staat. Typ hem over zoals hij bovenaan staat."


class AnonymiseForm(VersionedForm):
    typed_name = forms.CharField(
        label="Typ de naam over",
        max_length=120,
        help_text="Daarna is er geen weg terug: Regio bewaart niet wie dit was.",
    )

    class Meta:
        model = Person
        fields = []

    def clean_typed_name(self):
        if fold(self.cleaned_data["typed_name"]) != fold(self.instance.name):
            raise forms.ValidationError(NOT_THE_NAME)
        return self.cleaned_data["typed_name"]
