"""Which functions have to be read to say what some organisations miss."""

from django.db.models import Q

from partners.models import OrganisationLink, Position, Representation


def concerned(organisations) -> Q:
    """Return the condition on a function to say what `organisations` (keys) miss: all functions of
    whoever is or was there, works for them or represents them; and of who acts for somebody there.
    """
    works = OrganisationLink.objects.filter(
        kind=OrganisationLink.Kind.WORKS_FOR, target__in=organisations
    ).values("source")
    speaks = Representation.objects.filter(party__organisation__in=organisations).values("position")
    there = Position.objects.filter(
        Q(organisation__in=organisations) | Q(organisation__in=works) | Q(pk__in=speaks)
    )
    acts = Q(acts_for__organisation__in=organisations)
    return Q(person__in=there.values("person")) | acts
