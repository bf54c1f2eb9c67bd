"""The afspraken of a filled region with the stances of ten parties, and its actions."""

from collections import Counter
from datetime import timedelta

from oogo.models import Action, Decision, LocalFollowUp, Postponement, Stance, StepOutcome

Value, Status = Stance.Value, Action.Status
# So old, an action has come to its end.
SETTLED = timedelta(days=200)
YEAR = timedelta(days=365)


def add_decisions(plot):
    """One afspraak for an item to be decided on, in turn, numbered where the meeting was held."""
    asked = [item for item in plot.items if item.is_for_decision]
    step = max(len(asked) / plot.size.decisions, 1)
    chosen = [asked[int(number * step) % len(asked)] for number in range(plot.size.decisions)]
    last = Counter()
    decisions = [_decision(plot, item, last) for item in chosen]
    plot.decisions = plot.store(decisions, field="title", on=lambda row: row.item.meeting.day)
    plot.join(decisions, "themes", lambda row: [row.item.theme])
    stances = [row for decision in decisions for row in _stances(plot, decision)]
    plot.store(stances, field="value", on=lambda row: row.decision.item.meeting.day)
    follow_ups = [
        LocalFollowUp(decision=decision, party=party, status=plot.random.choice(FOLLOWED))
        for decision in decisions
        if not decision.is_proposed and plot.often(0.2)
        for party in plot.gemeenten
    ]
    plot.store(follow_ups, field="status")


FOLLOWED = [LocalFollowUp.Status.BUSY, LocalFollowUp.Status.SETTLED]


def _decision(plot, item, last):
    day = item.meeting.day
    decision = Decision(
        region=plot.region,
        item=item,
        title=plot.about("Afspraak over"),
        text="De partijen leveren elk jaar vóór 1 februari hun aantallen aan.",
        since=day,
        until=day + 3 * YEAR if plot.often(0.5) else None,
        review_on=day + YEAR,
    )
    if item.meeting.is_held:
        last[day.year] += 1
        decision.year, decision.sequence = day.year, last[day.year]
        decision.minuted_on = day
    return decision


def _stances(plot, decision):
    parties = plot.voters[:5] if decision.is_proposed else plot.voters
    for party in parties:
        value = plot.random.choices(
            [Value.AGREES, Value.RESERVES, Value.REFUSES], weights=[85, 12, 3]
        )[0]
        stance = Stance(
            decision=decision,
            party=party,
            value=value,
            given=Stance.Given.BEFORE if decision.is_proposed else Stance.Given.MEETING,
            given_on=decision.item.meeting.day,
        )
        if value == Value.RESERVES:
            stance.reserved_for = Stance.ReservedFor.EXECUTIVE
            stance.about = "kosten"
            stance.answer_by = decision.item.meeting.day + timedelta(days=40)
            if stance.answer_by < plot.day:
                stance.ratified_on = stance.answer_by
        yield stance


def add_actions(plot):
    """Actions out of afspraken, items and meetings in turn; what is old is settled."""
    held = [meeting for meeting in plot.meetings if meeting.is_held]
    origins = {
        "from_decision": [row for row in plot.decisions if not row.is_proposed],
        "from_item": [row for row in plot.items if row.meeting.is_held],
        "from_meeting": held,
        "from_step": plot.steps,
    }
    actions = []
    for number in range(1, plot.size.actions + 1):
        kind = list(origins)[number % len(origins)]
        place = number * len(origins[kind]) // (plot.size.actions + 1)
        actions.append(_action(plot, number, kind, origins[kind][place]))
    plot.store(actions, field="title", on=lambda row: row.arose_on)
    moved = [
        Postponement(
            action=action,
            was_due_on=action.due_on - timedelta(days=14),
            due_on=action.due_on,
            reason="De levering komt later.",
            moved_on=action.due_on - timedelta(days=21),
        )
        for action in actions
        if plot.often(0.2)
    ]
    plot.store(moved, field="reason", on=lambda row: row.moved_on)
    came = [StepOutcome(step=row.from_step, action=row) for row in actions if row.from_step]
    plot.store(came, field="action", on=lambda row: row.action.arose_on)


def _action(plot, number, kind, origin):
    arose_on = _day_of(kind, origin)
    due_on = arose_on + timedelta(days=plot.random.randint(20, 180))
    action = Action(
        region=plot.region,
        number=number,
        title=plot.about("Voorstel voor"),
        owner_party=plot.parties[number % len(plot.parties)],
        theme=plot.random.choice(plot.themes),
        arose_on=arose_on,
        due_on=due_on,
        **{kind: origin},
    )
    _settle(plot, action)
    return action


def _day_of(kind, origin):
    if kind == "from_step":
        return origin.round.due_on
    if kind == "from_meeting":
        return origin.day
    return (origin.item if kind == "from_decision" else origin).meeting.day


def _settle(plot, action):
    """Give an action its state: of a settled age it is over, a recent one is anywhere."""
    if plot.day - action.arose_on > SETTLED:
        action.status = plot.random.choices([Status.DONE, Status.LAPSED], weights=[95, 5])[0]
    else:
        action.status = plot.random.choice([Status.OPEN, Status.BUSY, Status.REPORTED])
    if action.status == Status.LAPSED:
        action.lapse_reason = "Niet meer nodig."
    if action.status in (Status.REPORTED, Status.DONE):
        action.reported_on = min(action.due_on, plot.day)
    if action.status == Status.DONE:
        action.confirmed_on = min(action.due_on + timedelta(days=7), plot.day)
