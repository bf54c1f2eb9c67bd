"""`bin/bench people`: the pages about people in a region of 1,000 people and 2,000 functions.

Each beside its floor, under gunicorn, and beside the same page of a region of size S, on SQLite
and PostgreSQL: as many queries, at most fifteen, at most five times the floor. A herindeling reads
every app, and may ask more (docs/adr/0017-mergers.md).
"""

import argparse
import sys
from datetime import timedelta

from regio.bench.server import DATABASES, run_in_child
from regio.bench.sized import HOME, MOST_AT_HOME, READERS, Tour, measure

FIELD = "speelveld/"
SIZES = ("S", "P")
MOST = {HOME: MOST_AT_HOME, "herindeling": 35}
PAGES = {
    HOME: "",
    "wie ontbreekt er": "overzicht/ontbreekt/",
    "Speelveld": FIELD,
    "kaart": f"{FIELD}kaart/",
    "gemeente": f"{FIELD}gemeenten/GM0361/",
    "gebieden": f"{FIELD}gebieden/",
    "gebied": f"{FIELD}gebieden/swv_po/PO2703/",
    "contact van gebied": f"{FIELD}gebieden/swv_po/PO2703/contact/",
    "Ontbreekt": f"{FIELD}ontbreekt/",
    "Ontbreekt, op een dag": f"{FIELD}ontbreekt/?op=2026-01-01",
    "Partijen": f"{FIELD}partijen/",
    "Partijen, bladzijde 3": f"{FIELD}partijen/?pagina=3",
    "Partijen, gezocht": f"{FIELD}partijen/?zoek=12",
    "partij": f"{FIELD}partijen/{{party}}/",
    "partij beëindigen": f"{FIELD}partijen/{{party}}/beeindigen/",
    "relatie erbij": f"{FIELD}partijen/{{party}}/relaties/nieuw/",
    "persoon bij partij": f"{FIELD}partijen/{{party}}/functies/nieuw/",
    "Mensen": f"{FIELD}mensen/",
    "Mensen, bladzijde 20": f"{FIELD}mensen/?pagina=20",
    "Mensen, gezocht": f"{FIELD}mensen/?zoek=eva",
    "Mensen, op een dag": f"{FIELD}mensen/?op=2026-01-01",
    "persoon": f"{FIELD}mensen/{{person}}/",
    "persoon wijzigen": f"{FIELD}mensen/{{person}}/wijzigen/",
    "alles van een persoon": f"{FIELD}mensen/{{person}}/gegevens/",
    "functie erbij": f"{FIELD}mensen/{{person}}/functies/nieuw/",
    "functie wijzigen": f"{FIELD}functies/{{position}}/wijzigen/",
    "functie beëindigen": f"{FIELD}functies/{{position}}/beeindigen/",
    "mandaat erbij": f"{FIELD}functies/{{position}}/mandaten/nieuw/",
    "vertegenwoordiging erbij": f"{FIELD}functies/{{position}}/vertegenwoordigingen/nieuw/",
    "mensen inlezen": f"{FIELD}mensen/inlezen/",
    "mensen downloaden": f"{FIELD}mensen/downloaden/",
    "Organisaties": f"{FIELD}organisaties/",
    "Organisaties, gezocht": f"{FIELD}organisaties/?zoek=12",
    "organisatie": f"{FIELD}organisaties/{{organisation}}/",
    "dubbel": f"{FIELD}organisaties/dubbel/",
    "Gremia": f"{FIELD}gremia/",
    "drukte": f"{FIELD}gremia/drukte/",
    "drukte van partijen": f"{FIELD}gremia/drukte/?wie=partijen",
    "gremia naast elkaar": f"{FIELD}gremia/naast-elkaar/?gremium={{body}}&met={{other_body}}",
    "gremium": f"{FIELD}gremia/{{body}}/",
    "zetel erbij": f"{FIELD}gremia/{{body}}/zetels/nieuw/",
    "zetel bezetten": f"{FIELD}zetels/{{seat}}/bezetten/",
    "verkiezingen": f"{FIELD}verkiezingen/",
    "verkiezing": f"{FIELD}verkiezingen/{{election}}/",
    "college": f"{FIELD}colleges/{{formation}}/",
    "college vastleggen": f"{FIELD}colleges/{{formation}}/vastleggen/",
    "herindelingen": f"{FIELD}herindelingen/",
    "herindeling": f"{FIELD}herindelingen/{{merger}}/",
    "trekker kiezen": "agenda/themas/{theme}/trekker/nieuw/",
    "deelnemers": "overleg/{meeting}/deelnemers/",
    "deelnemer erbij": "overleg/{meeting}/deelnemers/nieuw/",
    "nieuwe actie": "acties/nieuw/",
    "actie wijzigen": "acties/{action}/wijzigen/",
    "Leden": "leden/",
    "namen zoeken": f"{FIELD}namen/?soort=position&veld=wie&wie=merel",
}
OLD, NEW = "GM0373", "GM8373"


