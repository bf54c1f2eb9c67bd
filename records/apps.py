from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "records"
    verbose_name = "Vastlegging"

    def ready(self):
        from accounts.models import Membership, Region, SignedLink
        from accounts.permissions import MANAGE_MEMBERS
        from records import visibility

        visibility.register(Membership, page_right=MANAGE_MEMBERS)
        visibility.register(Region)
        visibility.register(SignedLink, narrower=True)
