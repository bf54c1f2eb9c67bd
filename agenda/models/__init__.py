"""The region's samenwerkingsagenda: themes, who leads and who does what, goals and plans."""

from agenda.models.plans import Plan, PlanLink
from agenda.models.themes import Goal, Theme, ThemeRole, Trekker, is_kind_set, is_role_set

REGION_MODELS = [Theme, ThemeRole, Trekker, Goal, Plan, PlanLink]

__all__ = [
    *(model.__name__ for model in REGION_MODELS),
    "REGION_MODELS",
    # Migrations name them here.
    "is_kind_set",
    "is_role_set",
]
