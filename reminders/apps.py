from django.apps import AppConfig


class RemindersConfig(AppConfig):
    name = "reminders"
    verbose_name = "Berichten"
    front_page = "reminders:mail_list"

    def ready(self):
        from records import visibility
        from reminders.models import ReminderSettings

        visibility.register(ReminderSettings, narrower=True)
