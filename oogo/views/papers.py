"""Annexes, parts and shares of an item."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from oogo.actions import papers
from oogo.forms import papers as forms
from oogo.models import Annex, ItemPart, ItemShare
from oogo.views.meeting_pages import (
    find_item,
    find_of_item,
    item_form_page,
    place_of,
    refuse_adopted,
    require_preparer,
    while_open,
)
from partners.views.pages import find, posted, posted_files
from records import actions as records
from records import documents
from records.actions import StaleError
from regio.lib.forms import whole_number

CHANGED = (
    "Het agendapunt is intussen veranderd. Kijk het na en verplaats de bijlage zo nodig nog eens."
)
ANNEXES, PARTS, SHARES = "#bijlagen-titel", "#onderdelen-titel", "#aandelen-titel"


def annex_create(request, slug, pk):
    item = find_item(request, pk)
    require_preparer(request, item)
    form = forms.AnnexForm(
        posted(request), posted_files(request), instance=Annex(item=item), region=request.region
    )
    return item_form_page(
        request,
        form,
        lambda: papers.add_annex(
            annex=form.instance,
            file=form.cleaned_data["file"],
            disclosed_to=form.cleaned_data["disclosed_to"],
            by=request.user,
        ),
        item=item,
        part=ANNEXES,
        message="De bijlage is toegevoegd.",
        title="Bijlage toevoegen",
        line=item.title,
        submit="Bijlage toevoegen",
    )


def annex_edit(request, slug, pk):
    annex = _find(request, Annex, pk)
    form = forms.AnnexEditForm(posted(request), instance=annex, region=request.region)
    return item_form_page(
        request,
        form,
        lambda: records.write(annex, version=form.base_version, by=request.user, **form.changes()),
        item=annex.item,
        part=ANNEXES,
        message="De bijlage is opgeslagen.",
        title="Bijlage wijzigen",
        line=annex.title,
        submit="Opslaan",
    )


def annex_replace(request, slug, pk):
    """Upload the next version of a file; the old one is kept."""
    annex = _find(request, Annex, pk, "document__document__region")
    form = forms.ReplaceForm(posted(request), posted_files(request), instance=annex)
    return item_form_page(
        request,
        form,
        lambda: papers.replace_file(
            annex, version=form.base_version, file=form.cleaned_data["file"], by=request.user
        ),
        item=annex.item,
        part=ANNEXES,
        message="De bijlage is vervangen; de vorige versie blijft bewaard.",
        title="Bijlage vervangen",
        line=f"{annex.title}: nu {annex.document}, versie {annex.document.number}.",
        submit="Vervangen",
    )


def annex_download(request, slug, pk):
    """Give the file of an annex to who may see it."""
    annexes = Annex.objects.kept().select_related("document")
    return documents.response(find(annexes, request, pk).document)


@require_POST
def annex_move(request, slug, pk):
    """Put an annex at another place among those of its item; what comes too late is said."""
    annex = _find(request, Annex, pk)
    try:
        papers.move_annex(
            item=annex.item,
            version=whole_number(request.POST.get("version", "")),
            annex=annex,
            place=whole_number(request.POST.get("naar", "")),
            by=request.user,
        )
    except StaleError:
        messages.warning(request, CHANGED)
    return redirect(f"{place_of(request.user, annex.item)}{ANNEXES}")


@require_POST
def annex_withdraw(request, slug, pk):
    return _withdraw(request, Annex, pk, ANNEXES, "De bijlage is ingetrokken.")


@while_open
def part_create(request, slug, pk):
    item = find_item(request, pk)
    require_preparer(request, item)
    refuse_adopted(request, item.meeting)
    form = forms.PartForm(posted(request), instance=ItemPart(item=item), region=request.region)
    return item_form_page(
        request,
        form,
        lambda: papers.add_part(part=form.instance, by=request.user),
        item=item,
        part=PARTS,
        message="Het onderdeel is toegevoegd.",
        title="Onderdeel toevoegen",
        line=item.title,
        submit="Onderdeel toevoegen",
    )


@while_open
def part_edit(request, slug, pk):
    part = _find(request, ItemPart, pk)
    refuse_adopted(request, part.item.meeting)
    form = forms.PartForm(posted(request), instance=part, region=request.region)
    return item_form_page(
        request,
        form,
        lambda: papers.change_row(
            part, version=form.base_version, by=request.user, **form.changes()
        ),
        item=part.item,
        part=PARTS,
        message="Het onderdeel is opgeslagen.",
        title="Onderdeel wijzigen",
        line=part.item.title,
        submit="Opslaan",
    )


@require_POST
@while_open
def part_withdraw(request, slug, pk):
    return _withdraw(request, ItemPart, pk, PARTS, "Het onderdeel is ingetrokken.")


@while_open
def share_create(request, slug, pk):
    item = find_item(request, pk)
    require_preparer(request, item)
    refuse_adopted(request, item.meeting)
    form = forms.ShareForm(posted(request), instance=ItemShare(item=item), region=request.region)
    return item_form_page(
        request,
        form,
        lambda: papers.set_share(item=item, by=request.user, **form.changes()),
        item=item,
        part=SHARES,
        message="Het aandeel is toegevoegd.",
        title="Aandeel toevoegen",
        line=f"Wat {item} van een partij vraagt.",
        submit="Aandeel toevoegen",
    )


@while_open
def share_edit(request, slug, pk):
    share = _find(request, ItemShare, pk, "party__organisation")
    refuse_adopted(request, share.item.meeting)
    form = forms.ShareEditForm(posted(request), instance=share, region=request.region)
    return item_form_page(
        request,
        form,
        lambda: papers.change_row(
            share, version=form.base_version, by=request.user, **form.changes()
        ),
        item=share.item,
        part=SHARES,
        message="Het aandeel is opgeslagen.",
        title=f"Aandeel van {share.party}",
        line=share.item.title,
        submit="Opslaan",
    )


@require_POST
@while_open
def share_withdraw(request, slug, pk):
    return _withdraw(request, ItemShare, pk, SHARES, "Het aandeel is ingetrokken.")


def _find(request, model, pk, *related):
    """Return a row of an item that the visitor may change; 404 or 403 otherwise."""
    row = find_of_item(request, model.objects.kept().select_related(*related), pk)
    require_preparer(request, row.item)
    return row


def _withdraw(request, model, pk, part, message):
    row = _find(request, model, pk)
    write = records.write if model is Annex else papers.change_row
    write(row, version=row.version, by=request.user, is_withdrawn=True)
    messages.success(request, message)
    return redirect(f"{place_of(request.user, row.item)}{part}")
