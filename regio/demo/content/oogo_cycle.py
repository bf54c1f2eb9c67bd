"""The cycle towards the OOGO of 16 April 2026: subjects, parties and milestones (scenario 3).

Points 4, 6 and 7 have the parties of a jeugdplan, but are no statutory subject: their kind is a
free one. A milestone without number is surroundings: Kieswet and the calendar of the gemeenten.
The days are those of the table; a test counts them from the rule.
"""

from dataclasses import dataclass
from datetime import date

from oogo.models import Milestone, SubjectKind, SubjectParty

MADE = date(2025, 10, 6)
KINDS_MADE = date(2025, 2, 10)
SUBJECTS_MADE = date(2026, 1, 30)
TITLE = "OOGO 2026"

Key, Rule = SubjectKind.Key, Milestone.Rule
BY_HAND, WEEKS, WORKING_DAYS = Rule.BY_HAND, Rule.WEEKS, Rule.WORKING_DAYS
STATUTORY = Rule.STATUTORY
AGREEMENT, CONSULTED = SubjectParty.Capacity.AGREEMENT, SubjectParty.Capacity.CONSULTED
LISTENER = SubjectParty.Capacity.LISTENER


@dataclass(frozen=True)
class KindRow:
    """A kind of subject; `held_on` is the last OOGO on it, filled in on `told`."""

    key: str
    name: str
    article: str = ""
    held_on: date | None = None
    told: date = KINDS_MADE


@dataclass(frozen=True)
class SubjectRow:
    """A subject of the cycle: the name of its kind, its plan, and its parties by reason.

    Those `by_hand` do not follow from where they lie.
    """

    key: str
    kind: str
    plan: str
    parties: tuple
    by_hand: str = ""


@dataclass(frozen=True)
class MilestoneRow:
    """A milestone; `done` is the day on which it was, written down then or on `told`."""

    number: str
    key: str
    title: str
    rule: str
    offset: int | None
    due_on: date
    who: str
    parties: str = ""
    article: str = ""
    note: str = ""
    done: date | None = None
    told: date | None = None


@dataclass(frozen=True)
class NoteRow:
    """What was written with a milestone later, on a day."""

    number: str
    note: str
    on: date


KINDS = (
    KindRow(Key.SUPPORT_PO, "Ondersteuningsplan po",
            "Wet op het primair onderwijs, artikel 18a, leden 7, 9 en 10", date(2024, 2, 15)),
    KindRow(Key.SUPPORT_VO, "Ondersteuningsplan vo",
            "Wet voortgezet onderwijs 2020 (spiegel van Wpo, artikel 18a)", date(2022, 2, 17)),
    KindRow(Key.YOUTH, "Jeugdplan", "Jeugdwet, artikel 2.2, lid 3", date(2025, 9, 25),
            told=date(2025, 9, 26)),
    KindRow(Key.FREE, "Onderwijs en jeugdhulp in de jeugdregio"),
)  # fmt: skip

SIX = "Alk D&W Ber Cas Hei Uit"

SUBJECTS = (
    SubjectRow(
        "vo", "Ondersteuningsplan vo", "concept",
        (
            (AGREEMENT, "Alk D&W Ber Hei", "ligt in VO 27-03"),
            (AGREEMENT, "VO", "samenwerkingsverband van VO 27-03, dient het plan in"),
            (AGREEMENT, "ROC", "mbo met vestiging in het gebied (plicht sinds 1-1-2019)"),
            (CONSULTED, "PPO", "overlappend samenwerkingsverband po (PO 27-03)"),
            (LISTENER, "Cas Uit", "ligt in de jeugdregio, niet in VO 27-03"),
            (LISTENER, "IJm MK", "overlapt de jeugdregio, niet VO 27-03"),
        ),
        by_hand="ROC",
    ),
    SubjectRow(
        "jeugd", "Onderwijs en jeugdhulp in de jeugdregio", "jeugd",
        (
            (AGREEMENT, SIX, "ligt in de jeugdregio"),
            (AGREEMENT, "PPO VO IJm MK", "overlapt de jeugdregio"),
        ),
        by_hand=f"{SIX} PPO VO IJm MK",
    ),
)  # fmt: skip

ELECTIONS, COUNCILS = "verkiezingen", "raden"

