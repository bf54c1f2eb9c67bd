"""In which region for the school holidays a province lies.

The Regeling vakantiespreiding draws its lines by gemeente: Gelderland, Utrecht, Flevoland and
Noord-Brabant each have some on the other side. Where that matters a region says so itself.
"""

NORTH, CENTRE, SOUTH = "noord", "midden", "zuid"
OF_PROVINCE = {
    "Groningen": NORTH,
    "Fryslân": NORTH,
    "Drenthe": NORTH,
    "Overijssel": NORTH,
    "Flevoland": NORTH,
    "Noord-Holland": NORTH,
    "Utrecht": CENTRE,
    "Gelderland": CENTRE,
    "Zuid-Holland": CENTRE,
    "Zeeland": SOUTH,
    "Noord-Brabant": SOUTH,
    "Limburg": SOUTH,
}


def school_region_of_province(province: str | None) -> str:
    """Return noord, midden or zuid; noord for a province that is not known."""
    return OF_PROVINCE.get(province or "", NORTH)
