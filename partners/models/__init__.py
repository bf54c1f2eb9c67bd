from partners.models.areas import AreaContact, AreaText
from partners.models.bodies import Body, Seat, SeatHolding
from partners.models.closed_days import ClosedDay
from partners.models.elections import Election, Formation, Sitting
from partners.models.inquiries import Correction, Inquiry
from partners.models.mergers import MergerPlan
from partners.models.organisations import (
    Organisation,
    OrganisationLink,
    OrganisationName,
    RegionArea,
)
from partners.models.outlines import MunicipalityOutline
from partners.models.parties import Party
from partners.models.people import ANONYMOUS, Mandate, Person, Position, Representation
from partners.models.portfolios import Portfolio
from partners.models.reference import (
    Area,
    AreaMembership,
    AreaName,
    Municipality,
    MunicipalityName,
    Succession,
)

REGION_MODELS = [
    RegionArea,
    AreaContact,
    Portfolio,
    Organisation,
    OrganisationName,
    OrganisationLink,
    Party,
    Person,
    Position,
    Representation,
    Mandate,
    Body,
    Seat,
    SeatHolding,
    ClosedDay,
    Election,
    Formation,
    Sitting,
    MergerPlan,
]

__all__ = [
    *(model.__name__ for model in REGION_MODELS),
    "ANONYMOUS",
    "REGION_MODELS",
    "Area",
    "AreaMembership",
    "AreaName",
    "Correction",
    "Inquiry",
    "AreaText",
    "Municipality",
    "MunicipalityName",
    "MunicipalityOutline",
    "Succession",
]
