from django.apps import AppConfig


class AgendaConfig(AppConfig):
    name = "agenda"
    verbose_name = "Samenwerkingsagenda"
    front_page = "agenda:theme_list"

    def ready(self):
        from agenda import models
        from records import visibility

        for model in models.REGION_MODELS:
            visibility.register(model)
