"""From a cycle to its afspraken and actions; one file per aggregate."""

from oogo.models.cycles import Cycle, CycleSubject, Milestone, SubjectKind, SubjectParty
from oogo.models.decisions import Decision
from oogo.models.dossiers import Dossier, DossierReader
from oogo.models.items import (
    AgendaItem,
    Annex,
    ItemOrigin,
    ItemPart,
    ItemShare,
    RepresentationItem,
)
from oogo.models.meetings import Meeting, Participant
from oogo.models.outcomes import Postponement, StepOutcome
from oogo.models.promises import Action
from oogo.models.stances import LocalFollowUp, Stance

__all__ = [
    "Action",
    "AgendaItem",
    "Annex",
    "Cycle",
    "CycleSubject",
    "Decision",
    "Dossier",
    "DossierReader",
    "ItemOrigin",
    "ItemPart",
    "ItemShare",
    "LocalFollowUp",
    "Meeting",
    "Milestone",
    "Participant",
    "Postponement",
    "RepresentationItem",
    "Stance",
    "StepOutcome",
    "SubjectKind",
    "SubjectParty",
]

# Their `visible_to` asks more than membership of the region: papers of a body, what is confidential
# and what hangs on it, stances that are not released.
GUARDED_MODELS = [
    Meeting,
    Participant,
    AgendaItem,
    Annex,
    ItemPart,
    ItemShare,
    ItemOrigin,
    RepresentationItem,
    Decision,
    Stance,
    LocalFollowUp,
    Action,
    Postponement,
    StepOutcome,
    Dossier,
    DossierReader,
]
# What a row that is seen may name without its reader seeing that too.
FOLLOWED = [
    (Participant, "from_item"),
    (Participant, "until_item"),
    (Decision, "item"),
    (Decision, "superseded_by"),
    *((Action, f"from_{kind}") for kind in ("meeting", "item", "decision", "stance")),
]
REGION_MODELS = [SubjectKind, Cycle, CycleSubject, SubjectParty, Milestone, *GUARDED_MODELS]
