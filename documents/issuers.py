"""How an issuer is called in the mark of its numbers and in running text."""

from django.db.models import F, Value
from django.db.models.functions import Length

from accounts.models import Organization

OFFICES = ("巡察办", "巡视办")


def spoken_name(issuer: Organization) -> str:
    """The short name; an office goes by the name of its committee (市委 of 市委巡察办)."""
    name = issuer.short_name or issuer.name
    for office in OFFICES:
        name = name.removesuffix(office)
    return name


def named_in(word: str, issuer: Organization) -> Organization | None:
    """Another organisation whose name a mark of ``issuer`` would bear.

    A name that is part of the issuer's own, as the place is of its organs', is not another's.
    """
    own = f"{issuer.name} {issuer.short_name}"
    others = Organization.objects.exclude(pk=issuer.pk).alias(mark=Value(word))
    named = others.alias(length=Length("short_name")).filter(
        mark__contains=F("short_name"), length__gte=2
    )
    names = [(other, other.short_name) for other in named]
    names += [(body, spoken_name(body)) for body in others.bodies()]
    return next((other for other, name in names if name in word and name not in own), None)