def add_events():
    """Let an election be held and a herindeling come: what touches the people of a gemeente."""
    from partners.models import Municipality
    from partners.reference.announce import Announcement, NewTown, announce
    from regio.filling.sizes import SIZES as FILLED
    from regio.lib import clock

    on = clock.today() + timedelta(days=200)
    new = NewTown(NEW, "Nestgaarde", "Noord-Holland")
    old = Municipality.objects.get(code=OLD)
    announce(Announcement(on, "nieuw", (old,), (), new, "meting"))
    for size in SIZES:
        _hold_election(FILLED[size].slug, clock.today())


def _hold_election(slug, today):
    """Let every gemeente of a region vote; of the first one, all who sit in its college stop."""
    from partners.models import Election, Formation, Organisation, Sitting

    towns = Organisation.objects.filter(region__slug=slug, kind=Organisation.Kind.MUNICIPALITY)
    region = towns[0].region
    held_on, appointed_on = today - timedelta(days=30), today + timedelta(days=30)
    election = Election.objects.create(region=region, held_on=held_on, version=1)
    formations = [
        Formation.objects.create(
            election=election, organisation=town, appointed_on=appointed_on, version=1
        )
        for town in towns.order_by("pk")
    ]
    for position in formations[0].organisation.positions.filter(level="bestuurlijk"):
        fields = {"outcome": Sitting.Outcome.STOPS, "new_name": f"Heggemus {position.pk}"}
        Sitting.objects.create(formation=formations[0], position=position, version=1, **fields)


def places(region):
    """Return {key: what stands in an address}: the party and body with the most people."""
    from django.db.models import Count

    from oogo.models import Meeting
    from partners.models import Body, Formation, Party, Position, Seat, Succession

    parties = Party.objects.of_region(region)
    party = parties.annotate(n=Count("organisation__positions")).order_by("-n", "pk")[0]
    position = Position.objects.of_region(region).order_by("-pk")[0]
    body, other = Body.objects.of_region(region).annotate(n=Count("seats")).order_by("-n", "pk")[:2]
    formation = Formation.objects.of_region(region).earliest("pk")
    return {
        "party": party.pk,
        "organisation": party.organisation_id,
        "person": position.person_id,
        "position": position.pk,
        "body": body.pk,
        "other_body": other.pk,
        "seat": Seat.objects.filter(body=body).earliest("pk").pk,
        "theme": region.themes.earliest("number").pk,
        "election": formation.election_id,
        "formation": formation.pk,
        "merger": Succession.objects.get(old__code=OLD, new__code=NEW).pk,
        "action": region.actions.exclude(owner_party=None).latest("number").number,
        "meeting": Meeting.objects.filter(region=region).latest("number").number,
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--one", choices=DATABASES, help=argparse.SUPPRESS)
    parser.add_argument("--as", choices=READERS, dest="reader", default="regisseur")
    parser.add_argument("--runs", type=int, default=5, help="how often each page is asked")
    options = parser.parse_args()
    if options.one:
        tour = Tour(PAGES, places, "partners", sizes=SIZES, runs=options.runs, most=MOST)
        return 1 if measure(options.one, [options.reader], tour, prepare=add_events) else 0
    arguments = ["--as", options.reader, "--runs", str(options.runs)]
    failed = [run_in_child("regio.bench.people", one, arguments) for one in DATABASES]
    return 1 if any(failed) else 0


if __name__ == "__main__":
    sys.exit(main())
