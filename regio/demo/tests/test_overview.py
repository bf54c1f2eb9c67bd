"""Overzicht, Mijn werk and the facts on 3 March 2026, as the scenario (8 and 10) has them."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Region, User
from checklist import facts
from regio.demo.actions import DAYS
from regio.home.work import Work
from regio.lib import clock

pytestmark = pytest.mark.usefixtures("loaded_once", "db")
PLAN_VO = "Overeenstemming over het concept-ondersteuningsplan vo 2026–2030"
HELP_AT_SCHOOL = "Hulp op school: variant B per 1 januari 2027"
TREKKER = "Trekker ‘Overgang naar werk’"


@pytest.fixture
def region(loaded_once, db):
    return Region.objects.get(slug="noord-kennemerland")


@pytest.fixture
def answer(region):
    """Return a function that fetches the Overzicht, or a part of it, as one of the accounts."""

    def fetch(name="region_detail", as_="beleid.gemeente"):
        client = Client()
        client.force_login(User.objects.get(email=f"{as_}@demo.test"))
        headers = {} if name == "region_detail" else {"HX-Request": "true"}
        return client.get(reverse(f"home:{name}", args=[region.slug]), headers=headers)

    return fetch


@pytest.fixture
def work(region):
    """Return a function: what waits for one of the accounts in the region."""

    def read(account):
        with clock.standing_at(DAYS[0]):
            [row] = Work(User.objects.get(email=f"{account}@demo.test"), DAYS[0]).regions
        return row

    return read


def words(answer):
    text = re.sub(r"<svg.*?</svg>|<[^>]+>", " ", answer.content.decode(), flags=re.S)
    return " ".join(text.split())


def told(region, number):
    found = facts.for_step(region, DAYS[0], number)
    return [(fact.number, fact.text, fact.detail) for fact in found]


# --- Overzicht


def test_it_is_44_days_to_the_oogo_and_only_the_written_reactions_are_late(answer):
    run = answer().context["overview"].run
    assert run.days_left == 44
    assert [(s.milestone.title, s.late_text, s.who) for s in run.late] == [
        ("Schriftelijke reacties gemeenten en ROC", "4 dagen te laat", "Dijk en Waard")
    ]
    text = words(answer())
    assert "1 mijlpaal te laat" in text
    assert "44 dagen do 16 april 2026, 13.30 uur Stadhuis Alkmaar, raadzaal" in text


def test_elections_and_may_holiday_are_drawn(answer):
    page = answer().content.decode()
    assert "Gemeenteraadsverkiezingen, 18-03-2026" in page
    assert "meivakantie" in page


def test_the_law_leaves_58_days_for_vo_and_two_years_for_po(answer):
    watched = {w.name: w.watch for w in answer().context["overview"].calendar.watched}
    assert {name: (w.term, w.days_left, w.working_days) for name, w in watched.items()} == {
        "Ondersteuningsplan po": ("inspectie vóór 1 mei 2028", 789, None),
        "Ondersteuningsplan vo": ("inspectie vóór 1 mei 2026", 58, 9),
        "Jeugdplan": ("geen vaste looptijd; geen wettelijke termijn", None, None),
    }
    text = words(answer())
    assert "Ondersteuningsplan vo : inspectie vóór 1 mei 2026 (58 dagen)" in text
    assert "Ondersteuningsplan po : inspectie vóór 1 mei 2028" in text


def test_parties_and_checklist_are_counted(answer):
    overview = answer().context["overview"]
    assert overview.line.startswith("6 gemeenten · 4 samenwerkingsverbanden")
    progress = overview.table.progress
    assert (progress.given, progress.applicable, progress.percent) == (54, 77, 70)
    assert len(overview.table.differences) == 5


def test_actions_are_counted_and_the_latest_come_first(answer):
    actions = answer().context["overview"].actions
    counts = actions.counts
    assert (counts.late, counts.today, counts.tomorrow, counts.week, counts.later) == (
        2, 1, 1, 1, 6
    )  # fmt: skip
    assert (counts.reported, counts.done, counts.lapsed, counts.total) == (1, 1, 1, 14)
    assert [(e.action.code, e.due.text) for e in actions.entries] == [
        ("A01", "12 dagen te laat"),
        ("A02", "4 dagen te laat"),
        ("A10", "vandaag"),
        ("A03", "morgen"),
        ("A04", "deze week"),
        ("A07", ""),
    ]


def test_theme_four_has_no_trekker(answer):
    lines = answer("themes").context["themes"]
    assert [(t.standing.theme.number, t.standing.light.kind, t.decisions) for t in lines] == [
        (1, "done", 2),
        (2, "done", 0),
        (3, "done", 0),
        (4, "late", 0),
        (5, "soon", 1),
    ]
    assert "Overgang naar werk (pro, vso, mbo) geen trekker" in words(answer("themes"))


def test_who_and_what_is_missing(answer):
    missing = answer("gaps").context["gaps"].missing
    assert {(str(gap.missing.who), gap.missing.text) for gap in missing} >= {
        ("Heiloo", "Niemand op uitvoerend niveau."),
        ("swv IJmond", "Niemand op beleidsmatig niveau."),
        ("swv Midden-Kennemerland", "Niemand op beleidsmatig niveau."),
        ("Dijk en Waard", "Het mandaat van Joris Grutto liep t/m 31-12-2025."),
        ("Uitgeest", "Karel Fuut heeft geen mandaat."),
        ("swv IJmond", "Gijs Meerkoet heeft geen mandaat."),
    }


def test_three_points_ask_more_than_the_mandates_give(answer):
    checks = answer("mandates", as_="regisseur").context["checks"]
    assert [(c.item.order, len(c.lacking), len(c.rows)) for c in checks] == [
        (3, 1, 6),
        (4, 9, 10),
        (5, 4, 11),
    ]


@pytest.mark.parametrize(
    ("account", "label"),
    [
        ("regisseur", "Dossier OOGO voorbereiden"),
        ("beleid.gemeente", "Checklist openen"),
        ("wethouder", "Checklist openen"),
    ],
)
def test_the_first_button_is_what_the_account_comes_for(answer, account, label):
    assert answer(as_=account).context["overview"].main_action[0] == label


# --- Mijn werk


def test_merel_has_three_stances_to_give_and_two_meetings(work):
    row = work("wethouder")
    assert [(s.decision.title, str(s.party)) for s in row.stances] == [
        (PLAN_VO, "Alkmaar"),
        (HELP_AT_SCHOOL, "Alkmaar"),
        (TREKKER, "Alkmaar"),
    ]
    assert [(str(i.meeting), i.days, i.participant.reply) for i in row.meetings] == [
        ("PORA blok sociaal 04-03-2026", 1, "komt"),
        ("OOGO 16-04-2026", 44, "komt"),
    ]
    assert [(s.step, s.due_on) for s in row.steps] == [("afspraken", date(2026, 9, 1))]
    assert (row.actions, row.parts) == ([], [])


def test_bosuil_has_two_actions_of_which_one_is_for_today(work):
    row = work("beleid.gemeente")
    assert [(e.action.code, e.due.text) for e in row.actions] == [
        ("A10", "vandaag"),
        ("A04", "deze week"),
    ]


def test_zwaluw_has_the_action_of_her_seat_and_the_checklist_of_four_gemeenten(work):
    row = work("beleid.buch")
    assert [(e.action.code, e.due.text) for e in row.actions] == [("A01", "12 dagen te laat")]
    assert [(str(part.party), part.left) for part in row.parts] == [
        ("Bergen", 2),
        ("Castricum", 2),
        ("Heiloo", 2),
        ("Uitgeest", 2),
    ]
    asked = {}
    for stance in row.stances:
        asked.setdefault(stance.decision.title, []).append(str(stance.party))
    assert {title: sorted(names) for title, names in asked.items()} == {
        PLAN_VO: ["Bergen", "Heiloo"],
        HELP_AT_SCHOOL: ["Bergen", "Castricum", "Heiloo"],
        TREKKER: ["Bergen", "Castricum", "Heiloo", "Uitgeest"],
    }


def test_torenvalk_confirms_what_was_reported_done(work):
    row = work("regisseur")
    assert [e.action.code for e in row.to_confirm] == ["A13"]
    assert [e.action.code for e in row.actions] == ["A07"]
    assert [str(i.meeting) for i in row.meetings if i.participant.reply == "open"] == [
        "Regisseursgroep 25-06-2026"
    ]


def test_nothing_waits_for_a_reader(work):
    assert work("lezer").count == 0


# --- beside the steps of the checklist


def test_beside_step_two_stands_what_was_shared_and_how_old_it_is(region):
    assert told(region, 2) == [
        (
            3,
            "indicatoren met cijfers",
            "laatst geleverd op 17 februari 2026, 14 dagen geleden",
        ),
        (5, "stukken gedeeld bij overleggen", "nieuwste van 26 februari 2026, 5 dagen geleden"),
    ]


def test_beside_step_four_stands_how_much_time_is_left(region):
    assert told(region, 4) == [
        (
            44,
            "dagen tot het OOGO",
            "16 april 2026; te laat: Schriftelijke reacties gemeenten en ROC",
        ),
        (
            789,
            "dagen tijd: Ondersteuningsplan po",
            "inspectie vóór 1 mei 2028; laatste OOGO op 15 februari 2024",
        ),
        (
            58,
            "dagen tijd: Ondersteuningsplan vo",
            "inspectie vóór 1 mei 2026; laatste OOGO op 17 februari 2022",
        ),
        ("–", "Jeugdplan", "laatste OOGO op 25 september 2025"),
    ]


def test_beside_step_five_stand_the_afspraken_and_what_is_late(region):
    assert told(region, 5) == [
        (3, "afspraken lopen", "2 definitief; 1 definitief, zonder een partij"),
        (0, "voorbehouden wachten op antwoord", ""),
        (0, "standpunten ontbreken nog", ""),
        (
            2,
            "acties te laat",
            "A01 Leerlingstromen 2025 aanleveren, A02 Voorstel toeleiding intensieve jeugdhulp",
        ),
    ]


def test_beside_step_eight_stands_which_afspraak_is_looked_at_again_first(region):
    assert told(region, 8)[-1] == (
        0,
        "afspraken nu te herijken",
        "eerstvolgende: 2025-NK-009 op 25 juni 2026",
    )
