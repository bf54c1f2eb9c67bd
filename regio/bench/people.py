"""`bin/bench people`: the pages about people in a region of 1,000 people and 2,000 functions.

Each beside its floor, under gunicorn, and beside the same page of a region of size S, on SQLite
and PostgreSQL: as many queries, at most fifteen, at most five times the floor.
"""

import argparse
import sys

from regio.bench.server import DATABASES, run_in_child
from regio.bench.sized import READERS, Tour, measure

FIELD = "speelveld/"
PAGES = {
    "Speelveld": FIELD,
    "kaart": f"{FIELD}kaart/",
    "gebieden": f"{FIELD}gebieden/",
    "Ontbreekt": f"{FIELD}ontbreekt/",
    "Partijen": f"{FIELD}partijen/",
    "Partijen, gezocht": f"{FIELD}partijen/?zoek=12",
    "partij": f"{FIELD}partijen/{{party}}/",
    "partij beëindigen": f"{FIELD}partijen/{{party}}/beeindigen/",
    "persoon bij partij": f"{FIELD}partijen/{{party}}/functies/nieuw/",
    "Mensen": f"{FIELD}mensen/",
    "Mensen, bladzijde 20": f"{FIELD}mensen/?pagina=20",
    "Mensen, gezocht": f"{FIELD}mensen/?zoek=merel",
    "Mensen, op een dag": f"{FIELD}mensen/?op=2026-01-01",
    "persoon": f"{FIELD}mensen/{{person}}/",
    "persoon wijzigen": f"{FIELD}mensen/{{person}}/wijzigen/",
    "functie erbij": f"{FIELD}mensen/{{person}}/functies/nieuw/",
    "functie wijzigen": f"{FIELD}functies/{{position}}/wijzigen/",
    "functie beëindigen": f"{FIELD}functies/{{position}}/beeindigen/",
    "vertegenwoordiging erbij": f"{FIELD}functies/{{position}}/vertegenwoordigingen/nieuw/",
    "mensen inlezen": f"{FIELD}mensen/inlezen/",
    "mensen downloaden": f"{FIELD}mensen/downloaden/",
    "Organisaties": f"{FIELD}organisaties/",
    "Organisaties, gezocht": f"{FIELD}organisaties/?zoek=12",
    "organisatie": f"{FIELD}organisaties/{{organisation}}/",
    "dubbel": f"{FIELD}organisaties/dubbel/",
    "Gremia en drukte": f"{FIELD}gremia/",
    "gremium": f"{FIELD}gremia/{{body}}/",
    "zetel erbij": f"{FIELD}gremia/{{body}}/zetels/nieuw/",
    "zetel bezetten": f"{FIELD}zetels/{{seat}}/bezetten/",
    "trekker kiezen": "agenda/themas/{theme}/trekker/nieuw/",
    "deelnemers": "overleg/{meeting}/deelnemers/",
    "deelnemer erbij": "overleg/{meeting}/deelnemers/nieuw/",
    "nieuwe actie": "acties/nieuw/",
    "Leden": "leden/",
    "namen zoeken": f"{FIELD}namen/?soort=position&veld=wie&wie=merel",
}


def places(region):
    """Return {key: what stands in an address}: the party and body with the most people."""
    from django.db.models import Count

    from oogo.models import Meeting
    from partners.models import Body, Party, Position, Seat

    parties = Party.objects.of_region(region)
    party = parties.annotate(n=Count("organisation__positions")).order_by("-n", "pk")[0]
    position = Position.objects.of_region(region).order_by("-pk")[0]
    body = Body.objects.of_region(region).annotate(n=Count("seats")).order_by("-n", "pk")[0]
    return {
        "party": party.pk,
        "organisation": party.organisation_id,
        "person": position.person_id,
        "position": position.pk,
        "body": body.pk,
        "seat": Seat.objects.filter(body=body).earliest("pk").pk,
        "theme": region.themes.earliest("number").pk,
        "meeting": Meeting.objects.filter(region=region).latest("number").number,
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--one", choices=DATABASES, help=argparse.SUPPRESS)
    parser.add_argument("--as", choices=READERS, dest="reader", default="regisseur")
    parser.add_argument("--runs", type=int, default=5, help="how often each page is asked")
    options = parser.parse_args()
    if options.one:
        tour = Tour(PAGES, places, "partners", sizes=("S", "P"), runs=options.runs)
        return 1 if measure(options.one, [options.reader], tour) else 0
    arguments = ["--as", options.reader, "--runs", str(options.runs)]
    failed = [run_in_child("regio.bench.people", one, arguments) for one in DATABASES]
    return 1 if any(failed) else 0


if __name__ == "__main__":
    sys.exit(main())
