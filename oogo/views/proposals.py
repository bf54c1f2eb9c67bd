"""For the next agenda of a body: from a checklist step, from a theme."""

from django.http import Http404
from django.urls import reverse

from agenda.models import Theme
from checklist.models import Round, StepState
from oogo import permissions
from oogo.actions import agenda
from oogo.forms.items import ForwardForm
from oogo.models import AgendaItem, Cycle, ItemOrigin, Meeting
from oogo.models.walls import sees
from oogo.views.meeting_pages import place_of, require_proposer
from partners.views.pages import find, form_page, posted
from records import actions as records
from regio.lib import clock

Status = AgendaItem.Status
MAX_TITLE = 160


def item_from_step(request, slug, pk, number):
    """A difference of view at a step goes to a body."""
    round = find(Round.objects.select_related("instrument", "region"), request, pk)
    require_proposer(request)
    step = round.instrument.parsed.step(number)
    if step is None:
        raise Http404
    back = reverse("checklist:step_detail", args=[slug, pk, number])
    return _forward_page(
        request,
        AgendaItem(
            title=f"Verschil van beeld: stap {number}, {step.title}"[:MAX_TITLE],
            asked=f"Bespreek waarom partijen stap {number} van de checklist verschillend zien, en "
            "wat er nodig is om tot een gedeeld oordeel te komen.",
        ),
        lambda: ItemOrigin(step=_state(round, step, request.user)),
        crumbs=[
            ("Checklist", reverse("checklist:round_list", args=[slug])),
            (round.title, round.get_absolute_url()),
            (f"Stap {number}", back),
        ],
        cancel_url=back,
    )


def _state(round, step, by):
    """Return the shared state of a step, on which its origin hangs; stored where it is not yet."""
    state = StepState.objects.filter(round=round, step=step.key).first()
    return state or records.create(StepState(round=round, step=step.key), by=by)


def item_from_theme(request, slug, pk):
    """A theme goes to a body."""
    theme = find(Theme.objects.select_related("region"), request, pk)
    require_proposer(request)
    back = theme.get_absolute_url()
    return _forward_page(
        request,
        AgendaItem(title=theme.title, theme=theme),
        lambda: ItemOrigin(theme=theme),
        crumbs=[
            ("Samenwerkingsagenda", reverse("agenda:theme_list", args=[slug])),
            (str(theme), back),
        ],
        cancel_url=back,
    )


def _forward_page(request, item, origin, **context):
    coming = _coming(request)
    if item.body_id is None:
        item.body = _likely_body(request)
    form = ForwardForm(posted(request), instance=item, region=request.region, coming=coming)

    def write():
        item.meeting = _next_meeting(item.body)
        can_direct = permissions.can_direct(request.user, request.region)
        is_planned = can_direct and item.meeting is not None
        item.status = Status.PLANNED if is_planned else Status.PROPOSED
        return agenda.add_item(item=item, by=request.user, origins=[origin()])

    return form_page(
        request,
        form,
        write,
        done=lambda saved: (_told(saved, request.user), place_of(request.user, saved)),
        title="Op de agenda zetten",
        line="Het punt gaat naar het eerstvolgende overleg; is er geen gepland, dan wacht het in "
        "de voorraad.",
        submit="Op de agenda zetten",
        **context,
    )


def _likely_body(request):
    """Return the body of the first OOGO to come, for which most items are; none without a cycle."""
    cycles = Cycle.objects.visible_to(request.user).of_region(request.region)
    cycle = cycles.with_meeting().coming(clock.today()).first()
    return cycle.meeting.body if cycle else None


def _told(item, user):
    """Say where an item went; of a body with papers of its own not when it meets."""
    if not sees(user, item):
        return f"Het punt is voorgesteld aan {item.body}."
    if item.meeting is None:
        return f"Het punt wacht in de voorraad van {item.body}: er is nog geen overleg gepland."
    if item.is_proposed:
        return f"Het punt is voorgesteld voor {item.meeting}."
    return f"Het punt staat op de agenda van {item.meeting}."


def _coming(request):
    """Return {key of body: its first meeting to come} as far as the visitor sees them."""
    rows = Meeting.objects.visible_to(request.user).of_region(request.region)
    found: dict = {}
    for meeting in rows.coming(clock.today()):
        found.setdefault(meeting.body_id, meeting)
    return found


def _next_meeting(body):
    rows = Meeting.objects.filter(body=body).coming(clock.today())
    return rows.select_related("body", "region").first()
