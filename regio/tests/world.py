"""One region with a row of everything, and what every address of the site is to whom."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from django.urls import get_resolver, reverse

from accounts.models import Membership, SignedLink
from accounts.tests.factories import MembershipFactory, UserFactory
from agenda.tests.factories import (
    GoalFactory,
    PlanFactory,
    PlanLinkFactory,
    ThemeFactory,
    ThemeRoleFactory,
    TrekkerFactory,
)
from checklist.tests.factories import (
    EvidenceFactory,
    RoundFactory,
    RoundPartyFactory,
    StepStateFactory,
)
from monitoring.tests.factories import (
    BreakFactory,
    IndicatorFactory,
    MeasurementFactory,
    TargetFactory,
)
from oogo.actions import dossiers
from oogo.tests import factories as oogo
from partners.models import (
    Area,
    AreaContact,
    ClosedDay,
    Correction,
    MergerPlan,
    Municipality,
    Organisation,
    OrganisationLink,
    OrganisationName,
    RegionArea,
    Succession,
)
from partners.reference import orders
from partners.tests.factories import (
    AreaFactory,
    FormationFactory,
    MandateFactory,
    MunicipalityFactory,
    OrganisationFactory,
    PersonFactory,
    PortfolioFactory,
    PositionFactory,
    RepresentationFactory,
    SeatHoldingFactory,
    SittingFactory,
)
from records import actions as records
from records import documents
from records.models import Document, Job
from regio.lib import clock
from reminders.models import ReminderSettings
from reminders.tests.factories import ReminderFactory

Role = Membership.Role
ALL = frozenset(Role)
KEYS = {"pk", "party_pk", "part_pk", "evidence_pk"}
EDITORS = {Role.ADMIN, Role.DIRECTOR, Role.OFFICER}
SHARING = {Role.DIRECTOR, Role.OFFICER}


class World:
    """A region with one of everything that an address can name."""

    def __init__(self, region):
        today = clock.today()
        self.region = region
        self.membership = MembershipFactory(region=region)
        self.round = RoundFactory(region=region, opens_on=today, due_on=today)
        self.town, _ = Municipality.objects.get_or_create(code="GM9999", province="Noord-Holland")
        self.party = RoundPartyFactory(round=self.round).party
        self.evidence = EvidenceFactory(round=self.round)
        self._add_merger(today + timedelta(days=60))
        self.position = PositionFactory(organisation=self.party.organisation)
        self.mandate = MandateFactory(position=self.position)
        self.representation = RepresentationFactory(position=self.position)
        self.correction = Correction.objects.create(
            person=self.position.person, field=Correction.Field.PHONE, value="072 000 01 01"
        )
        self.portfolio = PortfolioFactory(region=region)
        self.area = RegionArea.objects.create(region=region, area=AreaFactory(), version=1)
        self.area_contact = AreaContact.objects.create(
            region=region, area=self.area.area, note="Vast overleg in maart.", version=1
        )
        self.link = OrganisationLink.objects.create(
            source=self.party.organisation,
            target=OrganisationFactory(region=region),
            kind=OrganisationLink.Kind.MEMBER_OF,
            version=1,
        )
        self.organisation = self.link.target
        self.earlier_name = OrganisationName.objects.create(
            organisation=self.organisation,
            name="Oude naam",
            short_name="Oud",
            kind="overig",
            until=today,
            version=1,
        )
        self.holding = SeatHoldingFactory(position=self.position)
        self.seat = self.holding.seat
        self.body = self.seat.body
        self.closed_day = ClosedDay.objects.create(
            region=region, day=today, reason="Brugdag", version=1
        )
        self._add_election(today)
        self.theme = ThemeFactory(region=region)
        self.theme_role = ThemeRoleFactory(theme=self.theme, party=self.party)
        self.trekker = TrekkerFactory(theme=self.theme)
        self.goal = GoalFactory(theme=self.theme)
        self.plan = PlanFactory(region=region, document=self._stored_file())
        self.plan_link = PlanLinkFactory(theme=self.theme, plan=self.plan)
        self.indicator = IndicatorFactory(region=region)
        self.measurement = MeasurementFactory(indicator=self.indicator)
        self.target = TargetFactory(indicator=self.indicator)
        self.definition_break = BreakFactory(indicator=self.indicator)
        self._add_oogo(today)
        self.mail = ReminderFactory(region=region, is_uncertain=True).mail
        self.reminder_settings = ReminderSettings.objects.create(region=region, version=1)
        self.invitation = SignedLink.objects.create(
            purpose=SignedLink.Purpose.INVITATION,
            region=region,
            email="nieuw@nest.example",
            role=Role.READER,
            created_by=UserFactory(),
            expires_at=clock.real_now() + timedelta(days=3),
        )
        self.person = records.create(
            PersonFactory.build(region=region, user=None), by=self.membership.user
        )

    def _add_election(self, today):
        self.formation = FormationFactory(
            election__region=self.region,
            election__held_on=today - timedelta(days=60),
            organisation=self.party.organisation,
            appointed_on=today,
        )
        self.election = self.formation.election
        self.sitting = SittingFactory(formation=self.formation, outcome="stopt")
        self.held_seat = SeatHoldingFactory(position=self.sitting.position)

    def _add_merger(self, day):
        """Let the gemeente of the party become another one, by a herindeling that is prepared."""
        old, new = MunicipalityFactory(until=day), MunicipalityFactory(since=day)
        Organisation.objects.filter(parties=self.party).update(municipality=old)
        self.party.organisation.municipality = old
        self.merger = Succession.objects.create(old=old, new=new, on=day, kind="nieuw")
        self.merger_plan = MergerPlan.objects.create(
            region=self.region, succession=self.merger, title="Samen verder", on=day, version=1
        )

    def _add_oogo(self, today):
        self.cycle = oogo.CycleFactory(region=self.region)
        self.meeting = self.cycle.meeting
        self.subject = oogo.CycleSubjectFactory(cycle=self.cycle)
        self.subject_kind = self.subject.kind
        self.subject_party = oogo.SubjectPartyFactory(subject=self.subject, party=self.party)
        self.milestone = oogo.MilestoneFactory(cycle=self.cycle)
        self.participant = oogo.ParticipantFactory(meeting=self.meeting, position=self.position)
        self.item = oogo.AgendaItemFactory(meeting=self.meeting, subject=self.subject)
        self.item_part = oogo.ItemPartFactory(item=self.item)
        self.item_share = oogo.ItemShareFactory(item=self.item, party=self.party)
        self.annex = oogo.AnnexFactory(item=self.item, document=self._stored_file())
        self.parked_item = oogo.AgendaItemFactory(meeting=None, body=self.meeting.body)
        self.decision = oogo.DecisionFactory(region=self.region, item=self.item, minuted=True)
        self.stance = oogo.StanceFactory(decision=self.decision, party=self.party)
        self.proposal = oogo.DecisionFactory(region=self.region, item=self.item)
        self.reservation = oogo.StanceFactory(
            decision=self.decision, value="voorbehoud", reserved_for="raad"
        )
        self.follow_up = oogo.LocalFollowUpFactory(decision=self.decision, party=self.party)
        self.action = oogo.ActionFactory(
            region=self.region, owner_party=self.party, arose_on=today, due_on=today
        )
        self.step_state = StepStateFactory(round=self.round)
        self.outcome = oogo.StepOutcomeFactory(step=self.step_state, action=self.action)
        self.dossier = oogo.DossierFactory(meeting=self.meeting, pdf=self.annex.document)
        self.dossier_reader = oogo.DossierReaderFactory(
            dossier=self.dossier, position=self.position, personal=self.annex.document
        )
        self.job = Job.objects.create(
            region=self.region,
            kind=dossiers.KIND,
            arguments={"meeting": self.meeting.pk},
            started_by=self.membership.user,
        )

    def _stored_file(self):
        return documents.store(
            document=Document(region=self.region, title="Stuk"),
            file_name="stuk.pdf",
            data=b"%PDF-1.7",
            content_type="application/pdf",
            by=self.membership.user,
        )


@dataclass(frozen=True)
class Page:
    """An address below a region: which row it names, who may get it, who may post to it."""

    row: str = ""
    get: frozenset = ALL
    post: frozenset = None

    def address(self, name, world, region=None, foreign=None):
        """Return the address that names rows of `world`, below `region` (its own by default).

        `foreign` is {part: world}: those parts name rows of another world.
        """
        parts = every_address()[name]
        values = {part: self._value(part, world) for part in parts}
        values |= {part: self._value(part, other) for part, other in (foreign or {}).items()}
        if "slug" in values and region:
            values["slug"] = region.slug
        return reverse(name, kwargs=values)

    def foreign_addresses(self, name, world, other):
        """Return the addresses below the region of `world` in which one key is of `other`."""
        keys = [part for part in every_address()[name] if part in KEYS]
        return [self.address(name, world, foreign={key: other}) for key in keys]

    def _value(self, part, world):
        return {
            "slug": lambda: world.region.slug,
            "pk": lambda: getattr(world, self.row).pk,
            "number": lambda: self._number(world),
            "label": lambda: "partners.person",
            "code": lambda: self._code(world),
            "kind": lambda: world.area.area.kind,
            "party_pk": lambda: world.party.pk,
            "evidence_pk": lambda: world.evidence.pk,
            "part_pk": lambda: world.item_part.pk,
        }[part]()

    def _code(self, world):
        return world.area.area.code if self.row == "area" else world.town.code

    def _number(self, world):
        """Return the number of the action, of the step of a round, of the version of a document,
        else of the meeting."""
        if self.row in ("round", "plan"):
            return 1
        return world.action.number if self.row == "action" else world.meeting.number


def form(row, roles):
    """A page with a form: who may see it may post it."""
    return Page(row, frozenset(roles), frozenset(roles))


def button(row, roles):
    """Something that is only posted to."""
    return Page(row, None, frozenset(roles))


ADMINS, DIRECTORS = {Role.ADMIN}, {Role.DIRECTOR}
REGION_PAGES = {
    "home:region_detail": Page(),
    "home:themes": Page(),
    "home:indicators": Page(),
    "home:gaps": Page(),
    "home:changes": Page(),
    "home:mandates": Page(),
    "records:change_list": Page(),
    "records:object_history": Page("person"),
    "members:region_edit": form("", ADMINS),
    "members:member_list": Page(),
    "members:member_invite": form("", ADMINS),
    "members:member_detail": form("membership", ADMINS),
    "members:member_end": button("membership", ADMINS),
    "members:member_person": button("membership", ADMINS),
    "members:invitation_renew": button("invitation", ADMINS),
    "members:invitation_revoke": button("invitation", ADMINS),
    "reminders:mail_list": Page("", frozenset(ADMINS | DIRECTORS)),
    "reminders:settings_edit": form("", ADMINS),
    "reminders:mail_sent": button("mail", ADMINS | DIRECTORS),
    "reminders:mail_again": button("mail", ADMINS | DIRECTORS),
    "reminders:mail_drop": button("mail", ADMINS | DIRECTORS),
    "partners:playing_field": Page(),
    "partners:start_choose": form("", EDITORS),
    "partners:start_areas": form("", EDITORS),
    "partners:start_parties": form("", EDITORS),
    "partners:start_confirm": form("", EDITORS),
    "partners:matrix_export": Page(),
    "partners:map_detail": Page(),
    "partners:missing_list": Page(),
    "partners:municipality_detail": Page(),
    "partners:merger_list": Page(),
    "partners:merger_detail": Page("merger", ALL, frozenset(DIRECTORS)),
    "partners:area_list": Page(),
    "partners:area_create": form("", EDITORS),
    "partners:area_end": form("area", EDITORS),
    "partners:area_kinds": Page(),
    "partners:area_detail": Page("area"),
    "partners:area_contact": form("area", EDITORS),
    "partners:area_organisation": form("area", EDITORS),
    "partners:party_list": Page(),
    "partners:party_create": form("", EDITORS),
    "partners:party_detail": Page("party"),
    "partners:party_edit": form("party", EDITORS),
    "partners:party_end": form("party", EDITORS),
    "partners:link_create": form("party", EDITORS),
    "partners:link_end": form("link", EDITORS),
    "partners:organisation_list": Page(),
    "partners:organisation_create": form("", EDITORS),
    "partners:organisation_detail": Page("organisation"),
    "partners:organisation_edit": form("organisation", EDITORS),
    "partners:organisation_link_create": form("organisation", EDITORS),
    "partners:organisation_join": form("organisation", EDITORS),
    "partners:duplicate_list": Page(),
    "partners:organisation_merge": form("organisation", ADMINS | DIRECTORS),
    "partners:person_list": Page(),
    "partners:name_list": Page(),
    "partners:person_create": form("", EDITORS),
    "partners:roster_export": Page(),
    "partners:roster_import": form("", EDITORS),
    "partners:roster_template": Page("", frozenset(EDITORS)),
    "partners:person_detail": Page("person"),
    "partners:person_edit": form("person", EDITORS),
    "partners:position_create": form("person", EDITORS),
    "privacy:person_export": Page("person", frozenset(ADMINS | DIRECTORS)),
    "privacy:person_download": Page("person", frozenset(ADMINS | DIRECTORS)),
    "privacy:person_anonymise": form("person", ADMINS),
    "partners:party_position_create": form("party", EDITORS),
    "partners:position_edit": form("position", EDITORS),
    "partners:position_end": form("position", EDITORS),
    "partners:position_verify": button("position", EDITORS),
    "partners:correction_take": button("correction", EDITORS),
    "partners:correction_decline": button("correction", EDITORS),
    "partners:mandate_create": form("position", EDITORS),
    "partners:mandate_edit": form("mandate", EDITORS),
    "partners:mandate_end": form("mandate", EDITORS),
    "partners:representation_create": form("position", EDITORS),
    "partners:representation_end": form("representation", EDITORS),
    "partners:election_list": Page(),
    "partners:election_create": form("", EDITORS),
    "partners:election_detail": Page("election"),
    "partners:election_edit": form("election", EDITORS),
    "partners:formation_edit": form("formation", EDITORS),
    "partners:formation_settle": form("formation", EDITORS),
    "partners:portfolio_list": Page(),
    "partners:portfolio_create": form("", EDITORS),
    "partners:portfolio_edit": form("portfolio", EDITORS),
    "partners:body_list": Page(),
    "partners:body_create": form("", EDITORS),
    "partners:crowding_list": Page(),
    "partners:body_compare": Page(),
    "partners:body_detail": Page("body"),
    "partners:body_edit": form("body", EDITORS),
    "partners:body_end": form("body", EDITORS),
    "partners:seat_create": form("body", EDITORS),
    "partners:seat_edit": form("seat", EDITORS),
    "partners:seat_end": form("seat", EDITORS),
    "partners:seat_fill": form("seat", EDITORS),
    "partners:holding_end": form("holding", EDITORS),
    "partners:closed_day_list": Page(),
    "partners:closed_day_create": form("", EDITORS),
    "partners:closed_day_withdraw": button("closed_day", EDITORS),
    "agenda:theme_list": Page(),
    "agenda:theme_create": form("", EDITORS),
    "agenda:theme_detail": Page("theme"),
    "agenda:theme_edit": form("theme", EDITORS),
    "agenda:theme_end": form("theme", EDITORS),
    "agenda:area_themes": Page("area"),
    "agenda:trekker_create": form("theme", EDITORS),
    "agenda:trekker_edit": form("trekker", EDITORS),
    "agenda:trekker_end": form("trekker", EDITORS),
    "agenda:role_matrix": Page(),
    "agenda:role_edit": form("theme", EDITORS),
    "agenda:role_create": form("theme", EDITORS),
    "agenda:role_row_edit": form("theme_role", EDITORS),
    "agenda:goal_create": form("theme", EDITORS),
    "agenda:goal_edit": form("goal", EDITORS),
    "agenda:goal_withdraw": button("goal", EDITORS),
    "agenda:plan_list": Page(),
    "agenda:plan_create": form("", EDITORS),
    "agenda:plan_detail": Page("plan"),
    "agenda:plan_edit": form("plan", EDITORS),
    "agenda:plan_document": form("plan", EDITORS),
    "agenda:plan_document_remove": button("plan", EDITORS),
    "agenda:plan_download": Page("plan"),
    "agenda:plan_withdraw": button("plan", EDITORS),
    "agenda:plan_restore": button("plan", EDITORS),
    "agenda:planlink_create": form("theme", EDITORS),
    "agenda:planlink_edit": form("plan_link", EDITORS),
    "monitoring:indicator_list": Page(),
    "monitoring:indicator_create": form("", EDITORS),
    "monitoring:indicator_detail": Page("indicator"),
    "monitoring:indicator_edit": form("indicator", EDITORS),
    "monitoring:break_create": form("indicator", EDITORS),
    "monitoring:break_edit": form("definition_break", EDITORS),
    "monitoring:target_create": form("indicator", EDITORS),
    "monitoring:target_edit": form("target", EDITORS),
    "monitoring:measurement_list": Page("indicator"),
    "monitoring:measurement_create": form("indicator", EDITORS),
    "monitoring:measurement_edit": form("measurement", EDITORS),
    "monitoring:measurement_import": form("indicator", EDITORS),
    "monitoring:measurement_template": Page("indicator"),
    "monitoring:measurement_export": Page("indicator"),
    "oogo:cycle_list": Page(),
    "oogo:cycle_create": form("", DIRECTORS),
    "oogo:cycle_detail": Page("cycle"),
    "oogo:cycle_edit": form("cycle", DIRECTORS),
    "oogo:cycle_replan": form("cycle", DIRECTORS),
    "oogo:milestone_create": form("cycle", DIRECTORS),
    "oogo:milestone_edit": form("milestone", DIRECTORS),
    "oogo:milestone_done": button("milestone", DIRECTORS),
    "oogo:milestone_reopen": button("milestone", DIRECTORS),
    "oogo:subject_create": form("cycle", DIRECTORS),
    "oogo:subject_edit": form("subject", DIRECTORS),
    "oogo:subject_withdraw": button("subject", DIRECTORS),
    "oogo:subject_derive": form("subject", DIRECTORS),
    "oogo:subject_parties": Page("subject", frozenset(DIRECTORS)),
    "oogo:subject_party": form("subject", DIRECTORS),
    "oogo:subjectkind_create": form("", DIRECTORS),
    "oogo:subjectkind_edit": form("subject_kind", DIRECTORS),
    "oogo:meeting_move": form("meeting", DIRECTORS),
    "oogo:meeting_cancel": form("meeting", DIRECTORS),
    "oogo:meeting_list": Page(),
    "oogo:meeting_create": form("", DIRECTORS),
    "oogo:meeting_detail": Page("meeting"),
    "oogo:meeting_edit": form("meeting", DIRECTORS),
    "oogo:agenda_order": form("meeting", DIRECTORS),
    "oogo:item_create": form("meeting", SHARING),
    "oogo:item_detail": Page("item"),
    "oogo:item_edit": form("item", DIRECTORS),
    "oogo:item_accept": button("item", DIRECTORS),
    "oogo:item_withdraw": form("item", DIRECTORS),
    "oogo:item_restore": button("item", DIRECTORS),
    "oogo:item_park": button("item", DIRECTORS),
    "oogo:item_place": form("parked_item", DIRECTORS),
    "oogo:item_from_step": form("round", SHARING),
    "oogo:item_from_theme": form("theme", SHARING),
    "oogo:backlog": Page(),
    "oogo:annex_create": form("item", DIRECTORS),
    "oogo:annex_download": Page("annex"),
    "oogo:annex_edit": form("annex", DIRECTORS),
    "oogo:annex_move": button("annex", DIRECTORS),
    "oogo:annex_replace": form("annex", DIRECTORS),
    "oogo:annex_withdraw": button("annex", DIRECTORS),
    "oogo:part_create": form("item", DIRECTORS),
    "oogo:part_edit": form("item_part", DIRECTORS),
    "oogo:part_withdraw": button("item_part", DIRECTORS),
    "oogo:share_create": form("item", DIRECTORS),
    "oogo:share_edit": form("item_share", DIRECTORS),
    "oogo:share_withdraw": button("item_share", DIRECTORS),
    "oogo:participant_list": Page("meeting"),
    "oogo:participant_create": form("meeting", DIRECTORS),
    "oogo:participant_follow": form("meeting", DIRECTORS),
    "oogo:participant_edit": form("participant", DIRECTORS),
    "oogo:participant_reply": button("participant", DIRECTORS),
    "oogo:participant_withdraw": button("participant", DIRECTORS),
    "oogo:attendance_edit": form("meeting", DIRECTORS),
    "oogo:representation_limit": form("representation", DIRECTORS),
    "oogo:mandate_check": Page("meeting"),
    "oogo:minutes_detail": Page("meeting"),
    "oogo:minutes_adopt": form("meeting", DIRECTORS),
    "oogo:minutes_reopen": form("meeting", DIRECTORS),
    "oogo:item_minutes": form("item", DIRECTORS),
    "oogo:carry_over": form("meeting", DIRECTORS),
    "oogo:decision_list": Page(),
    "oogo:decision_detail": Page("decision"),
    "oogo:decision_thread": Page("decision"),
    "oogo:decision_propose": form("item", DIRECTORS),
    "oogo:decision_edit": form("decision", DIRECTORS),
    "oogo:decision_minute": form("proposal", DIRECTORS),
    "oogo:decision_supersede": form("decision", DIRECTORS),
    "oogo:decision_withdraw": form("decision", DIRECTORS),
    "oogo:meeting_decisions": Page("meeting"),
    "oogo:stance_choose": form("decision", DIRECTORS),
    "oogo:stance_quick": button("decision", DIRECTORS),
    "oogo:stance_edit": form("decision", DIRECTORS),
    "oogo:part_stance_edit": form("proposal", DIRECTORS),
    "oogo:stance_ratify": form("reservation", DIRECTORS),
    "oogo:follow_up_edit": form("decision", DIRECTORS),
    "oogo:dossier_list": Page("meeting"),
    "oogo:dossier_concept": Page("meeting", frozenset(SHARING)),
    "oogo:dossier_preview": Page("participant", frozenset(DIRECTORS)),
    "oogo:dossier_send": form("meeting", DIRECTORS),
    "oogo:dossier_job": Page("job", frozenset(DIRECTORS)),
    "oogo:dossier_pdf": Page("dossier"),
    "oogo:dossier_html": Page("dossier", frozenset(DIRECTORS)),
    "oogo:dossier_manifest": Page("dossier", frozenset(DIRECTORS)),
    "oogo:reader_personal": Page("dossier_reader", frozenset(DIRECTORS)),
    "oogo:reader_copy": Page("dossier_reader", frozenset(DIRECTORS)),
    "checklist:round_list": Page(),
    "checklist:round_create": form("", DIRECTORS),
    "checklist:round_detail": Page("round"),
    "checklist:round_edit": form("round", DIRECTORS),
    "checklist:round_close": form("round", DIRECTORS),
    "checklist:round_reopen": button("round", DIRECTORS),
    "checklist:round_print": Page("round"),
    "checklist:round_pdf": Page("round"),
    "checklist:parts_submit": form("round", set()),
    "checklist:part_submit": form("round", DIRECTORS),
    "checklist:part_reopen": button("round", DIRECTORS),
    "checklist:step_detail": Page("round", ALL, frozenset(SHARING)),
    "checklist:step_facts": Page("round"),
    "checklist:evidence_create": button("round", SHARING),
    "checklist:evidence_withdraw": button("round", SHARING),
    "oogo:action_list": Page(),
    "oogo:action_export": Page(),
    "oogo:action_create": form("", DIRECTORS),
    "oogo:action_detail": Page("action"),
    "oogo:action_edit": form("action", DIRECTORS),
    "oogo:action_begin": button("action", DIRECTORS),
    "oogo:action_report": form("action", DIRECTORS),
    "oogo:action_confirm": button("action", DIRECTORS),
    "oogo:action_resume": button("action", DIRECTORS),
    "oogo:action_postpone": form("action", DIRECTORS),
    "oogo:action_lapse": form("action", DIRECTORS),
    "oogo:action_step": form("action", SHARING),
    "oogo:decision_step": form("decision", SHARING),
    "oogo:step_thread": Page("round"),
    "oogo:theme_thread": Page("theme"),
    "oogo:step_outcome": form("round", SHARING),
    "oogo:outcome_withdraw": button("outcome", SHARING),
}
SIGNED_IN = {
    "home:work",
    "members:profile",
    "account_logout",
    "account_reauthenticate",
    "account_change_password",
}
FUNCTIONAL_ADMIN = {
    "members:region_create",
    "members:first_admin_invite",
    "reference:overview",
    "reference:succession_list",
    "reference:edition_create",
    "reference:edition_detail",
    "reference:kind_detail",
    "reference:text_edit",
    "reference:text_edit_of_area",
}
PUBLIC = {
    "home:health_live",
    "home:health_ready",
    "home:security_txt",
    "members:invitation_accept",
    "inquiry:answer",
    "inquiry:thanks",
    "account_login",
    "account_signup",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
}
PUBLIC_ARGUMENTS = {
    "members:invitation_accept": {"token": "geen"},
    "inquiry:answer": {"token": "geen"},
    "account_reset_password_from_key": {"uidb36": "1", "key": "geen-sleutel"},
}


def comparison():
    """Return a comparison of an edition that changes nothing."""
    result = {"said": [["nieuw", "Nergens (N1)."]], "clashes": [], "changes_nothing": True}
    result |= {"day": "2027-01-01", "unchanged": 1, "source": "CBS", "name": "Indeling"}
    return Job.objects.create(
        kind=orders.KIND,
        state=Job.State.DONE,
        arguments={"name": "indeling.csv"},
        result=result,
        started_by=UserFactory(is_functional_admin=True),
    )


def functional_address(name, region):
    """Return an address of the functioneel beheerder; `region` is one without beheerder."""
    parts = every_address()[name]
    if name == "reference:edition_detail" and region.name:
        return reverse(name, kwargs={"pk": comparison().pk})
    values = {"pk": region.pk, "kind": "jeugd", "code": "JZ99"}
    if "code" in parts:
        Area.objects.get_or_create(kind="jeugd", code="JZ99")
    return reverse(name, kwargs={part: values[part] for part in parts})


@cache
def every_address():
    """Return {name: the parts of its address} of every address that the resolver knows."""
    return dict(_walk(get_resolver().url_patterns, "", ()))


def _walk(patterns, namespace, parts):
    for pattern in patterns:
        inside = (*parts, *pattern.pattern.regex.groupindex)
        if hasattr(pattern, "url_patterns"):
            inner = f"{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, inner, inside)
        else:
            yield f"{namespace}{pattern.name}", inside
