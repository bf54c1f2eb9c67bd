"""Who does an action on a day: for list, board, page, spreadsheet and mail alike."""

from dataclasses import dataclass

from oogo.models import Action
from partners.models import Position, SeatHolding


@dataclass(frozen=True)
class Owner:
    """The party, free role or body that promised an action, and who does it.

    `who` is the function or the seat with its holder; `doer` the function that acts now, None where
    a party or a body named nobody. `gap` says why nobody does it; empty where somebody does.
    """

    name: str
    who: str = ""
    doer: Position | None = None
    gap: str = ""

    def __str__(self):
        return f"{self.name} · {self.who}" if self.who else self.name

    def is_user(self, user):
        return self.doer is not None and self.doer.person.user_id == user.pk


def owners_of(actions, day) -> dict[int, Owner]:
    """Return {key: Owner} of `actions` (fetched `with_names` at least) on `day`, in one query."""
    actions = list(actions)
    seats = {action.owner_seat_id for action in actions} - {None}
    held = _holders(seats, day) if seats else {}
    return {action.pk: _owner(action, held.get(action.owner_seat_id), day) for action in actions}


def _holders(seats, day):
    """Return {key of a seat: the function that has it on `day`}."""
    rows = SeatHolding.objects.on(day).filter(seat__in=seats)
    rows = rows.select_related("position__person", "position__organisation")
    return {row.seat_id: row.position for row in rows if row.position.holds_on(day)}


def owner_of(action: Action, day) -> Owner:
    return owners_of([action], day)[action.pk]


def _owner(action, holder, day):
    gap = _gap(action, holder, day)
    position = action.owner_position
    if action.owner_body:
        return Owner(str(action.owner_body), gap=gap)
    if action.owner_party is None:
        return Owner(position.title, position.person.name, None if gap else position, gap)
    name = str(action.owner_party)
    if position:
        who = f"{position.person}, {position.title}"
        return Owner(name, who, None if gap else position, gap)
    if seat := action.owner_seat:
        who = f"zetel {seat.label}" + (f" ({holder.person})" if holder else "")
        return Owner(name, who, None if gap else holder, gap)
    return Owner(name, gap=gap)


def _gap(action, holder, day):
    """Say why nobody does `action` on `day`; `holder` is who has its seat, if it has one."""
    position, seat = action.owner_position, action.owner_seat
    if position and not position.holds_on(day):
        return f"{position.person} heeft deze functie {_when(position, day)}"
    if seat and not seat.holds_on(day):
        return "de zetel is er niet meer"
    if seat and holder is None:
        return "de zetel is leeg"
    for row in (action.owner_party, action.owner_body):
        if row and not row.holds_on(day):
            return f"{row} doet {_when(row, day)} mee"
    return ""


def _when(row, day):
    return "niet meer" if row.until and row.until <= day else "nog niet"
