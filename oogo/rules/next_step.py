"""What comes next for a meeting: the one thing that its page offers first to who directs it."""

from datetime import date

from django.db.models import TextChoices


class Step(TextChoices):
    """A page of the meeting, by the name of its address, and what its button says."""

    ADD_ITEM = "item_create", "Agendapunt toevoegen"
    WRITE_MINUTES = "minutes_detail", "Verslag maken"
    ADOPT_MINUTES = "minutes_adopt", "Verslag vaststellen"
    SEE_DOSSIER = "dossier_list", "Dossier bekijken"


def next_step(
    day: date,
    today: date,
    *,
    is_cancelled: bool,
    is_held: bool,
    is_minuted: bool,
    is_adopted: bool,
) -> Step | None:
    """Return what comes next for a meeting on `day`; None when it was cancelled.

    `is_held` is a meeting of which minutes are being written, `is_minuted` one of which every item
    says whether it was treated.
    """
    if is_cancelled:
        return None
    if is_adopted:
        return Step.SEE_DOSSIER
    if is_held and is_minuted:
        return Step.ADOPT_MINUTES
    return Step.WRITE_MINUTES if is_held or day <= today else Step.ADD_ITEM
