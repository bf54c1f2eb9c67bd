"""The forms about an organisation, from its page in the register and from that of its party."""

from django.contrib import messages

from partners import actions, duplicates
from partners.forms.organisations import OrganisationEditForm
from partners.forms.parties import LinkForm
from partners.models import OrganisationLink
from partners.rules.overlap import in_words
from partners.views.pages import crumbs, form_page, posted, require_editor
from records import actions as records


def organisation_form_page(request, organisation, back, room):
    """Change an organisation, and go `back` (an address); `room` is the crumb to its list."""
    require_editor(request)
    name = str(organisation)
    form = OrganisationEditForm(posted(request), instance=organisation, region=request.region)
    return form_page(
        request,
        form,
        lambda: actions.change_organisation(
            organisation,
            version=form.base_version,
            changed_on=form.cleaned_data["changed_on"],
            by=request.user,
            **form.changes(),
        ),
        done=lambda saved: ("De gegevens zijn opgeslagen.", back),
        title=f"{name} wijzigen",
        crumbs=crumbs(request, room, (name, back)),
        submit="Opslaan",
        cancel_url=back,
    )


def link_form_page(request, organisation, back, room):
    require_editor(request)
    link = OrganisationLink(source=organisation)
    form = LinkForm(posted(request), instance=link, region=request.region)
    return form_page(
        request,
        form,
        lambda: records.create(form.instance, by=request.user),
        done=lambda saved: (f"Vastgelegd: {saved}.", back),
        title="Relatie toevoegen",
        line=f"Hoe {organisation} staat tot een andere organisatie.",
        crumbs=crumbs(request, room, (str(organisation), back)),
        submit="Relatie toevoegen",
        cancel_url=back,
    )


def warned_of_twins(request, organisation, url):
    """Point out which organisation may be the same one; return `url`."""
    others = {
        name
        for pair in duplicates.like(organisation)
        for name in (pair.one.name, pair.other.name)
        if name != organisation.name
    }
    if others:
        found = in_words(sorted(others))
        messages.warning(request, f"Let op: {found} lijkt hierop. Is dit dezelfde organisatie?")
    return url
