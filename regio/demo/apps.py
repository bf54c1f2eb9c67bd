from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "regio.demo"
    verbose_name = "Demonstratie"
