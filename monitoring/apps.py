from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    name = "monitoring"
    verbose_name = "Monitoring"
    front_page = "monitoring:indicator_list"

    def ready(self):
        from monitoring import mergers, models
        from monitoring.permissions import EDIT_INDICATORS
        from partners import handover
        from records import visibility

        for model in models.REGION_MODELS:
            visibility.register(model)
        for field in ("numerator", "denominator", "value"):
            visibility.guard(models.Measurement, field, EDIT_INDICATORS)
        handover.register_merger(mergers.figures_of)
