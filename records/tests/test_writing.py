"""The one way of writing: conditional, audited, three-way."""

import pytest
from django.db import IntegrityError

from accounts.tests.factories import RegionFactory, UserFactory
from checklist.models import Answer, StepState
from checklist.tests.factories import RoundFactory
from partners.models import Mandate, Person, Position
from partners.tests.factories import PersonFactory, PortfolioFactory, PositionFactory
from records import actions as records
from records.models import Change

pytestmark = pytest.mark.django_db


def rows(obj):
    return list(Change.objects.of(obj).order_by("pk").values_list("version", "field", "old", "new"))


@pytest.fixture
def by():
    return UserFactory(name="Sanne Bosuil")


@pytest.fixture
def other():
    return UserFactory(name="Jan Winterkoning")


def test_a_new_object_starts_at_version_one_with_a_row_for_each_filled_field(by):
    region = RegionFactory()
    person = records.create(Person(region=region, name="Sanne Bosuil", email=""), by=by)
    assert person.version == 1
    assert rows(person) == [(1, "name", None, "Sanne Bosuil")]
    assert Change.objects.of(person).get().region == region


def test_nought_is_something_to_record_and_no_tick_is_not(by):
    mandate = Mandate(position=PositionFactory(title="wethouder"), kind="beslissend", ceiling=0)
    assert (1, "ceiling", None, "0") in rows(records.create(mandate, by=by))
    state = records.create(StepState(round=RoundFactory(), step="speelveld"), by=by)
    assert [field for _, field, _, _ in rows(state)] == ["round", "step"]


def test_a_write_changes_the_field_and_says_from_what_to_what(by):
    person = PersonFactory(name="Sanne Bosuil")
    written = records.write(person, version=1, by=by, name="Sanne Bosuil-Uil", phone="")
    assert (written.name, written.version) == ("Sanne Bosuil-Uil", 2)
    assert Person.objects.get().name == "Sanne Bosuil-Uil"
    assert rows(person) == [(2, "name", "Sanne Bosuil", "Sanne Bosuil-Uil")]


def test_writing_what_is_stored_already_succeeds_and_records_nothing(by):
    person = PersonFactory(name="Sanne Bosuil")
    records.write(person, version=1, by=by, name="Mark Torenvalk")
    again = records.write(person, version=1, by=by, name="Mark Torenvalk")
    assert again.version == 2
    assert len(rows(person)) == 1


def test_a_field_that_someone_else_changed_is_a_conflict_with_both_texts(by, other):
    person = PersonFactory(name="Sanne Bosuil")
    records.write(person, version=1, by=other, name="Texel")
    with pytest.raises(records.StaleError) as stale:
        records.write(person, version=1, by=by, name="Vlieland", phone="06")
    conflict = stale.value.conflict_on("name")
    assert (conflict.mine, conflict.theirs, conflict.change.by) == ("Vlieland", "Texel", other)
    assert Person.objects.values_list("name", "phone").get() == ("Texel", "")


def test_a_field_that_nobody_else_touched_is_written_over_a_newer_version(by, other):
    person = PersonFactory(name="Sanne Bosuil")
    records.write(person, version=1, by=other, name="Texel")
    written = records.write(person, version=1, by=by, phone="0612")
    assert (written.name, written.phone, written.version) == ("Texel", "0612", 3)


def test_a_field_that_was_sent_along_untouched_keeps_the_text_of_the_other(by, other):
    person = PersonFactory(name="Sanne Bosuil")
    records.write(person, version=1, by=other, name="Texel")
    written = records.write(person, version=1, by=by, name="Sanne Bosuil", phone="0612")
    assert (written.name, written.phone) == ("Texel", "0612")


def test_a_row_that_is_not_stored_yet_is_inserted_by_the_first_and_stale_for_the_second(by, other):
    round = RoundFactory()

    def new():
        return Answer(round=round, question_key="speelveld-schaal", party=None)

    first = records.write(new(), version=0, by=other, value="Regionaal")
    assert first.version == 1
    with pytest.raises(records.StaleError) as stale:
        records.write(new(), version=0, by=by, value="Lokaal")
    assert stale.value.current.value == "Regionaal"
    assert records.write(new(), version=0, by=by, value="Regionaal").version == 1


def test_a_tick_that_was_not_given_when_the_row_was_new_is_not_what_someone_changed(by, other):
    round = RoundFactory()

    def new():
        return StepState(round=round, step="speelveld")

    records.write(new(), version=0, by=other, is_agreed=True)
    written = records.write(new(), version=0, by=by, is_agreed=False, remark="Besproken")
    assert (written.is_agreed, written.remark) == (True, "Besproken")


