"""Words and icons for every template."""

import functools
import html
import re
import secrets
from datetime import datetime

from django import template
from django.forms.utils import flatatt
from django.templatetags.static import static
from django.utils.formats import date_format
from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe
from django.utils.timezone import localtime

from regio.lib import clock
from regio.lib.addresses import address_of
from regio.lib.markdown import render

register = template.Library()
SIGNS = {
    "late": "exclamation-triangle-fill",
    "soon": "clock-fill",
    "done": "check-lg",
    "info": "info-circle-fill",
}
DIFFERS = mark_safe('<span class="sign" aria-hidden="true">≠</span>')
EMAIL = re.compile(r"[\w.+-]+@[\w.-]+\w")
BREAK_AFTER = re.compile(r"([@.])")
# A date, and the number of an afspraak.
WHOLE = re.compile(r"\b(?:\d{2}-\d{2}-\d{4}|\d{4}-[A-Z]{2,4}-\d{3,})\b")


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
    return _decoration(name)


@register.simple_tag
def choice_boxes(field):
    """Draw the choices of a field as boxes to tick, or of which to tick one: there may be hundreds,
    for which a template is too slow."""
    css = "form-check-input is-invalid" if field.errors else "form-check-input"
    widget = field.field.widget
    attrs = field.build_widget_attrs({"id": widget.attrs.get("id") or field.auto_id})
    boxes = []
    for group, options, _ in widget.optgroups(
        field.html_name, widget.format_value(field.value()), attrs
    ):
        boxes += [f"<strong>{escape(group)}</strong>"] if group else []
        boxes += [_box(option, css) for option in options]
    return mark_safe("".join(boxes))  # noqa: S308 -- each part is escaped


def _box(option, css):
    """Draw one box with its label."""
    attrs, name = flatatt(option["attrs"]), escape(option["name"])
    return (
        f'<div class="form-check"><input type="{option["type"]}" class="{css}" name="{name}" '
        f'value="{escape(str(option["value"]))}"{attrs}>'
        f'<label for="{escape(option["attrs"].get("id", ""))}" class="form-check-label">'
        f"{escape(str(option['label']))}</label></div>"
    )


@functools.cache
def _decoration(name):
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>',
        static("icons.svg"),
        name,
    )


@register.simple_tag
def chip(text, kind="", icon=""):
    """Draw a chip: a word with a sign for how urgent it is (`kind`), or with an icon of its own."""
    sign = DIFFERS if icon == "differs" else _decoration(icon or SIGNS.get(kind, "circle"))
    return format_html('<span class="chip {}">{}{}</span>', kind, sign, text)


@register.simple_tag
def once():
    """Give a form a key of its own, so that a double click is carried out once."""
    return format_html('<input type="hidden" name="once" value="{}">', secrets.token_urlsafe(9))


@register.simple_tag
def address(name, slug, *numbers):
    """Write the address of a page below a region, as `url` does, for who writes many of them."""
    return address_of(name, slug, *numbers)


@register.simple_tag
def options(widget):
    """Write what a select offers. Hundreds are chosen from: a template takes long over each."""
    written = []
    for name, choices, _ in widget["optgroups"]:
        group = "".join(map(_option, choices))
        written.append(f'<optgroup label="{_plain(name)}">{group}\n</optgroup>' if name else group)
    return mark_safe("".join(written))  # noqa: S308 -- escaped below


@register.simple_tag
def options_of(choices, chosen):
    """Write the options of `choices`, (value, label) both as text, with the one that is chosen."""
    chosen = str(chosen)
    selected = {"selected": True}
    return mark_safe(  # noqa: S308 -- escaped below
        "".join(
            _option({"value": value, "label": label, "attrs": selected if value == chosen else {}})
            for value, label in choices
        )
    )


def _option(choice):
    attrs = flatatt(choice["attrs"]) if choice["attrs"] else ""
    value, label = _plain(choice["value"]), _plain(choice["label"])
    return f'\n  <option value="{value}"{attrs}>{label}</option>'


def _plain(text):
    return text if hasattr(text, "__html__") else html.escape(str(text))


@register.filter
def long_date(day):
    """Write a date, or the day of an instant, as in running text: di 3 maart 2026."""
    return date_format(_local(day), "D j F Y").lower() if day else ""


@register.filter
def short_date(day):
    """Write a date, or the day of an instant, as in tables: 03-03-2026."""
    if not day:
        return ""
    day = _local(day)
    return f"{day.day:02}-{day.month:02}-{day.year:04}"


@register.filter
def breaks_well(text):
    """Escape a text and let its lines end where a reader expects it: never inside a date such as
    31-12-2026 or the number of an afspraak, and in an e-mail address after the @ and the dots. What
    is safe stays as it is."""
    text = str(text)
    if hasattr(text, "__html__"):
        return text
    marked = WHOLE.sub(r'<span class="whole">\g<0></span>', escape(text))
    marked = EMAIL.sub(lambda found: BREAK_AFTER.sub(r"\1<wbr>", found[0]), marked)
    return mark_safe(marked)  # noqa: S308 -- escaped above


@register.filter
def markdown(text):
    """Write text that was typed with Markdown as HTML that is safe."""
    return render(text)


@register.filter
def thousands(amount):
    """Write a whole number with thousands points: 50.000."""
    return f"{amount:,}".replace(",", ".")


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
