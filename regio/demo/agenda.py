"""Writes the samenwerkingsagenda of the demonstration from its tables."""

from datetime import timedelta

from agenda import actions
from agenda.models import Goal, Plan, PlanLink, Theme, ThemeRole, Trekker
from agenda.rules import LETTERS, Posture, join_roles
from records import actions as records
from regio.demo.content import agenda as content

PLANS_ADDRESS = "https://plannen.noordkennemerland.example"
ROLE_OF = {letter: role for role, letter in LETTERS.items()}


class AgendaWriter:
    """Writes the themes of a region that stands; `speelveld` is the writer of that region.

    Afterwards `themes` and `plans` (by key) are what the other tables name. What comes on the
    demonstration's day or after it is left out.
    """

    def __init__(self, speelveld, diary):
        self.speelveld = speelveld
        self.diary = diary
        self.region = speelveld.region
        self.regisseur = speelveld.users[content.REGISSEUR]
        self.themes, self.goals, self.plans = {}, {}, {}

    def write(self):
        for row in content.THEMES:
            self._add_theme(row)
        for key, cells in content.ROLES.items():
            self._add_roles(key, cells.split())
        for row in content.TREKKERS:
            self._appoint(row)
        for row in content.GOALS:
            self._add_goal(row)
        for row in content.PLANS:
            self._add_plan(row)
        for row in content.LINKS:
            self._add_link(row)
        return self

    def _add_theme(self, row):
        theme = Theme(
            region=self.region,
            title=row.title,
            ambition=row.ambition,
            result=row.result,
            scale=row.scale,
            phase=row.phase,
            programme=row.programme,
            area_kinds=row.area_kinds,
            since=content.OOGO_SPRING_2025,
        )
        portfolios = [self.speelveld.portfolios[name] for name in row.portfolios.split(", ")]
        with self.diary.on(content.SETTING_UP):
            self.themes[row.key] = actions.add_theme(
                theme=theme, portfolios=portfolios, by=self.regisseur
            )

    def _add_roles(self, key, cells):
        for party, cell in zip(content.ROLE_PARTIES, cells, strict=True):
            if cell == ".":
                continue
            goal, interest = content.OWN.get((key, party), ("", ""))
            row = ThemeRole(theme=self.themes[key], party=self.speelveld.parties[party])
            with self.diary.on(content.FILLING_IN + timedelta(days=int(key[1]) % 2)):
                actions.set_roles(
                    row,
                    version=0,
                    by=self.regisseur,
                    roles=join_roles(ROLE_OF[letter].value for letter in cell[:-1]),
                    posture=Posture.LEADS if cell[-1] == "+" else Posture.FOLLOWS,
                    goal=goal,
                    interest=interest,
                    since=content.OOGO_SPRING_2025,
                    until=None,
                )

    def _appoint(self, row):
        if not self.diary.has_come(row.added):
            return
        positions = self.speelveld.positions
        trekker = Trekker(
            theme=self.themes[row.theme],
            position=positions[row.person],
            deputy=positions.get(row.deputy),
            since=row.since,
            granted_by=row.granted_by,
            granted_until=row.granted_until,
            is_reserved=row.is_reserved,
        )
        with self.diary.on(row.added):
            actions.appoint_trekker(trekker=trekker, succeeds=None, by=self.regisseur)
        if row.ended and self.diary.has_come(row.ended):
            with self.diary.on(row.ended):
                actions.change_trekker(
                    trekker, version=trekker.version, by=self.regisseur, until=row.until
                )

    def _add_goal(self, row):
        goal = Goal(theme=self.themes[row.theme], text=row.text, due_on=row.due_on)
        with self.diary.on(content.FILLING_IN):
            self.goals[row.text] = actions.add_goal(goal=goal, by=self.regisseur)

    def _add_plan(self, row):
        if not self.diary.has_come(row.added):
            return
        plan = Plan(
            region=self.region,
            kind=row.kind,
            title=row.title,
            owner=self.speelveld.organisations.get(row.owner),
            since=row.since,
            until=row.until,
            is_concept=row.is_concept,
            url=f"{PLANS_ADDRESS}/{row.path}",
            note=row.note,
        )
        user = self.speelveld.users[row.by]
        with self.diary.on(row.added):
            plan = self.plans[row.key] = records.create(plan, by=user)
        if row.adopted and self.diary.has_come(row.adopted):
            with self.diary.on(row.adopted):
                self.plans[row.key] = records.write(
                    plan, version=plan.version, by=user, is_concept=False, note=row.adopted_note
                )

    def _add_link(self, row):
        if not self.diary.has_come(content.LINKS_ON):
            return
        link = PlanLink(
            theme=self.themes[row.theme],
            plan=self.plans[row.plan],
            text=row.text,
            compared_with=self.plans.get(row.other),
            relation=row.relation,
        )
        with self.diary.on(content.LINKS_ON):
            records.create(link, by=self.regisseur)