def test_a_foreign_key_is_recorded_by_key_and_by_name(by):
    position = PositionFactory(title="coördinator")
    state = records.create(StepState(round=RoundFactory(), step="speelveld"), by=by)
    records.write(state, version=1, by=by, owner=position)
    change = Change.objects.of(state).get(field="owner")
    assert (change.old, change.new, change.new_label) == (None, str(position.pk), str(position))


def test_a_many_to_many_field_is_written_with_the_version_of_its_row(by, other):
    position = PositionFactory()
    youth, education = PortfolioFactory(name="jeugd"), PortfolioFactory(name="onderwijs")
    records.write(position, version=1, by=other, portfolios=[youth])
    with pytest.raises(records.StaleError):
        records.write(position, version=1, by=by, portfolios=[education])
    records.write(position, version=2, by=by, portfolios=[youth, education])
    assert set(Position.objects.get().portfolios.all()) == {youth, education}
    both = f"{youth.pk},{education.pk}"
    assert [c[2:] for c in rows(position)] == [(None, str(youth.pk)), (str(youth.pk), both)]


def test_a_many_to_many_field_that_was_sent_along_untouched_keeps_the_choice_of_the_other(
    by, other
):
    position = PositionFactory(title="coördinator")
    youth, education = PortfolioFactory(name="jeugd"), PortfolioFactory(name="onderwijs")
    records.write(position, version=1, by=other, portfolios=[education])
    records.write(position, version=2, by=other, portfolios=[youth, education])
    written = records.write(position, version=2, by=by, portfolios=[education], title="hoofd")
    assert written.title == "hoofd"
    assert set(Position.objects.get().portfolios.all()) == {youth, education}


def test_line_ends_of_a_plain_form_are_no_change(by, other):
    answer = Answer(round=RoundFactory(), question_key="speelveld-schaal", party=None)
    answer = records.write(answer, version=0, by=other, value="Lokaal\r\nen regionaal")
    assert answer.value == "Lokaal\nen regionaal"
    again = records.write(answer, version=1, by=by, value="Lokaal\r\nen regionaal")
    assert again.version == 1


def test_a_version_that_does_not_exist_yet_is_no_way_round_a_conflict(by, other):
    person = PersonFactory(name="Sanne Bosuil")
    records.write(person, version=1, by=other, name="Texel")
    with pytest.raises(records.StaleError):
        records.write(person, version=999_999, by=by, name="Vlieland")


def test_nothing_of_a_write_stays_when_one_of_its_fields_conflicts(by, other):
    person = PersonFactory(name="Sanne Bosuil", phone="1")
    records.write(person, version=1, by=other, phone="2")
    before = rows(person)
    with pytest.raises(records.StaleError):
        records.write(person, version=1, by=by, name="Anders", phone="3")
    assert rows(person) == before
    assert Person.objects.values_list("name", "phone", "version").get() == ("Sanne Bosuil", "2", 2)


def test_a_row_that_is_not_stored_yet_and_says_nothing_is_not_stored(by):
    answer = Answer(round=RoundFactory(), question_key="speelveld-schaal", party=None)
    assert records.write(answer, version=0, by=by, value="").version == 0
    assert Answer.objects.count() == 0


def test_many_are_stored_with_the_history_that_each_would_have(region, sign_in):
    user = sign_in("regisseur")
    rows = [
        {"region": region, "name": f"Vogel {n}", "sort_name": f"{n} vogel", "phone": "06\r\n1"}
        for n in range(3)
    ]

    def told():
        fields = ("model", "version", "field", "old", "new", "new_label", "object_label", "by")
        return [*Change.objects.order_by("pk").values_list(*fields)]

    many = records.create_all([Person(**row) for row in rows], by=user)
    stored = [*Person.objects.order_by("pk").values_list("name", "sort_name", "phone", "version")]
    at_once = told()
    Change.objects.all().delete()
    Person.objects.all().delete()
    for row in rows:
        records.create(Person(**row), by=user)

    assert [person.pk is not None for person in many] == [True] * 3
    assert at_once == told()
    again = Person.objects.order_by("pk").values_list("name", "sort_name", "phone", "version")
    assert stored == [*again]


def test_of_many_all_are_stored_or_none(region, sign_in):
    user = sign_in("regisseur")
    rows = [Person(region=region, name="Vogel", user=user) for _ in range(2)]
    with pytest.raises(IntegrityError):
        records.create_all(rows, by=user)
    assert (Person.objects.count(), Change.objects.count()) == (0, 0)
    assert records.create_all([], by=user) == []
