"""Read the borders of gemeenten from TopoJSON or GeoJSON in WGS84; no database."""

import json
from itertools import accumulate
from math import isfinite

from partners.reference.reader import MAX_PROBLEMS, BadValueError, ReferenceFileError
from partners.rules.codes import municipality_code
from partners.rules.geometry import Rings, project, tidy

CODE_NAMES = ("statcode", "gemeentecode", "gm_code", "gmcode", "code", "identificatie")
# The Netherlands in Europe, with room for what water is drawn along.
LONGITUDES, LATITUDES = (3.0, 7.5), (50.5, 53.9)
# What a file brings about that is not built as its format says.
MISREAD = (BadValueError, LookupError, TypeError, ValueError, OverflowError)
A_SURFACE = "een vlak (Polygon of MultiPolygon)"


def read_borders(name: str, data: bytes) -> dict[str, Rings]:
    """Return {CBS code: rings on the plane of partners.rules.geometry} of the file called `name`.

    Raises ReferenceFileError that names every object it cannot read (up to twenty).
    """
    features = _features(name, _parsed(name, data))
    found, seen, problems = {}, {}, []
    for number, (feature, shape) in enumerate(features, start=1):
        try:
            code = _code(feature)
            if _is_water(feature):
                continue
            if code in seen:
                raise BadValueError(f"elke gemeente één keer; {code} is ook object {seen[code]}")
            seen[code] = number
            found[code] = _rings(shape())
        except MISREAD as bad:
            problems.append(f"{name}, object {number}{_named(feature)}: verwacht {_said(bad)}")
    if not found and not problems:
        problems.append(f"{name}: verwacht gemeenten, er staat er geen in")
    if problems:
        rest = len(problems) - MAX_PROBLEMS
        more = [f"en nog {rest} meldingen"] if rest > 0 else []
        raise ReferenceFileError([*problems[:MAX_PROBLEMS], *more])
    return found


def _parsed(name, data):
    try:
        parsed = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise _foreign(name) from error
    except RecursionError as error:
        raise ReferenceFileError(
            [f"{name}: verwacht kaartgegevens, geen lijsten in lijsten"]
        ) from (error)
    except ValueError as error:
        line = getattr(error, "lineno", 1)
        raise ReferenceFileError(
            [
                f"{name}, regel {line}: verwacht JSON (TopoJSON of GeoJSON); het bestand is "
                "beschadigd of van een andere soort"
            ]
        ) from error
    if not isinstance(parsed, dict):
        raise _foreign(name)
    return parsed


def _foreign(name):
    return ReferenceFileError([f"{name}: verwacht TopoJSON of GeoJSON"])


def _features(name, parsed):
    """Return [(feature, function that gives its polygons)] of either format."""
    kind = parsed.get("type")
    try:
        if kind == "Topology":
            return _of_topology(name, parsed)
        if kind == "FeatureCollection":
            _check_system(name, parsed.get("crs"))
            return [(f, _of_feature(f)) for f in _list(parsed.get("features"))]
    except MISREAD as bad:
        raise ReferenceFileError([f"{name}: verwacht {_said(bad)}"]) from bad
    raise ReferenceFileError(
        [f"{name}: verwacht “Topology” of “FeatureCollection” als soort, gevonden “{kind!s:.40}”"]
    )


def _said(bad):
    return bad if isinstance(bad, BadValueError) else "TopoJSON of GeoJSON; dit is beschadigd"


def _check_system(name, crs):
    """An old GeoJSON may name its system: WGS84 under one of its names, or it is not ours."""
    text = json.dumps(crs)
    if crs and not any(word in text for word in ("CRS84", "4326", "WGS84", "WGS 84")):
        raise BadValueError(
            f"graden in WGS84 (EPSG:4326), gevonden {text:.80}; vraag de bron om EPSG:4326"
        )


def _of_topology(name, parsed):
    scale, shift = _transform(parsed.get("transform"))
    arcs = [_arc(arc, scale, shift) for arc in _list(parsed.get("arcs"))]
    chosen = _chosen(parsed.get("objects"))
    return [(g, _of_geometry(g, arcs)) for g in _list(chosen.get("geometries"))]


def _chosen(objects):
    """Return the layer of gemeenten: the one called so, or the only one."""
    if not isinstance(objects, dict) or not objects:
        raise BadValueError("een laag (objects) met gemeenten")
    named = [name for name in objects if "gemeente" in name.lower()]
    if len(objects) > 1 and len(named) != 1:
        raise BadValueError(f"één laag met gemeenten, gevonden: {', '.join(objects):.80}")
    return _dict(objects[(named or list(objects))[0]])


