"""Words and icons for every template."""

import secrets
from datetime import datetime

from django import template
from django.templatetags.static import static
from django.utils.formats import date_format
from django.utils.html import format_html

from regio.lib import clock
from django.utils.timezone import localtime

register = template.Library()


@register.simple_tag
def icon(name, label=""):
    """Draw an icon of the sprite; without a label it is decoration."""
    if label:
        return format_html(
            '<svg class="icon" role="img"><title>{}</title><use href="{}#{}"></use></svg>',
            label,
            static("icons.svg"),
            name,
        )
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>',
        static("icons.svg"),
        name,
    )


@register.simple_tag
def once():
    """Give a form a key of its own, so that a double click is carried out once."""
    return format_html('<input type="hidden" name="once" value="{}">', secrets.token_urlsafe(9))


@register.filter
def long_date(day):
    """Write a date, or the day of an instant, as in running text: di 3 maart 2026."""
    return date_format(_local(day), "D j F Y").lower() if day else ""


@register.filter
def short_date(day):
    """Write a date, or the day of an instant, as in tables: 03-03-2026."""
    return date_format(_local(day), "d-m-Y") if day else ""


@register.filter
def moment(instant):
    """Say when something happened: om 14.02 uur, with the day when it is not today."""
    return clock.moment(instant) if instant else ""


@register.filter
def clock_time(instant):
    """Write the time of an instant as people say it: 14.02 uur."""
    return f"{localtime(instant):%H.%M} uur" if instant else ""


def _local(day):
    return localtime(day) if isinstance(day, datetime) else day
