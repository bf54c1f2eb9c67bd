"""What the samenwerkingsagenda knows beside the steps of the checklist."""

from django.urls import reverse

from agenda import rules
from agenda.models import Theme
from agenda.standing import standings
from partners.facts import Fact


def facts_for(region, day) -> dict[int, list[Fact]]:
    """Return the facts of `region` on `day` by step of the main instrument, in six queries."""
    found = standings(Theme.objects.of_region(region).running(day).in_order(), day)
    list_url = reverse("agenda:theme_list", args=[region.slug])
    matrix_url = reverse("agenda:role_matrix", args=[region.slug])
    return {
        3: [_themes(found, list_url), _goals(found, list_url)],
        7: [
            _counted(
                found,
                [rules.NO_TREKKER, rules.FUNCTION_ENDED],
                ("thema zonder trekker", "thema’s zonder trekker"),
                list_url,
                "late",
            ),
            _counted(
                found,
                [rules.NO_MANDATE, rules.MANDATE_ENDED],
                (
                    "trekker zonder mandaat van de partners",
                    "trekkers zonder mandaat van de partners",
                ),
                list_url,
                "late",
                named=_with_trekker,
            ),
            _counted(
                found,
                [rules.RESERVED],
                ("trekker met mandaat onder voorbehoud", "trekkers met mandaat onder voorbehoud"),
                list_url,
                "soon",
                named=_with_trekker,
            ),
            _counted(
                found,
                [rules.NO_DIRECTOR],
                ("thema zonder regievoerder", "thema’s zonder regievoerder"),
                matrix_url,
                "late",
            ),
        ],
    }


def _themes(found, url):
    text = "thema op de agenda" if len(found) == 1 else "thema’s op de agenda"
    return Fact(len(found), text, ", ".join(str(s.theme) for s in found), url)


def _goals(found, url):
    count = sum(len(standing.goals) for standing in found)
    without = [str(standing.theme) for standing in found if not standing.goals]
    return Fact(
        count,
        "doel bij de thema’s" if count == 1 else "doelen bij de thema’s",
        f"Nog geen doel: {', '.join(without)}" if without else "",
        url,
        "soon" if without else "",
    )


def _counted(found, codes, text, url, tone, named=lambda standing: str(standing.theme)):
    """Count the themes that give one of the signals `codes`, and name them."""
    wrong = [standing for standing in found if standing.has(*codes)]
    return Fact(
        len(wrong),
        text[len(wrong) != 1],
        ", ".join(named(standing) for standing in wrong),
        url,
        tone if wrong else "",
    )


def _with_trekker(standing):
    return f"{standing.lead.name} ({standing.theme})"
