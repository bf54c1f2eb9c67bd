from django.apps import AppConfig


class RemindersConfig(AppConfig):
    name = "reminders"
    verbose_name = "Berichten"
    front_page = "reminders:mail_list"

    def ready(self):
        from partners import handover
        from records import visibility
        from reminders.models import Reminder, ReminderSettings

        visibility.register(ReminderSettings, narrower=True)
        handover.keep(Reminder, "party")
