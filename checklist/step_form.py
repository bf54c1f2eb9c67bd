"""The step page as a form of which each field is saved on its own.

A `StepField` is one thing on the page: what it shows and which rows it writes. It writes several
rows when one official answers for several parties at once. The page posts all fields (without
JavaScript) or one (with it); either way every field that came is taken by itself, so that a wrong
or conflicting one holds up no other.
"""

from dataclasses import dataclass, field

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property

from checklist import rules
from checklist.models import YES_NO, Answer, StepView, Verdict
from partners.forms.base import DayField
from records import actions as records

MAX_TEXT = 20_000
SCORES = [(str(n), str(n)) for n in range(1, 6)]


def text_input(max_length=MAX_TEXT):
    return forms.CharField(required=False, max_length=max_length)


def choice_input(choices):
    return forms.ChoiceField(
        required=False,
        choices=[("", ""), *choices],
        error_messages={"invalid_choice": "Kies een van de mogelijkheden."},
    )


@dataclass
class StepField:
    """One field of the step page.

    `rows` are what it writes, keyed by party id (0 for what is shared), `inputs` the Django form
    fields by attribute of those rows; the first attribute gives the field its value.
    """

    name: str
    label: str
    kind: str
    rows: dict
    inputs: dict
    hint: str = ""
    all_rows: dict = field(default_factory=dict)
    deviating: list = field(default_factory=list)
    is_locked: bool = False
    error: str = ""
    error_on: str = ""
    conflict: object = None
    saved_at: object = None
    is_merging: bool = False
    is_dropped: bool = False
    typed: dict = field(default_factory=dict)
    posted_versions: dict = field(default_factory=dict)
    targets: dict = field(default_factory=dict)
    unseen: dict = field(default_factory=dict)
    is_partly_gone: bool = False
    author: str = ""

    @property
    def html_id(self):
        return "veld-" + self.name.replace(".", "-")

    @property
    def attribute(self):
        return next(iter(self.inputs))

    @property
    def row(self):
        return next(iter(self.rows.values()))

    @property
    def party_names(self):
        return ", ".join(str(row.party) for row in self.rows.values())

    @property
    def row_label(self):
        return self.row._meta.label_lower

    @property
    def whose(self):
        """Say of an answer whether all share it; of anything else nothing."""
        if not isinstance(self.row, Answer):
            return ""
        return "Antwoord per partij" if self.row.party_id else "Gedeeld antwoord"

    @property
    def value(self):
        return self._shown(self.attribute)

    @property
    def reason(self):
        return self._shown("reason")

    def _shown(self, attribute):
        """What stands in the input: what was typed while it is not stored, else what is stored."""
        if attribute in self.typed:
            return self.typed[attribute]
        stored = getattr(self.row, attribute)
        return stored.pk if hasattr(stored, "pk") else stored

    @property
    def versions(self):
        """The versions that the input is based on: those posted of rows that were not written and
        of which the user has not seen what is stored (`unseen`), else the stored ones."""
        rows = self.targets if self.posted_versions else self.rows
        versions = {key: row.version for key, row in rows.items()} | self.unseen
        return ",".join(f"{key}:{version}" for key, version in versions.items())

    @cached_property
    def choices(self):
        """What can be chosen: (value, label)."""
        if self.kind == "select":
            return [(str(pk), name) for pk, name in self.inputs[self.attribute].queryset.names()]
        return list(self.inputs[self.attribute].choices)[1:]

    @property
    def deviations(self):
        """(party, what it has) of the parties that deviate from the value shown."""
        if not self.deviating:
            return []
        choices = getattr(self.inputs[self.attribute], "choices", ())
        labels = {value: label.lower() for value, label in choices if value}
        found = [(row.party, getattr(row, self.attribute)) for row in self.deviating]
        return [(party, labels.get(value) or value or "open") for party, value in found]

    @property
    def input_names(self):
        return {a: self.name if a == self.attribute else f"{self.name}--{a}" for a in self.inputs}

    @property
    def htmx_params(self):
        return ",".join([*self.input_names.values(), f"{self.name}--v", "los_op", "namens"])

    @property
    def is_open(self):
        return not (self.error or self.conflict or self.is_merging)

    @property
    def conflict_pieces(self):
        """Both texts, cut into pieces that say whether they differ: (mine, theirs)."""
        mine, theirs = (self._words(v) for v in (self.conflict.mine, self.conflict.theirs))
        return rules.differing_words(mine, theirs)

    def _words(self, value):
        if value is None or value == "":
            return "(leeg)"
        choices = getattr(self.inputs[self.conflict.field], "choices", None)
        if choices is None or hasattr(value, "pk"):
            return f"{value:%d-%m-%Y}" if hasattr(value, "year") else str(value)
        return str(dict(choices).get(value, value))

    def read(self, data):
        """Take in what was posted; tell whether this field was on the page at all."""
        versions = data.get(f"{self.name}--v")
        if versions is None:
            return False
        self.posted_versions = _read_versions(versions)
        available = self.all_rows or self.rows
        self.targets = {k: row for k, row in available.items() if k in self.posted_versions}
        self.is_partly_gone = len(self.targets) < len(self.posted_versions)
        self.rows = self.targets or self.rows
        self.deviating = [d for d in self.deviating if d.party.pk not in self.rows]
        self.typed = {a: data.get(name, "") for a, name in self.input_names.items()}
        return True

    def clean(self):
        """Return {attribute: value}; raises ValidationError with what to mend, in Dutch."""
        cleaned = {}
        for attribute, form_field in self.inputs.items():
            self.error_on = attribute
            cleaned[attribute] = form_field.clean(self.typed[attribute])
        if cleaned.get("verdict") == Verdict.NOT_APPLICABLE and cleaned.get("reason") == "":
            raise ValidationError("Schrijf erbij waarom deze stap niet van toepassing is.")
        if "reason" in cleaned and cleaned["verdict"] != Verdict.NOT_APPLICABLE:
            cleaned["reason"] = ""
        return cleaned

    def save(self, *, by, own=frozenset()):
        """Write what was read, row by row; what cannot be written stays on the page with why.

        `own` are the keys of the parties for which `by` speaks; for others the audit says so.
        """
        if self.is_locked:
            self._refuse("Deze stap is ingediend. Heropen uw deel om iets te veranderen.")
            return
        try:
            changes = self.clean()
        except ValidationError as error:
            self._refuse(" ".join(error.messages))
            return
        for key, row in self.targets.items():
            try:
                self.rows[key] = records.write(
                    row,
                    version=self.posted_versions[key],
                    by=by,
                    on_behalf_of="" if key in own else _party_name(row),
                    **_with_status(row, changes),
                )
            except records.StaleError as stale:
                self.rows[key] = stale.current
                self._show(stale.conflicts[0], key)
        if self.is_partly_gone:
            self.unseen |= {k: v for k, v in self.posted_versions.items() if k not in self.targets}
            self.error = (
                "Voor een partij kan dit niet meer worden opgeslagen: haar deel is ingediend "
                "of zij wordt niet meer gevraagd. Uw invoer staat hier nog."
            )
        elif not self.conflict:
            self.typed = {}

    def _refuse(self, error):
        """Keep all as it was posted, with what is wrong."""
        self.error, self.unseen = error, dict(self.posted_versions)

    def _show(self, conflict, key):
        """Show one text of others at a time: another one in another row is a conflict again."""
        shown = self.conflict = self.conflict or conflict
        if (conflict.field, conflict.theirs) != (shown.field, shown.theirs):
            self.unseen[key] = self.posted_versions[key]

    def resolve(self, how, *, by, own):
        """Settle a conflict as the user chose: mine, theirs, or all under each other."""
        if how == "hunne":
            self.typed, self.is_dropped = {}, True
        elif how == "samen":
            stored = (str(getattr(row, self.attribute)) for row in self.targets.values())
            texts = ("\n".join(t.splitlines()) for t in (self.typed[self.attribute], *stored))
            self.typed[self.attribute] = "\n".join(dict.fromkeys(texts)).strip()
            self.is_merging = True
        else:
            self.save(by=by, own=own)


