"""The fields above a list."""

from django import forms

from partners.filters import FilterForm, LongSelect

CHOICES = [
    ("", "Alle"),
    (7, "<b>Fuut & zn.</b>"),
    ("Groep <1>", [("a:1", "Meerkoet"), ("a:2", 'Wulp "W"')]),
]


def drawn(widget, value):
    widget.choices = CHOICES
    return widget.render("keuze", value, {"id": "filter_keuze"}).split()


def test_a_long_select_looks_as_a_select_does():
    for value in ("", "7", "a:2", "onbekend", None):
        assert drawn(LongSelect(), value) == drawn(forms.Select(), value)


def test_what_is_chosen_from_is_escaped():
    text = " ".join(drawn(LongSelect(), "7"))
    assert '<option value="7" selected>&lt;b&gt;Fuut &amp; zn.&lt;/b&gt;</option>' in text
    assert '<optgroup label="Groep &lt;1&gt;">' in text


class Form(FilterForm):
    zoek = forms.CharField(label="Zoek", required=False, max_length=3)
    keuze = forms.ChoiceField(label="Keuze", required=False, choices=[("a", "Eend")])
    ook = forms.BooleanField(label="Ook eerdere", required=False)
    beeld = forms.CharField(required=False, widget=forms.HiddenInput)


def test_a_field_that_is_wrong_says_so_beside_it():
    text = str(Form({"keuze": "gans", "zoek": "tafeleend"}))
    assert text.count("is-invalid") == 2
    assert 'id="filter_keuze_error" class="invalid-feedback"' in text
    assert 'value="tafeleend"' in text


def test_fields_are_drawn_in_the_classes_of_the_style_sheet():
    text = str(Form({}))
    assert [text.count(css) for css in ("form-control", "form-select", "form-check-input")] == [
        1
    ] * 3
    assert '<input type="hidden" name="beeld" id="filter_beeld">' in text
