from partners.models.areas import AreaContact, AreaText
from partners.models.bodies import Body, Seat, SeatHolding
from partners.models.closed_days import ClosedDay
from partners.models.organisations import (
    Organisation,
    OrganisationLink,
    OrganisationName,
    RegionArea,
)
from partners.models.outlines import MunicipalityOutline
from partners.models.parties import Party
from partners.models.people import Mandate, Person, Position, Representation
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
]

__all__ = [
    *(model.__name__ for model in REGION_MODELS),
    "REGION_MODELS",
    "Area",
    "AreaMembership",
    "AreaName",
    "AreaText",
    "Municipality",
    "MunicipalityName",
    "MunicipalityOutline",
    "Succession",
]
