"""Whose session it is: with the memberships, by which every page is asked for."""

from allauth.account.auth_backends import AuthenticationBackend

from accounts.models import Membership


class MemberBackend(AuthenticationBackend):
    """Signs in as allauth does; reads a user and the memberships of today in one query."""

    def get_user(self, user_id):
        found = list(Membership.objects.current().filter(user=user_id).select_related("user"))
        if not found:
            return super().get_user(user_id)
        user = found[0].user
        for membership in found:
            membership.user = user
        user.current_memberships = found
        return user if self.user_can_authenticate(user) else None
