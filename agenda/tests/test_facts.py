from datetime import date

from agenda.facts import facts_for
from agenda.tests.factories import GoalFactory, ThemeFactory, ThemeRoleFactory, TrekkerFactory
from checklist import facts as checklist_facts

TODAY = date(2026, 3, 3)


def told(facts):
    return [(fact.number, fact.text, fact.detail, fact.tone) for fact in facts]


def test_a_region_without_themes_has_nothing_wrong(region):
    assert told(facts_for(region, TODAY)[3]) == [
        (0, "thema’s op de agenda", "", ""),
        (0, "doelen bij de thema’s", "", ""),
    ]
    assert [(fact.number, fact.tone) for fact in facts_for(region, TODAY)[7]] == [(0, "")] * 4


def test_step_three_counts_themes_and_goals(region):
    first = ThemeFactory(region=region, number=1, title="Thuiszitters")
    ThemeFactory(region=region, number=2, title="Vervoer")
    ThemeFactory(region=region, number=3, title="Geparkeerd", parked_on=TODAY)
    ThemeFactory()
    GoalFactory(theme=first)
    GoalFactory(theme=first, is_withdrawn=True)

    assert told(facts_for(region, TODAY)[3]) == [
        (2, "thema’s op de agenda", "Thuiszitters, Vervoer", ""),
        (1, "doel bij de thema’s", "Nog geen doel: Vervoer", "soon"),
    ]


def test_step_seven_names_themes_without_trekker_and_without_mandate(region):
    lead = {"position__person__name": "Petra Kluut"}
    ThemeFactory(region=region, number=1, title="Werk")
    unmandated = ThemeFactory(region=region, number=2, title="Vervoer")
    reserved = ThemeFactory(region=region, number=3, title="Inclusief")
    TrekkerFactory(theme=unmandated, granted_by="", position__person__name="Karel Fuut")
    TrekkerFactory(theme=reserved, is_reserved=True, **lead)
    for theme in (unmandated, reserved):
        ThemeRoleFactory(theme=theme, roles="regievoerder")

    assert told(facts_for(region, TODAY)[7]) == [
        (1, "thema zonder trekker", "Werk", "late"),
        (1, "trekker zonder mandaat van de partners", "Karel Fuut (Vervoer)", "late"),
        (1, "trekker met mandaat onder voorbehoud", "Petra Kluut (Inclusief)", "soon"),
        (1, "thema zonder regievoerder", "Werk", "late"),
    ]


def test_the_checklist_shows_them_beside_steps_three_and_seven(region):
    ThemeFactory(region=region, title="Werk")
    texts = {n: [f.text for f in checklist_facts.for_step(region, TODAY, n)] for n in (3, 7)}
    assert "thema op de agenda" in texts[3]
    assert "thema zonder trekker" in texts[7]


def test_facts_cost_the_same_for_one_theme_as_for_thirty(region, django_assert_num_queries):
    TrekkerFactory(theme=ThemeFactory(region=region))
    with django_assert_num_queries(6):
        facts_for(region, TODAY)
    for _ in range(29):
        TrekkerFactory(theme=ThemeFactory(region=region))
    with django_assert_num_queries(6):
        facts_for(region, TODAY)
