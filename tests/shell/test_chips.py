"""Every condition of every list reads in words: no code of a choice, no number of a row."""

import importlib
import pkgutil
from itertools import chain, product

import django_filters
import pytest
from django.apps import apps
from django.conf import settings
from django.test import RequestFactory

from accounts import listing
from accounts.pickers import RowFilter
from accounts.roles import Role
from inspections.filters.issue import IssueFilter

pytestmark = pytest.mark.django_db
READERS = [Role.OFFICE_STAFF, Role.TEAM_LEADER, Role.UNIT_HEAD]


def filter_sets() -> list[type[django_filters.FilterSet]]:
    modules = chain.from_iterable(_filters_of(app.name) for app in apps.get_app_configs())
    found = {
        each
        for module in modules
        for each in vars(module).values()
        if isinstance(each, type)
        and issubclass(each, django_filters.FilterSet)
        and each.__module__ == module.__name__
    }
    return sorted(found, key=lambda each: (each.__module__, each.__name__))


def _filters_of(app: str):
    if app not in settings.CATALOGUES:
        return
    try:
        module = importlib.import_module(f"{app}.filters")
    except ModuleNotFoundError:
        return
    yield module
    for inner in pkgutil.iter_modules(getattr(module, "__path__", [])):
        yield importlib.import_module(f"{module.__name__}.{inner.name}")


def chips(filters, person, **conditions) -> list[dict]:
    request = RequestFactory().get("/", conditions)
    request.user = person
    rows = filters._meta.model.objects.all()
    return listing._chips(request, filters(request.GET, queryset=rows, request=request))


def test_each_choice_is_a_word_on_its_chip(planted):
    wrong = []
    for filters, role in product(filter_sets(), READERS):
        person = planted.person(role)
        for name, value, label in declared_choices(filters, person):
            found = chips(filters, person, **{name: value})
            if [(chip["field"], chip["value"]) for chip in found] != [(name, label)]:
                wrong.append((filters.__name__, role, name, value, found))

    assert wrong == []


def declared_choices(filters, person):
    made_of = unbound(filters, person)
    for name, field in made_of.form.fields.items():
        assert field.label, f"{filters.__name__}.{name} has no word for its chip"
        yield from ((name, *choice) for choice in choices_of(made_of.filters[name], field))


def choices_of(condition, field) -> list[tuple[str, str]]:
    """What is declared, not the rows of a table."""
    if isinstance(condition, django_filters.BooleanFilter):
        return [("true", "是"), ("false", "否")]
    if isinstance(condition, django_filters.ModelChoiceFilter) or not hasattr(field, "choices"):
        return []
    return [(str(value), str(label)) for value, label in field.choices if value]


def test_what_nobody_types_is_a_choice_or_a_row_with_a_name(planted):
    known = (RowFilter, django_filters.ChoiceFilter)
    codes = [
        (filters.__name__, name)
        for filters in filter_sets()
        for made_of in [unbound(filters, planted.office_staff)]
        for name in made_of.form.fields
        if made_of.form[name].is_hidden and not isinstance(made_of.filters[name], known)
    ]

    assert len(filter_sets()) > 20
    assert codes == []


def unbound(filters, person):
    request = RequestFactory().get("/")
    request.user = person
    return filters({}, queryset=filters._meta.model.objects.all(), request=request)


def test_a_row_in_the_address_is_shown_by_its_name(planted):
    aspect = planted.issue_out.aspect

    (chip,) = chips(IssueFilter, planted.office_staff, aspect=aspect.pk)
    (unseen,) = chips(IssueFilter, planted.stranger, aspect=aspect.pk)

    assert (chip["name"], chip["value"]) == ("方面", aspect.title)
    assert unseen["value"] == "（此处不可见）"
