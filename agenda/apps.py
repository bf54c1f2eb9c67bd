from django.apps import AppConfig


class AgendaConfig(AppConfig):
    name = "agenda"
    verbose_name = "Samenwerkingsagenda"
    front_page = "agenda:theme_list"

    def ready(self):
        from agenda import leaving, mergers, models
        from partners import handover
        from records import visibility

        for model in models.REGION_MODELS:
            visibility.register(model)
        handover.register(leaving.themes_of)
        handover.register_merger(mergers.touched_by)
