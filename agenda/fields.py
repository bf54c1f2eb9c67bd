"""Fields of which the value is a set, written as one text in a fixed order."""

from django import forms

from agenda.rules import Role, join_roles, roles_of
from partners.models import Area
from partners.rules.kinds import join_kinds, kinds_of


class RolesField(forms.MultipleChoiceField):
    """A set of roles; its value is the text as it is stored."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs):
        super().__init__(choices=Role.choices, **kwargs)

    def prepare_value(self, value):
        return [role.value for role in roles_of(value)] if isinstance(value, str) else value

    def clean(self, value):
        return join_roles(super().clean(value))


class AreaKindsField(forms.MultipleChoiceField):
    """A set of kinds of area; its value is the text as it is stored."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs):
        super().__init__(choices=Area.Kind.choices, **kwargs)

    def prepare_value(self, value):
        return kinds_of(value) if isinstance(value, str) else value

    def clean(self, value):
        return join_kinds(super().clean(value))
