"""The organisations of the invented province: what HLJ-05 and HLJ-06 count, and who inspects."""

from dataclasses import dataclass, field

from accounts import services
from accounts.models import Organization
from accounts.models.organization import Level, OrganizationKind
from config.demo import names

Kind = OrganizationKind


@dataclass
class Places:
    """The tree by what it is for."""

    province: Organization
    body: Organization
    discipline: Organization
    personnel: Organization
    city_body: Organization
    cities: list[Organization] = field(default_factory=list)
    counties: list[Organization] = field(default_factory=list)
    organs: list[Organization] = field(default_factory=list)
    universities: list[Organization] = field(default_factory=list)
    enterprises: list[Organization] = field(default_factory=list)
    party_organs: list[Organization] = field(default_factory=list)
    zones: list[Organization] = field(default_factory=list)


def build() -> Places:
    """Add every organisation; 270 + 30 of them are the plan's targets."""
    province = _add(None, "中共江澜省委员会", "江澜省委", "JL", Kind.COMMITTEE, Level.PROVINCE)
    places = Places(
        province=province,
        body=_add(
            province,
            "中共江澜省委巡视工作领导小组办公室",
            "省委巡视办",
            "JL-XS",
            Kind.OFFICE,
            is_body=True,
        ),
        discipline=_add(province, "江澜省纪委监委", "省纪委监委", "JL-JW", Kind.DISCIPLINE),
        personnel=_add(province, "江澜省委组织部", "省委组织部", "JL-ZZ", Kind.PERSONNEL),
        city_body=province,
    )
    _add_cities(places)
    _add_row(places.organs, province, "JL-G", Kind.ORGAN, _organ_names())
    _add_row(places.universities, province, "JL-U", Kind.UNIVERSITY, _named(names.UNIVERSITIES))
    groups = [(f"江澜省{name}党委", f"省{name}") for name in names.ENTERPRISES]
    _add_row(places.enterprises, province, "JL-E", Kind.ENTERPRISE, groups)
    for number, (zone, short_name) in enumerate(names.ZONES.items()):
        name, code = f"{zone}党工委", f"JL-Z{number + 1:03}"
        places.zones.append(
            _add(places.cities[number], name, short_name, code, Kind.ZONE, Level.CITY)
        )
    return places


def _add(
    parent: Organization | None, name: str, short_name: str, code: str, kind: str,
    level: str = Level.PROVINCE, *, is_body: bool = False,
) -> Organization:  # fmt: skip
    return services.add_organization(
        parent=parent,
        actor=None,
        name=name,
        short_name=short_name,
        code=code,
        kind=kind,
        level=level,
        is_body=is_body,
    )


def _add_row(
    row: list[Organization],
    parent: Organization,
    code: str,
    kind: str,
    named: list[tuple[str, str]],
) -> None:
    for number, (name, short_name) in enumerate(named, start=1):
        row.append(_add(parent, name, short_name, f"{code}{number:03}", kind))


def _named(short_names: list[str], suffix: str = "党委") -> list[tuple[str, str]]:
    return [(f"{name}{suffix}", name) for name in short_names]


def _organ_names() -> list[tuple[str, str]]:
    return [(f"江澜省{task}党组", f"省{task}") for task in names.ORGAN_TASKS]


def _add_cities(places: Places) -> None:
    """Cities with their counties below them, and the two Party organs of each city."""
    counties = iter(names.counties())
    for number, city_name in enumerate(names.CITIES, start=1):
        code = f"JL{number:02}"
        city = _add(
            places.province,
            f"中共{city_name}委员会",
            f"{city_name}委",
            code,
            Kind.COMMITTEE,
            Level.CITY,
        )
        places.cities.append(city)
        place = city_name.removesuffix("市")
        for suffix, short, kind, mark in (
            ("纪委监委", "纪委", Kind.DISCIPLINE, "JW"),
            ("委组织部", "组织部", Kind.PERSONNEL, "ZZ"),
        ):
            name, short_name = f"{city_name}{suffix}", f"{place}{short}"
            organ = _add(city, name, short_name, f"{code}-{mark}", kind, Level.CITY)
            places.party_organs.append(organ)
        share = 10 if number <= 8 else 9
        for inner in range(1, share + 1):
            county = next(counties)
            places.counties.append(
                _add(
                    city, f"中共{county}委员会", f"{county}委", f"{code}{inner:02}", Kind.COMMITTEE, Level.COUNTY
                )
            )  # fmt: skip
    places.city_body = _add(
        places.cities[0], f"中共{names.CITIES[0]}委巡察工作领导小组办公室",
        f"{names.CITIES[0]}委巡察办", "JL01-XC", Kind.OFFICE, Level.CITY, is_body=True,
    )  # fmt: skip
