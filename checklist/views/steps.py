"""The step page: facts, questions, everyone's view, and fields that save themselves."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from checklist import facts, permissions
from checklist.forms import EvidenceForm
from checklist.models import Evidence, Round, StepView
from checklist.step_form import StepForm
from checklist.table import RoundTable, StepPage
from partners.models import Position
from records import actions as records
from records.models import Change
from regio.lib import clock
from regio.lib.addresses import address_of


def posted_version(request, obj):
    """Return the version that a button was shown for; a button without one speaks of now."""
    version = request.POST.get("version", "")
    return int(version) if version.isdecimal() and len(version) < 10 else obj.version


def get_round(request, pk):
    rounds = Round.objects.visible_to(request.user).of_region(request.region)
    round = get_object_or_404(rounds.select_related("instrument"), pk=pk)
    round.region = request.region
    return round


class Scene:
    """Who looks at which step, and for whom they fill it in."""

    def __init__(self, request, pk, number):
        self.user, self.day = request.user, clock.today()
        self.round = get_round(request, pk)
        self.step = self.round.instrument.parsed.step(number)
        if self.step is None:
            raise Http404
        self.table = RoundTable(self.round)
        self.is_open = self.round.is_open_on(self.day)
        self.own = permissions.own_parties(self.user, self.round, self.table.parties, self.day)
        self.is_director = permissions.can_answer_all(self.user, self.round)
        self.choosable = self.table.parties if self.is_director else self.own
        self.chosen = self._chosen(request)
        self.acting = self._acting()
        self.page = StepPage(self.table, self.step)
        self.form = StepForm(
            self.page,
            acting=self.acting if self.is_open else [],
            can_share=permissions.can_answer_shared(self.user, self.round, self.day),
            can_set_verdict=self.is_open and self.is_director,
            owners=Position.objects.of_region(self.round.region)
            .on(self.day)
            .select_related("person", "organisation")
            .only("title", "person__name", "organisation__short_name")
            .order_by("person__sort_name", "title"),
        )

    def _chosen(self, request):
        """Return the party of `?namens=`; None means all own parties."""
        wanted = request.POST.get("namens") or request.GET.get("namens", "")
        return next((p for p in self.choosable if str(p.pk) == wanted), None)

    def _acting(self):
        if self.chosen:
            return [self.chosen]
        return self.own

    @property
    def url(self):
        round_ = self.round
        query = f"?namens={self.chosen.pk}" if self.chosen else ""
        place = (round_.region.slug, round_.pk, self.step.number)
        return address_of("checklist:step_detail", *place) + query

    def context(self):
        acting, strip = self.acting, self.table.strip
        others = [party for party in self.table.parties if party not in acting]
        nav = [(cell, *self.table.answered(cell.step, acting)) for cell in strip]
        return {
            "scene": self,
            "round": self.round,
            "step": self.step,
            "form": self.form,
            "cell": strip[self.step.number - 1],
            "state": self.page.state,
            "nav": nav,
            "answered": sum(done for _, done, _ in nav),
            "asked": sum(asked for _, _, asked in nav),
            "others": self.table.cell(self.step, others),
            "rows": [(party, self.page.view(party)) for party in self.table.parties],
            "questions": [self._question(q, f) for q, f in self.form.questions],
            "neighbours": [
                cell.step for cell in strip if abs(cell.step.number - self.step.number) == 1
            ],
            "own_views": [(party, self.page.view(party)) for party in acting],
            "entered_for": _entered_for(self.table, self.step),
            "may_submit": self.is_open and len(acting) > 0,
            "crumbs": self._crumbs(),
        }

    def _question(self, question, step_field):
        """(question, field, shared answer to read, answers of the parties to read)."""
        shared = None if question.per_party else self.page.answer(question, None)
        given = self.table.answers_of_parties(question) if question.per_party else []
        return question, step_field, shared if shared and shared.value else None, given

    def _crumbs(self):
        slug = self.round.region.slug
        return [
            ("Checklist", reverse("checklist:round_list", args=[slug])),
            (self.round.title, self.round.get_absolute_url()),
        ]


def step_detail(request, slug, pk, number):
    scene = Scene(request, pk, number)
    if request.method == "POST":
        return _save(request, scene)
    return render(request, "checklist/step_detail.html", _whole(scene))


def _whole(scene, evidence_form=None):
    evidence = Evidence.objects.filter(round=scene.round, step=scene.step.key, is_withdrawn=False)
    return scene.context() | {
        "has_facts": facts.exist_for(scene.step.number),
        "evidence": evidence,
        "evidence_form": evidence_form or EvidenceForm(),
    }


def _entered_for(table, step):
    """Return the last change of a verdict that another filled in for a party: {view pk: change}."""
    views = [view.pk for (key, _), view in table.views.items() if key == step.key]
    label = StepView._meta.label_lower
    changes = Change.objects.filter(model=label, object_id__in=views, field="verdict")
    latest = {c.object_id: c for c in changes.select_related("by").order_by("pk")}
    return {pk: change for pk, change in latest.items() if change.on_behalf_of}


def _save(request, scene):
    """Save what came. With JavaScript that is one field, and its part of the page goes back."""
    if not scene.form.fields:
        raise PermissionDenied
    strays = scene.form.strays(request.POST)
    own = {0, *(party.pk for party in scene.own)}
    came = scene.form.save(request.POST, by=request.user, own=own)
    for step_field in came:
        step_field.saved_at = clock.now() if step_field.is_open else None
        if step_field.conflict and step_field.conflict.change:
            step_field.author = _author(step_field.conflict.change.by, scene)
    fresh = Scene(request, scene.round.pk, scene.step.number)
    if request.htmx:
        renewed = {f.name: f for f in fresh.form.fields}
        shown = [renewed.get(f.name, f) if f.is_dropped else f for f in came]
        context = fresh.context() | {"fields": shown, "strays": strays}
        return render(request, "checklist/_saved.html", context)
    held = [f for f in came if not f.is_open]
    if held or strays:
        fresh.form.hold(held)
        context = _whole(fresh) | {"held": held, "strays": strays}
        return render(request, "checklist/step_detail.html", context)
    messages.success(request, "Opgeslagen.")
    return redirect(scene.url)


def step_facts(request, slug, pk, number):
    """What Regio knows beside a step: a part of the step page, or a page of its own."""
    round = get_round(request, pk)
    step = round.instrument.parsed.step(number)
    if step is None:
        raise Http404
    context = {
        "round": round,
        "step": step,
        "facts": facts.for_step(request.region, clock.today(), number),
        "crumbs": [
            ("Checklist", reverse("checklist:round_list", args=[slug])),
            (round.title, round.get_absolute_url()),
            (f"Stap {number}", reverse("checklist:step_detail", args=[slug, pk, number])),
        ],
    }
    template = "checklist/_facts.html" if request.htmx else "checklist/step_facts.html"
    return render(request, template, context)


@require_POST
def evidence_create(request, slug, pk, number):
    scene = Scene(request, pk, number)
    if not permissions.can_answer_shared(request.user, scene.round, scene.day):
        raise PermissionDenied
    form = EvidenceForm(request.POST, instance=Evidence(round=scene.round, step=scene.step.key))
    if form.is_valid():
        records.create(form.instance, by=request.user)
        messages.success(request, "De vindplaats is toegevoegd.")
        return redirect(scene.url)
    return render(request, "checklist/step_detail.html", _whole(scene, form))


def _author(user, scene):
    """Name a colleague with the organisations that they work for: Jan Winterkoning (swv PPO)."""
    positions = Position.objects.of_region(scene.round.region).on(scene.day)
    names = positions.filter(person__user=user).values_list("organisation__short_name", flat=True)
    known = ", ".join(sorted({name for name in names if name}))
    return f"{user} ({known})" if known else str(user)


@require_POST
def evidence_withdraw(request, slug, pk, evidence_pk):
    round = get_round(request, pk)
    evidence = get_object_or_404(
        Evidence.objects.visible_to(request.user), round=round, pk=evidence_pk
    )
    if not permissions.can_answer_shared(request.user, round, clock.today()):
        raise PermissionDenied
    version = posted_version(request, evidence)
    records.write(evidence, version=version, by=request.user, is_withdrawn=True)
    messages.success(request, "De vindplaats is ingetrokken; de geschiedenis bewaart haar.")
    step = round.instrument.parsed.step_by_key(evidence.step)
    return redirect("checklist:step_detail", slug, pk, step.number)
