from django.apps import AppConfig


class PartnersConfig(AppConfig):
    name = "partners"
    verbose_name = "Speelveld"

    def ready(self):
        from partners import models
        from records import visibility

        for model in models.REGION_MODELS:
            visibility.register(model)
