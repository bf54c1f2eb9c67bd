from django.apps import AppConfig


class ChecklistConfig(AppConfig):
    name = "checklist"
    verbose_name = "Checklist"
    front_page = "checklist:round_list"

    def ready(self):
        from django.db.models import Q

        from checklist import leaving, mergers, models
        from partners import handover
        from records import visibility

        for model in models.REGION_MODELS:
            visibility.register(model)
        handover.rest(models.RoundParty, Q(is_asked=False))
        handover.register(leaving.steps_of)
        handover.register_merger(mergers.rounds_of)
