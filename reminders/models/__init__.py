"""What must be told (the ledger), what was told (the outbox), and a region's choices about both."""

from reminders.models.choices import ReminderSettings
from reminders.models.ledger import Reminder
from reminders.models.mails import STUCK_AFTER, Mail, new_message_id

__all__ = ["STUCK_AFTER", "Mail", "Reminder", "ReminderSettings", "new_message_id"]
