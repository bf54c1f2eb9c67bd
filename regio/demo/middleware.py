"""While a demonstration is loaded, a request lives on its day."""

from regio.demo.models import Demonstration
from regio.lib import clock


class DemonstrationMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path.startswith(("/static/", "/health/")):
            return self.get_response(request)
        request.demonstration = Demonstration.objects.first()
        day = request.demonstration.day if request.demonstration else None
        with clock.standing_at(day):
            return self.get_response(request)
