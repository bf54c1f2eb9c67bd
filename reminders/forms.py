"""What a beheerder types about the reminders of the region."""

from dataclasses import replace

from django import forms

from regio.lib.forms import VersionedForm
from reminders.models import ReminderSettings


class SettingsForm(VersionedForm):
    """Pause and test mode; when and by whom it was paused follows from the box."""

    is_paused = forms.BooleanField(
        label="Zet de herinneringen van deze regio stil",
        required=False,
        help_text="Wat intussen had moeten gaan, gaat alsnog zodra u weer begint, als het dan nog "
        "van belang is.",
    )

    field_order = ["is_paused", "test_address"]

    class Meta:
        model = ReminderSettings
        fields = ["test_address"]
        labels = {"test_address": "Proef: alles naar dit adres"}
        help_texts = {
            "test_address": "Leeg: ieder krijgt de eigen herinneringen. Wat naar het proefadres "
            "gaat, geldt als verzonden. Uitnodigingen gaan altijd naar de genodigde."
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["is_paused"] = self.instance.is_paused

    def show_conflict(self, stale):
        """Show what another did to the pause at the box that stands for it."""
        for conflict in stale.conflicts:
            if conflict.field == "paused_since" and conflict.change:
                conflict.change.new_label = "stilgezet" if conflict.theirs else "niet stilgezet"
        stale.conflicts = [
            replace(c, field="is_paused") if c.field == "paused_since" else c
            for c in stale.conflicts
            if c.field != "paused_by"
        ]
        super().show_conflict(stale)
