from django.apps import AppConfig


class ChecklistConfig(AppConfig):
    name = "checklist"
    verbose_name = "Checklist"
    front_page = "checklist:round_list"

    def ready(self):
        from checklist import models
        from records import visibility

        for model in models.REGION_MODELS:
            visibility.register(model)
