"""Walls inside a region: whose parties these are, who directs, what is confidential.

What a user may see rests on a few short lists of keys (`Sight`), read once a request; with these
every wall is one flat condition, which both databases answer fast.
"""

from collections import defaultdict

from django.apps import apps
from django.db import models
from django.db.models import Q, Value
from django.utils.functional import cached_property

from accounts.models import Membership, RegionScopedQuerySet
from partners.models import Party
from partners.speaking import Speaking, read_anew, speaking_of
from regio.lib import clock
from regio.lib.models import in_one_query

MEETING, BODY, ITEM, ACTION = "meeting", "body", "item", "action"
ANYTHING = ~Q(pk__in=[])
# From an action to the item that it may hang on, by an afspraak or a stance too.
HUNG_ON = ("from_item", "from_decision__item", "from_stance__decision__item")


class Sight:
    """What decides over what `user` sees today, as lists of keys. Read once, when first asked."""

    def __init__(self, user):
        self.user = user
        self.day = clock.today()

    @cached_property
    def directed_regions(self):
        """The regions in which the user is regisseur."""
        role = Membership.Role.DIRECTOR
        return [m.region_id for m in self.user.current_memberships if m.role == role]

    @property
    def directs_everywhere(self):
        """Whether the user is regisseur in each own region: then no wall stands within one."""
        return set(self.directed_regions) == set(self.user.current_regions)

    @cached_property
    def walled_regions(self):
        """The own regions within which a wall stands."""
        return set(self.user.current_regions) - set(self.directed_regions)

    @property
    def own_parties(self):
        """The parties for which the user speaks."""
        return list(self._own)

    def own_parties_in(self, region):
        """Those in `region`."""
        return [key for key, place in self._own.items() if place == region.pk]

    @property
    def attended_meetings(self):
        """The meetings to which the user is invited, or which the user attended."""
        return list(self._keys[MEETING])

    @property
    def own_bodies(self):
        """The bodies in which an own party has a seat."""
        return list(self._keys[BODY])

    def positions_on(self, day):
        """The functions that the user has on `day`."""
        return self._speaking.positions_on(day)

    @cached_property
    def _speaking(self):
        return speaking_of(self.user)

    @cached_property
    def _own(self):
        """The parties for which the user speaks today: {key: key of its region}."""
        return self._speaking.parties_on(self.day)

    @cached_property
    def _keys(self):
        """The keys of meetings, bodies and hidden items."""
        found = {kind: {key for key, *_ in self._rows[kind]} for kind in (MEETING, BODY)}
        items = defaultdict(set)
        for key, meeting, party in self._rows[ITEM]:
            items[key, meeting].add(party)
        own, attended = set(self._own), found[MEETING]
        hidden = {
            key
            for (key, meeting), named in items.items()
            if not _is_told(named - {None}, meeting, own, attended)
        }
        return found | {ITEM: hidden}

    @cached_property
    def _rows(self):
        return _read(self._branches())

    def _branches(self):
        """Yield what that query consists of. Who never had a function takes part in nothing."""
        if positions := self._speaking.positions:
            rows = apps.get_model("oogo", "Participant").objects.filter(is_withdrawn=False)
            rows = rows.filter(Q(position__in=positions) | Q(replaced_by__in=positions))
            yield _named(rows, MEETING, "meeting")
        if self._own:
            seats = apps.get_model("partners", "Seat").objects.on(self.day)
            yield _named(seats.filter(party__in=self._own), BODY, "body")
        if walled := self.walled_regions:
            yield _named(_confidential(walled), ITEM, "pk", "meeting", "disclosed_to")

    @property
    def hidden_items(self):
        """The confidential items of the user's regions that are not for the user."""
        return list(self._keys[ITEM])

    @cached_property
    def hidden_actions(self):
        """The actions that hang on one of these. They are few where actions are many: known by
        their keys, a list of actions needs no join. Who asks them first reads both at once."""
        if "_rows" not in vars(self):
            rows = self._rows = _read([*self._branches(), *_hung(self.walled_regions)])
        else:
            rows = _read(_hung(self.walled_regions) if self.hidden_items else [])
        hidden = set(self.hidden_items)
        return frozenset(key for key, item, _ in rows[ACTION] if item in hidden)

    def disclosed(self, model, *, region, meeting):
        """Return the condition under which the user sees rows of `model`, a Confidential one.

        `region` and `meeting` are the paths from a row to both. What else it hangs on is not asked.
        """
        return (
            Q(is_confidential=False)
            | Q(**{f"{region}__in": self.directed_regions})
            | _told(model, meeting, self.own_parties, self.attended_meetings)
        )

    def papers(self, path=""):
        """Return the condition under which the user sees the papers of a meeting at `path`.

        Papers of a body are for its parties' members, its participants and regisseurs, unless the
        body is open to the whole region.
        """
        return self._of_body(path, region=f"{path}region", meeting=f"{path}pk")

    def item_papers(self, path=""):
        """Return the same condition on the item at `path`, also where it waits for a meeting."""
        return self._of_body(path, region=f"{path}body__region", meeting=f"{path}meeting")

    def _of_body(self, path, *, region, meeting):
        if self.directs_everywhere:
            return ANYTHING
        return (
            Q(**{f"{path}body__is_open": True})
            | Q(**{f"{region}__in": self.directed_regions})
            | Q(**{f"{meeting}__in": self.attended_meetings})
            | Q(**{f"{path}body__in": self.own_bodies})
        )

    def sees_papers_of(self, item):
        """Tell of `item`, fetched with its body, what `item_papers` asks the database."""
        return (
            self.directs_everywhere
            or item.body.is_open
            or item.body.region_id in self.directed_regions
            or self.attends(item.meeting_id)
            or item.body_id in self._keys[BODY]
        )

    def attends(self, meeting):
        """Tell whether the user takes part in `meeting`, a key or None."""
        return meeting in self._keys[MEETING]

    def agreed(self, path=""):
        """Return the condition that the afspraak at `path` hangs on no item that is hidden, and
        that one without number lies in no body of which the user does not see the papers."""
        papers = Q(**{f"{path}item": None}) | self.item_papers(f"{path}item__")
        is_numbered = Q(**{f"{path}sequence__isnull": False})
        return self.without_hidden(f"{path}item") & (is_numbered | papers)

    def sees_agreed(self, decision):
        """Tell of the afspraak `decision`, fetched with its item and that one's body, what `agreed`
        asks the database."""
        item = decision.item
        if self.directs_everywhere or item is None:
            return True
        is_told = decision.sequence is not None or self.sees_papers_of(item)
        return is_told and item.pk not in self.hidden_items

    def without_hidden(self, path):
        """Return the condition that the item at `path`, if any, is not hidden from the user."""
        return ANYTHING if self.directs_everywhere else _none_of(path, self.hidden_items)

    def promised(self, path):
        """Return the condition that the action at `path`, if any, hangs on no item that is hidden
        from the user."""
        return ANYTHING if self.directs_everywhere else _none_of(path, self.hidden_actions)