MILESTONES = (
    MilestoneRow("M1", "verkenning", "Verkennende gesprekken per gemeente", BY_HAND, None,
                 date(2026, 1, 14), "", "VO", done=date(2026, 1, 14)),
    MilestoneRow("M2", "concept-vo", "Concept-ondersteuningsplan vo 2026–2030 (0.8)", WEEKS, -11,
                 date(2026, 1, 29), "", "VO", done=date(2026, 1, 29)),
    MilestoneRow("M3", "overlappend-swv-vo", "Overleg met overlappend swv", BY_HAND, None,
                 date(2026, 2, 18), "", "VO PPO", done=date(2026, 2, 18),
                 note="Wettelijk overleg, geen OOGO."),
    MilestoneRow("M4", "opr-verzoek-vo", "Instemmingsverzoek aan OPR vo", WEEKS, -7,
                 date(2026, 2, 26), "", "VO", done=date(2026, 2, 26)),
    MilestoneRow("M5", "reacties", "Schriftelijke reacties gemeenten en ROC", WORKING_DAYS, -32,
                 date(2026, 2, 27), "", "D&W", done=date(2026, 3, 4)),
    MilestoneRow("M6", "pora", "PORA blok sociaal: voorbespreking", BY_HAND, None,
                 date(2026, 3, 4), "secretaris", note="Eerste woensdag van de maand.",
                 done=date(2026, 3, 4)),
    MilestoneRow("M7", "vooroverleg", "Ambtelijk vooroverleg", WEEKS, -5,
                 date(2026, 3, 12), "secretaris", done=date(2026, 3, 12)),
    MilestoneRow("", ELECTIONS, "Gemeenteraadsverkiezingen", STATUTORY, None,
                 date(2026, 3, 18), "omgeving", "", "Kieswet, artikelen F 1 en J 1",
                 done=date(2026, 3, 18), told=date(2026, 3, 19)),
    MilestoneRow("M8", "agendaoverleg", "Agendaoverleg voorzitter en secretaris", WEEKS, -3,
                 date(2026, 3, 26), "voorzitter", done=date(2026, 3, 26)),
    MilestoneRow("M9", "kadernota", "Aanlevering kadernota 2027 (P&C)", BY_HAND, None,
                 date(2026, 3, 27), "financiën", SIX,
                 note="Vóór het OOGO: geld dat punt 4 vraagt komt te laat.",
                 done=date(2026, 3, 27)),
    MilestoneRow("M10", "colleges", "Collegebesluiten: inzet en mandaat", WORKING_DAYS, -10,
                 date(2026, 3, 31), "", SIX,
                 note="Alkmaar en Dijk en Waard al op dinsdag 24 maart.",
                 done=date(2026, 3, 31)),
    MilestoneRow("", COUNCILS, "Aantreden nieuwe raden", BY_HAND, None,
                 date(2026, 3, 31), "omgeving",
                 note="Eind maart, datum per gemeente nagaan. Colleges blijven tot hun opvolgers "
                 "zijn benoemd.",
                 done=date(2026, 3, 31), told=date(2026, 4, 1)),
    MilestoneRow("M11", "stukken", "Stukken verzenden", WEEKS, -2,
                 date(2026, 4, 2), "secretaris",
                 note="De dag erna is het Goede Vrijdag, 6 april Tweede Paasdag.",
                 done=date(2026, 4, 2)),
    MilestoneRow("M12", "opr-instemming-vo", "Instemming OPR vo", WEEKS, -1,
                 date(2026, 4, 9), "", "OPR", done=date(2026, 4, 9)),
    MilestoneRow("M13", "oogo", "OOGO, Stadhuis Alkmaar", WEEKS, 0,
                 date(2026, 4, 16), "voorzitter en secretaris", done=date(2026, 4, 16),
                 told=date(2026, 4, 17)),
    MilestoneRow("M14", "lijst", "Afspraken- en actielijst", WORKING_DAYS, 3,
                 date(2026, 4, 21), "secretaris",
                 note="Veel scholen zijn vrij van 18 april t/m 3 mei.", done=date(2026, 4, 21)),
    MilestoneRow("M15", "voorbehouden", "Voorbehouden bij punt 3 beantwoord", BY_HAND, None,
                 date(2026, 4, 21), "", "Alk D&W",
                 note="Vóór de vaststelling van het plan.", done=date(2026, 4, 21),
                 told=date(2026, 4, 22)),
    MilestoneRow("M16", "toezicht-vo", "Goedkeuring intern toezicht VO", BY_HAND, None,
                 date(2026, 4, 22), "deelnemersraad", "VO", done=date(2026, 4, 22)),
    MilestoneRow("M17", "vaststelling-vo", "Vaststelling ondersteuningsplan vo", BY_HAND, None,
                 date(2026, 4, 23), "", "VO", note="Na OOGO, OPR en toezicht.",
                 done=date(2026, 4, 23)),
    MilestoneRow("M18", "verslag", "Conceptverslag", WORKING_DAYS, 5,
                 date(2026, 4, 23), "secretaris", done=date(2026, 4, 23)),
    MilestoneRow("M19", "inspectie-vo", "Plan bij de inspectie", STATUTORY, None,
                 date(2026, 4, 24), "", "VO", "WVO 2020: vóór 1 mei van het jaar waarin het "
                 "plan ingaat, uiterlijk donderdag 30 april 2026",
                 "9 werkdagen tussen OOGO en uiterste dag: geen ruimte voor een tweede overleg.",
                 done=date(2026, 4, 24)),
    MilestoneRow("M20", "bekrachtiging", "Bekrachtiging overige voorbehouden", BY_HAND, None,
                 date(2026, 5, 12), "", SIX),
    MilestoneRow("M21", "raadsbrief", "Raadsinformatiebrief", BY_HAND, None,
                 date(2026, 5, 22), "beleidsmedewerkers", SIX, note="Eén concept, zes brieven."),
    MilestoneRow("M22", "terugkoppeling", "Terugkoppeling aan achterban", WEEKS, 6,
                 date(2026, 5, 28), "trekkers", note="Scholen, OPR, aanbieders en panel."),
    MilestoneRow("M23", "evaluatie", "Evaluatie rol onafhankelijk voorzitter", BY_HAND, None,
                 date(2026, 6, 25), "regisseursgroep"),
    MilestoneRow("M24", "start-vo", "Start plan vo", STATUTORY, None,
                 date(2026, 8, 1), "", "VO", "Eerste dag van het schooljaar: 1 augustus"),
    MilestoneRow("M25", "najaar", "Najaars-OOGO", BY_HAND, None,
                 date(2026, 9, 24), "voorzitter en secretaris",
                 note="Verslag van 16 april ter vaststelling; begroting 2027."),
)  # fmt: skip

NOTES = (
    NoteRow("M5", "De reactie van Dijk en Waard ontbreekt nog.", date(2026, 3, 2)),
    NoteRow("M5", "De reactie van Dijk en Waard kwam op 4 maart.", date(2026, 3, 5)),
)
