from django.apps import AppConfig


class PartnersConfig(AppConfig):
    name = "partners"
    verbose_name = "Speelveld"
    front_page = "partners:playing_field"

    def ready(self):
        from accounts.permissions import EDIT_PARTNERS, SEE_CONTACT_DETAILS
        from partners import handover, leaving, models
        from records import visibility

        for model in models.REGION_MODELS:
            visibility.register(model)
        visibility.guard(models.Person, "phone", SEE_CONTACT_DETAILS)
        visibility.guard(models.Mandate, "ceiling", SEE_CONTACT_DETAILS)
        visibility.guard(models.Representation, "ceiling", SEE_CONTACT_DETAILS)
        # Who stays and who goes is told once it is settled, by the functions themselves.
        for field in ("outcome", "successor", "new_name", "new_email", "title", "portfolios"):
            visibility.guard(models.Sitting, field, EDIT_PARTNERS)
        # An earlier name stays with the organisation that had it.
        handover.keep(models.OrganisationName, "organisation")
        handover.register(leaving.seats_of)
        handover.register(leaving.area_contacts_of)
