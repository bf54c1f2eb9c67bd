"""Deelnemers bijwerken: the list of a meeting follows who holds a seat on its day."""

from django.contrib import messages
from django.shortcuts import redirect, render

from oogo.actions import attendance as actions
from oogo.forms.participants import FollowForm
from oogo.invitees import difference
from oogo.views.meeting_pages import (
    find_meeting,
    meeting_crumbs,
    refuse_adopted,
    when_and_where,
    while_open,
)
from oogo.views.room import address, require_director
from partners.views.pages import posted, stored


@while_open
def participant_follow(request, slug, number):
    """Propose who comes and who goes as of the day of the meeting; one click does it."""
    meeting = find_meeting(request, number)
    require_director(request)
    refuse_adopted(request, meeting)
    found = difference(meeting)
    form = FollowForm(posted(request), difference=found)
    back = address(request, "participant_list", number)
    if request.method == "POST":
        done = stored(
            form,
            lambda: actions.follow_seats(
                meeting,
                holdings=form.cleaned_data["coming"],
                leaving=form.cleaned_data["leaving"],
                by=request.user,
            ),
        )
        if done:
            messages.success(request, _told(*done))
            return redirect(back)
    context = {
        "form": form,
        "differs": bool(found.coming or found.back or found.leaving),
        "line": when_and_where(meeting),
        "back_url": back,
        "crumbs": meeting_crumbs(request, meeting, ("Deelnemers", back)),
    }
    return render(request, "oogo/participant_follow.html", context)


def _told(invited, gone):
    if not (invited or gone):
        return "De lijst is gebleven zoals zij was."
    people = "persoon is" if invited == 1 else "personen zijn"
    others = f"{gone} staan" if gone > 1 else f"{gone or 'niemand'} staat"
    return f"{invited or 'Geen'} {people} uitgenodigd, {others} niet meer op de lijst."
