"""How others write the code of a gemeente."""

import re

MUNICIPALITY = re.compile(r"(?:GM)?\s*0*([0-9]{1,4})", re.IGNORECASE)


def municipality_code(value) -> str:
    """Return the CBS code that is meant: 80, 0080 and "GM0080  " are GM0080; empty for none."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        return ""
    found = MUNICIPALITY.fullmatch(str(value).strip())
    return f"GM{int(found[1]):04d}" if found and int(found[1]) else ""
