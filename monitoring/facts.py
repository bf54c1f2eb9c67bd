"""What monitoring knows beside the steps of the checklist: figures shared (2), watched (8)."""

from django.db.models import F, Max
from django.urls import reverse
from django.utils.formats import date_format

from monitoring.models import Indicator, Measurement
from monitoring.rules.periods import Period, is_stale
from partners.facts import Fact
from partners.rules.overlap import in_words


def facts_for(region, day) -> dict[int, list[Fact]]:
    """Return the facts of `region` on `day` by step of the main instrument, in two queries."""
    url = reverse("monitoring:indicator_list", args=[region.slug])
    indicators = list(
        Indicator.objects.of_region(region).filter(is_active=True).order_by("title", "pk")
    )
    latest, delivered = _latest(region)
    return {
        2: [_shared(indicators, latest, delivered, day, url)],
        8: [
            _watched(indicators, latest, url),
            _stale(indicators, latest, day, url),
        ],
    }


def _latest(region):
    """Return the last period of each indicator (by pk), and the day of the last delivery."""
    rows = (
        Measurement.objects.of_region(region)
        .kept()
        .filter(period_kind=F("indicator__frequency"), indicator__is_active=True)
        .values("indicator", "period_kind")
        .annotate(last=Max("period_start"), delivered=Max("delivered_on"))
    )
    latest = {row["indicator"]: Period(row["last"], row["period_kind"]) for row in rows}
    days = [row["delivered"] for row in rows if row["delivered"]]
    return latest, max(days, default=None)


def _shared(indicators, latest, delivered, day, url):
    count = sum(1 for indicator in indicators if indicator.pk in latest)
    text = "indicator met cijfers" if count == 1 else "indicatoren met cijfers"
    detail = ""
    if delivered:
        age = (day - delivered).days
        ago = "vandaag" if age <= 0 else f"{age} {'dag' if age == 1 else 'dagen'} geleden"
        detail = f"laatst geleverd op {date_format(delivered, 'j F Y')}, {ago}"
    return Fact(count, text, detail, url)


def _watched(indicators, latest, url):
    count = len(indicators)
    newest = [
        f"{indicator}: {latest[indicator.pk]}" for indicator in indicators if indicator.pk in latest
    ]
    detail = f"nieuwste cijfers: {'; '.join(newest[:5])}" if newest else ""
    return Fact(count, "indicator" if count == 1 else "indicatoren", detail, url)


def _stale(indicators, latest, day, url):
    found = [i for i in indicators if is_stale(latest.get(i.pk), i.grace_months, day)]
    text = (
        "indicator zonder recent cijfer" if len(found) == 1 else "indicatoren zonder recent cijfer"
    )
    names = [str(indicator) for indicator in found]
    detail = in_words(names[:5]) if names else ""
    return Fact(len(found), text, detail, url, "late" if found else "")
