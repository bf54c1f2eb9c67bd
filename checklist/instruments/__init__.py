"""The instruments are the TOML files in this folder; a version is loaded once and never changes."""

import hashlib
import tomllib
from pathlib import Path

from checklist.content import InstrumentError, parse
from checklist.models import InstrumentVersion

FOLDER = Path(__file__).parent


def load_instruments(folder: Path = FOLDER) -> int:
    """Store every version that is not stored yet; return how many were new.

    Raises InstrumentError when a stored version has other content than its file.
    """
    return sum(_load(path) for path in sorted(folder.glob("*.toml")))


def _load(path):
    data = path.read_bytes()
    content = tomllib.loads(data.decode("utf-8"))
    instrument = parse(content)
    content_hash = hashlib.sha256(data).hexdigest()
    stored, is_new = InstrumentVersion.objects.get_or_create(
        region=None,
        key=instrument.key,
        number=instrument.number,
        defaults={"title": instrument.title, "content": content, "content_hash": content_hash},
    )
    if stored.content_hash != content_hash:
        raise InstrumentError(f"{path.name}: version {instrument.number} changed after it was used")
    return is_new
