"""A map as SVG geometry: shapes and areas in, paths and places out; a template draws them.

Pure, so that a page and a PDF show the same drawing. All places are whole units of the plane
(partners.rules.geometry); sizes of letters and lines follow from `unit`, so that the drawing looks
the same whatever it covers. Areas that touch have different tints, each with its own hatch.
"""

from collections import defaultdict
from functools import lru_cache

from partners.rules.borders import AreaKey
from partners.rules.geometry import bounds, chained, line_path, middles_of, path_of, sides
from partners.rules.map_labels import Wish, placed, width_of
from partners.rules.map_parts import Drawing, Group, Key, Shape

TINTS = 6
MARGIN = 0.04
LONGEST = 28
# How near (SCALES of map_labels) names of gemeenten outside the region come.
WHOLE, NEAR = 0.7, 1.4
# The drawing on a screen that is wide enough; its height follows the land.
WIDTH, LOWEST, HIGHEST = 760, 460, 880


def draw(tracts, land=(), *, names, is_whole=False) -> Drawing:
    """Draw `tracts` over `land`; `names` ({AreaKey: AreaLabel}) say what the areas are called.

    `is_whole`: the country, where areas are named first and gemeenten when one comes nearer.
    """
    areas = {area for tract in tracts for area in (*tract.first, *tract.second)}
    known = tuple(sorted((area, names[area]) for area in areas))
    return _drawn(tuple(tracts), tuple(land), known, is_whole)


@lru_cache(maxsize=8)
def _drawn(tracts, land, known, is_whole):
    """Draw what was not drawn before: most who look at a map look at the same one."""
    names = dict(known)
    box, unit = _view(tracts)
    tints = tints_of(tracts)
    wishes = tuple(_wishes(tracts, names, unit if is_whole else 0))
    surfaces = [*(t for t in tracts if not t.is_spot), *land]
    return Drawing(
        view_box=" ".join(map(str, box)),
        unit=unit,
        land=path_of(ring for part in land if _meets(part.rings, box) for ring in part.rings),
        groups=tuple(_groups(tracts, tints, names)),
        own_border=_border_of(surfaces, lambda s: ("own",) if s.is_own else ()),
        area_border=_border_of(surfaces, lambda s: s.first[:1]),
        lines=_border_of(surfaces, lambda s: s.second[:1]),
        wishes=wishes,
        labels=placed(wishes, unit, sides=(box[0], box[0] + box[2])),
        keys=tuple(_keys(tracts, tints, names)),
        line_names=_line_names(tracts, names),
        has_spots=any(t.is_spot for t in tracts),
        has_split=any(len(t.first) > 1 for t in tracts),
    )


def tints_of(tracts) -> dict[AreaKey, int]:
    """Give each area of the first kind a tint, from one on, that none beside it has.

    The areas that hold most of the region come first and so keep the first tints. Where more areas
    touch than there are tints, the one that is used least around it comes again.
    """
    own, members = defaultdict(int), defaultdict(list)
    for tract in tracts:
        for area in tract.first:
            own[area] += tract.is_own
            members[area].append(tract)
    beside = _neighbours(tracts)
    tints: dict[AreaKey, int] = {}
    for area in sorted(members, key=lambda a: (-own[a], -len(members[a]), a)):
        around = [tints[other] for other in beside[area] if other in tints]
        used = list(tints.values())
        tints[area] = min(range(1, TINTS + 1), key=lambda t: (around.count(t), used.count(t), t))
    return tints


def _neighbours(tracts):
    grouped = defaultdict(list)
    for tract in tracts:
        for area in tract.first:
            grouped[area].append(tract.rings)
    beside = defaultdict(set)
    for owners in sides(grouped).values():
        for area in owners:
            beside[area] |= owners - {area}
    return beside


