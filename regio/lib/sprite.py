"""Build the one file that holds every icon of the pages, from the npm package bootstrap-icons.

Standard library only, so that set-up can run it without settings: `python -m regio.lib.sprite`.
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NAMES = Path(__file__).with_name("icons.txt")
ICONS = ROOT / "node_modules" / "bootstrap-icons" / "icons"
TARGET = ROOT / "var" / "assets" / "icons.svg"
SVG = re.compile(r'<svg[^>]*\bviewBox="(?P<box>[^"]+)"[^>]*>(?P<drawing>.*)</svg>', re.DOTALL)


class UnknownIconError(Exception):
    """A name that bootstrap-icons does not have."""


def read_names(path: Path = NAMES) -> list[str]:
    """Return the icon names in `path`, one a line, sorted and once each."""
    return sorted(set(path.read_text().split()))


def symbol(name: str, icons: Path = ICONS) -> str:
    """Return the icon as a `<symbol>` that keeps its viewBox and takes the colour of the text."""
    file = icons / f"{name}.svg"
    found = SVG.search(file.read_text()) if file.exists() else None
    if found is None:
        raise UnknownIconError(f"bootstrap-icons has no icon '{name}' (regio/lib/icons.txt)")
    drawing = " ".join(found["drawing"].split())
    return f'<symbol id="{name}" viewBox="{found["box"]}" fill="currentColor">{drawing}</symbol>'


def build(target: Path = TARGET, names: list[str] | None = None, icons: Path = ICONS) -> None:
    """Write the sprite to `target`; by default with every name in `icons.txt`.

    Raises UnknownIconError, and writes nothing, when one of the names does not exist.
    """
    symbols = [symbol(name, icons) for name in (read_names() if names is None else names)]
    lines = ['<svg xmlns="http://www.w3.org/2000/svg">', *symbols, "</svg>", ""]
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("\n".join(lines))


if __name__ == "__main__":
    try:
        build()
    except UnknownIconError as error:
        sys.exit(str(error))
