"""The names in a drawing: of lines at their ends, of targets at their lines."""

from regio.lib.chart_labels import Box, Label, places
from regio.lib.chart_parts import Goal, Text, at, shape_path

# Half the height of a line of text above its foot, half of all of it, the room between two names,
# how far below its line a target is named, an average letter.
HALF_LINE, HALF_TEXT, NAME_GAP, BELOW, LETTER = 4, 6, 17, 14, 7
LONGEST_NAME = 22


def short_name(name) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].rstrip()}…"


def ends_of(plot, ended, goals, rules, runs):
    """Place the names to the right of the last points, over no target and not over each other.

    `ended` are (line, the column of its last point), `runs` what the lines take; returns
    {name: Text}.
    """
    labels = []
    for line, column in ended:
        width = len(short_name(line.name)) * LETTER
        left = _past(plot.x(column) + 14, width, rules)
        labels.append(Label(plot.y(line.values[column]), left, left + width))
    taken = [*runs, *(box for goal in goals for box in _taken(goal))]
    heights = places(labels, taken, height=NAME_GAP, low=plot.top, high=plot.bottom)
    return {
        line.name: Text(at(label.left), at(y + HALF_LINE), short_name(line.name), "start")
        for (line, _), label, y in zip(ended, labels, heights, strict=True)
    }


def clear_of(goals, middle, side):
    """Return where the middle of a value goes so that no target line runs through it: further
    down (`side` 1) or up (-1)."""
    room = HALF_TEXT + 2
    for height in sorted((float(goal.y) for goal in goals), key=lambda y: y * side):
        if abs(height - middle) < room:
            middle = height + side * room
    return middle


def _past(left, width, rules):
    """Return where a name from `left` on begins so that no break runs through its first half."""
    crossing = [float(rule.at) for rule in rules if left - 4 < float(rule.at) < left + width / 2]
    return max(crossing) + 6 if crossing else left


def _taken(goal):
    """Give what a target takes: its line, and its text."""
    y, right = float(goal.y), float(goal.label.x)
    middle, width = float(goal.label.y) - HALF_LINE, len(goal.label.text) * LETTER
    yield Box(float(goal.x1), float(goal.x2), y - 1, y + 1)
    yield Box(right - width, right, middle - HALF_TEXT, middle + HALF_TEXT)


def goals_of(plot, targets):
    """Draw the targets, each text below its line, or where there is room for it."""
    heights = [plot.y(target.value) for target in targets]
    labels = [
        Label(y + BELOW, plot.right - len(target.label) * LETTER, plot.right)
        for y, target in zip(heights, targets, strict=True)
    ]
    lines = [Box(plot.left, plot.right, y - 1, y + 1) for y in heights]
    middles = places(labels, lines, height=NAME_GAP, low=plot.top, high=plot.bottom)
    rows = zip(targets, heights, middles, strict=True)
    return tuple(_goal(plot, target, y, middle) for target, y, middle in rows)


def _goal(plot, target, y, middle):
    x = plot.x(target.column) if target.column is not None else None
    return Goal(
        y=at(y),
        x1=at(plot.left),
        x2=at(plot.right),
        diamond=shape_path("diamond", x, y) if x is not None else "",
        label=Text(at(plot.right), at(middle + HALF_LINE), target.label, "end"),
    )
