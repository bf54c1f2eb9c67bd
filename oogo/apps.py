from django.apps import AppConfig


class OogoConfig(AppConfig):
    name = "oogo"
    verbose_name = "OOGO"
    front_page = "oogo:cycle_list"

    def ready(self):
        from checklist import facts as checklist_facts
        from oogo import facts, leaving, mergers, models
        from oogo.models.walls import directs_everywhere
        from partners import handover
        from records import visibility

        for model in models.REGION_MODELS:
            is_walled = model in models.GUARDED_MODELS
            visibility.register(model, narrower=is_walled, unless=directs_everywhere)
        for number, source in facts.SOURCES.items():
            checklist_facts.register({number}, source)
        for model, field in models.FOLLOWED:
            visibility.follow(model, field)
        handover.register(leaving.promises_of)
        handover.register(leaving.meetings_of)
        handover.register_merger(mergers.touched_by)
