import re

import pytest
from django.conf import settings as django_settings
from django.contrib.auth import authenticate

from accounts.models import SignedLink
from reminders import emails, tasks
from reminders.models import Mail
from reminders.tests.factories import InvitationMailFactory, PasswordMailFactory

pytestmark = pytest.mark.django_db


def parts(message):
    return message.body, message.alternatives[0].content


def test_an_invitation_says_who_invites_to_what_why_and_whom_to_ask(settings):
    settings.BASE_URL = "https://regio.voorbeeld.nl"
    mail = InvitationMailFactory(link__region__name="Noord-Kennemerland")
    message = emails.build(mail)
    assert message.subject == "Uitnodiging voor Noord-Kennemerland in Regio"
    assert (message.from_email, message.to) == (settings.DEFAULT_FROM_EMAIL, [mail.to])
    assert message.extra_headers["Message-ID"] == mail.message_id
    inviter = mail.link.created_by
    for text in parts(message):
        assert "Bas Beheerder nodigt u uit voor" in text
        assert "als beleidsmedewerker" in text
        assert "U krijgt dit bericht omdat Bas Beheerder het adres" in text
        assert inviter.email in text
        assert "https://regio.voorbeeld.nl/uitnodiging/" in text


def test_the_token_is_made_while_rendering_and_stands_in_no_table():
    mail = InvitationMailFactory()
    assert mail.link.token_hash is None
    token = re.search(r"/uitnodiging/([^/]+)/", emails.build(mail).body)[1]
    assert SignedLink.objects.find(token, "uitnodiging") == mail.link
    stored = [str(v) for row in SignedLink.objects.values() for v in row.values()]
    stored += [str(v) for row in Mail.objects.values() for v in row.values()]
    assert not any(token in value for value in stored)


def test_a_second_mail_closes_the_link_of_the_first():
    mail = InvitationMailFactory()
    first, second = (
        re.search(r"/uitnodiging/([^/]+)/", emails.build(mail).body)[1] for _ in range(2)
    )
    assert SignedLink.objects.find(first, "uitnodiging") is None
    assert SignedLink.objects.find(second, "uitnodiging") == mail.link


def test_a_password_mail_carries_a_key_that_works(client, settings):
    settings.BASE_URL = "https://regio.voorbeeld.nl"
    mail = PasswordMailFactory()
    message = emails.build(mail)
    text, html = parts(message)
    url = re.search(r"https://regio.voorbeeld.nl(/accounts/password/reset/key/\S+)", text)[1]
    assert url in html
    assert "nieuw wachtwoord is gevraagd" in " ".join(html.split())
    page = client.get(url)
    password = "kievit-over-de-polder"
    client.post(page["Location"], {"password1": password, "password2": password})
    assert authenticate(None, email=mail.user.email, password=password) == mail.user
    assert client.get(url).context["token_fail"] is True


def test_names_can_neither_add_a_header_nor_markup(mailoutbox):
    InvitationMailFactory(
        link__region__name="Regio\r\nBcc: iedereen@regio.test",
        link__name="<b>Guus</b>\r\n\r\nNieuw",
        link__created_by__name="Bas\nBeheerder <script>",
    )
    tasks.send_waiting()
    message = mailoutbox[0].message()
    assert message["Subject"] == "Uitnodiging voor Regio Bcc: iedereen@regio.test in Regio"
    assert (message["Bcc"], mailoutbox[0].recipients()) == (None, mailoutbox[0].to)
    text, html = parts(mailoutbox[0])
    assert "Beste <b>Guus</b> Nieuw," in text
    assert "Beste &lt;b&gt;Guus&lt;/b&gt; Nieuw," in html
    assert "<script>" not in html


def test_the_text_part_is_plain_and_unescaped():
    mail = InvitationMailFactory(link__region__name="Zaan & Water")
    text, html = parts(emails.build(mail))
    assert ("Zaan & Water" in text, "Zaan &amp; Water" in html) == (True, True)


def test_no_mail_fetches_anything_from_elsewhere():
    for mail in (InvitationMailFactory(), PasswordMailFactory()):
        html = emails.build(mail).alternatives[0].content
        assert "src=" not in html
        links = set(re.findall(r'href="([^"]+)"', html))
        own = (django_settings.BASE_URL, "mailto:")
        assert all(link.startswith(own) for link in links)
