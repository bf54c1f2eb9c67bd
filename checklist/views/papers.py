"""A round on paper: for the printer of the browser, and as a PDF."""

from django.shortcuts import render
from django.urls import reverse

from checklist.models import Evidence
from checklist.table import RoundTable
from checklist.views.steps import get_round
from partners.atlas import Atlas
from partners.field import Field
from regio.lib import clock
from regio.lib.papers import paper_response

# The step that asks who belongs to what: there the map stands.
MAPPED_STEP = "speelveld"
MAPPED_KINDS = ("swv_po", "jeugd")


def round_print(request, slug, pk):
    round = get_round(request, pk)
    context = whole(round) | {
        "crumbs": [("Checklist", reverse("checklist:round_list", args=[slug]))]
    }
    return render(request, "checklist/round_print.html", context)


def round_pdf(request, slug, pk):
    round = get_round(request, pk)
    return paper_response(
        request,
        "checklist/pdf/round.html",
        paper(round),
        name=f"checklist-{slug}-{round.title}",
        back=reverse("checklist:round_print", args=[slug, pk]),
    )


def paper(round):
    """Return what the PDF of a round shows: the whole, and what it comes to."""
    context = whole(round)
    steps = context["steps"]
    return context | {
        "atlas": Atlas(Field(round.region, is_wide=True), clock.today(), kinds=MAPPED_KINDS),
        "mapped": MAPPED_STEP,
        "agreed_count": sum(item["state"].is_agreed for item in steps),
        "to_do": [item for item in steps if item["state"].to_do],
    }


def whole(round):
    """Return the whole of a round, step by step, as it is printed."""
    table = RoundTable(round)
    evidence = {}
    for row in Evidence.objects.filter(round=round, is_withdrawn=False):
        evidence.setdefault(row.step, []).append(row)
    steps = [
        {
            "cell": cell,
            "state": table.state(cell.step),
            "views": [(party, table.view(cell.step, party)) for party in table.parties],
            "groups": cell.told,
            "questions": [_printed(table, question) for question in cell.step.questions],
            "evidence": evidence.get(cell.step.key, []),
        }
        for cell in table.strip
    ]
    return {"round": round, "table": table, "steps": steps}


def _printed(table, question):
    """(question, shared answer, [(party, answer)])."""
    if not question.per_party:
        return question, table.answer(question, None), []
    return question, None, table.answers_of_parties(question)
