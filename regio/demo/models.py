from django.db import models


class Demonstration(models.Model):
    """The day on which the demonstration stands; no row: there is none, and the clock is real."""

    day = models.DateField("dag")
    loaded_at = models.DateTimeField("geladen op")

    def __str__(self):
        return f"Demonstratie op {self.day:%d-%m-%Y}"

    @classmethod
    def standing_day(cls):
        """Return the day of the demonstration that is loaded; None without one."""
        return cls.objects.values_list("day", flat=True).first()