def _view(tracts):
    """Return the view box around all tracts, of the shape of the drawing, and the unit."""
    left, top, right, bottom = bounds(p for t in tracts for ring in t.rings for p in ring)
    wide, high = (1 + 2 * MARGIN) * max(1, right - left), (1 + 2 * MARGIN) * max(1, bottom - top)
    tall = min(max(WIDTH * high / wide, LOWEST), HIGHEST)
    unit = max(wide / WIDTH, high / tall)
    width, height = round(unit * WIDTH), round(unit * tall)
    box = (left + right - width) // 2, (top + bottom - height) // 2, width, height
    return box, unit


def _meets(rings, box):
    left, top, right, bottom = bounds(p for ring in rings for p in ring)
    x, y, width, height = box
    return left < x + width and right > x and top < y + height and bottom > y


def _groups(tracts, tints, names):
    grouped = defaultdict(list)
    for tract in tracts:
        tint = tints[tract.first[0]] if tract.first else 0
        grouped[tract.is_own, tint].append(tract)
    for (is_own, tint), own in sorted(grouped.items()):
        yield Group(tint, is_own, tuple(_shape(tract, names) for tract in own))


def _shape(tract, names):
    lies = [str(names[area]) for areas in (tract.first, tract.second) for area in areas]
    said = f"{tract.name}: {', '.join(lies)}" if lies else tract.name
    mark = "spot" if tract.is_spot else "split" if len(tract.first) > 1 else ""
    return Shape(tract.code, tract.name, said, tract.path or path_of(tract.rings), mark)


def _line_names(tracts, names):
    """Name the areas of the second kind in which the region lies."""
    areas = {area: None for tract in tracts if tract.is_own for area in tract.second}
    return tuple(str(names[area]) for area in areas)


def _border_of(surfaces, groups_of):
    """Return the path of all borders of groups, each side once."""
    grouped = defaultdict(list)
    for surface in surfaces:
        for group in groups_of(surface):
            grouped[group].append(surface.rings)
    return line_path(chained(sides(grouped)))


def _wishes(tracts, names, unit):
    """Return the names in their order: of areas (first in the country), own gemeenten, others.

    `unit`: of the drawing of the country; zero for that of a region.
    """
    is_whole = unit > 0
    middles = {tract.code: middles_of(tract.rings) for tract in tracts}
    by_weight = sorted(tracts, key=lambda t: (not t.is_own, t.code))
    gemeenten = [
        Wish(
            tract.name,
            "own" if tract.is_own else "other",
            middles[tract.code],
            scale=0 if tract.is_own else NEAR if is_whole else WHOLE,
        )
        for tract in by_weight
    ]
    first = _area_wishes(tracts, middles, names, lambda t: t.first[:1], "first", unit)
    second = [*_area_wishes(tracts, middles, names, lambda t: t.second[:1], "second", unit)]
    if len(second) == 1:
        second = []
    return [*first, *second, *gemeenten] if is_whole else [*gemeenten, *second]


def _area_wishes(tracts, middles, names, area_of, kind, unit):
    """Name each area once: in the gemeente nearest to its middle, or else in the next one.

    In the country a name waits until it is less than twice as wide as its area.
    """
    members = defaultdict(list)
    for tract in tracts:
        for area in area_of(tract):
            members[area].append(tract)
    for area, own in sorted(members.items(), key=lambda item: -len(item[1])):
        places = [middles[t.code][0] for t in own]
        x = sum(p[0] for p in places) / len(places)
        y = sum(p[1] for p in places) / len(places)
        ordered = sorted(places, key=lambda p: ((p[0] - x) ** 2 + (p[1] - y) ** 2, p))
        text = _short(names[area].name)
        left, _, right, _ = bounds(p for t in own for ring in t.rings for p in ring)
        scale = unit * width_of(text) / (1.85 * max(1, right - left))
        yield Wish(text, kind, tuple(ordered[:6]), scale, lower=kind == "second")


def _short(name):
    name = name.removeprefix("SWV ")
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1].rstrip()}…"


def _keys(tracts, tints, names):
    for area, tint in sorted(tints.items(), key=lambda item: item[1]):
        within = [t for t in tracts if area in t.first]
        own = tuple(t.name for t in within if t.is_own)
        yield Key(tint, str(names[area]), own, len(within) - len(own))
