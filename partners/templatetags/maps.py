"""The parts of a map that repeat by the hundred: too many for the loops of a template.

They escape with `html.escape`: what Django puts around it takes four times as long.
"""

from html import escape

from django import template
from django.utils.safestring import mark_safe

register = template.Library()
CHOSEN = ' aria-current="true"'


@register.simple_tag
def map_shapes(group, address, selected):
    """Draw the gemeenten of a group, each a link to its card below `address`."""
    start = escape(address)
    return _safe(
        f'<a href="{start}gemeente={shape.code}#gemeente"'
        f"{CHOSEN if shape.code == selected else ''}><title>{escape(shape.said)}</title>"
        f"<path{_marked(shape.mark)} d="
        f'"{shape.path}"/></a>'
        for shape in group.shapes
    )


@register.simple_tag
def map_names(labels):
    """Write the names, each with the level from which it is shown."""
    return _safe(
        f'<text class="{label.kind} d{label.level}" x="{label.x}" y="{label.y}" '
        f'dy="{label.foot:.2f}em">{escape(label.text)}</text>'
        for label in labels
    )


@register.simple_tag
def map_rows(table, address, own):
    """Write the rows of the table beside a map: the gemeente, its areas, whether it is `own`."""
    start, no = escape(address), '<span class="muted">nee</span>'
    return _safe(
        f'<tr><th scope="row"><a href="{start}gemeente={row.code}#gemeente">{escape(row.name)}</a>'
        f"</th>{''.join(f'<td>{escape(cell.text)}</td>' for cell in row.cells)}"
        f"<td>{'ja' if row.code in own else no}</td></tr>"
        for row in table.rows
    )


def _marked(mark):
    return f' class="{mark}"' if mark else ""


def _safe(parts):
    return mark_safe("".join(parts))  # noqa: S308 -- every text of anyone is escaped above