def _party_name(row):
    party = getattr(row, "party", None)
    return str(party) if party else ""


def _with_status(row, changes):
    """A party that writes to its view has begun."""
    if isinstance(row, StepView) and row.status == StepView.Status.TO_DO:
        return changes | {"status": StepView.Status.BUSY}
    return changes


def _read_versions(text):
    """Return {party id or 0: version} of a text such as "12:3,14:0"; leave out what is not that."""
    versions = {}
    for pair in text.split(",")[:50]:
        key, _, version = pair.partition(":")
        if key.isdecimal() and version.isdecimal() and len(pair) < 30:
            versions[int(key)] = int(version)
    return versions


class StepForm:
    """All fields of one step for one user.

    `acting` are the parties that the user now fills in for (several at once: what most of them
    have is shown, who deviates is named and left alone), `page` the rows of the round.
    """

    def __init__(self, page, *, acting, can_share, can_set_verdict, owners):
        self.page = page
        self.acting = acting
        self.can_share = can_share
        self.can_set_verdict = can_set_verdict
        self.owners = owners

    @cached_property
    def own(self):
        """Verdict and remark of the parties that the user fills in for."""
        if not self.acting:
            return []
        rows = {party.pk: self.page.view(party) for party in self.acting}
        reason = text_input(300)
        verdict = {"verdict": choice_input(Verdict.choices), "reason": reason}
        return [
            self._group("eigen.oordeel", "Uw oordeel", "verdict", rows, verdict),
            self._group("eigen.toelichting", "Toelichting", "text", rows, {"remark": text_input()}),
        ]

    @cached_property
    def shared_verdict(self):
        if not self.can_set_verdict:
            return None
        inputs = {"verdict": choice_input(Verdict.choices)}
        return self._state("verdict", "Gedeeld oordeel", "choice", inputs)

    @cached_property
    def agreed(self):
        if not self.can_set_verdict:
            return None
        label = "Dit gedeelde beeld is besproken en akkoord"
        return self._state(
            "is_agreed", label, "checkbox", {"is_agreed": forms.BooleanField(required=False)}
        )

    @cached_property
    def shared(self):
        """What is said together: remark, what must still happen, by whom and when."""
        if not self.can_share:
            return []
        owner = forms.ModelChoiceField(
            queryset=self.owners | self.owners.model.objects.filter(pk=self.page.state.owner_id),
            required=False,
            error_messages={"invalid_choice": "Kies iemand uit de lijst."},
        )
        due_on = DayField(
            required=False, error_messages={"invalid": "Vul een datum in, zoals 27-03-2026."}
        )
        return [
            self._state("remark", "Gedeelde toelichting", "text", {"remark": text_input()}),
            self._state("to_do", "Wat moet er nog gebeuren?", "text", {"to_do": text_input()}),
            self._state("owner", "Wie", "select", {"owner": owner}),
            self._state("due_on", "Uiterlijk", "date", {"due_on": due_on}),
        ]

    @cached_property
    def questions(self):
        """(question, its field or None where the user may not answer)."""
        return [(q, self._question(q)) for q in self.page.step.questions]

    @property
    def fields(self):
        fields = [*self.own, self.shared_verdict, self.agreed, *self.shared]
        return [f for f in [*fields, *(f for _, f in self.questions)] if f]

    def save(self, data, *, by, own=frozenset()):
        """Save every field that came, each on its own; return those fields."""
        name, _, how = data.get("los_op", "").partition(":")
        came = [f for f in self.fields if f.read(data)]
        for step_field in came:
            if step_field.name == name:
                step_field.resolve(how, by=by, own=own)
            else:
                step_field.save(by=by, own=own)
        return came

    def strays(self, data):
        """Return [(name, text)] of posted fields that this user may not fill in any more."""
        known = {f.name for f in self.fields}
        posted = (key.removesuffix("--v") for key in data if key.endswith("--v"))
        return [(name, data.get(name, "")) for name in posted if name not in known]

    def hold(self, fields):
        """Put fields that could not be saved in the place of the fresh ones of the same name."""
        held = {f.name: f for f in fields}
        self.own = [held.get(f.name, f) for f in self.own]
        self.shared = [held.get(f.name, f) for f in self.shared]
        self.questions = [(q, f and held.get(f.name, f)) for q, f in self.questions]
        if self.can_set_verdict:
            self.shared_verdict = held.get(self.shared_verdict.name, self.shared_verdict)
            self.agreed = held.get(self.agreed.name, self.agreed)

    def _question(self, question):
        inputs = {
            "text": {"value": text_input()},
            "yesno": {"value": choice_input(YES_NO)},
            "score": {"value": choice_input(SCORES)},
        }[question.kind]
        if question.per_party:
            if not self.acting:
                return None
            rows = {party.pk: self.page.answer(question, party) for party in self.acting}
            return self._group(
                f"vraag.{question.key}", question.text, question.kind, rows, inputs, question
            )
        if not self.can_share:
            return None
        rows = {0: self.page.answer(question, None)}
        name = f"vraag.{question.key}"
        return StepField(name, question.text, question.kind, rows, inputs, hint=question.guidance)

    def _state(self, attribute, label, kind, inputs):
        return StepField(f"gedeeld.{attribute}", label, kind, {0: self.page.state}, inputs)

    def _group(self, name, label, kind, rows, inputs, question=None):
        """A field over the parties that the user fills in for, and who deviates from the rest."""
        attribute = next(iter(inputs))
        submitted = {key for key, row in rows.items() if self.page.view(row.party).is_submitted}
        unlocked = [key for key in rows if key not in submitted] or list(rows)
        values = {key: getattr(rows[key], attribute) for key in unlocked}
        _, having, _ = rules.common(values)
        return StepField(
            name,
            label,
            kind,
            {key: rows[key] for key in having},
            inputs,
            hint=question.guidance if question else "",
            all_rows={key: rows[key] for key in unlocked},
            deviating=[row for key, row in rows.items() if key not in having],
            is_locked=submitted == rows.keys(),
        )
