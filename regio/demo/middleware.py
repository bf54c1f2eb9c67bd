"""While a demonstration is loaded, a request lives on its day."""

from regio.demo.models import Demonstration
from regio.lib import clock

WITHOUT = ("/static/", "/health/")


class DemonstrationMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path.startswith(WITHOUT):
            return self.get_response(request)
        request.demonstration = Demonstration.objects.first()
        if request.demonstration is None:
            return self.get_response(request)
        with clock.standing_at(request.demonstration.day):
            return self.get_response(request)
