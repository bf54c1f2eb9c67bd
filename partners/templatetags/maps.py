"""The parts of a map that repeat by the hundred: too many for the loops of a template."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

register = template.Library()
CHOSEN = mark_safe(' aria-current="true"')  # noqa: S308 -- no text of anyone


@register.simple_tag
def map_shapes(group, address, selected):
    """Draw the gemeenten of a group, each a link to its card below `address`."""
    return format_html_join(
        "",
        '<a href="{}gemeente={}#gemeente"{}><title>{}</title><path{} d="{}"/></a>',
        (
            (
                address,
                shape.code,
                CHOSEN if shape.code == selected else "",
                shape.said,
                format_html(' class="{}"', shape.mark) if shape.mark else "",
                shape.path,
            )
            for shape in group.shapes
        ),
    )


@register.simple_tag
def map_names(labels):
    """Write the names, each with the level from which it is shown."""
    return format_html_join(
        "",
        '<text class="{} d{}" x="{}" y="{}" dy="{}em">{}</text>',
        (
            (label.kind, label.level, label.x, label.y, "1.5" if label.lower else ".35", label.text)
            for label in labels
        ),
    )