def _transform(transform):
    if transform is None:
        return None, (0.0, 0.0)
    (sx, sy), (tx, ty) = _dict(transform)["scale"], transform["translate"]
    return (float(sx), float(sy)), (float(tx), float(ty))


def _arc(arc, scale, shift):
    """Return the places of an arc in degrees; with a scale its numbers are steps."""
    points = [(p[0], p[1]) for p in _list(arc)]
    if scale is None:
        return points
    xs, ys = (list(accumulate(numbers)) for numbers in zip(*points, strict=True))
    return [(x * scale[0] + shift[0], y * scale[1] + shift[1]) for x, y in zip(xs, ys, strict=True)]


def _of_geometry(geometry, arcs):
    def polygons():
        nested = _surfaces(_dict(geometry).get("type"), geometry.get("arcs"))
        return [[_stitched(ring, arcs) for ring in _list(rings)] for rings in nested]

    return polygons


def _stitched(ring, arcs):
    points = []
    for index in _list(ring):
        if isinstance(index, bool) or not isinstance(index, int):
            raise BadValueError("nummers van lijnstukken (arcs)")
        if not -len(arcs) <= index < len(arcs):
            raise BadValueError(f"lijnstuk {index}, dat er niet is ({len(arcs)} lijnstukken)")
        points += arcs[index] if index >= 0 else arcs[~index][::-1]
    return points


def _of_feature(feature):
    def polygons():
        geometry = _dict(_dict(feature).get("geometry"))
        return _surfaces(geometry.get("type"), geometry.get("coordinates"))

    return polygons


def _surfaces(kind, nested):
    if kind == "Polygon":
        return [_list(nested)]
    if kind == "MultiPolygon":
        return _list(nested)
    raise BadValueError(f"{A_SURFACE}, gevonden “{kind!s:.40}”")


def _rings(polygons) -> Rings:
    rings = [tidy([_place(p) for p in _list(ring)]) for rings in polygons for ring in _list(rings)]
    whole = tuple(ring for ring in rings if len(set(ring)) > 2)
    if not whole:
        raise BadValueError(f"{A_SURFACE} van minstens honderd meter")
    return whole


def _place(pair):
    if not isinstance(pair, list | tuple) or len(pair) < 2 or not all(map(_is_number, pair[:2])):
        raise BadValueError(f"een lengte- en een breedtegraad, gevonden {pair!s:.40}")
    x, y = pair[:2]
    if LONGITUDES[0] <= x <= LONGITUDES[1] and LATITUDES[0] <= y <= LATITUDES[1]:
        return project(x, y)
    if LONGITUDES[0] <= y <= LONGITUDES[1] and LATITUDES[0] <= x <= LATITUDES[1]:
        raise BadValueError(f"eerst de lengte- en dan de breedtegraad, gevonden {x:g}, {y:g}")
    hint = "; dit lijken meters (RD), vraag de bron om EPSG:4326" if abs(x) > 360 else ""
    raise BadValueError(f"graden (WGS84) in Nederland, gevonden {x:g}, {y:g}{hint}")


def _is_number(value):
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)


def _code(feature):
    feature = _dict(feature)
    own = {name.lower(): value for name, value in _dict(feature.get("properties") or {}).items()}
    for name in CODE_NAMES:
        if code := municipality_code(own.get(name)):
            return code
    name = feature.get("id")
    if (
        isinstance(name, str)
        and name.upper().startswith("GM")
        and (code := municipality_code(name))
    ):
        return code
    raise BadValueError(f"een gemeentecode als GM0361 in {', '.join(CODE_NAMES[:3])}")


def _is_water(feature):
    """CBS draws the water of a gemeente as an object of its own."""
    own = feature.get("properties") or {}
    return any(str(own.get(name, "")).upper() == "JA" for name in ("water", "WATER", "h2o", "H2O"))


def _named(feature):
    own = feature.get("properties") if isinstance(feature, dict) else None
    found = own.get("statnaam") or own.get("gemeentenaam") if isinstance(own, dict) else ""
    return f" ({found!s:.40})" if found else ""


def _list(value):
    if not isinstance(value, list | tuple):
        raise BadValueError(f"een lijst, gevonden {value!s:.40}")
    return value


def _dict(value):
    if not isinstance(value, dict):
        raise BadValueError(f"een object, gevonden {value!s:.40}")
    return value
