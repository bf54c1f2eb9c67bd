"""The outer wall: an address below a region is answered to that region's members alone."""

from django.http import Http404


class RegionMiddleware:
    """Set `request.region` from the address; a stranger gets the 404 of what does not exist.

    Works before the view, so that no view can forget it. Anonymous visitors are sent to sign-in
    by the middleware before this one. Rights are read afresh at every request.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if "slug" not in kwargs:
            return
        for membership in request.user.current_memberships:
            if membership.region.slug == kwargs["slug"]:
                request.region = membership.region
                return
        raise Http404
