"""Portefeuilles: the list of the region, out of which functions and mandates choose."""

from django.db.models import Count, Q
from django.shortcuts import render

from partners.forms.parties import PortfolioCreateForm, PortfolioForm
from partners.models import Portfolio, Position
from partners.permissions import can_edit
from partners.views.pages import address, crumbs, find, form_page, listed, posted, require_editor
from records import actions as records
from regio.lib import clock


def portfolio_list(request, slug):
    held = Q(positions__in=Position.objects.on(clock.today()))
    portfolios = Portfolio.objects.visible_to(request.user).of_region(request.region)
    portfolios = portfolios.annotate(held=Count("positions", filter=held))
    context = listed(request, portfolios.order_by("-is_active", "name", "pk"))
    context |= {
        "can_edit": can_edit(request.user, request.region),
        "create_url": address(request, "portfolio_create"),
        "crumbs": crumbs(request, ("Portefeuilles", "")),
    }
    return render(request, "partners/portfolio_list.html", context)


def portfolio_create(request, slug):
    require_editor(request)
    portfolio = Portfolio(region=request.region)
    form = PortfolioCreateForm(posted(request), instance=portfolio, region=request.region)
    back = address(request, "portfolio_list")
    return form_page(
        request,
        form,
        lambda: records.create(form.instance, by=request.user),
        done=lambda saved: (f"De portefeuille {saved} is toegevoegd.", back),
        title="Portefeuille toevoegen",
        line="Zoals onderwijs, jeugd of wmo. Functies en mandaten kiezen hieruit.",
        crumbs=crumbs(request, ("Portefeuilles", back)),
        submit="Portefeuille toevoegen",
        cancel_url=back,
    )


def portfolio_edit(request, slug, pk):
    portfolio = find(Portfolio.objects.select_related("region"), request, pk)
    require_editor(request)
    name, back = str(portfolio), address(request, "portfolio_list")
    form = PortfolioForm(posted(request), instance=portfolio, region=request.region)
    return form_page(
        request,
        form,
        lambda: records.write(
            portfolio, version=form.base_version, by=request.user, **form.changes()
        ),
        done=lambda saved: (f"De portefeuille {saved} is opgeslagen.", back),
        title=f"Portefeuille {name} wijzigen",
        crumbs=crumbs(request, ("Portefeuilles", back)),
        submit="Opslaan",
        cancel_url=back,
    )
