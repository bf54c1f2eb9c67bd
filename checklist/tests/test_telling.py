"""How the history tells of a round: in the words of the instrument, not in its keys."""

import pytest

from accounts.tests.factories import UserFactory
from checklist.models import Answer, Evidence, StepState, StepView
from checklist.tests.factories import CONTENT, RoundFactory, RoundPartyFactory
from records import actions as records
from records import rules
from records.models import Change

STEP = CONTENT["steps"][1]
STEP_TITLE = f"stap {STEP['number']} {STEP['title']}"


def question_of(kind):
    return next(
        (number, question)
        for number, step in enumerate(CONTENT["steps"], 1)
        for question in step["questions"]
        if question["kind"] == kind
    )


@pytest.fixture
def round(region):
    return RoundFactory(region=region, title="Ronde 2026")


def lines_of(obj):
    act = rules.acts(Change.objects.of(obj))[0]
    return [(line.field, line.old, line.new) for line in act.lines]


def write(obj, **changes):
    return records.write(obj, version=obj.version, by=UserFactory(), **changes)


@pytest.mark.parametrize(
    ("kind", "first", "then", "read"),
    [
        ("text", "Het CJG", "De GGD", ("Het CJG", "De GGD")),
        ("yesno", "ja", "onbekend", ("ja", "weet ik niet")),
        ("score", "2", "4", ("2 van 5", "4 van 5")),
    ],
)
def test_an_answer_reads_as_it_was_given(round, kind, first, then, read):
    answer = write(Answer(round=round, question_key=question_of(kind)[1]["key"]), value=first)
    assert lines_of(answer) == [("Antwoord", "", read[0])]
    answer = write(answer, value=then)
    assert lines_of(answer) == [("Antwoord", *read)]


def test_keys_are_kept_with_the_words_they_stand_for(round):
    _, question = question_of("yesno")
    answer = write(Answer(round=round, question_key=question["key"]), value="ja")
    stored = Change.objects.of(answer).get(field="question_key")
    assert (stored.new, stored.new_label) == (question["key"], question["text"])


def test_the_title_of_an_answer_names_question_and_party(round):
    party = RoundPartyFactory(round=round).party
    _, question = question_of("score")
    assert str(Answer(round=round, question_key=question["key"])) == (
        f"Ronde 2026, {question['text']}"
    )
    assert str(Answer(round=round, question_key=question["key"], party=party)) == (
        f"Ronde 2026, {question['text']}, {party}"
    )


def test_an_answer_leads_to_its_field_on_the_step_page(round):
    number, question = question_of("yesno")
    answer = Answer(round=round, question_key=question["key"])
    assert answer.get_absolute_url() == (
        f"/regio/{round.region.slug}/checklist/{round.pk}/stap/{number}/"
        f"#veld-vraag-{question['key']}"
    )


def test_what_no_step_of_the_instrument_has_leads_to_the_round(round):
    for row in (Answer(round=round, question_key="weg"), StepState(round=round, step="weg")):
        assert row.get_absolute_url() == round.get_absolute_url()
        assert str(row) == "Ronde 2026, weg"


def test_an_own_view_lists_what_was_filled_in(round):
    view = StepView(round=round, step=STEP["key"], party=RoundPartyFactory(round=round).party)
    view = write(view, verdict="niet", remark="Geen tijd", status="bezig")
    assert lines_of(view) == [("Oordeel", "", "Niet"), ("Toelichting", "", "Geen tijd")]
    act = rules.acts(Change.objects.of(write(view, verdict="deels")))[0]
    assert act.said == "eigen beeld · oordeel: niet → deels"


def test_evidence_names_its_step_by_the_title(round):
    proof = Evidence(round=round, step=STEP["key"], label="Verslag", url="https://a.nl/v")
    proof = records.create(proof, by=UserFactory())
    assert lines_of(proof) == [
        ("Ronde", "", "Ronde 2026"),
        ("Stap", "", STEP_TITLE),
        ("Omschrijving", "", "Verslag"),
        ("Adres", "", "https://a.nl/v"),
    ]


@pytest.mark.parametrize(
    ("make", "changes", "said"),
    [
        ("evidence", {"is_withdrawn": True}, "bewijs ingetrokken"),
        ("round", {"closed_on": "2026-03-03"}, "ronde gesloten"),
        ("asked", {"is_asked": False}, "gevraagde partij niet meer gevraagd"),
        ("answer", {"value": "nee"}, "antwoord gewijzigd"),
    ],
)
def test_a_deed_has_a_word_of_its_own(round, make, changes, said):
    key = question_of("yesno")[1]["key"]
    made = {
        "evidence": lambda: Evidence.objects.create(
            round=round, step=STEP["key"], label="Verslag", url="https://a.nl", version=1
        ),
        "round": lambda: round,
        "asked": lambda: RoundPartyFactory(round=round),
        "answer": lambda: Answer.objects.create(
            round=round, question_key=key, value="ja", version=1
        ),
    }[make]()
    made = write(made, **changes)
    assert rules.acts(Change.objects.of(made))[0].said == said


def test_a_round_that_opens_again_is_told_so(round):
    made = write(write(round, closed_on="2026-03-03"), closed_on=None)
    assert rules.acts(Change.objects.of(made))[0].said == "ronde heropend"
