"""What a mail says to a reader of a sent dossier, from the manifest alone. Pure."""

MOST_NEWS = 8
NOTHING_NEW = "Op de agenda, de bijlagen en de standpunten is er niets veranderd."


def sentences(entry: dict) -> list[str]:
    """Return what is said to the reader of `entry`, as the manifest has it: what it replaces, what
    is asked, what is new."""
    replaced = entry.get("replaces")
    first = [f"Deze versie vervangt versie {replaced}."] if replaced else []
    news = _news(replaced, entry["news"]) if replaced else []
    return [*first, *_held(entry.get("holds")), *news]


def no_account(sent_by: str) -> str:
    """Return what is said besides to who cannot sign in."""
    who = sent_by or "de secretaris"
    return f"U hebt nog geen account in Regio. Vraag {who} om uw leesexemplaar."


def _news(replaced, news):
    if not news:
        return [NOTHING_NEW]
    lines = [f"– {line[:1].upper()}{line[1:]}" for line in news[:MOST_NEWS]]
    more = len(news) - MOST_NEWS
    if more > 0:
        lines.append(f"– En {_counted(more, 'wijziging', 'wijzigingen')} meer")
    return [f"Nieuw sinds versie {replaced}:", *lines]


def _held(holds):
    if not holds:
        return []
    return [_asked(holds["asked"], holds["decide"]), *_promised(holds)]


def _asked(asked, decide):
    if not asked:
        return "Bij geen enkel agendapunt wordt iets van u gevraagd."
    where = f"Er wordt iets van u gevraagd bij {_counted(asked, 'agendapunt', 'agendapunten')}"
    if not decide:
        return f"{where}; niets daarvan is ter besluitvorming."
    if decide == asked:
        return f"{where}, ter besluitvorming."
    return f"{where}, waarvan {decide} ter besluitvorming."


def _promised(holds):
    late = f" ({holds['late']} te laat)" if holds["late"] else ""
    waiting = ("voorbehoud dat op antwoord wacht", "voorbehouden die op antwoord wachten")
    at_home = ("afspraak om lokaal uit te werken", "afspraken om lokaal uit te werken")
    found = [
        f"{_counted(holds['actions'], 'actie', 'acties')}{late}" if holds["actions"] else "",
        _counted(holds["reservations"], *waiting) if holds["reservations"] else "",
        _counted(holds["follow_ups"], *at_home) if holds["follow_ups"] else "",
        "uw cijfers naast die van de regio" if holds["figures"] else "",
    ]
    *first, last = [words for words in found if words] or [""]
    listed = f"{', '.join(first)} en {last}" if first else last
    return [f"Uw deel “Voor u” noemt ook {listed}."] if listed else []


def _counted(number, one, many):
    return f"één {one}" if number == 1 else f"{number} {many}"
