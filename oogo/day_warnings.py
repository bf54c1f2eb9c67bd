"""What to heed on the day of a meeting, for who plans or moves one."""

from partners.models import ClosedDay
from partners.school_region import school_region_of
from regio.lib import clock, workdays


def day_warnings(region, day) -> list[str]:
    """Say what speaks against a meeting in `region` on `day`, in two queries at most."""
    warnings = []
    if day < clock.today():
        warnings.append("Deze dag is al voorbij.")
    if closed := ClosedDay.objects.why_closed(region, day):
        warnings.append(f"Dit is geen werkdag: {closed}.")
    school = school_region_of(region)
    if holiday := workdays.school_holiday_on(day, school):
        warnings.append(
            f"Deze dag valt in de {holiday.name.lower()} van regio {school.capitalize()}."
        )
    return warnings
