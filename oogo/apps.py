from django.apps import AppConfig


class OogoConfig(AppConfig):
    name = "oogo"
    verbose_name = "OOGO"
    front_page = "oogo:cycle_list"

    def ready(self):
        from checklist import facts as checklist_facts
        from oogo import facts, leaving, models
        from partners import handover
        from records import visibility

        for model in models.REGION_MODELS:
            visibility.register(model, narrower=model in models.GUARDED_MODELS)
        for number, source in facts.SOURCES.items():
            checklist_facts.register({number}, source)
        for model, field in models.FOLLOWED:
            visibility.follow(model, field)
        handover.register(leaving.promises_of)
        handover.register(leaving.meetings_of)