def _none_of(path, keys):
    return ~Q(**{f"{path}__in": keys}) if keys else ANYTHING


def _told(model, meeting, own, attended):
    """Return the condition that a confidential row of `model` is for one of the parties `own`: it
    names one, or it names none and its meeting is one of `attended`."""
    column = model._meta.model_name
    named = model.disclosed_to.through.objects
    return Q(pk__in=named.filter(party__in=own).values(column)) | ~Q(
        pk__in=named.values(column)
    ) & Q(**{f"{meeting}__in": attended})


def _is_told(named, meeting, own, attended):
    """Say of a confidential row that was read what `_told` asks the database."""
    return bool(named & own) if named else meeting in attended


def _confidential(regions):
    rows = apps.get_model("oogo", "AgendaItem").objects.filter(is_confidential=True)
    return rows.filter(body__region__in=regions)


def _hung(regions):
    """Yield the actions that hang on a confidential item of `regions`, each with that item in the
    place of a meeting."""
    actions = apps.get_model("oogo", "Action").objects
    for path in HUNG_ON if regions else ():
        # Few actions come from any one of the three; said so, the database starts from those.
        is_hung = {f"{path.partition('__')[0]}__isnull": False, f"{path}__is_confidential": True}
        rows = actions.filter(region__in=regions, **is_hung)
        yield _named(rows, ACTION, "pk", path, "none")


def _named(rows, kind, key, *more):
    """Return (kind, key, meeting, party) of `rows`: what may be joined to others in one query."""
    rows = rows.annotate(of_kind=Value(kind), none=Value(0)).order_by()
    return rows.values_list("of_kind", key, *(more or ("none", "none")))


def _read(branches):
    """Return {kind: rows of (key, meeting, party)} of what `_named` gives, in one query."""
    found = defaultdict(set)
    for kind, *row in in_one_query(branches, all=True):
        found[kind].add(tuple(row))
    return found


class AnyMember(Sight):
    """What every member of a region sees, whoever it is: for counts that are made for no reader."""

    directs_everywhere = False
    directed_regions = ()
    _speaking = Speaking(None)

    def __init__(self, region):
        super().__init__(user=None)
        self.walled_regions = {region.pk}


def whether(condition):
    """Return what to annotate a row with: whether it meets a condition of a Sight."""
    return models.Case(
        models.When(condition, then=True), default=False, output_field=models.BooleanField()
    )


def sight_of(user):
    """Return what decides over what `user` sees, once for a user object and day."""
    sight = getattr(user, "_oogo_sight", None)
    if sight is None or sight.day != clock.today():
        sight = user._oogo_sight = Sight(user)
    return sight


def directs_everywhere(user):
    """Tell whether `user` is regisseur in each own region."""
    return user.is_authenticated and sight_of(user).directs_everywhere


def sees(user, row):
    """Tell whether `user` sees `row` as it stands now: what was just written may have hidden it."""
    user._oogo_sight = None
    read_anew(user)
    return type(row).objects.visible_to(user).filter(pk=row.pk).exists()


class WalledQuerySet(RegionScopedQuerySet):
    """Rows of a region of which `wall` says which of them a member sees."""

    def wall(self, sight):
        """Return the condition under which a row is seen by whom `sight` is of."""
        raise NotImplementedError

    def visible_to(self, user):
        if not user.is_authenticated:
            return self.none()
        rows, sight = super().visible_to(user), sight_of(user)
        return rows if sight.directs_everywhere else rows.filter(self.wall(sight))

    def open_to_region(self, region):
        """Rows of `region` that every member of it sees."""
        return self.of_region(region).filter(self.wall(AnyMember(region)))


class Confidential(models.Model):
    """A row that may be confidential, with its ground, for the parties that it names.

    Without named parties it is for the participants of its meeting. Regisseurs see it always.
    """

    is_confidential = models.BooleanField("vertrouwelijk", default=False)
    ground = models.CharField(
        "grond",
        max_length=200,
        blank=True,
        help_text="Waarom dit vertrouwelijk is, met het artikel van de wet.",
    )
    disclosed_to = models.ManyToManyField(
        Party,
        blank=True,
        related_name="+",
        verbose_name="alleen voor",
        help_text="Geen gekozen: alleen voor de deelnemers van het overleg.",
    )

    class Meta:
        abstract = True
