"""Themes: the list as cards, one theme with all that belongs to it, adding, changing, ending."""

from django.shortcuts import render

from accounts.permissions import PROPOSE_ITEMS, has_right
from agenda import actions, forms
from agenda.filters import ThemeFilter
from agenda.models import Theme
from agenda.permissions import can_edit
from agenda.rules import NO_TREKKER
from agenda.standing import standings
from agenda.views.pages import address, crumbs, find_theme, require_editor, theme_form_page
from partners.models import Party
from partners.views.pages import find, form_page, listed, posted
from records import actions as records
from regio.lib import clock


def theme_list(request, slug):
    themes = Theme.objects.visible_to(request.user).of_region(request.region).in_order()
    themes = themes.prefetch_related("portfolios")
    listing = ThemeFilter(request.GET, queryset=themes, request=request)
    context = listed(request, listing.qs)
    cards = standings(context["page"].object_list, clock.today())
    context |= {
        "cards": cards,
        "vacant": sum(card.has(NO_TREKKER) for card in cards),
        "form": listing.form,
        "is_filtered": bool(context["query"]),
        "can_edit": can_edit(request.user, request.region),
        "create_url": address(request, "theme_create"),
        "list_url": address(request, "theme_list"),
    }
    return render(request, "agenda/theme_list.html", context)


def theme_detail(request, slug, pk):
    theme = find(Theme.objects.prefetch_related("portfolios"), request, pk)
    day = clock.today()
    [standing] = standings([theme], day)
    context = {
        "theme": theme,
        "standing": standing,
        "is_over": bool(theme.until and theme.until <= day),
        "is_parked": theme.is_parked_on(day),
        "without_role": _parties_without(request, standing.roles_ever, day),
        "can_edit": can_edit(request.user, request.region),
        "can_forward": has_right(request.user, request.region, PROPOSE_ITEMS),
        "edit_url": address(request, "theme_edit", theme.pk),
        "crumbs": crumbs(request),
    }
    return render(request, "agenda/theme_detail.html", context)


def _parties_without(request, roles, day):
    """Return the parties that take part on `day` and have no role then or later."""
    filled = {row.party_id for row in roles if row.until is None or row.until > day}
    parties = Party.objects.visible_to(request.user).of_region(request.region).on(day)
    return parties.exclude(pk__in=filled).with_organisation().by_kind()


def theme_create(request, slug):
    require_editor(request)
    form = forms.ThemeForm(
        posted(request), instance=Theme(region=request.region), region=request.region
    )
    return form_page(
        request,
        form,
        lambda: actions.add_theme(
            theme=form.instance, portfolios=form.cleaned_data["portfolios"], by=request.user
        ),
        done=lambda theme: (
            f"{theme} staat op de agenda. Leg hieronder vast wie wat doet.",
            address(request, "theme_detail", theme.pk),
        ),
        title="Thema toevoegen",
        line="Een onderwerp waar de partijen in deze regio samen aan werken.",
        crumbs=crumbs(request),
        submit="Thema toevoegen",
        cancel_url=address(request, "theme_list"),
    )


def theme_edit(request, slug, pk):
    theme = find_theme(request, pk)
    form = forms.ThemeForm(posted(request), instance=theme, region=request.region)
    return theme_form_page(
        request,
        form,
        lambda: records.write(theme, version=form.base_version, by=request.user, **form.changes()),
        theme=theme,
        message="Het thema is opgeslagen.",
        title=f"{theme} wijzigen",
        submit="Opslaan",
    )


def theme_end(request, slug, pk):
    theme = find_theme(request, pk)
    form = forms.ThemeEndForm(posted(request), instance=theme, region=request.region)
    return theme_form_page(
        request,
        form,
        lambda: records.write(theme, version=form.base_version, by=request.user, **form.changes()),
        theme=theme,
        message=_end_message,
        title=f"{theme} parkeren of beëindigen",
        line="Wat is vastgelegd blijft bewaard. U kunt een thema later weer oppakken.",
        submit="Opslaan",
    )


def _end_message(theme):
    if theme.until:
        return f"{theme} staat op de agenda t/m {theme.last_day:%d-%m-%Y}."
    if theme.parked_on:
        return f"{theme} is geparkeerd vanaf {theme.parked_on:%d-%m-%Y}."
    return f"{theme} loopt weer."
